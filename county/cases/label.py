"""Labels: who is a planted violation and who only looks like one.

The case of a household is its head's, that of an official the official's. What is
no person at all is named by its natural key as the `object`: an organisation or unit
by its credit code, else the unit's code, else the name; a project, contract or
account by its number.
"""

from collections.abc import Sequence
from zlib import crc32

import polars as pl

from county.world import NOBODY

PLANTED, LOOK_ALIKE = "planted", "look_alike"
LABEL = pl.Schema(
    {
        "rule": pl.String,
        "person": pl.Int32,
        "kind": pl.String,
        "mechanism": pl.String,
        "partner": pl.Int32,  # whose rows matter too (a relative on the payroll); −1
        "object": pl.String,  # what is no person; "" for a person's case
    }
)
KEY = ["rule", "person", "object"]


def labels(
    rule: str, planted: Sequence[pl.DataFrame], alike: Sequence[pl.DataFrame]
) -> pl.DataFrame:
    """Return one label for each subject: violations first, then in the order given.

    Frames have `person` or, where the subject is none, `object`; `mechanism`; and,
    where another person's rows matter, `partner`. Sorted by person and object.
    """
    kinds = [(PLANTED, frame) for frame in planted]
    kinds += [(LOOK_ALIKE, frame) for frame in alike]
    parts = [_labelled(rule, kind, frame) for kind, frame in kinds]
    return (
        pl.concat([pl.DataFrame(schema=LABEL), *parts])
        .filter((pl.col("person") >= 0) | (pl.col("object") != ""))
        .unique(KEY, keep="first", maintain_order=True)
        .sort("person", "object")
    )


def _labelled(rule: str, kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    known = frame.columns
    person = pl.col("person") if "person" in known else pl.lit(NOBODY)
    partner = pl.col("partner") if "partner" in known else pl.lit(NOBODY)
    thing = pl.col("object").fill_null("") if "object" in known else pl.lit("")
    return frame.sort(known).select(
        rule=pl.lit(rule),
        person=person.cast(pl.Int32),
        kind=pl.lit(kind),
        mechanism=pl.col("mechanism").cast(pl.String),
        partner=partner.cast(pl.Int32),
        object=thing.cast(pl.String),
    )


def few(frame: pl.DataFrame, limit: int) -> pl.DataFrame:
    """Return at most `limit` rows, chosen by a hash of the person, else the object.

    For innocence so common that labelling all of it would drown the rest.
    """
    if "person" not in frame.columns:
        things = frame["object"].to_list()
        marks = [crc32(str(one).encode()) for one in things]
        mixed = pl.lit(pl.Series(marks, dtype=pl.Int64))
        return frame.sort(mixed, *frame.columns).head(limit)
    mixed = (pl.col("person").cast(pl.Int64) * 2654435761) % 4294967296
    return frame.sort(mixed, *frame.columns).head(limit)

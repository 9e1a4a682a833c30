"""Labels: who is a planted violation and who only looks like one."""

from collections.abc import Sequence

import polars as pl

PLANTED, LOOK_ALIKE = "planted", "look_alike"
LABEL = pl.Schema(
    {
        "rule": pl.String,
        "person": pl.Int32,
        "kind": pl.String,
        "mechanism": pl.String,
        "partner": pl.Int32,  # whose rows matter too (a relative on the payroll); −1
    }
)


def labels(
    rule: str, planted: Sequence[pl.DataFrame], alike: Sequence[pl.DataFrame]
) -> pl.DataFrame:
    """Return one label for each person: violations first, then in the order given.

    Frames have `person`, `mechanism` and, where another person's rows matter,
    `partner`. Sorted by person.
    """
    kinds = [(PLANTED, frame) for frame in planted]
    kinds += [(LOOK_ALIKE, frame) for frame in alike]
    parts = [_labelled(rule, kind, frame) for kind, frame in kinds]
    return (
        pl.concat([pl.DataFrame(schema=LABEL), *parts])
        .filter(pl.col("person") >= 0)
        .unique(["rule", "person"], keep="first", maintain_order=True)
        .sort("person")
    )


def _labelled(rule: str, kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    partner = pl.col("partner") if "partner" in frame.columns else pl.lit(-1)
    return frame.sort(frame.columns).select(
        rule=pl.lit(rule),
        person=pl.col("person").cast(pl.Int32),
        kind=pl.lit(kind),
        mechanism=pl.col("mechanism").cast(pl.String),
        partner=partner.cast(pl.Int32),
    )


def few(frame: pl.DataFrame, limit: int) -> pl.DataFrame:
    """Return at most `limit` rows, chosen by a hash of the person.

    For innocence so common that labelling all of it would drown the rest.
    """
    mixed = (pl.col("person").cast(pl.Int64) * 2654435761) % 4294967296
    return frame.sort(mixed, *frame.columns).head(limit)

"""Seal a file of people: digests for the other office, and our own key to them."""

import os
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.exchange.kinds import KINDS, sealable
from identity.exchange.sealed_file import write_sealed
from identity.exchange.secret import Secret

OWN_SCHEMA = pl.Schema({"kind": pl.String, "digest": pl.String, "record_id": pl.String})


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What was sealed, in numbers: records in all, digests of each kind, left out."""

    records: int
    digests: dict[str, int]
    left_out: int


def own_file(sealed: Path) -> Path:
    """Return where the office keeps which digest is which of its own records."""
    return sealed.with_name(f"{sealed.stem}.own.csv")


def seal_people(
    people: pl.DataFrame, secret: Secret, out: Path, *, segments: bool = False
) -> Tally:
    """Write the sealed file `out` and, beside it, the file that never leaves us.

    `people` has `record_id, id_number, person_name, birth_on` as delivered.
    """
    values = sealable(people, segments=segments)
    digests = values.select("record_id", "kind", _digests(values, secret))
    write_sealed(digests, secret, out)
    own = digests.select(OWN_SCHEMA.names()).unique().sort(OWN_SCHEMA.names())
    _write_own(own, own_file(out))
    counts = {
        kind.name: digests.filter(pl.col("kind") == kind.name)["digest"].n_unique()
        for kind in KINDS
    }
    return Tally(
        records=people.height,
        digests=counts,
        left_out=people.height - digests["record_id"].n_unique(),
    )


def _digests(values: pl.DataFrame, secret: Secret) -> pl.Series:
    kinds, texts = values["kind"], values["value"]
    found: list[str] = []
    for kind in kinds.unique(maintain_order=True):
        found += secret.digests(kind, texts.filter(kinds == kind))
    return pl.Series("digest", found, dtype=pl.String)


def _write_own(own: pl.DataFrame, file: Path) -> None:
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        own.write_csv(stream)

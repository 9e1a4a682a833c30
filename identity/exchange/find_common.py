"""Find common people: our records whose digests the other office sealed too."""

from pathlib import Path

import polars as pl

from identity.exchange.kinds import KINDS
from identity.exchange.seal import OWN_SCHEMA, own_file
from identity.exchange.sealed_file import Header, Sealed, read_sealed
from store.errors import DeliveryError, Place, SettingsError

COMMON = ("record_id", "kind", "also", "certainty")
AGREED = {"purpose": "用途", "salt": "批次号", "algorithm": "算法"}


def common_people(ours: Path, theirs: Path, key: bytes) -> pl.DataFrame:
    """Return `record_id, kind, also, certainty` of our records that they have too.

    One row a record, by the surest kind that collides; `also` names the others.
    Raises `SettingsError` where the files were sealed with another key or for
    another purpose, `DeliveryError` where one was changed.
    """
    here, there = read_sealed(ours, key), read_sealed(theirs, key)
    _refuse_unlike(here.header, there.header)
    own = _own(ours, here)
    found = own.join(there.rows, on=["kind", "digest"], how="semi")
    known = pl.DataFrame(
        {
            "kind": [kind.name for kind in KINDS],
            "order": range(len(KINDS)),
            "title": [kind.title for kind in KINDS],
            "certainty": [kind.certainty for kind in KINDS],
        }
    )
    ranked = found.join(known, on="kind").unique(["record_id", "order"])
    return (
        ranked.sort("record_id", "order")
        .group_by("record_id", maintain_order=True)
        .agg(
            pl.col("title").first().alias("kind"),
            pl.col("title").slice(1).str.join("、").alias("also"),
            pl.col("certainty").first(),
        )
        .select(COMMON)
    )


def _refuse_unlike(ours: Header, theirs: Header) -> None:
    for name, title in AGREED.items():
        if (here := getattr(ours, name)) != (there := getattr(theirs, name)):
            raise SettingsError(
                f"两个封存文件的{title}不同：我方“{here}”，对方“{there}”",
                remedy="双方约定好用途、批次号和算法，再重新封存",
            )


def _own(ours: Path, sealed: Sealed) -> pl.DataFrame:
    file = own_file(ours)
    if not file.is_file():
        raise SettingsError(
            f"缺少 {file.name}：封存时生成、只留在本单位的对照文件",
            remedy="把它放回封存文件旁边，或重新封存",
        )
    try:
        own = pl.read_csv(file, schema=OWN_SCHEMA)
    except pl.exceptions.PolarsError as error:
        raise _stale(file) from error
    if own.join(sealed.rows, on=["kind", "digest"], how="anti").height:
        raise _stale(file)
    return own


def _stale(file: Path) -> DeliveryError:
    return DeliveryError(
        "对照文件与封存文件不是同一次生成的，或已损坏",
        place=Place(file=file.name),
        remedy="请重新封存",
    )

"""What linking keeps for the next time: prepared records, weighed pairs, the epoch.

Records are kept in pieces whose rows never change their numbers, so that the next
time writes no more than what is new. What was kept by another engine, or is damaged,
is not used: all is compared anew, with the same epoch.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl
import pyarrow as pa

from identity.matcher.epoch import Epoch
from identity.matcher.epoch_file import write_epoch
from identity.matcher.model import Model
from identity.matcher.prepare import Records, fingerprints, prepare
from identity.matcher.score_pairs import Rows
from store.digest import Json, canonical_json

FORMAT = 3
PYARROW: Any = pa  # without types of its own
STATE, EPOCH = "state.json", "epoch"
FINGERPRINT, ROW = "fingerprint", "row"
WORN = 0.3  # of the kept records are gone: then all is prepared anew


@dataclass(frozen=True, kw_only=True)
class KeptSide:
    """The prepared records of one side, and the rows that were not there last time."""

    rows: pl.DataFrame
    gone: pl.Series


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the last time left behind."""

    left: KeptSide
    right: KeptSide | None
    pairs: pl.DataFrame
    serial: int
    files: dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side today: kept and new records together, which are there, which new."""

    records: Records
    rows: Rows
    piece: pl.DataFrame


def read_kept(folder: Path, model: Model, *, within: bool) -> Kept | None:
    """Return what a folder keeps, or None where nothing of it can be used."""
    try:
        kept = json.loads((folder / STATE).read_text(encoding="utf-8"))
        if kept["stamp"] != _stamp(model, within=within):
            return None
        files: dict[str, list[str]] = kept["files"]
        return Kept(
            left=_side(folder, files, "left"),
            right=None if within else _side(folder, files, "right"),
            pairs=_pieces(folder, files["pairs"]),
            serial=int(kept["serial"]),
            files=files,
        )
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return None


def side_today(
    frame: pl.DataFrame, model: Model, side: str, kept: KeptSide | None
) -> Side | None:
    """Return one side today, only its new records prepared; None if much is gone.

    Who was gone and is back as before is new again: his pairs were forgotten.
    """
    prints = fingerprints(frame, model, side)
    if kept is None:
        made = prepare(frame, model, side)
        piece = made.rows.with_columns(prints.alias(FINGERPRINT))
        fresh = pl.Series(range(frame.height), dtype=pl.UInt32)
        present = pl.Series([True]).new_from_index(0, frame.height)
        return Side(records=made, rows=Rows(present=present, fresh=fresh), piece=piece)
    known = kept.rows[FINGERPRINT]
    present, new = _standing(known, prints)
    if int((~present).sum()) > WORN * max(len(known), 1):
        return None
    made = prepare(frame.filter(new), model, side)
    piece = made.rows.with_columns(prints.filter(new).alias(FINGERPRINT))
    rows = pl.concat([kept.rows, piece.select(kept.rows.columns)], rechunk=False)
    added = pl.Series(range(kept.rows.height, rows.height), dtype=pl.UInt32)
    back = kept.gone.filter(present.gather(kept.gone))
    fresh = pl.concat([back, added])
    there = pl.concat([present, pl.Series([True]).new_from_index(0, piece.height)])
    return Side(
        records=Records(rows=rows, absent=made.absent),
        rows=Rows(present=there, fresh=fresh),
        piece=piece,
    )


def _standing(known: pl.Series, prints: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Say which of the kept records are there, and which of today's are new.

    Tables mostly keep their order: only what stands elsewhere is looked for.
    """
    both = min(len(known), len(prints))
    same = (known.head(both) == prints.head(both)).to_numpy()
    stays = [np.pad(same, (0, len(side) - both)) for side in (known, prints)]
    kept, given = (
        known.filter(pl.Series(~stays[0])),
        prints.filter(pl.Series(~stays[1])),
    )
    stays[0][~stays[0]] = kept.is_in(given.implode()).to_numpy()
    stays[1][~stays[1]] = given.is_in(kept.implode()).to_numpy()
    return pl.Series(stays[0]), pl.Series(~stays[1])


def write_kept(
    folder: Path,
    model: Model,
    before: Kept | None,
    sides: tuple[Side, Side | None],
    scored: tuple[pl.DataFrame, Epoch],
) -> None:
    """Keep today for the next time; what is there counts until all is written."""
    folder.mkdir(parents=True, exist_ok=True)
    left, right = sides
    pairs, epoch = scored
    serial = 0 if before is None else before.serial + 1
    files = {"left": list[str](), "right": list[str]()}
    if before is not None:
        files |= before.files
    for name, side in (("left", left), ("right", right)):
        if side is not None and (side.piece.height or before is None):
            file = f"{name}-{serial:04d}.arrow"
            side.piece.write_ipc(folder / file)
            files[name] = [*files[name], file]
        if side is not None:
            gone = (~side.rows.present).arg_true().alias(ROW).to_frame()
            files[f"{name}_gone"] = [f"gone-{name}-{serial:04d}.arrow"]
            gone.write_ipc(folder / files[f"{name}_gone"][0])
    files["pairs"] = [f"pairs-{serial:04d}.arrow"]
    pairs.write_ipc(folder / files["pairs"][0])
    if not (folder / EPOCH).is_dir():
        write_epoch(epoch, folder / EPOCH)
    stamp = _stamp(model, within=right is None)
    content: dict[str, Json] = {"stamp": stamp, "serial": serial, "files": files}
    part = folder / f".{STATE}.part"
    part.write_text(canonical_json(content), encoding="utf-8")
    part.replace(folder / STATE)
    _sweep(folder, {name for names in files.values() for name in names})


def _side(folder: Path, files: dict[str, list[str]], name: str) -> KeptSide:
    gone = _pieces(folder, files[f"{name}_gone"])[ROW]
    return KeptSide(rows=_pieces(folder, files[name]), gone=gone)


def _pieces(folder: Path, files: list[str]) -> pl.DataFrame:
    """Return pieces as they stand on the disk: polars' own reader copies each text."""
    return pl.concat([_piece(folder / file) for file in files], rechunk=False)


def _piece(file: Path) -> pl.DataFrame:
    table = PYARROW.ipc.open_file(PYARROW.memory_map(str(file))).read_all()
    return cast("pl.DataFrame", pl.from_arrow(table, rechunk=False))


def _sweep(folder: Path, used: set[str]) -> None:
    """Remove what an earlier time kept and nobody needs."""
    for file in folder.glob("*.arrow"):
        if file.name not in used:
            file.unlink()


def _stamp(model: Model, *, within: bool) -> str:
    """Return what must be the same for kept things to be of use."""
    return f"{FORMAT} {model.digest} polars {pl.__version__} {within}"

"""Publish a snapshot: content-addressed, written once, never edited."""

import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polars as pl

from connectors.claims import stated_lines, stated_rows
from connectors.compare import approval_of
from connectors.delivery import Delivery
from connectors.take_file import TakenPart
from store.contract import Contract
from store.digest import Json, code_digest, digest_json
from store.snapshot import MANIFEST, ROWS, Snapshot
from store.stage import publish_folder

ID_DIGITS = 32
PAPERS = ("part", "source_row", "complaint")


@cache
def reader_digest() -> str:
    """Return the digest of the code that turns files into rows."""
    return code_digest("connectors", "store.heading", "store.snapshot", "store.text")


def contract_digest(contract: Contract) -> str:
    """Return the digest of what recognition takes from a contract."""
    columns: list[Json] = [
        {
            "name": column.name,
            "headings": list(column.headings),
            "required": column.required,
            "key": column.key,
            "codes": {code: list(others) for code, others in column.codes.items()},
        }
        for column in contract.columns
    ]
    basis: Json = {"hints": list(contract.hints), "columns": columns}
    return digest_json([contract.path, contract.version, basis])


def snapshot_id(
    contract: Contract, parts: Sequence[TakenPart], terms: Mapping[str, str]
) -> str:
    """Return the digest of contract, code, files, mappings and terms: its name.

    Who delivered when is not part of it: the same files again are the same
    snapshot, unless they come under other terms.
    """
    files = sorted({(part.part.file, part.part.sha256) for part in parts})
    basis: Json = {
        "contract": contract_digest(contract),
        "code": reader_digest(),
        "files": [list(file) for file in files],
        "mappings": sorted({part.part.mapping for part in parts} - {""}),
        "terms": dict(terms),
    }
    return digest_json(basis)[:ID_DIGITS]


def publish_snapshot(
    delivery: Delivery,
    contract: Contract,
    parts: Sequence[TakenPart],
    *,
    draft: Path,
    snapshots: Path,
) -> Path:
    """Return the folder of a dataset's snapshot, writing it unless it is there."""
    terms = terms_of(delivery, parts)
    papers = Snapshot(
        id=snapshot_id(contract, parts, terms),
        dataset=contract.path,
        contract_version=contract.version,
        supplier=delivery.supplier,
        delivery=delivery.name,
        delivered_on=delivery.delivered_on,
        period="、".join(_periods(delivery, parts)),
        stated_rows=stated_rows(delivery, parts),
        **terms,
        parts=tuple(part.part for part in parts),
    )
    folder = snapshots / papers.id
    if not (folder / MANIFEST).is_file():
        own = draft / papers.id
        own.mkdir()
        _write_rows(contract, parts, own / ROWS)
        papers.save(own)
        publish_folder(own, folder)
        shutil.rmtree(own, ignore_errors=True)
    return folder


def terms_of(delivery: Delivery, parts: Sequence[TakenPart]) -> dict[str, str]:
    """Return the terms that the hand-over sheet states, by the papers' names."""
    sheet = delivery.handover
    if sheet is None:
        return {}
    terms = {
        "approval": approval_of(delivery, parts),
        "basis": sheet.basis,
        "purpose": sheet.purpose,
        "retention": sheet.retention,
    }
    return {name: text for name, text in terms.items() if text}


def _periods(delivery: Delivery, parts: Sequence[TakenPart]) -> list[str]:
    lines = stated_lines(delivery, parts)
    return list(dict.fromkeys(line.period for line in lines if line.period))


def _write_rows(contract: Contract, parts: Sequence[TakenPart], file: Path) -> None:
    """Join the pieces of all parts, in order, without loading them all."""
    pieces = [
        pl.scan_parquet(piece).with_columns(pl.lit(number, pl.Int32).alias("part"))
        for number, part in enumerate(parts)
        for piece in part.pieces
    ]
    rows = pl.concat(pieces, how="diagonal")
    delivered = set(rows.collect_schema().names())
    names = [column.name for column in contract.columns if column.name in delivered]
    rows.select(*PAPERS, *names).sink_parquet(file, compression="zstd")

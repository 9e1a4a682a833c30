"""Deliveries with findings, written by hand for the tests of feedback."""

import re
from datetime import date
from pathlib import Path

import polars as pl

from checks.conformance import check_snapshot
from checks.feedback.compose import LETTERS, write_feedback
from checks.feedback.finding import Delivered
from checks.feedback.turns import Issuer, Material, Refused
from checks.sanity.card import SanityCheck
from store.contract import Contract
from store.snapshot import Snapshot
from tests.checks.deliveries import contract, part, snapshot

KEY = b"a home's secret for tests only.."
AS_OF = date(2026, 11, 20)
Rows = list[dict[str, str | None]]


def delivered(
    root: Path, name: str, rows: Rows, *, agreed: Contract | None = None
) -> Delivered:
    """Check a delivery of these rows; its date is the beginning of its name."""
    agreed = agreed or contract()
    day = date.fromisoformat(name)
    delivery = f"县民政局/{name}"
    headed = part(rows_kept=len(rows), headings={"amount_fen": "金额（元）"})
    folder = snapshot(
        root / name, rows, delivery=delivery, delivered_on=day, parts=(headed,)
    )
    out = root / name / "out"
    out.mkdir()
    summary = check_snapshot(folder, agreed, out, memory_mb=512, threads=1)
    return Delivered(
        snapshot=Snapshot.load(folder),
        folder=folder,
        contract=agreed,
        delivered_on=day,
        accepted=out / "accepted.parquet",
        quarantine=out / "quarantine.parquet",
        months=tuple(re.findall(r"\d{4}-\d\d", str(summary["months"]))),
        blocked_by=(),
    )


def letters(  # noqa: PLR0913 - a test gives only what it is about
    root: Path,
    given: list[Delivered],
    *,
    told: Path | None = None,
    refused: tuple[Refused, ...] = (),
    sanity: tuple[tuple[SanityCheck, Path], ...] = (),
    as_of: date = AS_OF,
) -> pl.DataFrame:
    """Write the letters of a night into `root`; return the table of them."""
    root.mkdir()
    issuer = Issuer(office="示例县巡察办", as_of=as_of, key=KEY, titles={})
    material = Material(delivered=given, refused=refused, sanity=sanity)
    write_feedback(material, told, root, issuer=issuer)
    return pl.read_parquet(root / LETTERS)


def counts(rows: pl.DataFrame) -> list[tuple[int, ...]]:
    """Return new, open, fixed and waiting of each letter."""
    return rows.select("new", "open", "fixed", "waiting").rows()

"""What became of each finding: new, still there, put right, or not delivered again.

One supplier's deliveries of one dataset follow each other. A finding that a later
delivery has again is still there; one that it could have and has not is put right;
one that it does not speak of (another month, another event) waits. What was told
is kept from night to night, so a finding is told as new once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

NEW, OPEN, FIXED = "new", "open", "fixed"
LABELS = {NEW: "新出现", OPEN: "仍存在", FIXED: "已改正"}
TOLD = pl.Schema(
    {
        "supplier": pl.String,
        "dataset": pl.String,
        "delivery": pl.String,
        "basis": pl.String,
        "key": pl.String,
        "check": pl.String,
        "column_name": pl.String,
        "column": pl.String,
        "identity": pl.String,
        "month": pl.Date,
        "status": pl.String,
        "number": pl.String,
        "reason": pl.String,
    }
)
Covers = Callable[[pl.DataFrame], pl.Series]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One dataset of one delivery with its findings, in the order of deliveries.

    `basis` says what files it was made of; `covers` says of earlier findings
    whether the delivery would show them if they were still there.
    """

    supplier: str
    dataset: str
    delivery: str
    basis: str
    findings: pl.DataFrame
    covers: Covers


@dataclass(frozen=True, kw_only=True)
class Settled:
    """One turn settled: its findings with `status`, and those put right."""

    turn: Turn
    findings: pl.DataFrame
    fixed: pl.DataFrame
    waiting: int
    is_known: bool

    @property
    def is_told(self) -> bool:
        """Say whether the department hears of it: a delivery once, later only news."""
        news = self.findings.filter(pl.col("status") == NEW).height
        if self.is_known:
            return news > 0
        return self.findings.height + self.fixed.height > 0


def settle(
    turns: Sequence[Turn], told: pl.DataFrame
) -> tuple[list[Settled], pl.DataFrame]:
    """Return the turns settled in their order, and what has been told by now.

    `told` are `TOLD` rows of earlier nights: one for each finding of each delivery
    (a delivery without any has one without a key); `number` is still null in the
    new ones.
    """
    settled: list[Settled] = []
    for turn in turns:
        one, told = _settle(turn, told)
        settled.append(one)
    return settled, told


def _settle(turn: Turn, told: pl.DataFrame) -> tuple[Settled, pl.DataFrame]:
    mine = (pl.col("supplier") == turn.supplier) & (pl.col("dataset") == turn.dataset)
    this = (
        mine & (pl.col("delivery") == turn.delivery) & (pl.col("basis") == turn.basis)
    )
    before = told.filter(this)
    open_keys = told.filter(mine, pl.col("status").is_in([NEW, OPEN]))["key"].implode()
    status = pl.when(pl.col("key").is_in(open_keys)).then(pl.lit(OPEN))
    findings = turn.findings.with_columns(status.otherwise(pl.lit(NEW)).alias("status"))
    if before.height:
        return _again(turn, findings, before, told)
    earlier = told.filter(mine, pl.col("status").is_in([NEW, OPEN]))
    gone = earlier.join(findings, on="key", how="anti").unique(
        "key", keep="last", maintain_order=True
    )
    covered = gone.filter(turn.covers(gone)) if gone.height else gone
    over = pl.col("key").is_in(covered["key"].implode()) & mine
    marked = told.with_columns(
        pl.when(over).then(pl.lit(FIXED)).otherwise("status").alias("status")
    )
    one = Settled(
        turn=turn,
        findings=findings,
        fixed=covered,
        waiting=gone.height - covered.height,
        is_known=False,
    )
    return one, pl.concat([marked, _rows(turn, findings)])


def _again(
    turn: Turn, findings: pl.DataFrame, before: pl.DataFrame, told: pl.DataFrame
) -> tuple[Settled, pl.DataFrame]:
    """Settle a delivery that was told before: only what it did not have then."""
    later = findings.join(before, on="key", how="anti")
    known = findings.join(before, on="key", how="semi").with_columns(
        pl.lit(OPEN).alias("status")
    )
    one = Settled(
        turn=turn,
        findings=pl.concat([later, known]),
        fixed=before.clear(),
        waiting=0,
        is_known=True,
    )
    return one, pl.concat([told, _rows(turn, later)]) if later.height else told


def _rows(turn: Turn, findings: pl.DataFrame) -> pl.DataFrame:
    """Return what is to be remembered; of a clean delivery, that it was clean."""
    head = {
        "supplier": turn.supplier,
        "dataset": turn.dataset,
        "delivery": turn.delivery,
        "basis": turn.basis,
    }
    if findings.is_empty():
        return pl.DataFrame([{**head, "status": FIXED}], schema=TOLD)
    told = findings.with_columns(
        *(pl.lit(value).alias(name) for name, value in head.items()),
        pl.lit(None, pl.String).alias("number"),
    )
    return told.select(pl.col(name).cast(kind) for name, kind in TOLD.items())

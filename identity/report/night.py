"""Whose records were tied by what in a night, beside the night before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.explain.standing import JUDGED, NUMBER, REASONS, WEIGHT
from identity.judged_ties import JUDGED_SAME
from identity.known import Known
from identity.matcher.epoch import MILLI, Epoch
from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.portrait import portraits
from identity.profile import read_profiles
from identity.weigh_untied import MODEL, MOST_CERTAIN, REVIEW_REASON, faces

UNTIED = "untied"
TITLES = {
    NUMBER: "按号码认出",
    WEIGHT: "按分量认出",
    JUDGED: "按人工判定认出",
    UNTIED: "没有认出",
}
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """How many records, and how many the night before, where it is known."""

    title: str
    now: int
    before: int | None


@dataclass(frozen=True, kw_only=True)
class NightFigures:
    """A night's ties: its day, that of the night before, a sentence, and counts."""

    as_of: str
    before: str
    sentence: str
    rows: tuple[CountRow, ...]


def link_untied(known: Known, epoch: Epoch) -> Linked:
    """Weigh all untied profiles against all known people, as a first night does."""
    profiles = read_profiles(known)
    people = portraits(known, profiles.claims)
    return link(people, faces(profiles.untied), load_model(MODEL), epoch=epoch)


def count_links(links: Path) -> Counts:
    """Return how many records of a table of links are tied by what, or why not.

    By (`number`, tier), (`weight`, tier), (`judged`, tier) and (`untied`, reason).
    """
    tied = pl.col("tier").is_not_null()
    judged = pl.col("reason").eq_missing(JUDGED_SAME)
    by = (
        pl.when(judged)
        .then(pl.lit(JUDGED))
        .when(pl.col("link_milli") > MOST_CERTAIN)
        .then(pl.lit(NUMBER))
    )
    rows = pl.scan_parquet(links).select(
        how=pl.when(tied).then(by.otherwise(pl.lit(WEIGHT))).otherwise(pl.lit(UNTIED)),
        what=pl.when(tied).then("tier").otherwise("reason"),
    )
    counted = rows.group_by("how", "what").len().collect(engine="streaming")
    return {(how, what): records for how, what, records in counted.iter_rows()}


def in_a_sentence(counts: Counts, expected_false_milli: int | None) -> str:
    """Return the counts in one sentence; without weights nothing was weighed."""
    number = _sum(counts, NUMBER)
    if expected_false_milli is None:
        return f"认人：按号码 {number:,} 条；没有匹配权重，没有按分量认人"
    review = counts.get((UNTIED, REVIEW_REASON), 0)
    judged = _sum(counts, JUDGED)
    beside = f"按人工判定 {judged:,} 条，" if judged else ""
    return (
        f"认人：按号码 {number:,} 条，按分量 {_sum(counts, WEIGHT):,} 条，{beside}"
        f"待核 {review:,} 条，预计错认 {expected_false_milli / MILLI:,.1f} 条"
    )


def count_rows(now: Counts, before: Counts | None) -> tuple[CountRow, ...]:
    """Return a row for each way in which records are tied or not, in a fixed order."""
    earlier: Counts = before or {}
    places = list(TITLES)
    told: set[tuple[str, str]] = {*now, *earlier}
    known = sorted(told, key=lambda one: (places.index(one[0]), one))
    return tuple(
        CountRow(
            title=f"{TITLES[how]}：{REASONS.get(what, what)}",
            now=now.get((how, what), 0),
            before=None if before is None else before.get((how, what), 0),
        )
        for how, what in known
    )


def _sum(counts: Counts, wanted: str) -> int:
    return sum(records for (how, _), records in counts.items() if how == wanted)

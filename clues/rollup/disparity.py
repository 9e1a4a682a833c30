"""Hits by groups of people: only counts, no small group, none that can be worked out.

A group below the least size is pooled with the next smallest ones until the pool is
large enough, so that neither the pool nor the sum gives a small group away. Where only
one group is left there is nothing to compare, and nothing is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from clues.rollup.statistics import (
    chance_ppm,
    false_discovery,
    lower_tail,
    mean_rate,
    ppm,
    tail,
)
from store.settings import Rollup

BREAKDOWNS = ("town", "sex", "age", "scheme")
POOL, UNKNOWN, ALL = "其他", "不详", "合计"
NAMED = 3  # groups that a pool still lists
HIGHER, LOWER, ALIKE = "higher", "lower", "alike"


@dataclass(frozen=True, kw_only=True, order=True)
class Part:
    """One group of people beside what a rule asks of them."""

    subjects: int
    found: int
    name: str


@dataclass(frozen=True, kw_only=True)
class _Shown:
    rule: str
    breakdown: str
    counted: str
    part: Part
    upper: Decimal
    lower: Decimal


def pooled(parts: Iterable[Part], least: int) -> list[Part]:
    """Return the groups of at least `least` people, the others pooled as 其他.

    A pool holds at least two groups; where it would hold all of them, or there is
    only one, nothing is left to show.
    """
    ordered = sorted(part for part in parts if part.subjects)
    taken = sum(part.subjects < least for part in ordered)
    if taken:
        taken = max(taken, 2)
    while 0 < taken < len(ordered) and _people(ordered[:taken]) < least:
        taken += 1
    if len(ordered) - taken < (1 if taken else 2):
        return []
    pool = [_joined(ordered[:taken], _pool_name(ordered[:taken]))] if taken else []
    return [*sorted(ordered[taken:], key=lambda part: part.name), *pool]


def _pool_name(parts: Sequence[Part]) -> str:
    """Return 其他（女、不详）; who is in a pool says nothing of how many of each."""
    names = sorted(part.name for part in parts)
    return f"{POOL}（{'、'.join(names)}）" if len(names) <= NAMED else POOL


def _people(parts: Sequence[Part]) -> int:
    return sum(part.subjects for part in parts)


def _joined(parts: Sequence[Part], name: str) -> Part:
    return Part(
        subjects=_people(parts),
        found=sum(part.found for part in parts),
        name=name,
    )


def disparity_rows(base: pl.DataFrame, limits: Rollup) -> list[dict[str, object]]:
    """Return the groups of every rule (`store.rollup_tables.DISPARITY`).

    Whether a group stands apart is decided as in a roll-up, in both directions, over
    all groups of a breakdown.
    """
    rows: list[dict[str, object]] = []
    for breakdown in BREAKDOWNS:
        shown = _shown(base.filter(pl.col("breakdown") == breakdown), breakdown, limits)
        rows += _judged(shown, limits)
    return rows


def _shown(rows: pl.DataFrame, breakdown: str, limits: Rollup) -> list[_Shown]:
    found: list[_Shown] = []
    for (rule, counted), group in sorted(rows.group_by(["rule", "counted"])):
        names = group.select("subjects", "found_subjects", "name").iter_rows()
        parts = [Part(subjects=n, found=k, name=m or UNKNOWN) for n, k, m in names]
        kept = pooled(parts, limits.least_group)
        whole = _joined(kept, ALL)
        for part in kept:
            numbers = (part.found, part.subjects, whole.found, whole.subjects)
            one = _Shown(
                rule=str(rule),
                breakdown=breakdown,
                counted=str(counted),
                part=part,
                upper=tail(*numbers),
                lower=lower_tail(*numbers),
            )
            found.append(one)
    return found


def _judged(shown: Sequence[_Shown], limits: Rollup) -> Iterable[dict[str, object]]:
    rates = false_discovery([min(2 * min(o.upper, o.lower), Decimal(1)) for o in shown])
    for one, rate in zip(shown, rates, strict=True):
        apart = chance_ppm(rate) <= limits.false_discovery_milli * 1000
        side = HIGHER if one.upper < one.lower else LOWER
        yield {
            "rule": one.rule,
            "breakdown": one.breakdown,
            "name": one.part.name,
            "counted": one.counted,
            "subjects": one.part.subjects,
            "found_subjects": one.part.found,
            "rate_ppm": ppm(mean_rate([(one.part.subjects, one.part.found)])),
            "standing": side if apart else ALIKE,
        }


def apart(rows: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Return the groups that stand apart from all others."""
    return [row for row in rows if row["standing"] != ALIKE]

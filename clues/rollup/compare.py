"""Compare each cell with its peers: the same rule, the same step, other people.

A cell too small is never compared and never listed: fewer subjects than the office
set, or fewer found ones, or too few peers. Where the data name nobody there is nobody
to compare.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clues.rollup.cell import SEQUENCE, Cell, Group
from clues.rollup.statistics import (
    between_variance,
    chance_ppm,
    false_discovery,
    mean_rate,
    ppm,
    shrunken,
    tail,
)
from clues.rollup.wording import NO_DATES, cell_sentence, scope_reason
from store.settings import Rollup

ABOVE, WITHIN = "above", "within"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One cell beside its peers: rates in millionths, and the exact chance."""

    group: Group
    cell: Cell
    peers: int
    rate_ppm: int
    peer_ppm: int
    shrunk_ppm: int
    tail: Decimal


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What of one group could be compared."""

    group: Group
    named: Sequence[Cell]
    unnamed_acts: int
    compared: Sequence[Compared]


def compare(groups: Mapping[Group, Sequence[Cell]], limits: Rollup) -> list[Scope]:
    """Return each group with the cells that are large enough to be compared."""
    return [_scope(group, cells, limits) for group, cells in groups.items()]


def _scope(group: Group, cells: Sequence[Cell], limits: Rollup) -> Scope:
    named = sorted(cell for cell in cells if cell.name)
    return Scope(
        group=group,
        named=named,
        unnamed_acts=sum(cell.acts for cell in cells if not cell.name),
        compared=_compared(group, named, limits),
    )


def _compared(group: Group, cells: Sequence[Cell], limits: Rollup) -> list[Compared]:
    if len(cells) - 1 < limits.least_peers:
        return []
    pairs = [(cell.subjects, cell.found_subjects) for cell in cells]
    exposed, found = (sum(part) for part in zip(*pairs, strict=True))
    mean, variance = mean_rate(pairs), between_variance(pairs)
    return [
        Compared(
            group=group,
            cell=cell,
            peers=len(cells) - 1,
            rate_ppm=ppm(mean_rate([(n, k)])),
            peer_ppm=ppm(mean_rate([(exposed - n, found - k)])),
            shrunk_ppm=ppm(shrunken(k, n, mean, variance)),
            tail=tail(k, n, found, exposed),
        )
        for cell, (n, k) in zip(cells, pairs, strict=True)
        if n >= limits.least_subjects and k >= limits.least_found
    ]


def rollup_rows(scopes: Iterable[Scope], limits: Rollup) -> list[dict[str, object]]:
    """Return the compared cells (`store.rollup_tables.ROLLUP`), the furthest first.

    False discoveries are controlled over all cells of one breakdown and question,
    whatever the rule.
    """
    families: dict[tuple[str, str], list[Compared]] = {}
    for scope in scopes:
        kind = (scope.group.question, scope.group.breakdown)
        families.setdefault(kind, []).extend(scope.compared)
    rows = [row for family in families.values() for row in _family(family, limits)]
    return sorted(rows, key=_rank)


def _family(cells: Sequence[Compared], limits: Rollup) -> Iterable[dict[str, object]]:
    rates = false_discovery([one.tail for one in cells])
    for one, rate in zip(cells, rates, strict=True):
        false_ppm = chance_ppm(rate)
        is_above = (
            false_ppm <= limits.false_discovery_milli * 1000
            and one.rate_ppm > one.peer_ppm
        )
        standing = ABOVE if is_above else WITHIN
        yield _row(one, false_ppm=false_ppm, standing=standing)


def _row(one: Compared, *, false_ppm: int, standing: str) -> dict[str, object]:
    measured = {
        "peers": one.peers,
        "rate_ppm": one.rate_ppm,
        "peer_ppm": one.peer_ppm,
        "shrunk_ppm": one.shrunk_ppm,
        "tail_ppm": chance_ppm(one.tail),
        "false_ppm": false_ppm,
        "standing": standing,
    }
    row = {**vars(one.group), **vars(one.cell), **measured}
    return {**row, "sentence": cell_sentence(row, is_above=standing == ABOVE)}


def _rank(row: Mapping[str, object]) -> tuple[object, ...]:
    """Those above come first, then by shrunken rate; the rest only makes it total."""
    names = ("question", "rule", "measure", "dataset", "breakdown", "name", "unit")
    shrunk = row["shrunk_ppm"]
    lowest_first = -shrunk if isinstance(shrunk, int) else 0
    return (row["standing"], lowest_first, *(row[name] for name in names))


def scope_rows(
    scopes: Iterable[Scope], rows: Iterable[Mapping[str, object]]
) -> list[dict[str, object]]:
    """Return what of each group could be compared, as `ROLLUP_SCOPE` has it."""
    above: dict[tuple[object, ...], int] = {}
    for row in rows:
        if row["standing"] == ABOVE:
            key = _key(row)
            above[key] = above.get(key, 0) + 1
    return [_scope_row(scope, above) for scope in scopes]


def _scope_row(
    scope: Scope, above: Mapping[tuple[object, ...], int]
) -> dict[str, object]:
    compared = len(scope.compared)
    return {
        **vars(scope.group),
        "cells": len(scope.named),
        "compared": compared,
        "above": above.get(_key(vars(scope.group)), 0),
        "small": len(scope.named) - compared,
        "unnamed_acts": scope.unnamed_acts,
        "reason": scope_reason(
            scope.group.breakdown, cells=len(scope.named), compared=compared
        ),
    }


def undated_rows(
    groups: Iterable[Group], datasets: Iterable[str]
) -> list[dict[str, object]]:
    """Return, as `ROLLUP_SCOPE`, where the order of steps cannot be decided and why."""
    known = {(group.dataset, group.measure) for group in groups}
    return [
        {
            "question": SEQUENCE,
            "rule": "",
            "measure": check,
            "dataset": dataset,
            "breakdown": "approver",
            **dict.fromkeys(("cells", "compared", "above", "small", "unnamed_acts"), 0),
            "reason": reason,
        }
        for dataset in sorted(set(datasets))
        for check, reason in NO_DATES.items()
        if (dataset, check) not in known
    ]


def _key(row: Mapping[str, object]) -> tuple[object, ...]:
    names = ("question", "rule", "measure", "dataset", "breakdown")
    return tuple(row[name] for name in names)

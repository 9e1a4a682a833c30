"""Judgements that cannot all be true: A is B, B is C, and A is not C."""

from collections import deque

import polars as pl

from identity.clusters.forest import Forest
from identity.judgements import Judged

CONTRADICTION = pl.Schema(
    [("left", pl.String()), ("right", pl.String()), ("through", pl.List(pl.String))]
)


def contradictions(judged: Judged) -> pl.DataFrame:
    """Return each pair called different that other judgements make one person.

    Columns `CONTRADICTION`: `through` are the records on the shortest way of "same"
    from `left` to `right`, the first by reference among equally short ones.
    """
    together = judged.together.rows()
    places = {
        node: at for at, node in enumerate(sorted({n for p in together for n in p}))
    }
    forest = Forest([None] * len(places))
    beside: dict[str, list[str]] = {}
    for left, right in together:
        forest.merge(places[left], places[right], told=True)
        beside.setdefault(left, []).append(right)
        beside.setdefault(right, []).append(left)
    rows = [
        (left, right, _way(left, right, beside))
        for left, right in judged.apart.rows()
        if left in places
        and right in places
        and forest.find(places[left]) == forest.find(places[right])
    ]
    return pl.DataFrame(rows, schema=CONTRADICTION, orient="row").sort("left", "right")


def _way(start: str, end: str, beside: dict[str, list[str]]) -> list[str]:
    """Return the records between two that a chain of "same" connects."""
    came_from: dict[str, str] = {start: start}
    waiting = deque([start])
    while end not in came_from:
        at = waiting.popleft()
        for near in sorted(beside[at]):
            if near not in came_from:
                came_from[near] = at
                waiting.append(near)
    way, at = list[str](), came_from[end]
    while at != start:
        way.append(at)
        at = came_from[at]
    return way[::-1]

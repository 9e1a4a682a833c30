"""Judgements that cannot all be true: A is B, B is C, and A is not C."""

from collections import deque

import polars as pl

from identity.clusters.forest import Forest
from identity.judgements import SAYS, Judged

CONTRADICTION = pl.Schema(
    [("left", pl.String()), ("right", pl.String()), ("through", pl.List(pl.String))]
)


def contradictions(judged: Judged) -> pl.DataFrame:
    """Return each pair called different that other judgements make one person.

    Columns `CONTRADICTION`: `through` are the records on the shortest way of "same"
    from `left` to `right`, the first by what they say among equally short ones.
    """
    names = _names(judged)
    together = judged.together.select(SAYS).rows()
    places = {node: at for at, node in enumerate(sorted(names))}
    forest = Forest([None] * len(places))
    beside: dict[str, list[str]] = {}
    for left, right in together:
        forest.merge(places[left], places[right], told=True)
        beside.setdefault(left, []).append(right)
        beside.setdefault(right, []).append(left)
    rows = [
        (names[left], names[right], [names[one] for one in _way(left, right, beside)])
        for left, right in judged.apart.select(SAYS).rows()
        if forest.find(places[left]) == forest.find(places[right])
    ]
    return pl.DataFrame(rows, schema=CONTRADICTION, orient="row").sort("left", "right")


def _names(judged: Judged) -> dict[str, str]:
    """Return a record for each thing said: the first by reference that says it."""
    both = pl.concat([judged.together, judged.apart])
    ends = [both.select(says=f"{end}_says", record=end) for end in ("left", "right")]
    named = pl.concat(ends).group_by("says").agg(pl.col("record").min())
    return dict(named.iter_rows())


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

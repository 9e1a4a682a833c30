"""Guarantees that come back to who gave them, and large circles with loans overdue."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

import networkx as nx
import polars as pl

COLUMNS: Mapping[str, str] = MappingProxyType(
    {"record_id": "VARCHAR", "shape": "VARCHAR", "members": "INTEGER",
     "records": "VARCHAR[]"}
)  # fmt: skip
RING, CIRCLE = "ring", "circle"
LONGEST, LARGE, OVERDUE = 5, 10, 2
OPEN = date(9999, 12, 31)
SCHEMA = pl.Schema(
    {"record_id": pl.String(), "shape": pl.String(), "members": pl.Int32(),
     "records": pl.List(pl.String())}
)  # fmt: skip
Edge: TypeAlias = Mapping[str, object]


def solve(edges: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each guarantee in a ring or in a large circle.

    A ring has at most five members and guarantees that all held at one time; a circle
    is whoever hangs together, ten or more, with two loans overdue or more. Of several
    rings of one guarantee the shortest counts, then the one with the first record.
    """
    rows = edges.to_dicts()
    found: dict[tuple[str, str], list[str]] = {}
    sizes: dict[tuple[str, str], int] = {}
    for shape, members, records in (*_rings(rows), *_circles(rows)):
        for record in records:
            if (record, shape) not in found:
                found[record, shape] = records
                sizes[record, shape] = members
    kept = [
        {
            "record_id": key[0],
            "shape": key[1],
            "members": sizes[key],
            "records": found[key],
        }
        for key in sorted(found)
    ]
    return pl.DataFrame(kept, schema=SCHEMA)


def _rings(rows: Sequence[Edge]) -> list[tuple[str, int, list[str]]]:
    """Return the rings, the shortest first."""
    between: dict[tuple[str, str], list[Edge]] = {}
    for row in rows:
        pair = (str(row["guarantor_id"]), str(row["borrower_id"]))
        between.setdefault(pair, []).append(row)
    graph = nx.DiGraph(sorted(between))
    found: list[tuple[str, int, list[str]]] = []
    for cycle in nx.simple_cycles(graph, length_bound=LONGEST):
        steps = [between[pair] for pair in pairwise([*cycle, cycle[0]])]
        together = _together(steps)
        if together:
            found.append((RING, len(cycle), sorted(together)))
    return sorted(found, key=lambda ring: ring[1:])


def _together(steps: Sequence[Sequence[Edge]]) -> list[str]:
    """Return one guarantee of each step, all held on one day, or nothing."""
    starts = sorted({_day(edge["held_from"]) for step in steps for edge in step})
    for day in starts:
        held = [
            [str(edge["record_id"]) for edge in step if _holds(edge, day)]
            for step in steps
        ]
        if all(held):
            return [min(records) for records in held]
    return []


def _holds(edge: Edge, day: date) -> bool:
    return _day(edge["held_from"]) <= day < _day(edge["held_to"])


def _day(value: object) -> date:
    return value if isinstance(value, date) else OPEN


def _circles(rows: Sequence[Edge]) -> Iterator[tuple[str, int, list[str]]]:
    """Yield the guarantees of the overdue loans of every large circle."""
    graph: nx.Graph[str] = nx.Graph()
    overdue: dict[str, list[str]] = {}
    for row in rows:
        graph.add_edge(str(row["guarantor_id"]), str(row["borrower_id"]))
        if row["is_overdue"]:
            overdue.setdefault(str(row["borrower_id"]), []).append(
                str(row["record_id"])
            )
    parts = sorted(sorted(part) for part in nx.connected_components(graph))
    for part in parts:
        late = sorted(record for who in part for record in overdue.get(who, ()))
        if len(part) >= LARGE and len(late) >= OVERDUE:
            yield CIRCLE, len(part), late

"""Loans that hang together by what their borrowers share, many within a short time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import TypeAlias, cast

import networkx as nx
import polars as pl

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "cluster": "VARCHAR",  # the least record of its members
        "record_id": "VARCHAR",
        "link": "VARCHAR",  # what most pairs of the cluster share
        "loans": "INTEGER",
        "records": "VARCHAR[]",
    }
)
SCHEMA = pl.Schema(
    {
        "cluster": pl.String(),
        "record_id": pl.String(),
        "link": pl.String(),
        "loans": pl.Int32(),
        "records": pl.List(pl.String()),
    }
)
LINKS = ("担保人", "电话", "经营场所")  # of links shared alike, the first
Pair: TypeAlias = Mapping[str, object]


def solve(edges: pl.DataFrame) -> pl.DataFrame:
    """Return each loan of each cluster: enough of them within the days of policy.

    Loans hang together directly or through each other; of a part that lasts longer, the
    stretches of those days that hold enough count, and what hangs together within them.
    """
    pairs = edges.to_dicts()
    rows: list[Mapping[str, object]] = []
    for part in _parts(pairs):
        seen: set[str] = set()
        least = _most(part, "least_loans")
        for stretch in _stretches(part):
            for inside in _parts(stretch):
                seen |= _loans(inside).keys() if len(_loans(inside)) >= least else set()
        kept = [pair for pair in part if {*_ends(pair)} <= seen]
        for cluster in _parts(kept):
            rows += _members(cluster)
    found = pl.DataFrame(rows, schema=SCHEMA)
    return found.sort("cluster", "record_id")


def _ends(pair: Pair) -> tuple[str, str]:
    return str(pair["one_record"]), str(pair["other_record"])


def _parts(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs of each set of loans that hang together."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(_ends(pair) for pair in pairs)
    parts = sorted(sorted(part) for part in nx.connected_components(graph))
    part_of = {loan: place for place, part in enumerate(parts) for loan in part}
    found: list[list[Pair]] = [[] for _ in parts]
    for pair in pairs:
        found[part_of[_ends(pair)[0]]].append(pair)
    yield from found


def _loans(pairs: Sequence[Pair]) -> dict[str, date]:
    """Return the day of signing of every loan of the pairs."""
    found: dict[str, date] = {}
    for pair in pairs:
        one, other = _ends(pair)
        found[one] = cast("date", pair["one_on"])
        found[other] = cast("date", pair["other_on"])
    return found


def _most(pairs: Sequence[Pair], figure: str) -> int:
    """Return the figure of policy that the pairs bear, the largest where it changed."""
    return max(cast("int", pair[figure]) for pair in pairs)


def _stretches(part: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs within the days of policy from each day of a signature."""
    signed = _loans(part)
    least, span = _most(part, "least_loans"), timedelta(_most(part, "within_days"))
    for start in sorted(set(signed.values())):
        within = {loan for loan, on in signed.items() if start <= on <= start + span}
        if len(within) >= least:
            yield [pair for pair in part if {*_ends(pair)} <= within]


def _members(cluster: Sequence[Pair]) -> Iterator[Mapping[str, object]]:
    loans = sorted(_loans(cluster))
    links = [link for pair in cluster for link in cast("list[str]", pair["links"])]
    most = max(LINKS, key=lambda link: (links.count(link), -LINKS.index(link)))
    proof = {one for pair in cluster for one in cast("list[str]", pair["proof"])}
    for loan in loans:
        yield {
            "cluster": loans[0],
            "record_id": loan,
            "link": most,
            "loans": len(loans),
            "records": sorted({*loans, *proof}),
        }

"""Which bidders of one section hang together, directly or through each other."""

from collections.abc import Mapping
from types import MappingProxyType

import networkx as nx
import polars as pl

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "ring": "VARCHAR",  # the least record of its members
        "record_id": "VARCHAR",
        "points": "BIGINT",  # of the two members that are linked most
        "links": "VARCHAR",
    }
)
SCHEMA = pl.Schema(
    {"ring": pl.String, "record_id": pl.String, "points": pl.Int64, "links": pl.String}
)


def solve(edges: pl.DataFrame) -> pl.DataFrame:
    """Return each member of each ring; edges have two records, `points`, `links`."""
    pairs: list[tuple[str, str, int, str]] = edges.rows()
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((one, other) for one, other, _, _ in pairs)
    rows: list[tuple[str, str, int, str]] = []
    for members in nx.connected_components(graph):
        inside = [pair for pair in pairs if pair[0] in members]
        most = max(points for _, _, points, _ in inside)
        kinds = {kind for *_, links in inside for kind in links.split("、")}
        told = "、".join(sorted(kinds))
        rows += [(min(members), member, most, told) for member in members]
    found = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return found.sort("ring", "record_id")

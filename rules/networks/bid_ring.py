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
    graph = nx.Graph()
    for one, other, points, links in edges.iter_rows():
        graph.add_edge(one, other, points=points, links=links)
    rows: list[tuple[str, str, int, str]] = []
    for members in nx.connected_components(graph):
        ties = [data for _, _, data in graph.edges(members, data=True)]
        most = max(int(tie["points"]) for tie in ties)
        kinds = {kind for tie in ties for kind in str(tie["links"]).split("、")}
        told = "、".join(sorted(kinds))
        rows += [(min(members), member, most, told) for member in members]
    found = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return found.sort("ring", "record_id")

"""Cluster records into people, strongest links first, under hard constraints."""

from dataclasses import dataclass

import polars as pl

from identity.clusters.forest import Forest
from store.errors import MatchError

PAIR = ["left", "right"]
CUT = ["left", "right", "weight_milli", "reason"]


@dataclass(frozen=True, kw_only=True)
class Clustered:
    """The people found: `node, cluster`; and the links not followed, `CUT`."""

    clusters: pl.DataFrame
    cuts: pl.DataFrame


def constrained_clusters(
    nodes: pl.DataFrame,
    edges: pl.DataFrame,
    *,
    apart: pl.DataFrame,
    together: pl.DataFrame,
    renumbered: pl.DataFrame,
) -> Clustered:
    """Return who is one person; the same for any order of rows.

    `nodes`: `node, identity` (valid id18 or null). `edges`: accepted links `left,
    right, weight_milli`. `apart` and `together`: `left, right`, what analysts said.
    `renumbered`: `old, new`, id18 documented as one person's. A cluster is named by
    its smallest node. A cut's reason is `identity` (two valid numbers), `apart` (an
    analyst said so) or `weak` (two groups with too little evidence between them);
    its weight is null where an analyst's "same" could not be followed. Judged pairs
    of records that are not there are left out. Raises `MatchError` for a node given
    twice and a link to a node that is not there.
    """
    numbered = nodes.select("node", "identity").sort("node").with_row_index("place")
    if numbered["node"].n_unique() < numbered.height:
        raise MatchError("同一记录在聚类输入中出现两次", remedy="每条记录只给一行")
    links = _places(edges, numbered, "weight_milli")
    if links.height < edges.height:
        raise MatchError("连接指向不存在的记录", remedy="节点表须含全部记录")
    forest = Forest(_identities(numbered, renumbered))
    for one, other in _places(apart, numbered).rows():
        forest.keep_apart(one, other)
    refused = _grow(forest, _places(together, numbered), links)
    roots = pl.Series(
        [forest.find(at) for at in range(numbered.height)], dtype=pl.Int64
    )
    return Clustered(
        clusters=_named(numbered, roots), cuts=_cuts(refused, forest, numbered)
    )


def _places(pairs: pl.DataFrame, numbered: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Return pairs of places, smaller first, self links left out, in total order."""
    place = numbered.select("node", "place")
    placed = (
        pairs.join(place.rename({"node": "left", "place": "one"}), on="left")
        .join(place.rename({"node": "right", "place": "other"}), on="right")
        .select(
            pl.min_horizontal("one", "other"),
            pl.max_horizontal("one", "other").alias("other"),
            *more,
        )
    )
    if more:
        return placed.sort(*more, "one", "other", descending=[True, False, False])
    return placed.filter(pl.col("one") != pl.col("other")).unique().sort("one", "other")


def _identities(numbered: pl.DataFrame, renumbered: pl.DataFrame) -> list[int | None]:
    """Return a number for each record's valid ID, one for renumbered ones."""
    known = pl.concat(
        [
            numbered["identity"].drop_nulls().cast(pl.String),
            renumbered["old"].cast(pl.String),
            renumbered["new"].cast(pl.String),
        ]
    )
    texts = known.unique().sort().to_list()
    place = {text: at for at, text in enumerate(texts)}
    same = Forest([None] * len(texts))
    for old, new in renumbered.select("old", "new").unique().sort("old", "new").rows():
        same.merge(place[old], place[new], told=True)
    return [
        None if text is None else same.find(place[text])
        for text in numbered["identity"]
    ]


def _grow(
    forest: Forest, together: pl.DataFrame, links: pl.DataFrame
) -> list[tuple[int, int, int | None, str]]:
    """Merge what analysts said, then by falling weight; return what was refused."""
    refused: list[tuple[int, int, int | None, str]] = []
    rows = links.unique(["one", "other"], keep="first", maintain_order=True)
    rows = rows.filter(pl.col("one") != pl.col("other"))
    for one, other, _ in rows.iter_rows():
        forest.know(one, other)
    for one, other in together.iter_rows():
        if reason := forest.merge(one, other, told=True):
            refused.append((one, other, None, reason))
    for one, other, weight in rows.iter_rows():
        if reason := forest.merge(one, other):
            refused.append((one, other, weight, reason))
    return refused


def _named(numbered: pl.DataFrame, roots: pl.Series) -> pl.DataFrame:
    return numbered.with_columns(roots.alias("root")).select(
        "node", pl.col("node").min().over("root").alias("cluster")
    )


def _cuts(
    refused: list[tuple[int, int, int | None, str]],
    forest: Forest,
    numbered: pl.DataFrame,
) -> pl.DataFrame:
    """Return the refused links whose ends stayed apart to the end, by node."""
    stayed = [row for row in refused if forest.find(row[0]) != forest.find(row[1])]
    node = numbered["node"]
    return pl.DataFrame(
        {
            "left": node.gather([row[0] for row in stayed]),
            "right": node.gather([row[1] for row in stayed]),
            "weight_milli": pl.Series([row[2] for row in stayed], dtype=pl.Int32),
            "reason": pl.Series([row[3] for row in stayed], dtype=pl.String),
        }
    ).sort(CUT, nulls_last=False)

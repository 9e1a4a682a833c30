"""People without a number keep their id from night to night, and what changed is told.

Who has a valid number is named by it, the same every night. The others are named as
the night before named most of what is said of them.
"""

from dataclasses import dataclass

import polars as pl

from identity.clusters import carry_over
from identity.clusters.carry_over import CHANGE, GONE, MERGE, MOVED, SPLIT
from identity.follow_judgements import MOVED as RENAMED
from identity.follow_judgements import NODE, Followed
from identity.known import Known
from identity.node import with_nodes
from identity.table import rename_people
from identity.weigh_untied import Weighed

PERSON = "P"  # how ids of people begin, where a map has them beside nodes


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The final ids.

    `renamed` is `person_id, now` of all whose id is another than numbers, weights and
    judgements gave; `nodes` is what the next night needs: `node, person_id`;
    `changes` (`identity.clusters.carry_over.CHANGE`) what became of people.
    """

    renamed: pl.DataFrame
    nodes: pl.DataFrame
    changes: pl.DataFrame


def keep_ids(
    known: Known,
    weighed: Weighed,
    followed: Followed,
    previous: pl.DataFrame | None,
    key: bytes,
) -> Kept:
    """Return tonight's ids, given the `nodes` of the night before.

    Before a first night there was nobody: all are new. `key` is the home's secret.
    """
    meant = _meant(known, weighed, followed, key)
    outsiders = meant.join(known.people, on="person_id", how="anti")
    before = NODE.to_frame() if previous is None else previous
    is_person = pl.col("node").str.starts_with(PERSON)
    carried = carry_over(_clusters(outsiders), before.filter(~is_person), key)
    given = outsiders.join(carried.people.rename({"person_id": "now"}), on="node")
    renamed = given.filter(pl.col("person_id") != pl.col("now"))
    merged = followed.moved.join(known.people, on="person_id", how="semi")
    moved = merged.select(node="person_id", person_id="now")
    named = meant.join(known.people, on="person_id", how="semi")
    told = [
        _absorbed(carried.changes, named, before),
        _merged(moved, before.filter(is_person)),
    ]
    return Kept(
        renamed=_chained(followed.moved, renamed.select(RENAMED.names()).unique()),
        nodes=pl.concat([carried.people.select(NODE.names()), moved]).sort("node"),
        changes=pl.concat(told).sort(list(CHANGE)),
    )


def _clusters(outsiders: pl.DataFrame) -> pl.DataFrame:
    return outsiders.select(
        "node",
        cluster=pl.col("node").min().over("person_id"),
        identity=pl.lit(None, pl.String),
    )


def _meant(
    known: Known, weighed: Weighed, followed: Followed, key: bytes
) -> pl.DataFrame:
    """Return `node, person_id` of whom weights and judgements tie to whom."""
    tied = weighed.profiles.filter(pl.col("person_id").is_not_null())
    noded = with_nodes(tied, known.sources, key).select(NODE.names())
    rest = noded.join(followed.nodes, on="node", how="anti")
    every = pl.concat([rest, followed.nodes.drop_nulls("person_id")])
    return rename_people(every, followed.moved)


def _chained(moved: pl.DataFrame, renamed: pl.DataFrame) -> pl.DataFrame:
    last = renamed.rename({"person_id": "now", "now": "last"})
    ends = moved.join(last, on="now", how="left")
    whole = ends.select("person_id", now=pl.coalesce("last", "now"))
    return pl.concat([whole, renamed]).sort("person_id")


def _absorbed(
    changes: pl.DataFrame, known: pl.DataFrame, before: pl.DataFrame
) -> pl.DataFrame:
    """Return the changes, with the people of last night who are somebody known now."""
    now = known.rename({"person_id": "now"})
    went = before.join(now, on="node").group_by("now", "person_id").len("records")
    is_gone = (pl.col("kind") == GONE) & pl.col("person_id").is_in(
        went["person_id"].implode()
    )
    stays = changes.filter(~is_gone)
    left = pl.col("person_id").is_in(changes.filter(is_gone)["person_id"].implode())
    kind = pl.when(left).then(pl.lit(MERGE)).otherwise(pl.lit(MOVED))
    told = went.select(
        kind.alias("kind"), "records", person_id="now", other_person_id="person_id"
    )
    return pl.concat([stays, told.select(list(CHANGE)).cast(CHANGE)])


def _merged(moved: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Return which known people a document made one since last night, or two again."""
    both = [
        (MERGE, moved.join(before, on=NODE.names(), how="anti"), "person_id", "node"),
        (SPLIT, before.join(moved, on=NODE.names(), how="anti"), "node", "person_id"),
    ]
    told = [
        rows.select(
            pl.lit(kind).alias("kind"),
            pl.col(one).alias("person_id"),
            pl.col(other).alias("other_person_id"),
            pl.lit(0, pl.Int64).alias("records"),
        )
        for kind, rows, one, other in both
    ]
    return pl.concat([CHANGE.to_frame(), *told])

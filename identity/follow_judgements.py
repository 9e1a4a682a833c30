"""Do as analysts said: who is judged the same becomes one person, the others never.

What a judged record says is a node, and so is every person that it is tied to. They
are clustered under the judgements, which come before every number and weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from identity.clusters import constrained_clusters
from identity.judged_nodes import judged_nodes
from identity.judged_ties import FOLLOWED, judged_ties, tied_records
from identity.judgements import SAYS, Judged
from identity.known import Known
from identity.outsiders import described
from identity.pseudonym import pseudonyms
from identity.reference import RESIDENT_REGISTER
from identity.table import rename_people
from identity.weigh_untied import MOST_CERTAIN, OUTSIDER, Weighed

REGISTERED_MILLI = 1000  # of two equal ties, that of the register is the last to be cut
NODE = pl.Schema({"node": pl.String, "person_id": pl.String})
MOVED = pl.Schema({"person_id": pl.String, "now": pl.String})


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What judgements change.

    `ties` (`FOLLOWED`) are the records that are tied otherwise, `moved` the people
    who are another, `people` (`OUTSIDER`) those whom only judgements tell, `nodes`
    whom each judged record now means, as `node, person_id`; `refused` the judgements
    that two valid numbers forbid to follow, as two records.
    """

    ties: pl.DataFrame
    moved: pl.DataFrame
    people: pl.DataFrame
    nodes: pl.DataFrame
    refused: Sequence[tuple[str, str]]


def nothing_followed() -> Followed:
    """Return what judgements change where there are none."""
    return Followed(
        ties=FOLLOWED.to_frame(),
        moved=MOVED.to_frame(),
        people=OUTSIDER.to_frame(),
        nodes=NODE.to_frame(),
        refused=(),
    )


def follow_judgements(
    known: Known, weighed: Weighed, judged: Judged, key: bytes
) -> Followed:
    """Return what judgements change of what numbers and weights tied.

    A record judged the same as one whose number is valid counts as T2; one whose
    fellow is tied by weight is no surer than that. Judgements of records of which
    tonight's tables say nothing are left out. `key` is the home's secret.
    """
    nodes = judged_nodes(known, weighed, judged, key)
    if nodes.is_empty():
        return nothing_followed()
    people = _people(known, weighed, nodes)
    clustered = constrained_clusters(
        pl.concat([_as_nodes(nodes, judged), people.select("node", identity="id18")]),
        _edges(known, nodes),
        apart=node_pairs(judged.apart),
        together=node_pairs(judged.together),
        renumbered=_numbers(judged.renumbered, nodes, people),
    )
    targets = _targets(clustered.clusters, nodes, people, key)
    members = people.join(clustered.clusters, on="node").join(targets, on="cluster")
    moved = members.filter(pl.col("node") != pl.col("target")).select(
        person_id="node", now="target"
    )
    given = nodes.join(clustered.clusters, on="node").join(targets, on="cluster")
    placed = rename_people(given, moved)
    now = judged_ties(placed, node_pairs(judged.together))
    new = placed.filter("is_new").with_columns(rows=1).drop("person_id")
    return Followed(
        ties=tied_records(known, now),
        moved=moved.sort("person_id"),
        people=described(new.rename({"target": "person_id"})),
        nodes=placed.select("node", person_id="target"),
        refused=_refused(clustered.cuts, judged),
    )


def node_pairs(judged: pl.DataFrame) -> pl.DataFrame:
    """Return judged pairs as the nodes `left, right`."""
    return judged.select(left="left_says", right="right_says")


def _people(known: Known, weighed: Weighed, nodes: pl.DataFrame) -> pl.DataFrame:
    """Return `node, id18, is_registered` of the people whom judged records mean."""
    every = pl.concat(
        [frame.select("person_id", "id18") for frame in (known.people, weighed.people)]
    )
    register = known.decided.filter(pl.col("dataset") == RESIDENT_REGISTER)
    return every.join(nodes, on="person_id", how="semi").select(
        pl.col("person_id").is_in(register["person_id"].implode()).alias("registered"),
        "id18",
        node="person_id",
    )


def _as_nodes(nodes: pl.DataFrame, judged: Judged) -> pl.DataFrame:
    """Return the judged records as nodes, with the number that ties them.

    Whoever is not the same as somebody may have that one's number by mistake.
    """
    doubted = pl.concat([judged.apart[end] for end in SAYS]).implode()
    sure = (pl.col("link_milli") > MOST_CERTAIN) & ~pl.col("node").is_in(doubted)
    return nodes.select("node", identity=pl.when(sure).then("id18"))


def _edges(known: Known, nodes: pl.DataFrame) -> pl.DataFrame:
    registered = [
        at
        for at, source in enumerate(known.sources)
        if source.dataset == RESIDENT_REGISTER
    ]
    more = pl.when(pl.col("source").is_in(registered)).then(REGISTERED_MILLI)
    tied = nodes.drop_nulls("person_id")
    return tied.select(
        left="node",
        right="person_id",
        weight_milli=pl.col("link_milli") + more.otherwise(0),
    )


def _numbers(
    renumbered: pl.DataFrame, nodes: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """Return `old, new`: the numbers that are documented to be one person's."""
    numbers = nodes.join(people.select(person_id="node"), on="person_id")
    left = numbers.select(left_says="node", old="id18")
    right = numbers.select(right_says="node", new="id18")
    both = renumbered.join(left, on="left_says").join(right, on="right_says")
    return both.select("old", "new").drop_nulls()


def _targets(
    clusters: pl.DataFrame, nodes: pl.DataFrame, people: pl.DataFrame, key: bytes
) -> pl.DataFrame:
    """Return `cluster, target, is_new`: who each cluster is, null for nobody.

    The person whom the register knows, else one with a number, else the first by id;
    where several records mean nobody known, a new person.
    """
    ranked = clusters.join(people, on="node").sort(
        "cluster",
        "registered",
        "id18",
        "node",
        descending=[False, True, False, False],
        nulls_last=True,
    )
    known = ranked.unique("cluster", keep="first", maintain_order=True)
    records = clusters.join(nodes.select("node"), on="node")
    sizes = records.group_by("cluster").len().sort("cluster")
    new = pseudonyms("P", "person|record|" + sizes["cluster"], key)
    targets = sizes.with_columns(new.alias("new")).join(
        known.select("cluster", found="node"), on="cluster", how="left"
    )
    is_new = pl.col("found").is_null() & (pl.col("len") > 1)
    return targets.select(
        "cluster",
        is_new.alias("is_new"),
        target=pl.coalesce("found", pl.when(is_new).then("new")),
    )


def _refused(cuts: pl.DataFrame, judged: Judged) -> list[tuple[str, str]]:
    """Return the records of judgements "same" that could not be followed."""
    told = cuts.filter(pl.col("weight_milli").is_null())
    pairs = {frozenset(pair) for pair in told.select("left", "right").iter_rows()}
    return [
        (left, right)
        for left, right, *says in judged.together.iter_rows()
        if frozenset(says) in pairs
    ]

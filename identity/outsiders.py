"""Outsiders: people whom several profiles mean and of whom no valid number is known.

What neither a number nor a weight ties to a known person is weighed against each
other. Who then is one person, strongest link first, gets a person id of its own.
"""

from dataclasses import replace

import polars as pl

from identity.clusters import constrained_clusters
from identity.decide import NAME_CONFLICT
from identity.fields import sex
from identity.known import Known
from identity.matcher.epoch import Epoch
from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.mention import PROFILE
from identity.node import with_nodes
from identity.pseudonym import pseudonyms
from identity.weigh_untied import (
    FACED,
    MODEL,
    MOST_CERTAIN,
    REVIEW_REASON,
    WEIGHED,
    Weighed,
    tying_pairs,
)

TIER = "T5"
TOLD = ("person_id", "tier", "link_milli", "comparison")
MEETING_TIERS = ("T4", "T5")
BESIDE_THE_NAME = ("birth_on", "town", "village", "address", "phone")
OPEN_REASONS = (NAME_CONFLICT, REVIEW_REASON)  # these may be somebody who is known
PAIR = pl.Schema({"left": pl.String, "right": pl.String})


def find_outsiders(
    known: Known, weighed: Weighed, epoch: Epoch, key: bytes, *, apart: pl.DataFrame
) -> Weighed:
    """Return `weighed` with the profiles that only each other explain tied.

    Their tier is T5, whatever was weighed: there is no number behind the person.
    `apart` are the nodes `left, right` that an analyst judged not the same, `key` is
    the home's secret. Counts more: the people found, their profiles, and
    the links that clustering did not follow.
    """
    alone = _alone(known, weighed.profiles, key)
    if alone.height < 2:  # noqa: PLR2004 - a pair needs two
        return weighed
    meeting = _meeting(_linked(alone, epoch))
    clustered = constrained_clusters(
        alone.select("node", identity=pl.lit(None, pl.String)),
        meeting.select("left", "right", "weight_milli"),
        apart=apart,
        together=PAIR.to_frame(),
        renumbered=pl.DataFrame(schema={"old": pl.String, "new": pl.String}),
    )
    members = _members(clustered.clusters, meeting, key)
    found = alone.join(members, on="node").drop("node")
    return replace(
        weighed,
        profiles=_tied(weighed.profiles, found),
        people=described(found),
        counts={
            **weighed.counts,
            "outsiders": found["person_id"].n_unique(),
            "outsider_profiles": found.height,
            "outsider_cuts": clustered.cuts.height,
        },
    )


def _alone(known: Known, profiles: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return the profiles that match nobody and say enough, each with its `node`."""
    says = pl.any_horizontal(pl.col(fact).is_not_null() for fact in BESIDE_THE_NAME)
    open_ones = pl.col("reason").is_in(OPEN_REASONS).fill_null(value=False)
    alone = profiles.filter(pl.col("person_id").is_null(), says, ~open_ones)
    return with_nodes(alone.drop(TOLD), known.sources, key).sort("node")


def _linked(alone: pl.DataFrame, epoch: Epoch) -> Linked:
    faced = alone.select(*FACED, id_number="number", record_id="node")
    return link(faced, None, load_model(MODEL), epoch=epoch)


def _meeting(linked: Linked) -> pl.DataFrame:
    """Return `left, right, weight_milli, milli, comparison` of who may be one."""
    pairs = tying_pairs(linked, MEETING_TIERS).filter("ties")
    told = ["weight_milli", "milli", "comparison"]
    return pairs.select(*told, left="left_id", right="right_id")


def _members(clusters: pl.DataFrame, meeting: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return `node, person_id, link_milli, comparison` of who is not left alone.

    A node is as certain as its best link within its cluster.
    """
    named = dict(clusters.iter_rows())
    within = meeting.filter(
        pl.col("left").replace_strict(named, return_dtype=pl.String)
        == pl.col("right").replace_strict(named, return_dtype=pl.String)
    )
    told = ["weight_milli", "milli", "comparison"]
    ends = [within.select(*told, node=end) for end in ("left", "right")]
    best = pl.concat(ends).sort("weight_milli", "comparison", descending=[True, False])
    each = best.unique("node", keep="first", maintain_order=True)
    members = each.join(clusters, on="node").sort("cluster", "node")
    people = members.select(pl.col("cluster").unique(maintain_order=True))
    ids = pseudonyms("P", "person|record|" + people["cluster"], key)
    return members.join(
        people.with_columns(ids.alias("person_id")), on="cluster"
    ).select(
        "node",
        "person_id",
        "comparison",
        link_milli=pl.col("milli").clip(0, MOST_CERTAIN),
    )


def _tied(profiles: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return all profiles in their order, those that were found tied."""
    own = found.with_columns(pl.lit(TIER).alias("tier")).select(
        "source", *PROFILE, *(pl.col(name).alias(f"found_{name}") for name in TOLD)
    )
    beside = profiles.join(
        own,
        on=["source", *PROFILE],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    reason = pl.when(pl.col("found_person_id").is_null()).then("reason")
    return beside.with_columns(
        reason.alias("reason"),
        *(pl.coalesce(f"found_{name}", name).alias(name) for name in TOLD),
    ).select(list(WEIGHED))


def described(found: pl.DataFrame) -> pl.DataFrame:
    """Return one row (`OUTSIDER`) for each person: of each fact what most rows say.

    `found` are profiles with `person_id` and `rows`.
    """
    people = found.select(pl.col("person_id").unique().sort())
    for fact in ("person_name", "birth_on", "sex"):
        people = people.join(
            _most_said(found, fact), on="person_id", how="left", maintain_order="left"
        )
    return people.select(
        "person_id",
        pl.lit(None, pl.String).alias("id18"),
        pl.col("person_name").str.strip_chars().alias("reference_name"),
        pl.col("birth_on").str.to_date("%Y-%m-%d", strict=False),
        _sexes(people["sex"]).alias("sex"),
    )


def _sexes(delivered: pl.Series) -> pl.Series:
    stated = sex.prepare(delivered, None)["stated"]
    return stated.replace_strict(
        {sex.MALE: "男", sex.FEMALE: "女"}, default=None, return_dtype=pl.String
    )


def _most_said(found: pl.DataFrame, fact: str) -> pl.DataFrame:
    votes = found.drop_nulls(fact).group_by("person_id", fact)
    ranked = votes.agg(pl.col("rows").sum()).sort(
        "person_id", "rows", fact, descending=[False, True, False]
    )
    best = ranked.unique("person_id", keep="first", maintain_order=True)
    return best.select("person_id", fact)

"""The fuzzy tier: untied profiles are weighed against all known people.

What is accepted gets tier T2, T4 or T5 and a certainty below that of every tie by
number and name. Name and home alone tie nobody, however rare the name. Two names that
cannot be one person's are never tied by weight, whatever else agrees: it may be a
relative with a number mistyped into another's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.decide import NAME_CONFLICT
from identity.facts import FACTS
from identity.known import Known
from identity.matcher.choose import ACCEPT, REVIEW
from identity.matcher.epoch import Epoch
from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.mention import PROFILE
from identity.node import in_one_text
from identity.portrait import portraits
from identity.profile import read_profiles
from identity.tier import TIERS

MODEL = "resident"
REVIEW_REASON = "review"  # 待核身份：候选不唯一或分量不足
TYING_TIERS = ("T2", "T3", "T4", "T5")  # T6, the name alone, never ties
# Beside name and home one of these must speak for a T5: fathers and sons share both.
VOUCHING = ("id_number", "birth_date", "phone", "account")
OTHER_NAMES = ("same_surname", "different_name")
PER_MILLE = 1000
MOST_CERTAIN = min(tier.link_milli for tier in TIERS) - 1
WEIGHED = pl.Schema(
    {
        "source": pl.Int32,
        **dict.fromkeys(PROFILE, pl.String),
        "rows": pl.Int64,
        "person_id": pl.String,
        "tier": pl.String,
        "link_milli": pl.Int32,
        "reason": pl.String,
        "comparison": pl.String,
        "number": pl.String,
    }
)
# A person without a valid number: as `identity.reference` has those with one.
OUTSIDER = pl.Schema(
    {
        "person_id": pl.String,
        "id18": pl.String,
        "reference_name": pl.String,
        "birth_on": pl.Date,
        "sex": pl.String,
    }
)
FACED = ("number", "person_name", *FACTS)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What weighing said of each source's profiles (`WEIGHED`), and its counts.

    `people` (`OUTSIDER`) are those found besides the known ones.
    """

    profiles: pl.DataFrame
    people: pl.DataFrame
    counts: Mapping[str, int]


def nothing_weighed() -> Weighed:
    """Return what weighing said where there are no weights: nothing."""
    return Weighed(profiles=WEIGHED.to_frame(), people=OUTSIDER.to_frame(), counts={})


def weigh_untied(known: Known, epoch: Epoch, state: Path | None = None) -> Weighed:
    """Return what the untied records' profiles weigh against the known people.

    The counts: profiles and pairs weighed, and how many of the records tied are
    expected to be tied falsely (in thousandths). `state` is a folder of this epoch
    and this code that keeps what was weighed: it saves time, and changes nothing.
    """
    profiles = read_profiles(known)
    faced = faces(profiles.untied)
    left = portraits(known, profiles.claims)
    linked = link(left, faced, load_model(MODEL), epoch=epoch, state=state)
    chosen = _chosen(linked)
    beside = profiles.untied.drop("person_id").join(
        faced.join(chosen, on="record_id", how="left"),
        on=FACED,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return Weighed(
        profiles=_told(beside),
        people=OUTSIDER.to_frame(),
        counts={
            "profiles": faced.height,
            "pairs": linked.pairs.height,
            "expected_false_milli": int((beside["doubt_milli"] * beside["rows"]).sum()),
        },
    )


def _told(beside: pl.DataFrame) -> pl.DataFrame:
    """Return the profiles in the shape of `WEIGHED`; a conflict stays one."""
    conflict = pl.col("reason").eq_missing(NAME_CONFLICT)
    asks = pl.col("is_open").fill_null(value=False) & ~conflict
    reason = pl.when(asks).then(pl.lit(REVIEW_REASON)).otherwise("reason")
    untied = pl.col("person_id").is_null()
    told = beside.with_columns(pl.when(untied).then(reason).alias("reason"))
    return told.select(WEIGHED.names()).cast(WEIGHED)


def faces(profiles: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct profiles under the model's names, sorted.

    What a profile says is its `record_id`: the same every night.
    """
    distinct = profiles.select(FACED).unique().sort(FACED)
    return distinct.with_columns(
        pl.col("number").alias("id_number"),
        in_one_text(FACED).alias("record_id"),
    )


def _chosen(linked: Linked) -> pl.DataFrame:
    """Return for each profile with a candidate who it is, or that it is open."""
    pairs = tying_pairs(linked, TYING_TIERS)
    tied = pl.col("ties") & (_is_vouched() | (pl.col("tier") != "T5"))
    best = pairs.filter(pl.col("place") == 0)
    return best.select(
        record_id="right_id",
        person_id=pl.when(tied).then("left_id"),
        tier=pl.when(tied).then("tier"),
        link_milli=pl.when(tied).then(pl.col("milli").clip(0, MOST_CERTAIN)),
        comparison=pl.when(tied).then("comparison"),
        is_open=pl.col("decision").is_in([ACCEPT, REVIEW]),
        doubt_milli=pl.when(tied).then(PER_MILLE - pl.col("milli")),
    )


def _is_vouched() -> pl.Expr:
    return pl.any_horizontal(
        (pl.col(field) >= 0) & (pl.col(f"{field}.milli") > 0) for field in VOUCHING
    )


def tying_pairs(linked: Linked, tiers: Collection[str]) -> pl.DataFrame:
    """Return the pairs with `comparison` of the names, `milli`, and whether it `ties`.

    A pair ties that is accepted in one of `tiers`, by names that can be one person's.
    """
    names = dict(enumerate(linked.model.comparison("name").names))
    comparison = pl.col("name").replace_strict(
        names, default=None, return_dtype=pl.String
    )
    milli = (pl.col("probability") * PER_MILLE).floor().cast(pl.Int32)
    alike = pl.col("comparison").is_not_null() & ~pl.col("comparison").is_in(
        OTHER_NAMES
    )
    accepted = pl.col("decision") == ACCEPT
    pairs = linked.pairs.with_columns(comparison.alias("comparison"), milli=milli)
    return pairs.with_columns(ties=accepted & alike & pl.col("tier").is_in(tiers))

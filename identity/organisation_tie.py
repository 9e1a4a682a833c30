"""Tie names without a code to the organisation with a code that they mean.

Nothing here ever merges two codes: a name is tied to one of them or to none.
"""

import polars as pl

from identity.organisation_tier import (
    CORE,
    CORE_AND_FACT,
    FACTS_DIFFER,
    FULL_NAME,
    GENERIC_NAME,
    NEAR_AND_FACT,
    NO_CODE_KNOWN,
    TWO_CODES,
)
from store.text import typing_errors

ASKED = ("name_key", "leader", "spot")
PARTS = ("match", "place", "form", "branch")
# More codes than this behind one core (at one place), person or address are left
# alone: they say nothing about which, and would multiply.
MOST_CODES = 50
LEAST_NEAR = 4  # characters of a core, for one of them to be a slip
TIED = pl.Schema(
    {"asked": pl.UInt32, "code": pl.String, "tier": pl.String, "reason": pl.String}
)


def tie_names(
    asked: pl.DataFrame, coded: pl.DataFrame, facts: pl.DataFrame
) -> pl.DataFrame:
    """Return `asked` with `found_code`, `tier` and `reason`.

    `asked` has distinct rows of `ASKED` with `PARTS`; `coded` every `code` with each of
    its names (`name_key`, `PARTS`, `is_former`); `facts` every `code` with the
    `leader`s and `spot`s that stand beside it. A row is either tied (`tier`) or not
    (`reason`).
    """
    rows = asked.sort(ASKED).with_row_index("asked")
    exact = _by_full_name(rows, coded)
    left = rows.join(exact, on="asked", how="anti")
    vague = _vague(rows, coded)
    by_core = _by_core(_pairs(left, coded, facts), vague)
    rest = left.join(by_core, on="asked", how="anti")
    near = _by_near_name(rest, coded, facts)
    judged = pl.concat([exact, by_core, near]).rename({"code": "found_code"})
    unknown = (
        pl.when("vague").then(pl.lit(GENERIC_NAME)).otherwise(pl.lit(NO_CODE_KNOWN))
    )
    return (
        rows.join(judged, on="asked", how="left", maintain_order="left")
        .join(vague, on="asked", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("tier").is_null())
            .then(pl.coalesce("reason", unknown))
            .alias("reason")
        )
        .drop("asked", "vague")
    )


def _by_full_name(rows: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """Tie to the only code of a name; what bears it now goes before what bore it."""
    now = pl.col("is_former").min().over("name_key")
    bearers = coded.filter(pl.col("is_former") == now)
    codes = bearers.group_by("name_key").agg(pl.col("code").unique().alias("codes"))
    single = codes.filter(pl.col("codes").list.len() == 1)
    return _tied(
        rows.join(single, on="name_key").with_columns(
            pl.col("codes").list.first().alias("code"),
            pl.lit(FULL_NAME.name).alias("tier"),
        )
    )


def _pairs(
    left: pl.DataFrame, coded: pl.DataFrame, facts: pl.DataFrame
) -> pl.DataFrame:
    """Return `asked, code` of equal cores that do not contradict each other.

    With `same_fact` and `other_leader`: what else speaks for the pair, and against.
    """
    named = coded.filter(pl.col("match").is_not_null())
    candidates = named.select("code", *PARTS).unique()
    local = _seldom(candidates, ["match", "branch", "place"]).with_columns(
        place_there="place"
    )
    anywhere = _seldom(candidates, ["match", "branch"])
    placeless = pl.col("place") == ""
    joined = [
        left.join(local, on=["match", "branch", "place"], suffix="_there"),
        left.filter(placeless).join(anywhere, on=["match", "branch"], suffix="_there"),
        left.join(anywhere.filter(placeless), on=["match", "branch"], suffix="_there"),
    ]
    columns = [*left.columns, "code", "form_there", "place_there"]
    pairs = pl.concat([one.select(columns) for one in joined])
    return _with_facts(pairs.filter(_agrees()), facts)


def _agrees() -> pl.Expr:
    """Say whether forms and places do not contradict each other.

    A name that is nothing but a place and a form (村委会) needs the same form.
    """
    form, place = pl.col("form"), pl.col("place")
    other_form, other_place = pl.col("form_there"), pl.col("place_there")
    loose = ~pl.col("match").str.starts_with("@")
    return ((form == other_form) | (loose & ((form == "") | (other_form == "")))) & (
        (place == other_place) | (place == "") | (other_place == "")
    )


def _with_facts(pairs: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    distinct = pairs.select("asked", "code", "leader", "spot").unique()
    leads = _known(facts, "leader").with_columns(same_leader=pl.lit(value=True))
    spots = _known(facts, "spot").with_columns(same_spot=pl.lit(value=True))
    led = leads.select("code").unique().with_columns(is_led=pl.lit(value=True))
    joined = (
        distinct.join(leads, on=["code", "leader"], how="left")
        .join(spots, on=["code", "spot"], how="left")
        .join(led, on="code", how="left")
    )
    same_leader = pl.col("same_leader").fill_null(value=False)
    led_by_others = pl.col("is_led").fill_null(value=False) & ~same_leader
    return joined.select(
        "asked",
        "code",
        (same_leader | pl.col("same_spot").fill_null(value=False)).alias("same_fact"),
        (pl.col("leader").is_not_null() & led_by_others).alias("other_leader"),
    )


def _by_core(pairs: pl.DataFrame, vague: pl.DataFrame) -> pl.DataFrame:
    """Return what equal cores decide: a code and its tier, or the reason for none."""
    known = pl.col("code").filter(pl.col("same_fact")).unique()
    judged = pairs.group_by("asked").agg(
        known.alias("known"),
        pl.col("code").unique().alias("codes"),
        pl.col("other_leader").all(),
    )
    marked = judged.join(vague, on="asked", how="left").with_columns(
        pl.col("vague").fill_null(value=False)
    )
    knows, several = pl.col("known").list.len(), pl.col("codes").list.len() > 1
    reason = (
        pl.when(knows == 1)
        .then(pl.lit(None, pl.String))
        .when((knows > 1) | several)
        .then(pl.lit(TWO_CODES))
        .when("vague")
        .then(pl.lit(GENERIC_NAME))
        .when("other_leader")
        .then(pl.lit(FACTS_DIFFER))
    )
    decided = marked.with_columns(reason.alias("reason"))
    free = pl.col("reason").is_null()
    one = pl.when(knows == 1).then("known").otherwise("codes").list.first()
    tier = pl.when(knows == 1).then(pl.lit(CORE_AND_FACT.name))
    return _tied(
        decided.with_columns(
            pl.when(free).then(one).alias("code"),
            pl.when(free).then(tier.otherwise(pl.lit(CORE.name))).alias("tier"),
        )
    )


def _vague(rows: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """Return the `asked` without a place whose core, a code's, stands at several."""
    columns = ["match", "place"]
    known = pl.concat([rows.select(columns), coded.select(columns)])
    several = (
        known.filter(pl.col("place") != "")
        .join(coded.select("match"), on="match", how="semi")
        .group_by("match")
        .agg(pl.col("place").n_unique().alias("places"))
        .filter(pl.col("places") > 1)
    )
    placeless = rows.filter(pl.col("place") == "").join(several, on="match")
    return placeless.select("asked", pl.lit(value=True).alias("vague"))


def _by_near_name(
    rest: pl.DataFrame, coded: pl.DataFrame, facts: pl.DataFrame
) -> pl.DataFrame:
    """Return those one slip from the only name that shares a person or an address."""
    pairs = [
        rest.join(_seldom(_known(facts, fact), [fact]), on=fact).select(
            "asked", *PARTS, "code"
        )
        for fact in ("leader", "spot")
    ]
    joined = (
        pl.concat(pairs)
        .unique()
        .join(
            coded.select("code", *PARTS).unique(),
            on=["code", "branch"],
            suffix="_there",
        )
    )
    alike = joined.filter(_agrees()).select("asked", "code", "match", "match_there")
    close = [_is_near(here, there) for _, _, here, there in alike.iter_rows()]
    found = alike.filter(pl.Series(close, dtype=pl.Boolean))
    codes = found.group_by("asked").agg(pl.col("code").unique().alias("codes"))
    several = pl.col("codes").list.len() > 1
    return _tied(
        codes.with_columns(
            pl.when(~several).then(pl.col("codes").list.first()).alias("code"),
            pl.when(~several).then(pl.lit(NEAR_AND_FACT.name)).alias("tier"),
            pl.when(several).then(pl.lit(TWO_CODES)).alias("reason"),
        )
    )


def _is_near(here: str | None, there: str | None) -> bool:
    """Say whether two cores differ in one character, or in the order of all."""
    if not here or not there or min(len(here), len(there)) < LEAST_NEAR:
        return False
    return typing_errors(here, there, at_most=1) <= 1 or sorted(here) == sorted(there)


def _known(facts: pl.DataFrame, fact: str) -> pl.DataFrame:
    return facts.select("code", fact).filter(pl.col(fact).is_not_null()).unique()


def _seldom(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Return the rows whose value stands beside no more than `MOST_CODES` codes."""
    return rows.filter(pl.col("code").n_unique().over(columns) <= MOST_CODES)


def _tied(rows: pl.DataFrame) -> pl.DataFrame:
    whole = (
        rows
        if "reason" in rows.columns
        else rows.with_columns(pl.lit(None, pl.String).alias("reason"))
    )
    return whole.select(pl.col(n).cast(t) for n, t in TIED.items())

"""Decide on weighed pairs: accept, review or reject, and in which tier.

Between two tables a right record has at most one person on the left: candidates
compete, and the best must lead the second by the model's margin. The probability
of a pair counts its rivals.
"""

import math
from collections.abc import Callable

import polars as pl

from identity.matcher.compare import LEFT, RIGHT, Sides, all_levels
from identity.matcher.epoch import ANCHORED, MILLI
from identity.matcher.lines import NEVER, accept_line, liner
from identity.matcher.model import Model, TierSpec
from identity.matcher.weigh import WEIGHT

Choose = Callable[[pl.DataFrame], pl.DataFrame]
ACCEPT, REVIEW, REJECT = "accept", "review", "reject"
NO_RIVAL = 1_000_000
RANKED = ("place", "margin_milli", "probability")
LIMIT, LOG_2 = 60_000, math.log(2)


def certain_tier(sides: Sides, levels: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Return the pairs with `certain`: the tier that needs no weighing, or null."""
    tier = pl.lit(None, pl.String)
    for spec in reversed(model.certain):
        holds = all_levels(spec.levels, model) & _either(sides, levels, spec)
        tier = pl.when(holds).then(pl.lit(spec.tier)).otherwise(tier)
    return levels.with_columns(tier.alias("certain"))


def _either(sides: Sides, levels: pl.DataFrame, spec: TierSpec) -> pl.Expr:
    """Say whether one side has one of the wanted derived values."""
    found = pl.lit(value=True)
    for column, values in spec.either.items():
        one = sides.left.rows[column].gather(levels[LEFT]).is_in(values)
        other = sides.right.rows[column].gather(levels[RIGHT]).is_in(values)
        found &= pl.lit((one | other).fill_null(value=False))
    return found


def choose(
    weighed: pl.DataFrame, model: Model, method: str, *, many: bool
) -> pl.DataFrame:
    """Return the pairs with `place, margin_milli, probability, tier, decision`.

    And with `line` and `around` (`identity.matcher.lines`).
    `margin_milli` is the lead over the best rival of the same right record, below
    zero for who does not lead. `many` lets a right record have several persons, as
    within one table; then nobody is a rival. `method` is how the epoch was learnt.
    """
    return chooser(model, method, many=many)(weighed)


def chooser(model: Model, method: str, *, many: bool, single: bool = False) -> Choose:
    """Return `choose` for one model, for who chooses often among few.

    `single` where all pairs are of one right record.
    """
    tier = _tier(model).alias("tier")
    lined = liner(model, many=many, single=single)
    decision = _decision(model, method).alias("decision")

    def chosen(weighed: pl.DataFrame) -> pl.DataFrame:
        if many:
            ranked = _alone(weighed)
        elif single:
            ranked = _ranked(weighed, _whole)
        else:
            ranked = _with_rivals(weighed)
        return lined(ranked.with_columns(tier)).with_columns(decision)

    return chosen


def _with_rivals(weighed: pl.DataFrame) -> pl.DataFrame:
    """Rank the candidates of right records that have several; most have one.

    Only what ranking needs is moved about: there may be millions of pairs.
    """
    told = weighed.select(RIGHT, "certain", WEIGHT, "left_id").with_row_index("row")
    ranked = _ranked(told.filter(pl.len().over(RIGHT) > 1), _each)
    alone = _alone(weighed)
    if not ranked.height:
        return alone
    return alone.with_columns(
        alone[name].scatter(ranked["row"], ranked[name]) for name in RANKED
    )


def _alone(weighed: pl.DataFrame) -> pl.DataFrame:
    return weighed.with_columns(
        pl.lit(0, pl.UInt32).alias("place"),
        pl.lit(NO_RIVAL, pl.Int32).alias("margin_milli"),
        _share(_odds(pl.col(WEIGHT)), pl.lit(0.0)),
    )


def _each(value: pl.Expr) -> pl.Expr:
    return value.over(RIGHT)


def _whole(value: pl.Expr) -> pl.Expr:
    return value


def _ranked(weighed: pl.DataFrame, among: Callable[[pl.Expr], pl.Expr]) -> pl.DataFrame:
    """Order the candidates of each right record, the certain ones first.

    `among` computes a value among the candidates of one right record.
    """
    ordered = weighed.sort(
        [RIGHT, pl.col("certain").is_null(), pl.col(WEIGHT), "left_id"],
        descending=[False, False, True, False],
    )
    weight, odds = pl.col(WEIGHT), _odds(pl.col(WEIGHT))
    first, second = among(weight.first()), among(weight.slice(1, 1).first())
    place = among(pl.int_range(pl.len(), dtype=pl.UInt32))
    lead = pl.when(place == 0).then(weight - second).otherwise(weight - first)
    return ordered.with_columns(
        place.alias("place"),
        lead.fill_null(NO_RIVAL).cast(pl.Int32).alias("margin_milli"),
        _share(odds, among(odds.sum()) - odds),
    )


def _odds(weight: pl.Expr) -> pl.Expr:
    return (weight.clip(-LIMIT, LIMIT) / MILLI * LOG_2).exp()


def _share(odds: pl.Expr, rivals: pl.Expr) -> pl.Expr:
    """Return the probability that this pair is one person, and no rival is."""
    return (odds / (1 + odds + rivals)).round(6).alias("probability")


def _tier(model: Model) -> pl.Expr:
    """Return the certain tier, else the first of the model's tiers that fits."""
    tier = pl.lit("", pl.String)
    for spec in reversed(model.tiers):
        speaking = [
            ((pl.col(field) >= 0) & (pl.col(f"{field}.milli") > 0)).cast(pl.Int8)
            for field in spec.among
        ]
        enough = (
            pl.sum_horizontal(speaking) >= spec.agree
            if speaking
            else pl.lit(value=True)
        )
        holds = all_levels(spec.levels, model) & enough
        tier = pl.when(holds).then(pl.lit(spec.tier)).otherwise(tier)
    return pl.coalesce("certain", tier)


def _decision(model: Model, method: str) -> pl.Expr:
    limits = model.thresholds
    weight, leads = pl.col(WEIGHT), pl.col("place") == 0
    sure = pl.col("certain").is_not_null() & leads
    weighed = (
        leads
        & (weight >= accept_line(model, _line_of_tier(model, method)))
        & (pl.col("margin_milli") >= limits.margin_milli)
    )
    return (
        pl.when(sure | weighed)
        .then(pl.lit(ACCEPT))
        .when((weight >= limits.review_milli) | pl.col("certain").is_not_null())
        .then(pl.lit(REVIEW))
        .otherwise(pl.lit(REJECT))
    )


def _line_of_tier(model: Model, method: str) -> pl.Expr:
    """Return the weight from which a pair is accepted, by its tier."""
    line = pl.lit(model.thresholds.accept_milli)
    for spec in model.tiers:
        if spec.accept_milli is not None:
            own = spec.accept_milli if method == ANCHORED else NEVER
            line = pl.when(pl.col("tier") == spec.tier).then(own).otherwise(line)
    return line

"""Explain one pair: take what was weighed, or weigh it now, and say why."""

from dataclasses import replace

import polars as pl

from identity.explain.delivered import Values
from identity.explain.explanation import (
    Explanation,
    Limits,
    Rival,
    Verdict,
)
from identity.explain.facts import facts_of
from identity.explain.question import deciding, questions_of
from identity.explain.reasons import reasons_of
from identity.explain.row import Row, number
from identity.matcher.choose import NO_RIVAL, certain_tier, choose
from identity.matcher.compare import LEFT, RIGHT, compare
from identity.matcher.epoch import ANCHORED
from identity.matcher.lines import LINE
from identity.matcher.link import Linked, named
from identity.matcher.model import LineSpec
from identity.matcher.prepare import RECORD
from identity.matcher.weigh import ALIKE, WEIGHT, weigh

Delivered = tuple[Values, Values]
NOTHING: Delivered = ({}, {})


def explain_pair(
    linked: Linked,
    left_row: int,
    right_row: int,
    *,
    delivered: Delivered = NOTHING,
    verdict: Verdict | None = None,
) -> Explanation:
    """Return the explanation of a pair of row numbers, whether it was weighed or not.

    `delivered` are the values of both sides by field, shown beside each other;
    `verdict` is what an analyst decided about the pair. Within one table the
    record with the lower id is the left one.
    """
    ids = linked.sides.left.rows[RECORD]
    if linked.sides.is_one and ids[left_row] > ids[right_row]:
        left_row, right_row = right_row, left_row
        delivered = delivered[1], delivered[0]
    row, was_compared = _judged(linked, left_row, right_row)
    rival = _rival(linked, row)
    facts = facts_of(linked, row, delivered)
    line = None if row[LINE] is None else linked.model.lines[number(row, LINE)]
    plain = Explanation(
        left_id=str(linked.sides.left.rows[RECORD][left_row]),
        right_id=str(linked.sides.right.rows[RECORD][right_row]),
        facts=facts,
        prior_milli=linked.epoch.prior_milli,
        household_milli=number(row, ALIKE),
        weight_milli=number(row, WEIGHT),
        probability=float(str(row["probability"])),
        decision=str(row["decision"]),
        tier=str(row["tier"]),
        is_certain=row["certain"] is not None,
        was_compared=was_compared,
        left_records=linked.epoch.left_records,
        limits=_limits(linked, row, line),
        doubt="" if line is None else line.title,
        rival=rival,
        verdict=verdict,
    )
    return _asked(linked, row, plain)


def _asked(linked: Linked, row: Row, plain: Explanation) -> Explanation:
    """Add what the missing fields could say, and why the pair stands where it does."""
    questions = () if plain.verdict else questions_of(linked, row, plain)
    worth = {
        one.field: (
            one.best.weight_milli - plain.weight_milli,
            one.worst.weight_milli - plain.weight_milli,
        )
        for one in questions
    }
    facts = tuple(
        replace(fact, most_milli=worth[fact.field][0], least_milli=worth[fact.field][1])
        if fact.field in worth
        else fact
        for fact in plain.facts
    )
    whole = replace(plain, facts=facts, questions=questions)
    return replace(
        whole, decides=deciding(whole), reasons=reasons_of(whole, linked.model)
    )


def _limits(linked: Linked, row: Row, line: LineSpec | None) -> Limits:
    limits = linked.model.thresholds
    accept = _line_of_tier(linked, str(row["tier"]))
    if line is not None and accept is not None:
        own = line.accept_milli
        accept = None if own is None else max(own, accept)
    return Limits(
        accept_milli=accept,
        review_milli=limits.review_milli,
        margin_milli=limits.margin_milli,
    )


def _line_of_tier(linked: Linked, tier: str) -> int | None:
    """Return the weight from which a pair of that tier is accepted, if ever."""
    own = next((t.accept_milli for t in linked.model.tiers if t.tier == tier), None)
    if own is None:
        return linked.model.thresholds.accept_milli
    return own if linked.epoch.method == ANCHORED else None


def _judged(linked: Linked, left_row: int, right_row: int) -> tuple[Row, bool]:
    """Return the weighed pair, and whether linking had weighed it."""
    pairs, is_one = linked.pairs, linked.sides.is_one
    asked = (pl.col(LEFT) == left_row) & (pl.col(RIGHT) == right_row)
    found = pairs.filter(asked)
    if found.height:
        return found.row(0, named=True), True
    pair = pl.DataFrame(
        {LEFT: [left_row], RIGHT: [right_row]},
        schema={LEFT: pl.UInt32, RIGHT: pl.UInt32},
    )
    levels = compare(linked.sides, pair, linked.model)
    tiered = certain_tier(linked.sides, levels, linked.model)
    weighed = weigh(linked.sides, tiered, linked.model, linked.epoch)
    weighed = named(linked.sides, weighed)
    others = pairs.filter(pl.col(RIGHT) == right_row).select(weighed.columns)
    chosen = choose(
        pl.concat([weighed, others]), linked.model, linked.epoch.method, many=is_one
    )
    return chosen.filter(asked).row(0, named=True), False


def _rival(linked: Linked, row: Row) -> Rival | None:
    """Return the best other candidate of the right record, where they compete."""
    if row["margin_milli"] == NO_RIVAL:
        return None
    others = linked.pairs.filter(
        (pl.col(RIGHT) == row[RIGHT]) & (pl.col(LEFT) != row[LEFT])
    ).sort(
        [pl.col("certain").is_null(), WEIGHT, "left_id"],
        descending=[False, True, False],
    )
    if not others.height:
        return None
    first = others.row(0, named=True)
    return Rival(
        left_row=number(first, LEFT),
        record_id=str(linked.sides.left.rows[RECORD][number(first, LEFT)]),
        weight_milli=number(first, WEIGHT),
        is_certain=first["certain"] is not None,
    )

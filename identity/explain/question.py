"""Which single further field would decide.

Of each missing field two things are weighed: what it most likely says of one person,
and what it most likely says of two.
"""

import polars as pl

from identity.explain.explanation import (
    MISSING,
    RANKS,
    Explanation,
    Outcome,
    Question,
)
from identity.explain.facts import unknown_on
from identity.explain.row import Row, number
from identity.explain.suppose import SUPPOSED, suppose
from identity.explain.words import statement
from identity.matcher.choose import ACCEPT, NO_RIVAL, REJECT, REVIEW
from identity.matcher.compare import LEFT, RIGHT, sentence
from identity.matcher.epoch import Shares, bits_of
from identity.matcher.link import Linked
from identity.matcher.model import ComparisonSpec
from identity.matcher.weigh import WEIGHT


def questions_of(linked: Linked, row: Row, plain: Explanation) -> tuple[Question, ...]:
    """Return a question for each missing field, in the model's order."""
    missing = [fact.field for fact in plain.facts if fact.state == MISSING]
    specs = [spec for spec in linked.model.comparisons if spec.field in missing]
    if not specs:
        return ()
    weighed = suppose(linked, row, specs)
    return tuple(_question(linked, row, spec, (weighed, plain)) for spec in specs)


def deciding(whole: Explanation) -> Question | None:
    """Return the field whose knowledge could turn the decision, or `None`.

    First one that could turn it both ways, then who lifts it highest and moves most.
    """
    lifted = {one.field: whole.is_lifted_by(one) for one in whole.questions}
    sunk = {one.field: whole.is_sunk_by(one) for one in whole.questions}
    able = [one for one in whole.questions if lifted[one.field] or sunk[one.field]]
    return min(
        able,
        key=lambda one: (
            not (lifted[one.field] and sunk[one.field]),
            -RANKS[one.best.decision] if lifted[one.field] else 0,
            one.worst.weight_milli - one.best.weight_milli,
        ),
        default=None,
    )


def _question(
    linked: Linked,
    row: Row,
    spec: ComparisonSpec,
    known: tuple[pl.DataFrame, Explanation],
) -> Question:
    weighed, plain = known
    rows = weighed.filter(pl.col(SUPPOSED) == spec.field)
    learnt = linked.epoch.comparisons[spec.field]
    agreeing = _likeliest(learnt.m, learnt.u)
    contrary = _likeliest(learnt.u, learnt.m)
    ahead = _ahead(linked, row, spec, plain)
    return Question(
        field=spec.field,
        title=spec.title,
        where=unknown_on(linked, row, spec),
        best=_outcome(linked, spec, _at(rows, spec, agreeing), ahead),
        worst=_outcome(linked, spec, _at(rows, spec, contrary), ahead),
    )


def _likeliest(ours: Shares, theirs: Shares) -> int:
    """Return the level that the one kind of pairs has most, and the other less."""
    telling = [p for p in range(len(ours)) if ours[p] > theirs[p]]
    return max(telling or range(len(ours)), key=lambda place: ours[place])


def _at(rows: pl.DataFrame, spec: ComparisonSpec, place: int) -> Row:
    return rows.filter(pl.col(spec.field) == place).row(0, named=True)


def _ahead(
    linked: Linked, row: Row, spec: ComparisonSpec, plain: Explanation
) -> int | None:
    """Return the weight needed to lead the rival once a field is known.

    `None` where nothing known of that field would bring the lead. What the right
    record lacks speaks against a rival with another value; of a shared one both
    gain alike. What only this left record lacks leaves the rival where it is.
    """
    rival, margin = plain.rival, plain.limits.margin_milli
    if rival is None:
        return -NO_RIVAL
    if rival.is_certain:
        return None
    column = f"{spec.field}.{spec.known}"
    values = linked.sides.left.rows[column]
    ours, theirs = values[number(row, LEFT)], values[rival.left_row]
    asked = linked.sides.right.rows[column][number(row, RIGHT)]
    if asked is not None or ours is None or theirs is None:
        return rival.weight_milli + margin
    if ours == theirs:
        is_ahead = plain.weight_milli - rival.weight_milli >= margin
        return -NO_RIVAL if is_ahead else None
    learnt = linked.epoch.comparisons[spec.field]
    against = int((bits_of(learnt.m) - bits_of(learnt.u))[-1])
    return rival.weight_milli + min(against, 0) + margin


def _outcome(
    linked: Linked, spec: ComparisonSpec, row: Row, ahead: int | None
) -> Outcome:
    weight, decision = number(row, WEIGHT), str(row["decision"])
    is_ahead = row["certain"] is not None or (ahead is not None and weight >= ahead)
    if decision == ACCEPT and not is_ahead:
        limit = linked.model.thresholds.review_milli
        decision = REVIEW if weight >= limit else REJECT
    name = spec.names[number(row, spec.field)]
    return Outcome(
        words=statement(spec.title, sentence(spec.kind, name)),
        weight_milli=weight,
        decision=decision,
    )

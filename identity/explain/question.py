"""Which single further field would decide: what each could say, at best and worst."""

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
from identity.matcher.epoch import bits_of
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
    rows = weighed.filter(pl.col(SUPPOSED) == spec.field).sort(WEIGHT)
    says = pl.col(f"{spec.field}.milli")
    ahead = _ahead(linked, row, spec, plain)
    return Question(
        field=spec.field,
        title=spec.title,
        where=unknown_on(linked, row, spec),
        best=_outcome(linked, spec, _last(rows, says >= 0), ahead),
        worst=_outcome(linked, spec, _last(rows.reverse(), says <= 0), ahead),
    )


def _last(rows: pl.DataFrame, asked: pl.Expr) -> Row:
    """Return the last row whose field itself speaks the asked way, else the last.

    A different village may lift a pair by what it takes from the household; nobody
    would look that up to tie two records.
    """
    speaking = rows.filter(asked)
    return (speaking if speaking.height else rows).row(-1, named=True)


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

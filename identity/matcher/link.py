"""Link two tables, or one with itself: from delivered columns to decisions."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.matcher.block import BlockCount
from identity.matcher.choose import choose
from identity.matcher.compare import LEFT, RIGHT, Sides
from identity.matcher.epoch import Epoch
from identity.matcher.epoch_file import check_fits, epoch_digest, read_epoch
from identity.matcher.identifier import IDENTIFIER, generic_identifiers
from identity.matcher.model import Model
from identity.matcher.model_file import load_model
from identity.matcher.new_names import under_new_names
from identity.matcher.open_world import in_open_world
from identity.matcher.prepare import RECORD
from identity.matcher.score_pairs import (
    Scored,
    Today,
    asked_rows,
    certain_pairs,
    score,
    with_moved,
)
from identity.matcher.state import EPOCH, Kept, Side, read_kept, side_today, write_kept
from identity.matcher.train import train
from store.errors import MatchError

IDS = ["left_id", "right_id"]
PLACE = "place"  # of the columns of a decision


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What linking found: the pairs, and all that is needed to explain them.

    `pairs` hold `left, right` (row numbers in `sides`), `left_id, right_id`, for
    each comparison the place of its level and its milli-bits, and the decision.
    `records` are how many records each side has today.
    """

    pairs: pl.DataFrame
    sides: Sides
    model: Model
    epoch: Epoch
    blocks: tuple[BlockCount, ...]
    notices: tuple[str, ...]
    records: tuple[int, int]


def link(  # noqa: PLR0913 - one argument an option
    left: pl.DataFrame,
    right: pl.DataFrame | None,
    model: str | Model,
    *,
    epoch: Epoch | None = None,
    many: bool = False,
    state: Path | None = None,
) -> Linked:
    """Return every pair that was weighed, and what was decided.

    `left` and `right` need a unique `record_id`; other columns are those that the
    model names, as delivered, and may be missing. Without `right`, pairs within
    `left`. Without `epoch` it is learnt from these tables. `many` lets a right
    record have several persons. `state` is a folder that keeps what was done: the
    next time only new and changed records are compared, with the epoch kept there.
    Raises `MatchError`.
    """
    plan = load_model(model) if isinstance(model, str) else model
    given = _given(epoch, plan, state)
    kept = None if state is None else read_kept(state, plan, within=right is None)
    sides = _both(left, right, plan, kept)
    if sides is None:
        kept, sides = None, _both(left, right, plan, None)
    assert sides is not None
    return _link(sides, plan, kept, given, (many, state))


def _given(epoch: Epoch | None, model: Model, state: Path | None) -> Epoch | None:
    """Return the epoch to use, None where one has to be learnt.

    One that a folder keeps is never replaced by itself: a new epoch is a deliberate
    act. Raises `MatchError` where it is damaged or of another model.
    """
    kept = None if state is None else state / EPOCH
    if epoch is None and kept is not None and kept.is_dir():
        epoch = read_epoch(kept)
    elif epoch is not None and kept is not None and kept.is_dir():
        _check_is_kept(epoch, kept)
    if epoch is not None:
        check_fits(epoch, model)
    return epoch


def _check_is_kept(epoch: Epoch, kept: Path) -> None:
    """Refuse another epoch than the one whose weights a folder keeps."""
    if epoch_digest(epoch) != epoch_digest(read_epoch(kept)):
        raise MatchError(
            f"“{kept.parent.name}”里的结果是用另一次训练的数值算的",
            remedy="换一个文件夹，或不另给训练结果",
        )


def _both(
    left: pl.DataFrame, right: pl.DataFrame | None, model: Model, kept: Kept | None
) -> tuple[Side, Side | None] | None:
    """Return both sides today, None where what was kept is worn out."""
    ours = side_today(left, model, "左表", None if kept is None else kept.left)
    if right is None or ours is None:
        return None if ours is None else (ours, None)
    theirs = side_today(right, model, "右表", None if kept is None else kept.right)
    return None if theirs is None else (ours, theirs)


def _link(
    today_sides: tuple[Side, Side | None],
    model: Model,
    kept: Kept | None,
    epoch: Epoch | None,
    how: tuple[bool, Path | None],
) -> Linked:
    ours, theirs = today_sides
    other = ours if theirs is None else theirs
    many, state = how
    sides = Sides(left=ours.records, right=other.records, is_one=theirs is None)
    known = None if kept is None else kept.pairs
    today = Today(left=ours.rows, right=other.rows, known=known)
    today = with_moved(today, sides, model)
    generic = (
        generic_identifiers(sides, model) if epoch is None else epoch.capped[IDENTIFIER]
    )
    certain = certain_pairs(sides, model, generic, today)
    asked = asked_rows(sides, today, certain)
    learnt = train(sides, model, asked, generic) if epoch is None else epoch
    sides = under_new_names(sides, learnt.new_names)
    scored = score(sides, model, learnt, today, (certain, asked))
    if epoch is None:
        learnt, scored = in_open_world(sides, model, learnt, scored, asked)
    pairs = _decided(sides, model, learnt, scored, many=many)
    if state is not None:
        found = scored.pairs if many or sides.is_one else pairs.drop(IDS)
        write_kept(state, model, kept, today_sides, (found, learnt))
    return Linked(
        pairs=pairs,
        sides=sides,
        model=model,
        epoch=learnt,
        blocks=scored.counts,
        notices=learnt.notices,
        records=(int(ours.rows.present.sum()), int(other.rows.present.sum())),
    )


def _decided(
    sides: Sides, model: Model, epoch: Epoch, scored: Scored, *, many: bool
) -> pl.DataFrame:
    """Return all pairs with their ids and decisions.

    What was decided among rivals stands where none of them came or went.
    """
    if many or sides.is_one:
        ready = named(sides, scored.pairs)
        return choose(ready, model, epoch.method, many=True)
    standing = scored.standing
    moved = standing[RIGHT].is_in(scored.touched.implode())
    if PLACE not in standing.columns:
        moved = moved.is_not_null()
    again = standing.filter(moved).select(scored.fresh.columns)
    ready = named(sides, pl.concat([again, scored.fresh]))
    decided = choose(ready, model, epoch.method, many=False)
    if moved.all():
        return decided
    settled = named(sides, standing.filter(~moved))
    return pl.concat([settled.select(decided.columns), decided])


def named(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs with the ids of their records; within a table, low id left."""
    left = sides.left.rows[RECORD].gather(pairs[LEFT])
    right = sides.right.rows[RECORD].gather(pairs[RIGHT])
    if not sides.is_one:
        return pairs.with_columns(left.alias("left_id"), right.alias("right_id"))
    swap = left > right
    sort = pl.when(swap)
    rows = sort.then(RIGHT).otherwise(LEFT), sort.then(LEFT).otherwise(RIGHT)
    ids = sort.then(right).otherwise(left), sort.then(left).otherwise(right)
    return pairs.with_columns(
        rows[0].alias(LEFT),
        rows[1].alias(RIGHT),
        ids[0].alias("left_id"),
        ids[1].alias("right_id"),
    )

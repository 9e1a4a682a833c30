"""Explain two records by their ids, straight from the tables that hold them."""

from dataclasses import dataclass

import polars as pl

from identity.explain.delivered import delivered_values
from identity.explain.explanation import Explanation
from identity.explain.pair import explain_pair
from identity.matcher.epoch import Epoch
from identity.matcher.link import Linked, link
from identity.matcher.model import Model
from identity.matcher.prepare import RECORD
from store.errors import MatchError


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables that two records stand in; without `right` both are in `left`."""

    left: pl.DataFrame
    right: pl.DataFrame | None = None


def explain_records(
    tables: Tables,
    left_id: str,
    right_id: str,
    model: Model,
    epoch: Epoch | None = None,
) -> tuple[Explanation, Linked]:
    """Return the explanation of two records, and the linking that it rests on.

    With `epoch` only the right record is linked, which is quick; without one the
    tables are linked whole, because weights are learnt from all of them. Raises
    `MatchError` where a record is not there.
    """
    if tables.right is None and left_id == right_id:
        raise MatchError("两个编号是同一条记录", remedy="请给出两条不同的记录")
    left, right = tables.left, tables.right
    _row(left, left_id, "左表")
    _row(left if right is None else right, right_id, "右表")
    if epoch is None:
        linked = link(left, right, model)
    else:
        left, right = _asked(tables, right_id)
        linked = link(left, right, model, epoch=epoch, many=tables.right is None)
    theirs = left if right is None else right
    rows = _row(left, left_id, "左表"), _row(theirs, right_id, "右表")
    delivered = (
        delivered_values(left, rows[0], model),
        delivered_values(theirs, rows[1], model),
    )
    return explain_pair(linked, *rows, delivered=delivered), linked


def _asked(tables: Tables, right_id: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the table to look in, and the one right record to look for."""
    is_asked = pl.col(RECORD).cast(pl.String) == right_id
    if tables.right is not None:
        return tables.left, tables.right.filter(is_asked)
    return tables.left.filter(~is_asked), tables.left.filter(is_asked)


def _row(frame: pl.DataFrame, record_id: str, side: str) -> int:
    if RECORD not in frame.columns:
        raise MatchError(
            f"{side}没有列“{RECORD}”", remedy="每行要有一个不重复的记录编号"
        )
    found = (frame[RECORD].cast(pl.String) == record_id).arg_true()
    if not len(found):
        raise MatchError(f"{side}没有记录 {record_id}", remedy=f"编号在列“{RECORD}”里")
    return int(found[0])

"""Judged pairs of two tables: what they say of the levels, and of the weights.

A label is a pair of record ids and a verdict. The levels of pairs judged the same are
added to m, and the pairs are weighed again; then all labels calibrate the probability.
Who is accepted still follows from the weights alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from identity.calibration import (
    Calibration,
    Flags,
    Milli,
    calibrated,
    dirichlet_update,
    log_loss,
    own_log_odds,
    unseen_log_odds,
)
from identity.judgements import DIFFERENT, SAME, UNSURE
from identity.matcher.choose import choose
from identity.matcher.compare import LEFT, RIGHT, compare
from identity.matcher.count import level_counts
from identity.matcher.epoch import BILLION, Epoch, Learnt, per_billion
from identity.matcher.link import Linked
from identity.matcher.prepare import RECORD, Records
from identity.matcher.weigh import WEIGHT, weigh
from store.digest import Json
from store.errors import MatchError

COLUMNS = ("left_id", "right_id", "verdict")
VERDICTS = {
    SAME: SAME,
    DIFFERENT: DIFFERENT,
    UNSURE: UNSURE,
    "同一人": SAME,
    "不是同一人": DIFFERENT,
    "说不准": UNSURE,
}
PAIR = ["left_id", "right_id"]
LEAST_STRENGTH = 1000  # what was learnt weighs as much as so many pairs, or more
DIGITS = 4
FORMULA = "=+@-"  # what a spreadsheet takes for one is written behind an apostrophe
FIRST_ROW = 2  # of a file, below its headings


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A linking that judged pairs have had their say in, and what they said.

    `unknown` are labels of records that the tables do not have. The log loss is the
    mean of −ln of the probability given to the verdict: by the model alone, and by
    what the other labels teach; where that is no better, `method` is own.
    """

    linked: Linked
    same: int
    different: int
    unsure: int
    unknown: int
    method: str
    loss_before: float
    loss_after: float

    @property
    def record(self) -> Mapping[str, Json]:
        """Return the counts and figures as JSON."""
        return {
            "labels": self.same + self.different,
            "labels_same": self.same,
            "labels_different": self.different,
            "labels_unsure": self.unsure,
            "labels_unknown": self.unknown,
            "calibration": self.method,
            "log_loss_before": round(self.loss_before, DIGITS),
            "log_loss_after": round(self.loss_after, DIGITS),
        }


def read_labels(table: pl.DataFrame, file: str) -> pl.DataFrame:
    """Return `left_id, right_id, verdict` of the pairs that have a verdict.

    Raises `MatchError` with file and row where a column is missing, a verdict is no
    word of ours, or a pair has two verdicts.
    """
    if missing := [name for name in COLUMNS if name not in table.columns]:
        raise MatchError(f"{file} 缺少列 {'、'.join(missing)}")
    texts = table.with_row_index("row", FIRST_ROW).select(
        "row", *(pl.col(name).cast(pl.String).str.strip_chars() for name in COLUMNS)
    )
    given = texts.filter(pl.col("verdict").fill_null("") != "")
    strange = given.filter(~pl.col("verdict").is_in(list(VERDICTS)))
    if strange.height:
        raise MatchError(
            f"{file} 第 {strange['row'][0]} 行：verdict 不是判定",
            remedy="写 same、different、unsure，或 同一人、不是同一人、说不准",
        )
    told = given.with_columns(
        pl.col("verdict").replace_strict(VERDICTS, return_dtype=pl.String),
        pl.col(PAIR).str.replace(f"^'([{FORMULA}])", "$1"),
    )
    twice = told.filter(pl.col("verdict").n_unique().over(PAIR) > 1)
    if twice.height:
        raise MatchError(f"{file} 第 {twice['row'][1]} 行：同一对前面已有别的判定")
    return told.select(COLUMNS).unique(maintain_order=True)


def with_labels(linked: Linked, labels: pl.DataFrame, *, many: bool) -> Labelled:
    """Return the linking with m and the probability as judged pairs have them.

    `labels` are those of `read_labels`; `many` is what the linking was asked for.
    Raises `MatchError` where no verdict is about records of the two tables.
    """
    known = _rows(linked, labels)
    decided = known.filter(pl.col("verdict") != UNSURE)
    if decided.is_empty():
        raise MatchError(
            "判定文件里没有一对可用",
            remedy="left_id、right_id 须是两个表里的编号，且至少一对判为同一人或不是",
        )
    same = (decided["verdict"] == SAME).to_numpy()
    epoch = _updated(linked, decided.filter(pl.col("verdict") == SAME))
    before = _weights(linked, decided, linked.epoch)
    calibration, loss_after = _taught(_weights(linked, decided, epoch), same)
    return Labelled(
        linked=_weighed_again(linked, epoch, calibration, many=many),
        same=int(same.sum()),
        different=int((~same).sum()),
        unsure=known.height - decided.height,
        unknown=labels.height - known.height,
        method=calibration.method,
        loss_before=log_loss(own_log_odds(before), same),
        loss_after=loss_after,
    )


def _taught(weight_milli: Milli, same: Flags) -> tuple[Calibration, float]:
    """Return the calibration and its loss; the model's own where that is no worse."""
    own = log_loss(own_log_odds(weight_milli), same)
    unseen = log_loss(unseen_log_odds(weight_milli, same), same)
    if own <= unseen:
        return calibrated(weight_milli[:0], same[:0]), own
    return calibrated(weight_milli, same), unseen


def _rows(linked: Linked, labels: pl.DataFrame) -> pl.DataFrame:
    """Return `left, right, verdict` with row numbers, of the records that are there."""
    sides = linked.sides
    given = low_id_left(labels) if sides.is_one else labels
    found = given.join(_numbered(sides.left, LEFT), on="left_id").join(
        _numbered(sides.right, RIGHT), on="right_id"
    )
    return found.select(LEFT, RIGHT, "verdict").sort(LEFT, RIGHT)


def low_id_left(labels: pl.DataFrame) -> pl.DataFrame:
    """Return labels within one table as its pairs are, the low id left.

    Raises `MatchError` where a pair has two verdicts, one in each order.
    """
    turned = labels.select(
        pl.min_horizontal(PAIR).alias("left_id"),
        pl.max_horizontal(PAIR).alias("right_id"),
        "verdict",
    ).filter(pl.col("left_id") != pl.col("right_id"))
    once = turned.unique(maintain_order=True)
    if once.height > once.select(PAIR).n_unique():
        raise MatchError("判定文件里同一对记录左右对调后有两种判定")
    return once


def _numbered(records: Records, name: str) -> pl.DataFrame:
    """Return the row of each record; of one that changed, the latest."""
    ids = records.rows.select(pl.col(RECORD).alias(f"{name}_id")).with_row_index(name)
    return ids.unique(f"{name}_id", keep="last")


def _updated(linked: Linked, same: pl.DataFrame) -> Epoch:
    """Return the epoch whose m knows the levels of pairs judged the same."""
    levels = compare(linked.sides, same, linked.model, silence=False)
    updated = {
        spec.field: _with_counts(
            linked.epoch.comparisons[spec.field], levels[spec.field]
        )
        for spec in linked.model.comparisons
    }
    return replace(linked.epoch, comparisons=updated)


def _with_counts(learnt: Learnt, levels: pl.Series) -> Learnt:
    strength = max(sum(learnt.m_pairs), LEAST_STRENGTH)
    counts = level_counts(levels, len(learnt.m))
    believed = np.array(learnt.m, np.float64) / BILLION
    shares = dirichlet_update(believed, counts, strength)
    return replace(learnt, m=per_billion(shares)) if counts.sum() else learnt


def _weights(linked: Linked, pairs: pl.DataFrame, epoch: Epoch) -> Milli:
    levels = compare(linked.sides, pairs, linked.model)
    weighed = weigh(linked.sides, levels, linked.model, epoch)
    found: Milli = weighed[WEIGHT].to_numpy().astype(np.int64)
    return found


def _weighed_again(
    linked: Linked, epoch: Epoch, calibration: Calibration, *, many: bool
) -> Linked:
    """Return the linking decided on the new weights, with calibrated probabilities."""
    weighed = weigh(linked.sides, linked.pairs, linked.model, epoch)
    alone = many or linked.sides.is_one
    chosen = choose(weighed, linked.model, epoch.method, many=alone)
    log_odds = calibration.log_odds(chosen[WEIGHT].to_numpy().astype(np.int64))
    odds = pl.col("odds")
    rivals = pl.lit(0.0) if alone else odds.sum().over(RIGHT) - odds
    told = chosen.with_columns(pl.Series("odds", np.exp(log_odds))).with_columns(
        (odds / (1 + odds + rivals)).round(6).alias("probability")
    )
    return replace(linked, epoch=epoch, pairs=told.drop("odds"))

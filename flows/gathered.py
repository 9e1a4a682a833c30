"""What the morning page says of the roll-up; officials are masked and not ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from clues.rollup.compare import ABOVE
from clues.rollup.disparity import ALIKE
from clues.rollup.listing import (
    Line,
    disparity_line,
    masked_rows,
    rollup_line,
)
from clues.rollup.roll_up import (
    DISPARITY_FILE,
    ROLLUP_FILE,
    SCOPE_FILE,
    SHARED_FILE,
)
from store.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Where hits gather: cells above their peers, shared problems, uneven groups.

    `compared` cells had peers, `small` were too small and are not shown; `groups` are
    the groups of people that were looked at.
    """

    above: tuple[Line, ...] = ()
    compared: int = 0
    small: int = 0
    shared: tuple[str, ...] = ()
    uneven: tuple[Line, ...] = ()
    groups: int = 0


def gathered_of(rolled: Stage) -> Gathered:
    """Return what the page shows, in the order of rules and not of rates."""
    rows = pl.read_parquet(rolled.file(ROLLUP_FILE))
    order = ("question", "rule", "measure", "dataset", "breakdown", "unit", "name")
    above = rows.filter(pl.col("standing") == ABOVE).sort(order)
    scope = pl.read_parquet(rolled.file(SCOPE_FILE))
    groups = pl.read_parquet(rolled.file(DISPARITY_FILE))
    uneven = groups.filter(pl.col("standing") != ALIKE)
    shared = pl.read_parquet(rolled.file(SHARED_FILE))
    return Gathered(
        above=tuple(map(rollup_line, masked_rows(_rows(above)))),
        compared=int(scope["compared"].sum()),
        small=int(scope["small"].sum()),
        shared=tuple(shared["sentence"]),
        uneven=tuple(map(disparity_line, _rows(uneven))),
        groups=groups.height,
    )


def _rows(frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    return list(frame.iter_rows(named=True))

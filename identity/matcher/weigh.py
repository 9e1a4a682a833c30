"""Weigh pairs: levels become milli-bits for and against, and one sum.

The weight is log2 of the odds that two records are one person: the prior, plus
log2(m/u) of every field, less what a household would explain as well.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from identity.matcher.compare import IMPLIED, LEFT, Sides
from identity.matcher.epoch import MILLI, Epoch, bits_of
from identity.matcher.model import ComparisonSpec, Model

Milli = npt.NDArray[np.int64]
WEIGHT, ALIKE = "weight_milli", "household_milli"


def weigh(
    sides: Sides, levels: pl.DataFrame, model: Model, epoch: Epoch
) -> pl.DataFrame:
    """Return `levels` with `<field>.milli`, `household_milli` and `weight_milli`."""
    parts: dict[str, Milli] = {}
    strange = np.zeros(levels.height, np.int64)
    related = np.zeros(levels.height, np.int64)
    for spec in model.comparisons:
        learnt = epoch.comparisons[spec.field]
        level = levels[spec.field].to_numpy().astype(np.int64)
        ours, theirs = _taken(learnt.m, level), _taken(learnt.u, level)
        theirs = _by_frequency(sides, levels, spec, epoch, (level, theirs))
        parts[f"{spec.field}.milli"] = ours - theirs
        strange += theirs
        if learnt.h:
            related += _taken(learnt.h, level)
        if learnt.h and spec.is_told_twice:
            # Who bears a relative's number states a birthday that is not the owner's.
            implied = levels[f"{spec.field}{IMPLIED}"].to_numpy().astype(np.int64)
            strange += _taken(learnt.m, implied)
            related += _taken(learnt.h, implied)
    alike = _household(strange, related, epoch)
    weight = epoch.prior_milli + sum(parts.values()) + alike
    return levels.with_columns(
        *(pl.Series(name, part, pl.Int32) for name, part in parts.items()),
        pl.Series(ALIKE, alike, pl.Int32),
        pl.Series(WEIGHT, weight, pl.Int32),
    )


def probability(weight_milli: pl.Series) -> pl.Series:
    """Return the probability that a weight stands for, rounded to six places."""
    odds = np.exp2(np.clip(weight_milli.to_numpy() / MILLI, -60, 60))
    return pl.Series("probability", np.round(odds / (1 + odds), 6))


def _taken(shares: tuple[int, ...], level: Milli) -> Milli:
    """Return log2 of the share of each pair's level, nothing where unknown."""
    taken: Milli = np.append(bits_of(shares), 0)[level]
    return taken


def _by_frequency(
    sides: Sides,
    levels: pl.DataFrame,
    spec: ComparisonSpec,
    epoch: Epoch,
    taken: tuple[Milli, Milli],
) -> Milli:
    """Return u with the value's own frequency in levels that ask for it."""
    level, shares = taken
    for place, one in enumerate(spec.levels):
        at = np.flatnonzero(level == place)
        if not one.frequency or not len(at):
            continue
        column = f"{spec.field}.{one.frequency}"
        values = sides.left.rows[column].gather(levels[LEFT].to_numpy()[at])
        shares[at] = epoch.frequency_milli(column, values)
    return shares


def _household(strange: Milli, related: Milli, epoch: Epoch) -> Milli:
    """Return what is taken off because relatives would agree like this too."""
    if epoch.household_milli is None:
        return np.zeros_like(strange)
    ahead = (epoch.household_milli + related - strange) / MILLI
    off = np.log2(1 + np.exp2(np.clip(ahead, -60, 200)))
    taken: Milli = -np.rint(off * MILLI).astype(np.int64)
    return taken

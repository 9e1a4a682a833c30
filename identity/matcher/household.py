"""The third class: people of one household, who are alike without being one.

They share surname, village, telephone and the middle character of the name. Left
out, they would count as half a match each time a record's own person is missing.
"""

import numpy as np
import polars as pl

from identity.matcher.compare import Sides, compare
from identity.matcher.count import ByField, Counts, level_counts, smoothed
from identity.matcher.epoch import MILLI
from identity.matcher.lessons import household_pairs
from identity.matcher.model import ComparisonSpec, Household, Model

LESSONS = 60_000
FEWEST = 200


def housemates(sides: Sides, model: Model) -> ByField:
    """Return h by field, learnt from left records that share what households share.

    Empty where the model knows no household, or too few records share anything.
    """
    if model.household is None:
        return {}
    within = Sides(left=sides.left, right=sides.left, is_one=True)
    pairs = _of_one_home(within, model, model.household)
    if pairs is None:
        return {}
    levels = compare(within, pairs, model, silence=False)
    h = {
        spec.field: smoothed(level_counts(levels[spec.field], len(spec.levels)))
        for spec in model.comparisons
    }
    share = model.household.shared_milli / MILLI
    h[model.household.share] = np.array([share, 1 - share])
    return h


def lent(spec: ComparisonSpec, model: Model, u: Counts, swapped: float) -> Counts:
    """Return strangers' shares, but that relatives lend each other their numbers.

    `swapped` is the share of equal identifiers that are not the bearer's own.
    """
    if model.household is None or model.identity is None:
        return u
    shares = u.copy()
    place = spec.names.index(model.identity.level)
    shares[place] = max(swapped / model.household.members, u[place])
    whole: Counts = shares / shares.sum()
    return whole


def _of_one_home(
    sides: Sides, model: Model, household: Household
) -> pl.DataFrame | None:
    """Return pairs of people of one household, by the first column that has enough."""
    for column in (f"{household.share}.key", household.fallback):
        if column:
            pairs = household_pairs(sides, column, LESSONS)
            pairs = _two_people(sides, model, pairs)
            if pairs.height >= FEWEST:
                return pairs
    return None


def _two_people(sides: Sides, model: Model, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that are surely two people: both identifiers known, unlike."""
    if model.identity is None:
        return pairs
    rows = sides.left.rows[model.identity.key]
    one, other = rows.gather(pairs["left"]), rows.gather(pairs["right"])
    return pairs.filter((one != other).fill_null(value=False))

"""Expectation maximisation: learn without an identifier, from candidates alone.

Three classes where the model knows households, else two. u of the epoch stays that
of random pairs; the shares fitted for strangers among candidates only explain why
these became candidates (Fellegi and Sunter 1969; Winkler 1988).
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from identity.matcher.block import candidates
from identity.matcher.caps import Capped
from identity.matcher.compare import Sides, compare
from identity.matcher.count import ByField, Counts, Taught
from identity.matcher.epoch import SETTLED
from identity.matcher.household import housemates
from identity.matcher.model import Model

FIRST_SHARE = 0.9  # where to begin: nine in ten agree as strongly as can be
STILL = 1e-6
UNSETTLED = "期望最大化 {rounds} 轮后仍未收敛，学到的值只可参考"
NOTHING = "没有可比较的候选对，用的是模型的初始值"
Matrix = npt.NDArray[np.float64]


def settle(
    sides: Sides, model: Model, u: ByField, capped: Capped, asked: pl.Series
) -> Taught:
    """Return what candidates teach about pairs of one person.

    Says so where it did not converge within the model's rounds.
    """
    pairs = candidates(sides, model, capped, asked).pairs
    levels = compare(sides, pairs, model)
    fields = [spec.field for spec in model.comparisons]
    patterns = levels.group_by(fields).agg(pl.len().alias("pairs")).sort(fields)
    h = housemates(sides, model)
    start = [_start(model), *([h] if h else []), dict(u)]
    if not patterns.height:
        return _taught(model, start[0], 0.0, h, (NOTHING,))
    fitted = _Mixture(patterns, model, start)
    settled = fitted.run(model.training.rounds)
    notices = () if settled else (UNSETTLED.format(rounds=model.training.rounds),)
    matches = fitted.expected_matches()
    share = matches / max(sides.right.height, 1) * (2 if sides.is_one else 1)
    counts = fitted.expected_counts()
    return Taught(
        m_pairs=counts,
        h=h and fitted.shares[1],
        match_share=min(max(share, 1e-6), 1.0),
        method=SETTLED,
        notices=notices,
    )


def _taught(
    model: Model, m: ByField, pairs: float, h: ByField, notices: tuple[str, ...]
) -> Taught:
    return Taught(
        m_pairs={field: shares * max(pairs, 100) for field, shares in m.items()},
        h=h,
        match_share=model.prior.match_share,
        method=SETTLED,
        notices=notices,
    )


def _start(model: Model) -> ByField:
    """Return shares that fall from the strongest level to the weakest."""
    found: ByField = {}
    for spec in model.comparisons:
        rest = len(spec.levels) - 1
        falling = np.array([0.5**place for place in range(rest)])
        shares = (1 - FIRST_SHARE) * falling / max(falling.sum(), 1)
        found[spec.field] = np.append(FIRST_SHARE, shares)
    return found


class _Mixture:
    """Classes of pairs, each with shares of levels; the first is one person."""

    def __init__(
        self, patterns: pl.DataFrame, model: Model, start: list[ByField]
    ) -> None:
        """Begin with the given shares and few matches."""
        self.pairs = patterns["pairs"].cast(pl.Float64).to_numpy()
        self.levels = {
            spec.field: patterns[spec.field].cast(pl.Int64).to_numpy()
            for spec in model.comparisons
        }
        self.shares = start
        self.priors = np.array([0.1, *[0.9 / (len(start) - 1)] * (len(start) - 1)])
        self.belongs: Matrix = np.empty((len(start), len(self.pairs)))

    def run(self, rounds: int) -> bool:
        """Alternate between belonging and shares; say whether it settled."""
        for _ in range(rounds):
            before = self.priors
            self._expect()
            self._maximise()
            if float(np.abs(self.priors - before).max()) < STILL:
                self._expect()
                return True
        return False

    def _expect(self) -> None:
        logs = [
            np.log(prior)
            + sum(
                np.append(np.log(shares[field]), 0)[level]
                for field, level in self.levels.items()
            )
            for prior, shares in zip(self.priors, self.shares, strict=True)
        ]
        stacked = np.array(logs)
        raised = np.exp(stacked - stacked.max(axis=0))
        self.belongs = raised / raised.sum(axis=0)

    def _maximise(self) -> None:
        weights = self.belongs * self.pairs
        self.priors = np.maximum(weights.sum(axis=1) / self.pairs.sum(), 1e-9)
        self.shares = [
            {
                field: _shares(level, weight, len(shares[field]))
                for field, level in self.levels.items()
            }
            for shares, weight in zip(self.shares, weights, strict=True)
        ]

    def expected_matches(self) -> float:
        """Return how many pairs are expected to be one person."""
        return float((self.belongs[0] * self.pairs).sum())

    def expected_counts(self) -> ByField:
        """Return the expected number of matching pairs in each level."""
        weight = self.belongs[0] * self.pairs
        return {
            field: _counted(level, weight, len(self.shares[0][field]))
            for field, level in self.levels.items()
        }


def _counted(level: npt.NDArray[np.int64], weight: Counts, size: int) -> Counts:
    known = level >= 0
    return np.bincount(level[known], weight[known], minlength=size).astype(np.float64)


def _shares(level: npt.NDArray[np.int64], weight: Counts, size: int) -> Counts:
    counts = _counted(level, weight, size) + 0.01
    shares: Counts = counts / counts.sum()
    return shares

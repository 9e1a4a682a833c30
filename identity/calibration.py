"""From weights to probabilities that judged pairs bear out, and m from their levels.

Few labels change little: below `FEWEST_LABELS` the model's own probability counts for
the rest, and level counts are added to what is believed already.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity.matcher.count import Counts
from identity.matcher.epoch import MILLI

Milli = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Real = npt.NDArray[np.float64]
Curve = Callable[[Milli], Real]

OWN, PLATT, ISOTONIC = "own", "platt", "isotonic"
FEWEST_LABELS = 50
# Isotonic regression overfits below 200 to 1000 labels, where Platt's two numbers do
# better (Niculescu-Mizil and Caruana 2005, Predicting good probabilities, figure 6).
ISOTONIC_LABELS = 200
FOLDS = 5
NEVER_SURER = 1e-9
LIMIT_MILLI = 60_000
RIDGE = 1e-3  # keeps Platt's two numbers finite where all labels have one weight
ROUNDS, HALVINGS, SETTLED = 100, 30, 1e-10
PER_MILLE = 1000


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What judged pairs say that weights stand for.

    Between the lowest and the highest judged weight the curve holds; beyond them the
    model's own probability, but never on the wrong side of the last judged one.
    `labels` are how many taught it, `method` is own, platt or isotonic.
    """

    method: str
    labels: int
    lowest: int
    highest: int
    curve: Curve

    def log_odds(self, weight_milli: Milli) -> Real:
        """Return the natural log-odds of weights; they never fall as weights rise."""
        own = own_log_odds(weight_milli)
        if self.method == OWN:
            return own
        ends = np.array([self.lowest, self.highest])
        low, high = self._within(ends)
        within = self._within(np.clip(weight_milli, self.lowest, self.highest))
        below = np.where(weight_milli < self.lowest, np.minimum(own, low), within)
        found: Real = np.where(
            weight_milli > self.highest, np.maximum(own, high), below
        )
        return found

    def probability(self, weight_milli: Milli) -> Real:
        """Return the probability of weights."""
        return _logistic(self.log_odds(weight_milli))

    def per_mille(self, weight_milli: Milli) -> Milli:
        """Return the probability of weights in whole thousandths."""
        found: Milli = np.rint(self.probability(weight_milli) * PER_MILLE).astype(
            np.int64
        )
        return found

    def _within(self, weight_milli: Milli) -> Real:
        """Return the log-odds of the curve, shrunk to the model's own if few taught."""
        trust = min(self.labels / FEWEST_LABELS, 1.0)
        own = _logistic(own_log_odds(weight_milli))
        mixed = trust * self.curve(weight_milli) + (1 - trust) * own
        return _logit(mixed)


def calibrated(weight_milli: Milli, same: Flags) -> Calibration:
    """Return the calibration that judged pairs teach; without any, the model's own."""
    labels = len(weight_milli)
    if not labels:
        return Calibration(method=OWN, labels=0, lowest=0, highest=0, curve=_own)
    is_many = labels >= ISOTONIC_LABELS
    return Calibration(
        method=ISOTONIC if is_many else PLATT,
        labels=labels,
        lowest=int(weight_milli.min()),
        highest=int(weight_milli.max()),
        curve=(isotonic if is_many else platt)(weight_milli, same),
    )


def isotonic(weight_milli: Milli, same: Flags) -> Curve:
    """Return the rising steps nearest to the labels, straight between steps.

    Pool adjacent violators (Ayer et al. 1955). No step is surer than the labels
    allow: with n of them none is nearer to certainty than 1 / (n + 2).
    """
    weights, place, size = np.unique(
        weight_milli, return_inverse=True, return_counts=True
    )
    told = np.bincount(place, weights=same.astype(np.float64))
    pools: list[tuple[float, int, int]] = []  # how many same, of how many, weights
    for hits, labels in zip(told.tolist(), size.tolist(), strict=True):
        pool = (hits, labels, 1)
        while pools and pools[-1][0] * pool[1] >= pool[0] * pools[-1][1]:
            before = pools.pop()
            pool = (before[0] + pool[0], before[1] + pool[1], before[2] + pool[2])
        pools.append(pool)
    shares = np.repeat([p[0] / p[1] for p in pools], [p[2] for p in pools])
    least = 1 / (len(weight_milli) + 2)
    steps = np.clip(shares, least, 1 - least)
    return lambda asked: np.interp(asked, weights, steps)


def platt(weight_milli: Milli, same: Flags) -> Curve:
    """Return the logistic curve of the weight that fits the labels best.

    Platt's targets (1999): with n labels of a verdict none counts as surer than
    (n + 1) / (n + 2). Damped Newton steps (Lin, Lin and Weng 2007). A slope below
    nothing is none: then all weights have one probability.
    """
    yes, no = int(same.sum()), int((~same).sum())
    targets = np.where(same, (yes + 1) / (yes + 2), 1 / (no + 2))
    own = own_log_odds(weight_milli)
    rows = np.column_stack([own, np.ones_like(own)])
    slope, shift = _fitted(rows, targets, np.array([1.0, 0.0]))
    if slope < 0:
        slope, shift = 0.0, float(_fitted(rows[:, 1:], targets, np.zeros(1))[0])
    return lambda asked: _logistic(slope * own_log_odds(asked) + shift)


def dirichlet_update(m_pairs: Counts, judged_counts: Counts, strength: float) -> Counts:
    """Return the shares of levels: what is believed, and what was judged, together.

    `m_pairs` are the counts (or shares) believed so far; they weigh as much as
    `strength` pairs, `judged_counts` as the pairs they are.
    """
    believed = m_pairs / m_pairs.sum() * strength
    shares: Counts = (believed + judged_counts) / (strength + judged_counts.sum())
    return shares


def log_loss(log_odds: Real, same: Flags) -> float:
    """Return the mean of −ln of the probability given to what was judged, in nats."""
    if not len(log_odds):
        return 0.0
    missed = np.where(same, -log_odds, log_odds)
    return float(np.logaddexp(0.0, missed).mean())


def unseen_log_odds(weight_milli: Milli, same: Flags) -> Real:
    """Return each label's log-odds by what all labels but its fifth teach."""
    order = np.lexsort((same, weight_milli))
    fold = np.empty(len(order), np.int64)
    fold[order] = np.arange(len(order)) % FOLDS
    found = np.zeros(len(order))
    for number in range(FOLDS):
        out = fold == number
        taught = calibrated(weight_milli[~out], same[~out])
        found[out] = taught.log_odds(weight_milli[out])
    return found


def own_log_odds(weight_milli: Milli) -> Real:
    """Return the natural log-odds that the model itself gives weights."""
    bits = np.clip(weight_milli, -LIMIT_MILLI, LIMIT_MILLI) / MILLI
    found: Real = bits * np.log(2)
    return found


def _own(weight_milli: Milli) -> Real:
    return _logistic(own_log_odds(weight_milli))


def _logistic(log_odds: Real) -> Real:
    found: Real = 1 / (1 + np.exp(-log_odds))
    return found


def _logit(shares: Real) -> Real:
    kept = np.clip(shares, NEVER_SURER, 1 - NEVER_SURER)
    found: Real = np.log(kept) - np.log1p(-kept)
    return found


def _fitted(rows: Real, targets: Real, start: Real) -> Real:
    """Return the coefficients that fit the targets best, near `start` if undecided."""

    def cost(known: Real) -> float:
        scored = rows @ known
        fit = np.logaddexp(0.0, scored) - targets * scored
        return float(fit.sum() + RIDGE / 2 * ((known - start) ** 2).sum())

    known = start
    for _ in range(ROUNDS):
        p = _logistic(rows @ known)
        slope = rows.T @ (p - targets) + RIDGE * (known - start)
        bend = (rows.T * (p * (1 - p))) @ rows + RIDGE * np.eye(len(known))
        step = np.linalg.solve(bend, slope)
        now = cost(known)
        scales = (0.5**turn for turn in range(HALVINGS))
        tried = (known - scale * step for scale in scales)
        better = next((one for one in tried if cost(one) < now - SETTLED), None)
        if better is None:
            break
        known = better
    return known

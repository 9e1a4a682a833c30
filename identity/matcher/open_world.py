"""The open world: how many of those without an identifier the left table knows at all.

Of records that bear an identifier the share is counted. Those without one are another
population: in the night they are what no number ties, and most of them are nobody the
register knows. Taken for as well known as the others, each would be tied to a namesake.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from identity.matcher.block import candidates
from identity.matcher.compare import RIGHT, Sides, compare
from identity.matcher.epoch import ANCHORED, MILLI, Epoch, milli_of
from identity.matcher.lessons import SEED
from identity.matcher.model import Model
from identity.matcher.prepare import RECORD
from identity.matcher.weigh import WEIGHT, weigh

MOST = 20_000
ROUNDS = 50
STILL = 1e-4
HALF = 0.5  # never none of them
Odds = npt.NDArray[np.float64]


def in_open_world(sides: Sides, model: Model, epoch: Epoch, asked: pl.Series) -> Epoch:
    """Return the epoch with the prior of right records that state no identifier at all.

    It is estimated from what they weigh: the share at which the probabilities of having
    a person on the left sum to itself (expectation maximisation of one share). Never
    above what identifiers taught, from which it starts; as it is where none did, within
    one table, and where too few are asked about.
    """
    if model.identity is None or sides.is_one or epoch.method != ANCHORED:
        return epoch
    spec = model.comparison(model.identity.field)
    said = sides.right.rows[f"{spec.field}.{spec.known}"]
    bare = asked.filter(said.gather(asked).is_null())
    if len(bare) < model.training.fewest_pairs:
        return epoch
    chosen = _thinned(sides, bare)
    odds = _likelihood_ratios(sides, model, epoch, chosen)
    at_first = 2 ** (epoch.prior_milli / MILLI) * epoch.left_records
    share = _settled(odds, len(chosen), min(at_first, 1 - 1e-6))
    prior = int(milli_of(np.array([min(share, at_first) / epoch.left_records]))[0])
    return replace(epoch, prior_milli=min(prior, epoch.prior_milli))


def _thinned(sides: Sides, rows: pl.Series) -> pl.Series:
    """Return at most `MOST` of the rows, chosen by a hash of their ids."""
    if len(rows) <= MOST:
        return rows
    marks = sides.right.rows[RECORD].gather(rows).hash(SEED)
    return rows.gather(marks.arg_sort().head(MOST)).sort()


def _likelihood_ratios(
    sides: Sides, model: Model, epoch: Epoch, rows: pl.Series
) -> Odds:
    """Return how much likelier each row with a candidate is if its person is known.

    Any left record may be its person; one that no key proposes is not.
    """
    pairs = candidates(sides, model, epoch.capped, rows).pairs
    weighed = weigh(sides, compare(sides, pairs, model), model, epoch)
    bits = (weighed[WEIGHT].clip(upper_bound=60 * MILLI) - epoch.prior_milli) / MILLI
    each = pl.DataFrame([weighed[RIGHT], pl.Series("odds", np.exp2(bits.to_numpy()))])
    summed = each.group_by(RIGHT).agg(pl.col("odds").sum())["odds"]
    ratios: Odds = np.sort(summed.to_numpy()) / epoch.left_records
    return ratios


def _settled(ratios: Odds, records: int, share: float) -> float:
    for _ in range(ROUNDS):
        known = share * ratios / (share * ratios + 1 - share)
        before, share = share, (float(known.sum()) + HALF) / (records + 1)
        if abs(share - before) < STILL * before:
            break
    return share

"""The open world: how many of those without an identifier the left table knows at all.

Of records that bear an identifier the share is counted. Those without one are another
population: in the night they are what no number ties, and most of them are nobody the
register knows. Taken for as well known as the others, each would be tied to a namesake.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from identity.matcher.compare import RIGHT, Sides
from identity.matcher.epoch import ANCHORED, MILLI, Epoch, milli_of
from identity.matcher.model import Model
from identity.matcher.score_pairs import Scored
from identity.matcher.weigh import WEIGHT

ROUNDS = 50
STILL = 1e-4
HALF = 0.5  # never none of them
MOST_BITS, NEARLY_ALL = 60, 1 - 1e-6
Odds = npt.NDArray[np.float64]


def in_open_world(
    sides: Sides, model: Model, epoch: Epoch, scored: Scored, asked: pl.Series
) -> tuple[Epoch, Scored]:
    """Return the epoch and the pairs with the prior of who states no identifier at all.

    It is estimated from what these weigh: the share at which their probabilities of
    having a person on the left sum to itself (expectation maximisation of one share).
    Never above what identifiers taught, from which it starts; as it is where none did,
    within one table, and where too few are asked about. `asked` are the right rows
    that were weighed.
    """
    if model.identity is None or sides.is_one or epoch.method != ANCHORED:
        return epoch, scored
    spec = model.comparison(model.identity.field)
    said = sides.right.rows[f"{spec.field}.{spec.known}"]
    bare = asked.filter(said.gather(asked).is_null())
    if len(bare) < model.training.fewest_pairs:
        return epoch, scored
    pairs = scored.fresh.filter(pl.col(RIGHT).is_in(bare.implode()))
    at_first = min(2 ** (epoch.prior_milli / MILLI) * epoch.left_records, NEARLY_ALL)
    share = _settled(_likelihood_ratios(pairs, epoch), len(bare), at_first)
    prior = int(milli_of(np.array([share / epoch.left_records]))[0])
    off = min(prior - epoch.prior_milli, 0)
    lower = scored.fresh.with_columns(pl.col(WEIGHT) + pl.lit(off, pl.Int32))
    return (
        replace(epoch, prior_milli=epoch.prior_milli + off),
        replace(scored, fresh=lower),
    )


def _likelihood_ratios(pairs: pl.DataFrame, epoch: Epoch) -> Odds:
    """Return how much likelier each row with a candidate is if its person is known.

    Any left record may be its person; one that no key proposes is not.
    """
    bits = (pairs[WEIGHT] - epoch.prior_milli).to_numpy() / MILLI
    odds = pl.Series("odds", np.exp2(np.minimum(bits, MOST_BITS)))
    each = pairs.select(RIGHT).with_columns(odds)
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

"""All figures of a report on one linking, gathered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import polars as pl

from identity.matcher.block import BlockCount
from identity.matcher.choose import ACCEPT, REVIEW
from identity.matcher.epoch import Epoch
from identity.matcher.epoch_file import epoch_digest
from identity.matcher.link import Linked
from identity.report.drift import Drift, drift
from identity.report.levels import (
    LevelRow,
    level_rows,
    notices_in_words,
    unknown_pairs,
)
from identity.report.night import NightFigures
from identity.report.unlinkable import Unlinkable, unlinkable
from identity.report.weights import Threshold, Truth, thresholds, weight_bins
from store.digest import Json


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is to add: thresholds, the truth, an epoch to compare, a night."""

    thresholds: tuple[int, ...] = ()
    truth: Truth | None = None
    against: Epoch | None = None
    night: NightFigures | None = None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a report shows."""

    model: str
    version: int
    title: str
    model_digest: str
    epoch_digest: str
    method: str
    records: tuple[int, int]
    is_one: bool
    scored: int
    accepted: int
    review: int
    tiers: Mapping[str, int]
    notices: tuple[str, ...]
    levels: tuple[LevelRow, ...]
    unknown: Mapping[str, int]
    bins: Mapping[str, Mapping[int, int]]
    thresholds: tuple[Threshold, ...]
    blocks: tuple[BlockCount, ...]
    unlinkable: Unlinkable
    drift: tuple[Drift, ...]
    prior_milli: int
    prior_moved_milli: int | None
    night: NightFigures | None


def figures(linked: Linked, asked: Asked) -> Figures:
    """Return all figures of a linking; raises `MatchError` for a foreign epoch."""
    pairs, model, epoch = linked.pairs, linked.model, linked.epoch
    accepted = pairs.filter(pl.col("decision") == ACCEPT)
    against = asked.against
    return Figures(
        model=model.name,
        version=model.version,
        title=model.title,
        model_digest=model.digest,
        epoch_digest=epoch_digest(epoch),
        method=epoch.method,
        records=linked.records,
        is_one=linked.sides.is_one,
        scored=pairs.height,
        accepted=accepted.height,
        review=pairs.filter(pl.col("decision") == REVIEW).height,
        tiers=dict(accepted.group_by("tier").len().sort("tier").iter_rows()),
        notices=notices_in_words(epoch, model),
        levels=level_rows(linked),
        unknown=unknown_pairs(linked),
        bins=weight_bins(linked),
        thresholds=thresholds(linked, asked.thresholds, asked.truth),
        blocks=linked.blocks,
        unlinkable=unlinkable(linked),
        drift=() if against is None else drift(epoch, against, model),
        prior_milli=epoch.prior_milli,
        prior_moved_milli=(
            None if against is None else epoch.prior_milli - against.prior_milli
        ),
        night=asked.night,
    )


def plain_figures(shown: Figures) -> dict[str, Json]:
    """Return the figures as plain JSON."""
    plain: dict[str, Json] = asdict(shown)
    return plain

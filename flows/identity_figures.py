"""The figures of the last night's identities, beside the night and weights before."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from flows.last_night import LINKS, LinkedNight, last_night, nights_before
from identity.matcher.epoch import Epoch
from identity.report.figures import Asked, Figures, figures
from identity.report.night import (
    NightFigures,
    count_links,
    count_rows,
    in_a_sentence,
    link_untied,
)
from store.digest import Json
from store.errors import MatchError
from store.home import Home


def identity_figures(home: Home, asked: Asked) -> Figures:
    """Return the report of the last night; what `asked` has no epoch for is found.

    All untied profiles are weighed anew, with the night's weights, so that what the
    keys proposed is counted whole. Raises `MatchError`.
    """
    night = last_night(home)
    epoch = night.epoch(home)
    linked = link_untied(night.known(home), epoch)
    against = asked.against or _weights_before(home, night, epoch)
    wanted = replace(asked, against=against, night=_night_figures(home, night))
    return figures(linked, wanted)


def identity_sentence(folder: Path, summary: Mapping[str, Json]) -> str:
    """Return in a sentence what the stage of a night tied; `summary` is the stage's."""
    weighed = summary.get("weighed")
    expected = None
    if isinstance(weighed, Mapping):
        expected = int(str(weighed["expected_false_milli"]))
    return in_a_sentence(count_links(folder / LINKS), expected)


def _night_figures(home: Home, night: LinkedNight) -> NightFigures:
    before = next(nights_before(home, night), None)
    return NightFigures(
        as_of=night.as_of.isoformat(),
        before="" if before is None else before.as_of.isoformat(),
        sentence=identity_sentence(night.folder, night.manifest["summary"]),
        rows=count_rows(
            count_links(night.links),
            None if before is None else count_links(before.links),
        ),
    )


def _weights_before(home: Home, night: LinkedNight, epoch: Epoch) -> Epoch | None:
    """Return the weights of the newest night that had others of the same model."""
    used = (one for one in nights_before(home, night) if one.epoch_digest)
    others = (one for one in used if one.epoch_digest != night.epoch_digest)
    epochs = (_still_kept(home, one) for one in others)
    same = (e for e in epochs if e and e.model_digest == epoch.model_digest)
    return next(same, None)


def _still_kept(home: Home, night: LinkedNight) -> Epoch | None:
    """Return the weights of a night, None where a purge or somebody removed them."""
    try:
        return night.epoch(home)
    except MatchError:
        return None

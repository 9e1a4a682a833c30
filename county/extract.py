"""One dataset of the county: how the world fills it and who delivers it.

A module of `county.extracts` holds one `EXTRACT`; nothing central names it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from county.file import File
from county.world import World


class Desk(StrEnum):
    """Who handles the rows of a dataset."""

    NONE = "none"
    COUNTY = "county"  # three officials of the county
    TOWNS = "towns"  # each town has its own; the county approves


def nothing_more(world: World, deaths: Mapping[int, date]) -> None:
    """Leave the world as it is."""
    del world, deaths


def nothing_planted(world: World) -> None:
    """Leave the world as the cases made it."""
    del world


@dataclass(frozen=True, kw_only=True)
class Extract:
    """How one dataset comes about.

    `fill` appends the rows of `path` to the world, from what `after` (contract
    paths) and the persons say. `files` are what is delivered of it. `care` scales
    the errors of whoever types it (1: as usual). `ends` names the date or period of
    a row: rows after the month of a death are taken out when a case lets somebody
    die; `on_death` then marks what registers note of it. `catch_up` adds what the
    rows that cases planted elsewhere entail here (a new loan is also repaid).
    """

    path: str
    fill: Callable[[World], None]
    files: Callable[[], Iterable[File]]
    after: tuple[str, ...] = ()
    desk: Desk = Desk.NONE
    care: float = 1.0
    ends: str = ""
    on_death: Callable[[World, Mapping[int, date]], None] = nothing_more
    catch_up: Callable[[World], None] = nothing_planted

"""Who died within the last ten years, and when."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from county.households import Bools, Days, Ints
from county.world import today

FORCE_PER_YEAR = 0.085  # the force of mortality grows by this share a year
SPAN_DAYS = 3640


@dataclass(frozen=True)
class Deaths:
    """`dead` by person, `died` the day (NaT while alive)."""

    dead: Bools
    died: Days


def draw_deaths(
    born: Days, kin: Mapping[str, Ints], count: int, stream: np.random.Generator
) -> Deaths:
    """Return exactly `count` deaths, the old first, none before a child's birth."""
    last = np.datetime64(today, "D") - 25
    age = (last - born).astype(np.int64) / 365.2425
    luck = stream.gumbel(size=len(born)) + FORCE_PER_YEAR * age
    luck[age < 1] = -np.inf
    chosen = np.argpartition(-luck, count)[:count] if count else np.array([], np.int64)
    dead = np.zeros(len(born), dtype=bool)
    dead[chosen] = True
    day = last - stream.integers(0, SPAN_DAYS, len(born)).astype("timedelta64[D]")
    day = np.maximum(day, born + stream.integers(30, 300, len(born)))
    day = np.minimum(np.maximum(day, _last_child(born, kin)), last)
    died: Days = np.where(dead, day, np.datetime64("NaT", "D"))
    return Deaths(dead, died)


def _last_child(born: Days, kin: Mapping[str, Ints]) -> Days:
    latest = np.full(len(born), np.datetime64("1900-01-01", "D"))
    for side in ("mother", "father"):
        known = kin[side] >= 0
        np.maximum.at(latest, kin[side][known], born[known] + 1)
    return latest

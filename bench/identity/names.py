"""Names of invented residents, and how they get spoiled.

Characters are drawn from the lists of `county.names`, half of them without regard to
fashion, which gives about as many namesakes as a real county. What sounds alike is
asked of pypinyin over the 3 755 commonest characters, so that no table of the matcher
is used to make the errors it is measured by.
"""

from collections import defaultdict
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from pypinyin import lazy_pinyin

from county import names as county_names
from county.dirty_names import BY_EYE, READINGS

Ints = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
SINGLE_SHARE, GENERATION_SHARE, RARE_SHARE = 0.11, 0.45, 0.006
FALL = 0.25
ERAS = county_names.ERAS
EVERY = "".join(
    dict.fromkeys("".join(a + b for a, b in ERAS) + county_names.GENERATION)
)
ANNOTATIONS = ("(户主)", "（已故）", "1", "、", "（本人）")
LOST = ("?", "□", "*")
SHORTEST_TO_DROP = 3


def given_names(
    year: Ints, male: Booleans, family: Ints, stream: np.random.Generator
) -> pl.Series:
    """Return given names; children of one `family` often share a first character."""
    first, second = _characters(year, male, stream), _characters(year, male, stream)
    shared = stream.random(len(year)) < GENERATION_SHARE
    of_family = np.array(list(county_names.GENERATION + EVERY[:60]))
    first[shared] = of_family[family[shared] % len(of_family)]
    rare = stream.random(len(year)) < RARE_SHARE
    second[rare] = stream.choice(list(READINGS), int(rare.sum()))
    first[stream.random(len(year)) < SINGLE_SHARE] = ""
    return pl.Series(first.tolist()) + pl.Series(second.tolist())


def _characters(
    year: Ints, male: Booleans, stream: np.random.Generator
) -> npt.NDArray[np.str_]:
    era = np.searchsorted(np.array(county_names.ERA_YEARS), year, side="right")
    drawn = _draw(EVERY, len(year), stream)
    of_era = stream.random(len(year)) < 0.5  # noqa: PLR2004 - half
    for number, pair in enumerate(ERAS):
        for is_male, pool in ((True, pair[0]), (False, pair[1])):
            chosen = np.flatnonzero(of_era & (era == number) & (male == is_male))
            drawn[chosen] = _draw(pool, len(chosen), stream)
    return drawn


def _draw(pool: str, count: int, stream: np.random.Generator) -> npt.NDArray[np.str_]:
    weights = 1.0 / (np.arange(len(pool)) + 3.0) ** FALL
    places = stream.choice(len(pool), count, p=weights / weights.sum())
    return np.array(list(pool))[places]


@cache
def _same_sound() -> dict[str, str]:
    """Return for each common character the others of its sound, tones apart."""
    common = [
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
    ]
    by_sound: dict[str, str] = defaultdict(str)
    for character in filter(None, common):
        by_sound[lazy_pinyin(character)[0]] += character
    return {
        character: group.replace(character, "")
        for group in by_sound.values()
        for character in group
    }


@cache
def _to_traditional() -> Any:
    return import_module("opencc").OpenCC("s2t")


def homophone(name: str, die: float) -> str:
    """Return the name with one given character of the same sound."""
    place = _given_place(name, die)
    others = _same_sound().get(name[place], "")
    return _with(name, place, others[int(die * 9_973) % len(others)] if others else "")


def similar_shape(name: str, die: float) -> str:
    """Return the name with a character of similar shape, where one is known."""
    places = [place for place in range(len(name)) if name[place] in BY_EYE]
    if not places:
        return name
    place = places[int(die * 9_973) % len(places)]
    return _with(name, place, BY_EYE[name[place]])


def traditional(name: str, die: float) -> str:
    """Return the name in traditional characters."""
    del die
    return str(_to_traditional().convert(name))


def rare(name: str, die: float) -> str:
    """Return the name with one given character lost, or written as it sounds."""
    place, way = _given_place(name, die), int(die * 9_973) % (len(LOST) + 1)
    spelled = lazy_pinyin(name[place])[0] if way == len(LOST) else LOST[way]
    return _with(name, place, spelled)


def dropped(name: str, die: float) -> str:
    """Return a name of three characters without one of the given ones."""
    if len(name) < SHORTEST_TO_DROP:
        return name
    place = _given_place(name, die)
    return name[:place] + name[place + 1 :]


def anonymous(name: str, die: float) -> str:
    """Return the name with one given character hidden by 某 or a star."""
    return _with(name, _given_place(name, die), "某*"[int(die * 9_973) % 2])


def spaced(name: str, die: float) -> str:
    """Return the name with spaces behind the surname."""
    return f"{name[0]}{('  ', ' ', '　')[int(die * 9_973) % 3]}{name[1:]}"


def annotated(name: str, die: float) -> str:
    """Return the name with a note behind it."""
    return name + ANNOTATIONS[int(die * 9_973) % len(ANNOTATIONS)]


def _given_place(name: str, die: float) -> int:
    return min(1 + int(die * 1_009) % max(1, len(name) - 1), len(name) - 1)


def _with(name: str, place: int, character: str) -> str:
    return name[:place] + (character or name[place]) + name[place + 1 :]

"""Invented residents in households: spouses, children, shared telephones."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from bench.identity import names, numbers
from county.names import draw_surnames, surname_list

Ints = npt.NDArray[np.int64]
SIZES, SIZE_SHARES = np.arange(1, 6), (0.08, 0.28, 0.27, 0.24, 0.13)
AREAS = np.array([420526, 422726, 420525, 422301, 420502, 500238, 430725])
AREA_SHARES = (0.55, 0.27, 0.05, 0.04, 0.04, 0.03, 0.02)
PEOPLE_OF_VILLAGE, VILLAGES_OF_TOWN = 1_800, 14
OWN_PHONE, HOUSE_PHONE = 0.60, 0.20  # the rest have none
TOWN_CHARACTERS = "榛白泉堡桥马王河沟营口龙洼李古水平山石黄"
PLACE_CHARACTERS = "铺口山河杨峡马营坡双白湾平桥王黄三庄水青坝屯昭永石岭岗溪张古榛龙"
VILLAGE_ENDS, TOWN_ENDS = ("村", "村", "村", "社区"), ("镇", "镇", "乡")
LATEST = np.datetime64("2025-12-31")


@dataclass(frozen=True, kw_only=True)
class _Home:
    """For each person the number of the household and the place in it."""

    number: Ints
    place: Ints
    count: int


def residents(count: int, stream: np.random.Generator) -> pl.DataFrame:
    """Return people with `person, name, sex, birth_date, …, household`.

    Place 0 in a household is its head, 1 the spouse, the others their children, who
    bear the head's surname, often with a character of their generation in common.
    """
    home = _homes(count, stream)
    male = _sexes(home, stream)
    birth = _births(home, stream)
    surname = draw_surnames(count, stream)
    child = home.place > 1
    first = np.flatnonzero(home.place == 0)
    surname[child] = surname[first][home.number[child]]
    family = np.where(child, home.number, home.number + home.count * home.place)
    given = names.given_names(birth // 10_000, male, family, stream)
    area = stream.choice(AREAS, home.count, p=AREA_SHARES)[home.number]
    married_in = (home.place == 1) & (stream.random(count) < 0.4)  # noqa: PLR2004
    area[married_in] = stream.choice(AREAS, int(married_in.sum()), p=AREA_SHARES)
    return pl.DataFrame(
        {
            "person": stream.permutation(count).astype(np.int64),
            "name": pl.Series(surname_list()).gather(surname) + given,
            "sex": pl.Series(["女", "男"]).gather(male.astype(np.int64)),
            "birth_date": pl.Series(birth).cast(pl.String),
            "id_number": numbers.full_numbers(area, birth, male),
            **_places(home, stream),
            "phone": _phones(home, stream),
            "household": home.number,
        }
    )


def _homes(count: int, stream: np.random.Generator) -> _Home:
    sizes = stream.choice(SIZES, count, p=SIZE_SHARES)
    starts = np.cumsum(sizes) - sizes
    number = np.repeat(np.arange(count), sizes)[:count]
    place = np.arange(count) - starts[number]
    return _Home(number=number, place=place, count=int(number[-1]) + 1)


def _sexes(home: _Home, stream: np.random.Generator) -> npt.NDArray[np.bool_]:
    die = stream.random(len(home.number))
    head = stream.random(home.count)[home.number] < 0.85  # noqa: PLR2004 - a share
    by_place = np.where(home.place == 0, head, die < 0.52)  # noqa: PLR2004 - of boys
    return np.where(home.place == 1, ~head, by_place)


def _births(home: _Home, stream: np.random.Generator) -> Ints:
    """Return YYYYMMDD; a spouse is of the head's age, children 20 to 35 years on."""
    head = stream.integers(1932, 2001, home.count)[home.number]
    count = len(home.number)
    spouse = head + stream.integers(-6, 7, count)
    child = head + 20 + stream.integers(0, 16, count)
    year = np.select([home.place == 0, home.place == 1], [head, spouse], child)
    day = np.datetime64("1900-01-01") + stream.integers(0, 365, count)
    into_year = day.astype("datetime64[D]") - np.datetime64("1900-01-01")
    born = (np.minimum(year, 2025) - 1970).astype("datetime64[Y]") + into_year
    whole = np.minimum(born.astype("datetime64[D]"), LATEST)
    return (
        pl.Series(whole)
        .dt.strftime("%Y%m%d")
        .cast(pl.Int64)
        .to_numpy()
        .astype(np.int64)
    )


def _places(home: _Home, stream: np.random.Generator) -> dict[str, pl.Series]:
    villages = max(VILLAGES_OF_TOWN, len(home.number) // PEOPLE_OF_VILLAGE)
    of_home = stream.integers(0, villages, home.count)[home.number]
    towns = place_names(villages // VILLAGES_OF_TOWN + 1, True, stream)  # noqa: FBT003
    called = place_names(villages, False, stream)  # noqa: FBT003
    return {
        "town": towns.gather(of_home // VILLAGES_OF_TOWN),
        "village": called.gather(of_home),
    }


def place_names(
    count: int,
    is_town: bool,  # noqa: FBT001 - two kinds
    stream: np.random.Generator,
) -> pl.Series:
    """Return names of villages or towns; in different towns they may repeat."""
    pool = list(TOWN_CHARACTERS if is_town else PLACE_CHARACTERS)
    one, two = stream.choice(pool, count), stream.choice(pool, count)
    end = stream.choice(TOWN_ENDS if is_town else VILLAGE_ENDS, count)
    return pl.Series(one.tolist()) + pl.Series(two.tolist()) + pl.Series(end.tolist())


def _phones(home: _Home, stream: np.random.Generator) -> pl.Series:
    count = len(home.number)
    own = stream.integers(13_000_000_000, 20_000_000_000, count)
    shared = own[np.flatnonzero(home.place == 0)][home.number]
    die = stream.random(count)
    phone = pl.Series(np.where(die < OWN_PHONE, own, shared)).cast(pl.String)
    has = pl.Series(die < OWN_PHONE + HOUSE_PHONE)
    return pl.select(pl.when(has).then(phone)).to_series()

"""Claims as departments deliver them: residents' data with errors, and the truth.

The rates are our own: no public rates were found (README). They are shares of all
claims at `dirt` 1; a held-out, dirtier set doubles them.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
import polars as pl

from bench.identity import names, numbers
from bench.identity.residents import place_names
from store.normalise.lunar import lunar_of_solar

Damage = Callable[[str, float], str | None]
ID_RATES: Mapping[str, float] = MappingProxyType(
    {
        "excel15": 0.030,
        "old15": 0.017,
        "masked": 0.030,
        "format": 0.030,
        "digit": 0.022,
        "transposed": 0.008,
        "missing": 0.030,
        "swap": 0.010,
        "altered": 0.003,
    }
)
NAME_RATES: Mapping[str, float] = MappingProxyType(
    {
        "homophone": 0.020,
        "shape": 0.007,
        "trad": 0.010,
        "rare": 0.005,
        "drop": 0.005,
        "anon": 0.005,
        "space": 0.010,
        "annot": 0.005,
    }
)
BIRTH_RATES: Mapping[str, float] = MappingProxyType(
    {"lunar": 0.010, "year": 0.020, "swapped": 0.003, "wrong": 0.005}
)
BIRTH_MISSING, SEX_MISSING, SEX_WRONG = 0.40, 0.20, 0.005
PLACE_MISSING, PLACE_RENAMED, PLACE_MOVED = 0.20, 0.02, 0.04
PHONE_MISSING, PHONE_OTHER = 0.35, 0.10
IN_REGISTER = 0.80
CLEAN = "clean"


def _missing(text: str, die: float) -> None:
    del text, die


ID_DAMAGE: Mapping[str, Damage] = MappingProxyType(
    {
        "excel15": numbers.cut_by_excel,
        "old15": numbers.old_form,
        "masked": numbers.masked,
        "format": numbers.reformatted,
        "digit": numbers.one_digit_wrong,
        "transposed": numbers.transposed,
        "missing": _missing,
        "altered": numbers.altered,
    }
)
NAME_DAMAGE: Mapping[str, Damage] = MappingProxyType(
    {
        "homophone": names.homophone,
        "shape": names.similar_shape,
        "trad": names.traditional,
        "rare": names.rare,
        "drop": names.dropped,
        "anon": names.anonymous,
        "space": names.spaced,
        "annot": names.annotated,
    }
)


def claims(
    people: pl.DataFrame, dirt: float, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the claims of these people (one row each) as delivered.

    `people` has the columns of the register and `relative_id`: a number of another
    member of the household, null for those who live alone.
    """
    count = people.height
    id_err = _kinds(ID_RATES, count, dirt, stream)
    name_err = _kinds(NAME_RATES, count, dirt, stream)
    birth_err = _kinds(BIRTH_RATES, count, dirt, stream)
    id_number, id_err = _numbers(people, id_err, stream)
    name, name_err = _damaged(people["name"], name_err, NAME_DAMAGE, stream)
    place = _places(people, dirt, stream)
    columns = {
        "record_id": "B" + pl.Series(np.arange(count)).cast(pl.String),
        "person": people["person"],
        "name": name,
        "sex": _sexes(people["sex"], dirt, stream),
        "birth_date": _births(people["birth_date"], birth_err, stream),
        "id_number": id_number,
        **place,
        "phone": _phones(people["phone"], stream),
        "id_err": id_err,
        "name_err": name_err,
    }
    return pl.DataFrame(columns)


def _kinds(
    rates: Mapping[str, float], count: int, dirt: float, stream: np.random.Generator
) -> pl.Series:
    steps = np.cumsum([rate * dirt for rate in rates.values()])
    place = np.searchsorted(steps, stream.random(count), side="right")
    return pl.Series([*rates, CLEAN]).gather(place)


def _damaged(
    whole: pl.Series,
    kinds: pl.Series,
    damage: Mapping[str, Damage],
    stream: np.random.Generator,
) -> tuple[pl.Series, pl.Series]:
    """Return the spoiled texts and their kinds; what stayed as it was is clean."""
    dice = stream.random(len(whole))
    texts, labels = whole.to_list(), kinds.to_list()
    for place in np.flatnonzero(kinds.is_in(list(damage)).to_numpy()):
        text = damage[labels[place]](texts[place], float(dice[place]))
        if text == texts[place]:
            labels[place] = CLEAN
        texts[place] = text
    return pl.Series(texts, dtype=pl.String), pl.Series(labels)


def _numbers(
    people: pl.DataFrame, kinds: pl.Series, stream: np.random.Generator
) -> tuple[pl.Series, pl.Series]:
    """Return numbers and kinds; 15 digits were given only to those born before 2000."""
    before_2000 = people["birth_date"] < "2000"
    has_relative = people["relative_id"].is_not_null()
    impossible = ((kinds == "old15") & ~before_2000) | (
        (kinds == "swap") & ~has_relative
    )
    clean = pl.Series([CLEAN]).new_from_index(0, len(kinds))
    kinds = clean.zip_with(impossible, kinds)
    own = people["relative_id"].zip_with(kinds == "swap", people["id_number"])
    return _damaged(own, kinds, ID_DAMAGE, stream)


def _sexes(sex: pl.Series, dirt: float, stream: np.random.Generator) -> pl.Series:
    die = pl.Series(stream.random(len(sex)))
    other = sex.replace({"男": "女", "女": "男"})
    wrong = die < SEX_WRONG * dirt
    known = pl.Series(stream.random(len(sex))) >= SEX_MISSING
    return pl.select(pl.when(known).then(other.zip_with(wrong, sex))).to_series()


def _births(
    birth: pl.Series, kinds: pl.Series, stream: np.random.Generator
) -> pl.Series:
    dice = stream.random(len(birth))
    known = stream.random(len(birth)) >= BIRTH_MISSING
    rows = zip(birth.to_list(), kinds.to_list(), dice.tolist(), known, strict=True)
    return pl.Series(
        [_birth(*row) if has else None for *row, has in rows], dtype=pl.String
    )


def _birth(text: str, kind: str, die: float) -> str:
    year, month, day = text[:4], text[4:6], text[6:]
    if kind == "lunar":
        moon = lunar_of_solar(date(int(year), int(month), int(day)))
        assert moon is not None
        year, month, day = str(moon.year), f"{moon.month:02}", f"{moon.day:02}"
    if kind == "swapped" and int(day) <= 12:  # noqa: PLR2004 - months
        month, day = day, month
    if kind == "wrong":
        born = date(int(year), int(month), int(day)) + timedelta(1 + int(die * 700))
        year, month, day = born.strftime("%Y-%m-%d").split("-")
    if kind == "year":
        return year
    short = f"{int(month)}", f"{int(day)}"
    spellings = (
        f"{year}{month}{day}",
        f"{year}-{month}-{day}",
        f"{year}.{short[0]}.{short[1]}",
        f"{year}/{short[0]}/{short[1]}",
        f"{year}年{short[0]}月{short[1]}日",
    )
    return spellings[int(die * 9_973) % len(spellings)]


def _places(
    people: pl.DataFrame, dirt: float, stream: np.random.Generator
) -> dict[str, pl.Series]:
    """Return town and village: missing, renamed for all who live there, or moved."""
    known_town = pl.Series(stream.random(people.height)) >= PLACE_MISSING / 2
    known = pl.Series(stream.random(people.height)) >= PLACE_MISSING
    villages = people["village"].unique().sort()
    renamed = villages.sample(
        fraction=min(1, PLACE_RENAMED * dirt), seed=int(stream.integers(1 << 30))
    )
    new = place_names(len(renamed), False, stream)  # noqa: FBT003 - villages
    village = people["village"].replace(renamed.to_list(), new.to_list())
    moved = pl.Series(stream.random(people.height)) < PLACE_MOVED * dirt
    elsewhere = villages.gather(stream.integers(0, len(villages), people.height))
    village = elsewhere.zip_with(moved, village)
    return {
        "town": pl.select(pl.when(known_town).then(people["town"])).to_series(),
        "village": pl.select(pl.when(known).then(village)).to_series(),
    }


def _phones(phone: pl.Series, stream: np.random.Generator) -> pl.Series:
    die = stream.random(len(phone))
    new = pl.Series(stream.integers(13_000_000_000, 20_000_000_000, len(phone)))
    given = new.cast(pl.String).zip_with(pl.Series(die < PHONE_OTHER), phone)
    known = pl.Series(stream.random(len(phone)) >= PHONE_MISSING)
    return pl.select(pl.when(known).then(given)).to_series()

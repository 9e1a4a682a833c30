"""Strangers who resemble somebody of the county: a twin, a namesake of the village."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, add
from county.dirt import CLEAN
from county.names import COMPOUND, ERA_YEARS, ERAS
from county.numbers import checks_of
from county.places import COUNTY
from county.world import NOBODY, World

RESIDENT = "registry/resident"
HOUSE = "98号"  # no house of the county has that number
CHARACTERS, BIRTH = 3, 14  # of a usual name; digits up to the birth date


@dataclass(frozen=True, kw_only=True)
class Stranger:
    """Nobody of the county, but a resident of it; `like` is whom they resemble."""

    like: int
    person_name: str
    id_number: str
    birth_on: date


def with_usual_names(people: pl.DataFrame) -> pl.DataFrame:
    """Return those with a surname and two further characters."""
    name = pl.col("person_name")
    compound = name.str.slice(0, 2).is_in(COMPOUND)
    usual = (name.str.len_chars() == CHARACTERS) & ~name.str.contains("·", literal=True)
    return people.filter(usual & ~compound)


def twin_of(world: World, draw: Draw, person: int) -> Stranger:
    """Return a twin: same surname, generation character and sex, next free number."""
    row = world.persons.row(person, named=True)
    for_men, for_women = ERAS[bisect_right(ERA_YEARS, row["birth_on"].year)]
    characters = for_women if row["sex"] == "女" else for_men
    name = str(row["person_name"])
    others = [one for one in characters if one not in name]
    return Stranger(
        like=person,
        person_name=name[:2] + others[draw.number(0, len(others) - 1)],
        id_number=_free_number(world, row["id_number"][:BIRTH], row["id_number"]),
        birth_on=row["birth_on"],
    )


def namesake_of(world: World, draw: Draw, person: int) -> Stranger:
    """Return one of the same name, sex, village and year of birth, not of that day."""
    row = world.persons.row(person, named=True)
    born = row["birth_on"] + timedelta(days=draw.number(20, 120))
    if born.year != row["birth_on"].year:
        born = row["birth_on"] - timedelta(days=draw.number(20, 120))
    head = f"{row['id_number'][:6]}{born:%Y%m%d}"
    return Stranger(
        like=person,
        person_name=row["person_name"],
        id_number=_free_number(world, head, row["id_number"]),
        birth_on=born,
    )


def _free_number(world: World, head: str, like: str) -> str:
    """Return a valid number that no resident has, its sequence next after `like`'s."""
    known = world.tables[RESIDENT]["id_number"]
    for step in range(2, 1000, 2):
        body = f"{head}{(int(like[14:17]) + step) % 1000:03d}"
        number = body + str(checks_of(np.array([int(body)], dtype=np.int64))[0])
        if not (known == number).any():
            return number
    raise ValueError("no number left on this birth date")


def address_of(world: World, stranger: Stranger) -> str:
    """Return where a stranger lives: the same village and group, another house."""
    row = world.persons.row(stranger.like, named=True)
    return f"{COUNTY}{row['town']}{row['village']}{row['village_group']}{HOUSE}"


def register(world: World, strangers: list[Stranger]) -> None:
    """Enter strangers in the register of residents, each at home alone."""
    rows: list[Row] = []
    for one in strangers:
        row = world.persons.row(one.like, named=True)
        rows.append(
            {
                "household_number": f"42028109{one.like:07d}",
                "person_name": one.person_name,
                "id_number": one.id_number,
                "sex": row["sex"],
                "birth_on": one.birth_on,
                "relation_to_head": "户主",
                "address": address_of(world, one),
                "town": row["town"],
                "village": row["village"],
                "status": "正常",
                "person": NOBODY,
                "forced_id_error": CLEAN,
            }
        )
    add(world, RESIDENT, rows)

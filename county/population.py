"""The population: people in households, with names, numbers, places and deaths.

N counts the living; about 8 % as many died within the last ten years and are still
in the registers. 540,000 people take a few seconds.
"""

import numpy as np
import polars as pl

from county.deaths import Deaths, draw_deaths
from county.households import (
    CHILD,
    CHILDREN,
    FATHER,
    GRANDCHILD,
    HEAD,
    MOTHER,
    NOBODY,
    SPOUSE,
    Bools,
    Days,
    Households,
    Ints,
    form_households,
)
from county.names import dotted, draw_surnames, given_names, surname_list
from county.numbers import bank_cards, citizen_numbers, phone_numbers
from county.places import (
    COUNTY,
    GROUPS,
    OLD_REGION,
    OTHER_REGIONS,
    REGION,
    Places,
    lay_out,
)
from county.relations import relations_to_head
from county.world import World, today

SMALLEST_HOUSEHOLD = 2.2  # mean size that forming households never falls below
OLD_CODE_SHARE, SHARED_PHONE_SHARE = 0.5, 0.15
TODAY = np.datetime64(today, "D")


def settle(world: World) -> Places:
    """Fill `world.persons` and return the places the people live in."""
    stream = world.generator("population")
    places = lay_out(world.people, stream)
    total = world.people + round(world.people * 0.08)
    count = int(total / SMALLEST_HOUSEHOLD) + 8
    homes = form_households(count, len(places.villages), stream)
    index = _number(homes.present, total)
    rows, slots = np.nonzero(index >= 0)
    born = _births(homes, rows, slots, stream)
    kin = _kin(homes, index, rows, slots)
    male = homes.male[rows, slots]
    deaths = draw_deaths(born, kin, total - world.people, stream)
    born_days = pl.Series(born).cast(pl.Date)
    frame = pl.DataFrame(
        {
            "person": np.arange(total, dtype=np.int32),
            "id_number": citizen_numbers(
                _regions(born, slots, stream), born_days, male
            ),
            "person_name": _names(homes, (rows, slots), born, stream),
            "sex": pl.Series(["女", "男"]).gather(male.astype(np.int64)),
            "birth_on": born_days,
            "household": rows.astype(np.int32),
            "relation_to_head": relations_to_head(rows, slots, male, deaths.dead),
        }
    )
    world.persons = frame.with_columns(
        *_residence(homes.village[rows], rows, places, stream),
        *_contacts(rows, born, stream),
        _died(deaths),
        *(pl.Series(name, links.astype(np.int32)) for name, links in kin.items()),
    )
    return places


def _number(present: Bools, total: int) -> Ints:
    """Return person numbers by household and slot, −1 where nobody is; cut at total."""
    index = np.cumsum(present.ravel()).reshape(present.shape) - 1
    index[~present | (index >= total)] = NOBODY
    return index


def _births(
    homes: Households, rows: Ints, slots: Ints, stream: np.random.Generator
) -> Days:
    days = (homes.age[rows, slots] * 365.2425).astype(np.int64)
    days = np.maximum(days + stream.integers(-3, 4, len(rows)), 9)
    born: Days = TODAY - days.astype("timedelta64[D]")
    return born


def _kin(homes: Households, index: Ints, rows: Ints, slots: Ints) -> dict[str, Ints]:
    """Return spouse, mother and father of every person."""
    links = {
        name: np.full(index.shape, NOBODY) for name in ("spouse", "mother", "father")
    }
    head, spouse = index[:, HEAD], index[:, SPOUSE]
    links["spouse"][:, HEAD], links["spouse"][:, SPOUSE] = spouse, head
    links["spouse"][:, FATHER] = index[:, MOTHER]
    links["spouse"][:, MOTHER] = index[:, FATHER]
    for side, slot, household in (
        ("father", HEAD, homes.parents),
        ("mother", HEAD, homes.parents),
        ("father", SPOUSE, homes.inlaws),
        ("mother", SPOUSE, homes.inlaws),
    ):
        links[side][:, slot] = _parent(homes, index, household, side)
    for side, slot in (("father", FATHER), ("mother", MOTHER)):
        here = index[:, slot]
        links[side][:, HEAD] = np.where(here >= 0, here, links[side][:, HEAD])
    male = homes.male[:, HEAD]
    links["father"][:, CHILD : CHILD + CHILDREN] = np.where(male, head, spouse)[:, None]
    links["mother"][:, CHILD : CHILD + CHILDREN] = np.where(male, spouse, head)[:, None]
    son = homes.male[:, CHILD]
    links["father"][:, GRANDCHILD] = np.where(son, index[:, CHILD], NOBODY)
    links["mother"][:, GRANDCHILD] = np.where(son, NOBODY, index[:, CHILD])
    return {name: matrix[rows, slots] for name, matrix in links.items()}


def _parent(homes: Households, index: Ints, household: Ints, side: str) -> Ints:
    is_head = homes.male[household, HEAD] == (side == "father")
    heads: Ints = index[household, HEAD]
    spouses: Ints = index[household, SPOUSE]
    return np.where(household >= 0, np.where(is_head, heads, spouses), NOBODY)


def _names(
    homes: Households,
    place: tuple[Ints, Ints],
    born: Days,
    stream: np.random.Generator,
) -> pl.Series:
    rows, slots = place
    root, depth = _lineages(homes.parents)
    surname = draw_surnames(len(root), stream)[root]
    matrix = draw_surnames(homes.age.size, stream).reshape(homes.age.shape)
    matrix[:, HEAD] = surname
    known = homes.inlaws >= 0
    matrix[known, SPOUSE] = surname[homes.inlaws[known]]
    matrix[:, FATHER] = surname
    line = np.where(homes.male[:, HEAD], matrix[:, HEAD], matrix[:, SPOUSE])
    matrix[:, CHILD : CHILD + CHILDREN] = line[:, None]
    son = homes.male[:, CHILD]
    matrix[son, GRANDCHILD] = line[son]
    offsets = np.array([0, 5, -1, 11, 1, 1, 1, 2])
    lineage = root[rows] * 7 + (depth[rows] + offsets[slots]) * 3
    years = born.astype("datetime64[Y]").astype(np.int64) + 1970
    given = given_names(years, homes.male[rows, slots], lineage, stream)
    full = pl.Series(surname_list()).gather(matrix[rows, slots]) + given
    return dotted(full, stream)


def _lineages(parents: Ints) -> tuple[Ints, Ints]:
    """Return the eldest household of each line, and how many generations below it."""
    root = np.arange(len(parents))
    depth = np.zeros(len(parents), dtype=np.int64)
    for _ in range(5):
        above = parents[root]
        depth += above >= 0
        root = np.where(above >= 0, above, root)
    return root, depth


def _regions(
    born: Days,
    slots: Ints,
    stream: np.random.Generator,
) -> Ints:
    chance = stream.random(len(born))
    old = born < np.datetime64("1990-01-01")
    region = np.where(old & (chance < OLD_CODE_SHARE), OLD_REGION, REGION)
    married_in = np.where(slots == SPOUSE, 0.12, 0.04)
    elsewhere = chance > 1 - married_in
    region[elsewhere] = stream.choice(OTHER_REGIONS, size=int(elsewhere.sum()))
    return region.astype(np.int64)


def _residence(
    village: Ints, rows: Ints, places: Places, stream: np.random.Generator
) -> list[pl.Series]:
    count = int(rows.max(initial=0)) + 1
    group: Ints = stream.integers(1, GROUPS + 1, count).astype(np.int64)[rows]
    town = pl.Series("town", places.village_towns).gather(village)
    name = pl.Series("village", places.villages).gather(village)
    groups = pl.Series("village_group", group).cast(pl.String) + "组"
    house = pl.Series(rows % 97 + 1).cast(pl.String) + "号"
    address = (COUNTY + town + name + groups + house).alias("address")
    return [town, name, groups, address]


def _contacts(
    rows: Ints,
    born: Days,
    stream: np.random.Generator,
) -> list[pl.Series]:
    heads = np.searchsorted(rows, rows)
    minor = born > np.datetime64("2010-01-01")
    people = np.arange(len(rows))
    shared = minor | (stream.random(len(rows)) < SHARED_PHONE_SHARE)
    return [
        phone_numbers(np.where(shared, heads, people)).alias("phone"),
        bank_cards(np.where(minor, heads, people)).alias("account_number"),
    ]


def _died(deaths: Deaths) -> pl.Series:
    return pl.Series("died_on", deaths.died).cast(pl.Date)

"""Choosing whom a case is planted on: by filter, by lot, one for each household."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import polars as pl

from county.world import World

MINIMUM_CASES, PEOPLE_PER_CASE = 12, 2500


def cases_for(people: int) -> int:
    """Return how many violations each rule gets in a county of so many people."""
    return max(MINIMUM_CASES, people // PEOPLE_PER_CASE)


class Draw:
    """Draws persons by lot; no household is drawn twice from one `Draw`.

    Households that no other lot has drawn go first, so that the cases of many rules
    meet in one home only where there are too few homes.
    """

    def __init__(self, world: World, purpose: str) -> None:
        """Start a lot of its own for `purpose`."""
        self.stream = world.generator(f"cases|{purpose}")
        self.drawn = world.drawn
        self.households: list[int] = world.persons["household"].to_list()
        self.taken: set[int] = set()

    def take(self, candidates: Iterable[int], count: int) -> list[int]:
        """Return up to `count` candidates from households not drawn before."""
        ordered = sorted(set(candidates))
        chosen: list[int] = []
        places: list[int] = self.stream.permutation(len(ordered)).tolist()
        shuffled = [ordered[place] for place in places]
        # Sorting is stable: within either part the lot decides.
        shuffled.sort(key=lambda person: self.households[person] in self.drawn)
        for person in shuffled:
            if len(chosen) >= count:
                break
            household = self.households[person]
            if household not in self.taken:
                self.taken.add(household)
                chosen.append(person)
        self.drawn |= {self.households[person] for person in chosen}
        return chosen

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return int(self.stream.integers(low, high + 1))


Planter: TypeAlias = Callable[[World, Draw, int], int]


def plant_each(
    world: World, draw: Draw, planters: Sequence[Planter], count: int
) -> int:
    """Share `count` among mechanisms; what one cannot place, the later ones do.

    A planter takes (world, draw, wanted) and returns how many it placed.
    """
    placed = 0
    for index, planter in enumerate(planters):
        left = len(planters) - index
        placed += planter(world, draw, -(-(count - placed) // left))
    return placed


def living(world: World, *, youngest: int = 0, oldest: int = 200) -> pl.DataFrame:
    """Return the living of an age (whole years on 2026-01-01) in sound households.

    A sound household has nobody who died.
    """
    age = 2026 - pl.col("birth_on").dt.year() - 1
    unbroken = pl.col("died_on").is_null().all().over("household")
    return world.persons.filter(unbroken & (age >= youngest) & (age <= oldest))


def holders(world: World, *paths: str) -> set[int]:
    """Return everybody who stands or stood in one of the tables, in whatever role."""
    found: set[int] = set()
    books = (world.tables, world.earlier)
    told = [book[path] for path in paths for book in books if path in book]
    for table in told:
        for column in table.columns:
            if column == "person" or column.endswith("_person"):
                found |= set(table[column].unique().to_list())
    return found


def households_of(world: World, people: Iterable[int]) -> set[int]:
    """Return the households of some persons; numbers below 0 are nobody."""
    own = sorted(person for person in set(people) if person >= 0)
    return set(world.persons["household"].gather(own).to_list())


def outside(
    world: World, candidates: pl.DataFrame, *paths: str, kin: bool = True
) -> pl.DataFrame:
    """Return the candidates who (with `kin`: nor their household) are in no table."""
    listed = holders(world, *paths)
    if kin:
        homes = households_of(world, listed)
        return candidates.filter(~pl.col("household").is_in(sorted(homes)))
    return candidates.filter(~pl.col("person").is_in(sorted(listed)))

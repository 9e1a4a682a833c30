"""The homes that receive what only people without property receive."""

import numpy as np
import polars as pl

from county.households import Bools, Ints
from county.livelihood import at_home, homes_of, people_of
from county.world import World

DIBAO, TEKUN = "relief/dibao_member", "relief/tekun_person"
REGISTERED, RENTED = "relief/registered_household", "relief/public_rental"
RESTS_ON = (TEKUN, REGISTERED, RENTED)


def in_need(world: World) -> Bools:
    """Say of everybody whether their home is helped or registered as poor."""
    people = [people_of(world, path) for path in (DIBAO, TEKUN, REGISTERED)]
    return at_home(world, homes_of(world, np.concatenate(people)))


def renting(world: World) -> Bools:
    """Say of everybody whether their home has had public housing."""
    return at_home(world, homes_of(world, people_of(world, RENTED)))


def registered(world: World) -> Bools:
    """Say of everybody whether their home is registered as poor."""
    return at_home(world, homes_of(world, people_of(world, REGISTERED)))


def allowance_since(world: World) -> pl.DataFrame:
    """Return the members of the allowance and the month since which each has it."""
    members = world.tables[DIBAO].select("person", "first_for")
    return members.unique("person", keep="first", maintain_order=True)


def insured(world: World) -> Ints:
    """Return everybody who stands in the allowance's register."""
    return people_of(world, DIBAO)

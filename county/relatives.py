"""Who is on the county's payroll, and who is close to somebody who is."""

import numpy as np

from county.drawing import ages_on, days_of
from county.households import Bools, Ints
from county.staff import staff_people
from county.world import World, today

ADULT_AGES = (22, 64)
SIDES = ("spouse", "mother", "father")


def staff_and_kin(world: World) -> Bools:
    """Return for every person: on the payroll, or spouse, parent, child, housemate."""
    persons = world.persons
    near = np.zeros(persons.height, dtype=bool)
    near[staff_people(world)] = True
    household = persons["household"].to_numpy()
    paid = near.copy()
    near |= np.isin(household, household[paid])
    for side in SIDES:
        other = persons[side].to_numpy()
        known = other >= 0
        near |= known & paid[np.maximum(other, 0)]
        near[other[known & paid]] = True
    return near


def outsiders(world: World) -> Ints:
    """Return the living adults who are neither staff nor close to staff."""
    ages = ages_on(world, today)
    alive = np.isnat(days_of(world, "died_on"))
    grown = (ages >= ADULT_AGES[0]) & (ages <= ADULT_AGES[1])
    return np.flatnonzero(alive & grown & ~staff_and_kin(world)).astype(np.int64)

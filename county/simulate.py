"""The innocent county: people, registers, work, benefits and loans."""

from county.benefits_contribution import collect_contributions
from county.benefits_dibao import grant_dibao
from county.benefits_education import pay_education_aid
from county.benefits_interest import subsidise_interest
from county.benefits_loan import lend
from county.benefits_migrant import register_migrants
from county.benefits_pension import pay_pensions
from county.benefits_subsidy import pay_subsidies
from county.benefits_training import train
from county.companies import register_companies
from county.extracts import all_extracts
from county.officials import appoint, appoint_desks
from county.population import settle
from county.registers import keep_registers
from county.staff import pay_staff
from county.units import register_units, unit_names
from county.world import World


def simulate(people: int, seed: int) -> World:
    """Return a world of so many living people; the same for the same two numbers."""
    world = World(people=people, seed=seed)
    places = settle(world)
    keep_registers(world)
    register_units(world, unit_names(world, places))
    register_companies(world)
    pay_staff(world)
    appoint(world, places)
    pay_pensions(world)
    collect_contributions(world)
    grant_dibao(world)
    register_migrants(world)
    train(world)
    pay_subsidies(world)
    lend(world)
    subsidise_interest(world)
    appoint_desks(world, places)
    for extract in all_extracts():
        extract.fill(world)
    pay_education_aid(world)
    return world

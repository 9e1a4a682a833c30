"""LN-14: loans of relatives of those who handled them, and those that only look so."""

from datetime import date
from itertools import pairwise

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, facts, mark, own
from county.cases.finance.staff_rows import CADRE, named
from county.cases.kin import kinship
from county.cases.loan.staff_kin_judgement import DECLARED, RULE, judge
from county.cases.loan_rows import BANK, CONTRACT, LINE, NOTE, Loan, lend, lines
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.payroll_rows import PAYROLL
from county.cases.social_security.benefit_rows import CONTRIBUTION, contribute
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, CADRE, NOTE, LINE)
SIGNED, LONG_AGO, FEN = date(2026, 1, 14), date(2014, 3, 12), 9_000_000
VILLAGE, BUSINESS = "村(社区)干部", "经商办企业"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _pairs(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    """Draw borrowers, each with a relative at home who is in public service."""
    served = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(),
        pl.col("appointed_on") < SIGNED,
        pl.col("appointed_on") > LONG_AGO,
        pl.col("identity") != VILLAGE,
    )
    sound = living(world, youngest=25, oldest=57)
    serving = living(world).join(served, on="person", how="semi").select("person")
    free = outside(world, sound, PAYROLL, CADRE, CONTRIBUTION, kin=False)
    free = outside(world, free, CONTRACT, LINE).select("person")
    pairs = (
        kinship(world)
        .filter("together")
        .join(serving, on="person")
        .join(free, left_on="relative", right_on="person")
        .sort("relative", "person")
        .unique("relative", keep="first", maintain_order=True)
    )
    known = dict(pairs.select("relative", "person").iter_rows())
    return {relative: known[relative] for relative in draw.take(known, wanted)}


def _lend(world: World, people: list[int], signed: date = SIGNED) -> None:
    loans = [Loan(person=one, signed_on=signed, amount_fen=FEN) for one in people]
    lend(world, loans)
    add(world, LINE, [row for loan in loans for row in lines(world, loan)])


def _unit(world: World, official: int) -> str:
    posts = world.tables[CADRE].filter(pl.col("person") == official)
    return str(posts["unit_name"][0])


def _handler(world: World, draw: Draw, wanted: int) -> int:
    """Let an official review the loan of a relative."""
    pairs = _pairs(world, draw, wanted)
    _lend(world, list(pairs))
    for relative, official in pairs.items():
        name = facts(world, official)["person_name"]
        mark(world, CONTRACT, own([relative]), reviewed_by=name)
    return len(pairs)


def _at_office(world: World, draw: Draw, wanted: int) -> int:
    """Let the office where a relative works accept the loan."""
    return len(_accepted(world, draw, wanted))


def _accepted(
    world: World, draw: Draw, wanted: int, signed: date = SIGNED
) -> dict[int, int]:
    pairs = _pairs(world, draw, wanted)
    _lend(world, list(pairs), signed)
    for relative, official in pairs.items():
        unit = _unit(world, official)
        mark(world, CONTRACT, own([relative]), accepting_unit=unit)
    return pairs


def _at_bank(world: World, draw: Draw, wanted: int) -> int:
    """Let the bank insure a relative of the borrower."""
    people = living(world, youngest=26, oldest=54)
    free = outside(world, people, CONTRACT, LINE, PAYROLL, CADRE, CONTRIBUTION)
    homes = free.sort("household", "person").group_by("household", maintain_order=True)
    pairs = kinship(world).filter("together")
    known = {
        one: other
        for _, home in homes
        for one, other in pairwise(home["person"].to_list()[:2])
    }
    related = set(pairs.select("person", "relative").iter_rows())
    known = {one: other for one, other in known.items() if (one, other) in related}
    chosen = draw.take(known, wanted)
    _lend(world, chosen)
    bankers = [known[one] for one in chosen]
    year = window(0, MONTHS_A_YEAR)
    contribute(world, dict.fromkeys(bankers, year), units=dict.fromkeys(bankers, BANK))
    return len(chosen)


def _elsewhere(world: World, draw: Draw, wanted: int) -> int:
    """Lend to a relative of somebody who serves elsewhere."""
    pairs = _pairs(world, draw, wanted)
    _lend(world, list(pairs))
    return len(pairs)


def _declared(world: World, draw: Draw, wanted: int) -> int:
    """Have the relative at the office declare the business before."""
    pairs = _accepted(world, draw, wanted)
    add(
        world,
        DECLARED,
        [
            {
                **named(world, official),
                "kin_relation": "其他",
                "kin_name": facts(world, relative)["person_name"],
                "kin_id_number": facts(world, relative)["id_number"],
                "kin_person": relative,
                "matter": BUSINESS,
                "declared_on": date(2025, 12, 3),
            }
            for relative, official in pairs.items()
        ],
    )
    return len(pairs)


def _later(world: World, draw: Draw, wanted: int) -> int:
    """Lend years before the relative came to the office."""
    return len(_accepted(world, draw, wanted, LONG_AGO))


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let somebody handle the loan who bears the name of a relative without a post."""
    people = living(world, youngest=26, oldest=54)
    free = outside(world, people, CONTRACT, LINE, PAYROLL, CADRE)
    pairs = kinship(world).filter("together")
    pairs = pairs.filter(pl.col("person").is_in(free["person"].to_list()))
    known = dict(pairs.sort("person", "relative").select("person", "relative").rows())
    chosen = draw.take(known, wanted)
    _lend(world, chosen)
    for one in chosen:
        name = facts(world, known[one])["person_name"]
        mark(world, CONTRACT, own([one]), accepted_by=name)
    return len(chosen)


PLANTERS: tuple[Planter, ...] = (_handler, _at_office, _at_bank)
INNOCENTS: tuple[Planter, ...] = (_elsewhere, _declared, _later, _namesake)

"""PR-11: subsidies on somebody else's account, and payees who are in order."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.divorce import parted
from county.cases.edit import Row, Value, add, facts
from county.cases.months import window
from county.cases.relief.account_judgement import (
    CADRE,
    CROWD,
    LARGE_FEN,
    RULE,
    judge,
)
from county.cases.subsidy_rows import (
    HOUSEHOLD,
    MONTHLY,
    PAYMENT,
    PERSONAL,
    PROJECT,
    YEARLY,
    monthly,
    project_like,
    yearly,
)
from county.world import NOBODY, World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
ORPHAN = "relief/orphan"
DATASETS = (PAYMENT, PROJECT, CADRE, ORPHAN)
MONTHS = tuple(window(1, 6))
KEPT_BY = "云溪县社会福利院"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _idle(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=30, oldest=75)
    return draw.take(outside(world, people, PAYMENT, CADRE, ORPHAN)["person"], wanted)


def _payee(world: World, person: int) -> dict[str, Value]:
    row = facts(world, person)
    return {
        "payee_name": row["person_name"],
        "payee_id_number": row["id_number"],
        "account_number": row["account_number"],
        "payee_person": person,
    }


def _pay(world: World, payees: dict[int, dict[str, Value]]) -> int:
    project = project_like(world, PERSONAL, MONTHLY)
    add(
        world,
        PAYMENT,
        [
            {**row, **changes}
            for person, changes in payees.items()
            for row in monthly(world, project, person, MONTHS)
        ],
    )
    return len(payees)


def _stranger(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to the account of somebody of another household."""
    people, payees = _idle(world, draw, wanted), _idle(world, draw, wanted)
    pairs = zip(people, payees, strict=False)
    return _pay(world, {one: _payee(world, other) for one, other in pairs})


def _official(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to the account of an official who is no relative."""
    people = _idle(world, draw, wanted)
    posted = world.tables[CADRE].filter(pl.col("removed_on").is_null())
    alive = living(world).join(posted, on="person", how="semi")
    payees = draw.take(alive["person"], wanted)
    pairs = zip(people, payees, strict=False)
    return _pay(world, {one: _payee(world, other) for one, other in pairs})


def _crowd(world: World, draw: Draw, wanted: int) -> int:
    """Pay four people of four households to one account, a case for each account."""
    placed = 0
    for _ in range(wanted):
        group = _idle(world, draw, 5)
        if len(group) < CROWD + 1:
            break
        _pay(world, dict.fromkeys(group[1:], _payee(world, group[0])))
        placed += 1
    return placed


def _to_and_fro(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to two accounts of their own by turns."""
    people = _idle(world, draw, wanted)
    project = project_like(world, PERSONAL, MONTHLY)
    rows: list[Row] = []
    for person in people:
        own = monthly(world, project, person, MONTHS)
        rows += [
            {**row, "account_number": f"6217{person:015d}"} if turn % 2 else row
            for turn, row in enumerate(own)
        ]
    add(world, PAYMENT, rows)
    return len(people)


def _couples(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    people = living(world, youngest=30, oldest=75).filter(pl.col("spouse") >= 0)
    free = outside(world, people, PAYMENT, CADRE, ORPHAN)
    apart = parted(world)
    mates = {
        one: mate
        for one, mate in free.select("person", "spouse").iter_rows()
        if frozenset({one, mate}) not in apart
    }
    return {one: mates[one] for one in draw.take(mates, wanted)}


def _changed(world: World, draw: Draw, wanted: int, last_fen: int) -> int:
    """Change the account to the spouse's for the last payment, of `last_fen`."""
    couples = _couples(world, draw, wanted)
    project = project_like(world, PERSONAL, MONTHLY)
    rows: list[Row] = []
    for one, mate in couples.items():
        *before, last = monthly(world, project, one, MONTHS)
        rows += [*before, {**last, **_payee(world, mate), "amount_fen": last_fen}]
    add(world, PAYMENT, rows)
    return len(couples)


def _changed_before_large(world: World, draw: Draw, wanted: int) -> int:
    """Change the account to the spouse's just before a large sum."""
    return _changed(world, draw, wanted, LARGE_FEN + 100_000)


def _changed_before_small(world: World, draw: Draw, wanted: int) -> int:
    """Change the account to the spouse's before a sum as small as all others."""
    return _changed(world, draw, wanted, 10_000)


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to their spouse's account."""
    couples = _couples(world, draw, wanted)
    return _pay(world, {one: _payee(world, mate) for one, mate in couples.items()})


def _new_card(world: World, draw: Draw, wanted: int) -> int:
    """Give people a new card of their own in the middle of the year."""
    people = _idle(world, draw, wanted)
    project = project_like(world, PERSONAL, MONTHLY)
    rows: list[Row] = []
    for person in people:
        own = monthly(world, project, person, MONTHS)
        new: dict[str, Value] = {"account_number": f"6218{person:015d}"}
        rows += [*own[:3], *({**row, **new} for row in own[3:])]
    add(world, PAYMENT, rows)
    return len(people)


def _care_home(world: World, draw: Draw, wanted: int) -> int:
    """Pay people to the home that keeps them."""
    home: dict[str, Value] = {
        "payee_name": KEPT_BY,
        "payee_id_number": None,
        "account_number": "8101000000000042",
        "payee_person": NOBODY,
    }
    return _pay(world, dict.fromkeys(_idle(world, draw, min(wanted, 2)), home))


def _household_money(world: World, draw: Draw, wanted: int) -> int:
    """Pay a household's subsidy to somebody else's account."""
    people, payees = _idle(world, draw, wanted), _idle(world, draw, wanted)
    project = project_like(world, HOUSEHOLD, YEARLY)
    rows: list[Row] = []
    for one, other in zip(people, payees, strict=False):
        year = yearly(world, project, one, 2026, date(2026, 6, 18))
        rows += [{**row, **_payee(world, other)} for row in year]
    add(world, PAYMENT, rows)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _crowd,
    _official,
    _to_and_fro,
    _changed_before_large,
    _stranger,
)
INNOCENTS: tuple[Planter, ...] = (
    _care_home,
    _new_card,
    _household_money,
    _changed_before_small,
    _spouse,
)

"""SS-08: settlements for days that cannot be, and bills that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.label import labels
from county.cases.months import month_at
from county.cases.namesakes import bury_namesakes, namesakes
from county.cases.social_security.sentence_rows import (
    CUSTODY,
    INSIDE,
    Term,
    sentence,
    terms,
)
from county.cases.social_security.settlement_rows import (
    CITY_HOSPITAL,
    SETTLEMENT,
    SHOP,
    STAY,
    Visit,
    settle,
)
from county.world import World

RULE = "SS-08"
DATASETS = (SETTLEMENT, "registry/death", CUSTODY, "registry/resident")
TURN = 0  # whoever is chosen later is alive
GRACE_DAYS, OVERLAP_DAYS = 2, 2


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _well(world: World, draw: Draw, wanted: int, *, youngest: int = 30) -> list[int]:
    people = living(world, youngest=youngest, oldest=85)
    busy = (SETTLEMENT, CUSTODY, "registry/exit_entry", "relief/training_enrolment")
    return draw.take(outside(world, people, *busy, kin=False)["person"], wanted)


def _died(world: World, draw: Draw, wanted: int, month: int) -> dict[int, date]:
    """Let people die in a window month; return the days."""
    people = _well(world, draw, wanted, youngest=60)
    let_die(world, draw, dict.fromkeys(people, month_at(month)))
    days = world.persons["died_on"]
    return {person: days[person] for person in people}


def _visited_after_death(world: World, draw: Draw, wanted: int) -> int:
    """Let the fund pay a clinic and a stay long after a death."""
    dead = _died(world, draw, wanted, 3)
    for person, day in dead.items():
        clinic = day + timedelta(days=draw.number(20, 90))
        visit = Visit(
            admitted_on=clinic, discharged_on=clinic, kind="普通门诊", fund_fen=4_300
        )
        settle(world, [person], visit)
        stay = clinic + timedelta(days=9)
        settle(
            world,
            [person],
            Visit(admitted_on=stay, discharged_on=stay + timedelta(days=6)),
        )
    return len(dead)


def _two_hospitals(world: World, draw: Draw, wanted: int) -> int:
    """Let two hospitals have the same patient for a week."""
    people = _well(world, draw, wanted)
    day = month_at(4).replace(day=3)
    week = timedelta(days=7)
    settle(world, people, Visit(admitted_on=day, discharged_on=day + 2 * week))
    second = Visit(
        admitted_on=day + week,
        discharged_on=day + 3 * week,
        hospital=CITY_HOSPITAL,
    )
    settle(world, people, second, mark="B")
    return len(people)


def _from_prison(world: World, draw: Draw, wanted: int) -> int:
    """Let the county hospital settle a stay of a prisoner."""
    people = _well(world, draw, wanted)
    sentence(world, people, Term(started_on=date(2025, 2, 3), ended_on=None))
    day = month_at(6).replace(day=9)
    settle(world, people, Visit(admitted_on=day, discharged_on=day + timedelta(days=5)))
    return len(people)


def _settled_later(world: World, draw: Draw, wanted: int) -> int:
    """Settle the last stay weeks after the death."""
    dead = _died(world, draw, wanted, 5)
    for person, day in dead.items():
        visit = Visit(
            admitted_on=day - timedelta(days=8),
            discharged_on=day,
            settled_on=day + timedelta(days=40),
        )
        settle(world, [person], visit)
    return len(dead)


def _booked_next_day(world: World, draw: Draw, wanted: int) -> int:
    """Book the last treatment on the day after the death."""
    dead = _died(world, draw, wanted, 6)
    for person, day in dead.items():
        after = day + timedelta(days=1)
        visit = Visit(admitted_on=after, discharged_on=after, kind="急诊")
        settle(world, [person], visit)
    return len(dead)


def _own_account(world: World, draw: Draw, wanted: int) -> int:
    """Let the family buy medicine from the account that it inherits."""
    dead = _died(world, draw, wanted, 2)
    for person, day in dead.items():
        later = day + timedelta(days=50)
        visit = Visit(
            admitted_on=later,
            discharged_on=later,
            kind=SHOP,
            fund_fen=0,
            account_fen=8_000,
            is_shared="是",
        )
        settle(world, [person], visit)
    return len(dead)


def _reversed(world: World, draw: Draw, wanted: int) -> int:
    """Reverse a settlement that was entered for a dead namesake."""
    dead = _died(world, draw, wanted, 3)
    for person, day in dead.items():
        later = day + timedelta(days=30)
        whole = Visit(admitted_on=later, discharged_on=later, kind="普通门诊")
        settle(world, [person], whole)
        minus = Visit(
            admitted_on=later,
            discharged_on=later,
            kind="普通门诊",
            fund_fen=-whole.fund_fen,
        )
        settle(world, [person], minus, mark="R")
    return len(dead)


def _transferred(world: World, draw: Draw, wanted: int) -> int:
    """Transfer a patient to the city, who is discharged here a day later."""
    people = _well(world, draw, wanted)
    day = month_at(7).replace(day=3)
    settle(world, people, Visit(admitted_on=day, discharged_on=day + timedelta(days=6)))
    second = Visit(
        admitted_on=day + timedelta(days=5),
        discharged_on=day + timedelta(days=15),
        hospital=CITY_HOSPITAL,
    )
    settle(world, people, second, mark="B")
    return len(people)


def _in_parts(world: World, draw: Draw, wanted: int) -> int:
    """Settle one long stay in two parts at one hospital."""
    people = _well(world, draw, wanted)
    day = month_at(7).replace(day=3)
    month = timedelta(days=30)
    settle(world, people, Visit(admitted_on=day, discharged_on=day + month))
    part = Visit(admitted_on=day + timedelta(days=10), discharged_on=day + month)
    settle(world, people, part, mark="B")
    return len(people)


def _on_probation(world: World, draw: Draw, wanted: int) -> int:
    """Treat somebody who serves the sentence outside."""
    people = _well(world, draw, wanted)
    term = Term(
        started_on=date(2025, 2, 3), ended_on=None, exec_mode="缓刑", kind="社区矫正"
    )
    sentence(world, people, term)
    day = month_at(6).replace(day=9)
    settle(world, people, Visit(admitted_on=day, discharged_on=day + timedelta(days=5)))
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date die before a stay."""
    people = _well(world, draw, wanted)
    bury_namesakes(world, people, month_at(1) + timedelta(days=12))
    day = month_at(8).replace(day=9)
    settle(world, people, Visit(admitted_on=day, discharged_on=day + timedelta(days=5)))
    return len(people)


PLANTERS: tuple[Planter, ...] = (_visited_after_death, _from_prison, _two_hospitals)
INNOCENTS: tuple[Planter, ...] = (
    _settled_later,
    _booked_next_day,
    _own_account,
    _reversed,
    _transferred,
    _in_parts,
    _on_probation,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return whose bills cannot be and whose only look so; see `label.LABEL`."""
    rows = world.tables[SETTLEMENT].filter(pl.col("person") >= 0)
    net = pl.col("fund_fen").sum().over("person", "admitted_on", "hospital")
    paid = rows.filter((net > 0) & (pl.col("fund_fen") > 0))
    late = rows.join(earliest_deaths(world), on="person").filter(
        pl.max_horizontal("admitted_on", "settled_on") > pl.col("died_on")
    )
    days = pl.duration(days=GRACE_DAYS)
    after = paid.join(earliest_deaths(world), on="person").filter(
        pl.col("admitted_on") > pl.col("died_on") + days
    )
    planted = [
        after.select("person", mechanism=pl.lit("after_death")).unique(),
        _in_prison(paid, world),
        _overlap(paid, OVERLAP_DAYS).with_columns(mechanism=pl.lit("two_hospitals")),
    ]
    innocent = [
        late.select("person", mechanism=_innocence()).unique("person", keep="any"),
        _overlap(rows, 0, same=True).with_columns(mechanism=pl.lit("transfer_or_part")),
        _sentenced(rows, world),
        namesakes(rows, world.tables["registry/death"]).with_columns(
            mechanism=pl.lit("namesake_of_dead")
        ),
    ]
    return labels(RULE, planted, innocent)


def _innocence() -> pl.Expr:
    return (
        pl.when(pl.col("admitted_on") <= pl.col("died_on"))
        .then(pl.lit("settled_later"))
        .when(pl.col("visit_kind") == SHOP)
        .then(pl.lit("own_account"))
        .when(pl.col("visit_kind") == "急诊")
        .then(pl.lit("booked_next_day"))
        .otherwise(pl.lit("reversed"))
    )


def _in_prison(paid: pl.DataFrame, world: World) -> pl.DataFrame:
    inside = terms(world).filter(pl.col("exec_mode").is_in(INSIDE))
    both = paid.filter(pl.col("visit_kind") == STAY).join(inside, on="person")
    both = both.filter(
        (pl.col("admitted_on") > pl.col("started_on"))
        & (pl.col("discharged_on") < pl.col("left_on"))
    )
    return both.select("person", mechanism=pl.lit("in_prison")).unique()


def _sentenced(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    both = rows.join(terms(world), on="person")
    return both.select("person", mechanism=pl.lit("sentence_outside")).unique()


def _overlap(rows: pl.DataFrame, days: int, *, same: bool = False) -> pl.DataFrame:
    """Return whose stays overlap by so many days; with `same` in one hospital, too."""
    stays = rows.filter(pl.col("visit_kind") == STAY).select(
        "person", "settlement_number", "hospital", "admitted_on", "discharged_on"
    )
    both = stays.join(stays, on="person", suffix="_other").filter(
        pl.col("settlement_number") != pl.col("settlement_number_other"),
        pl.col("admitted_on") <= pl.col("admitted_on_other"),
    )
    if not same:
        both = both.filter(pl.col("hospital") != pl.col("hospital_other"))
    shared = (
        pl.min_horizontal("discharged_on", "discharged_on_other")
        - pl.col("admitted_on_other")
    ).dt.total_days()
    return both.filter(shared >= days).select("person").unique()

"""PR-13C: trainees who were dead, confined, in hospital or abroad, and who were not."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.label import few, labels
from county.cases.social_security.sentence_rows import (
    CUSTODY,
    INSIDE,
    Term,
    sentence,
    terms,
)
from county.cases.social_security.settlement_rows import (
    SETTLEMENT,
    STAY,
    Visit,
    settle,
)
from county.cases.training_rows import ENROLMENT, enrolment
from county.world import World

RULE, ABROAD, DEATH, SUCCESS = (
    "PR-13C",
    "registry/exit_entry",
    "registry/death",
    "成功",
)
DATASETS = (ENROLMENT, CUSTODY, SETTLEMENT, ABROAD, DEATH)
TURN = 0  # whoever is chosen later is alive
START = date(2026, 6, 1)
NOT_DAILY = "线上|周末"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _train(world: World, draw: Draw, wanted: int, **changes: Value) -> list[int]:
    free = outside(
        world,
        living(world, youngest=22, oldest=50),
        *DATASETS,
        "finance/staff_payroll",
        "registry/company",
        "loan/loan_contract",
        kin=False,
    )
    people = draw.take(free["person"], wanted)
    values = {"fund_source": "人社", "enrollee_kind": "其他", **changes}
    add(world, ENROLMENT, [enrolment(world, p, START, **values) for p in people])
    return people


def _on(days: int) -> date:
    return START + timedelta(days=days)


def _travel(world: World, people: list[int], first: int, last: int) -> int:
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        rows.append(
            {
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "exited_on": _on(first),
                "entered_on": _on(last),
                "travelled_to": "泰国",
                "document_kind": "普通护照",
                "port": "天河机场",
                "person": person,
            }
        )
    add(world, ABROAD, rows)
    return len(people)


def _confined(world: World, draw: Draw, wanted: int) -> int:
    """Train people in the middle of a sentence."""
    people = _train(world, draw, wanted)
    sentence(world, people, Term(started_on=_on(-90), ended_on=_on(200)))
    return len(people)


def _in_hospital(world: World, draw: Draw, wanted: int) -> int:
    """Train people who are in hospital for most of the class."""
    people = _train(world, draw, wanted)
    settle(world, people, Visit(admitted_on=_on(1), discharged_on=_on(11)), mark="T")
    return len(people)


def _abroad(world: World, draw: Draw, wanted: int) -> int:
    """Train people who are abroad all the time."""
    return _travel(world, _train(world, draw, wanted), -2, 14)


def _dead(world: World, draw: Draw, wanted: int) -> int:
    """Train people who died two months before."""
    free = outside(world, living(world, youngest=30, oldest=56), *DATASETS)
    people = draw.take(free["person"], wanted)
    let_die(world, draw, dict.fromkeys(people, date(2026, 3, 1)))
    values: dict[str, Value] = {"fund_source": "人社", "enrollee_kind": "其他"}
    add(world, ENROLMENT, [enrolment(world, p, START, **values) for p in people])
    return len(people)


def _few_days_abroad(world: World, draw: Draw, wanted: int) -> int:
    """Let people travel for four days of the class."""
    return _travel(world, _train(world, draw, wanted), 2, 5)


def _few_days_ill(world: World, draw: Draw, wanted: int) -> int:
    """Let people lie in hospital for three days of the class."""
    people = _train(world, draw, wanted)
    settle(world, people, Visit(admitted_on=_on(4), discharged_on=_on(7)), mark="T")
    return len(people)


def _released(world: World, draw: Draw, wanted: int) -> int:
    """Train people who come out the week before."""
    people = _train(world, draw, wanted)
    sentence(world, people, Term(started_on=_on(-300), ended_on=_on(-7)))
    return len(people)


def _probation(world: World, draw: Draw, wanted: int) -> int:
    """Train people on probation."""
    people = _train(world, draw, wanted)
    term = Term(
        started_on=_on(-90), ended_on=_on(200), exec_mode="缓刑", kind="社区矫正"
    )
    sentence(world, people, term)
    return len(people)


def _online(world: World, draw: Draw, wanted: int) -> int:
    """Train people online who are abroad."""
    people = _train(world, draw, wanted, trade="电商运营（线上班）")
    return _travel(world, people, -2, 14)


PLANTERS: tuple[Planter, ...] = (_confined, _in_hospital, _abroad, _dead)
INNOCENTS: tuple[Planter, ...] = (
    _few_days_abroad,
    _few_days_ill,
    _released,
    _probation,
    _online,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was away from most of the days of a subsidised class."""
    paid = world.tables[ENROLMENT].filter(
        pl.col("subsidy_fen") > 0,
        pl.col("payment_result") == SUCCESS,
        pl.col("person") >= 0,
    )
    spells = terms(world)
    inside = _away(
        paid, _spell(spells.filter(pl.col("exec_mode").is_in(INSIDE)), "left_on")
    )
    stays = world.tables[SETTLEMENT].filter(
        pl.col("visit_kind") == STAY, pl.col("fund_fen") > 0
    )
    ill = _away(paid, _spell(stays, "discharged_on", "admitted_on"))
    trips = world.tables[ABROAD].filter(pl.col("entered_on").is_not_null())
    abroad = _away(paid, _spell(trips, "entered_on", "exited_on"))
    dead = paid.join(earliest_deaths(world), on="person").filter(
        pl.col("died_on") < pl.col("started_on")
    )
    daily = ~pl.col("trade").str.contains(NOT_DAILY)
    most = pl.col("days") * 2 >= pl.col("class_days")
    met = pl.col("days") > 0
    return labels(
        RULE,
        [
            _named(dead, "dead_before"),
            _named(inside.filter(most), "in_custody"),
            _named(ill.filter(most & daily), "in_hospital"),
            _named(abroad.filter(most & daily), "abroad"),
        ],
        [
            _named(abroad.filter(most), "online"),
            _named(abroad.filter(met), "few_days_abroad"),
            _named(ill.filter(met), "few_days_ill"),
            _named(paid.join(spells, on="person", how="semi"), "not_in_custody_then"),
            few(_named(paid, "there"), 60),
        ],
    )


def _spell(rows: pl.DataFrame, last: str, first: str = "started_on") -> pl.DataFrame:
    return rows.select("person", away_from=first, away_to=last)


def _away(paid: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Return places with the days wholly within a spell and the days of the class."""
    both = paid.join(spells, on="person")
    day = timedelta(days=1)
    first = pl.max_horizontal("started_on", pl.col("away_from") + day)
    last = pl.min_horizontal("ended_on", pl.col("away_to") - day)
    return both.with_columns(
        days=(last - first).dt.total_days() + 1,
        class_days=(pl.col("ended_on") - pl.col("started_on")).dt.total_days() + 1,
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))

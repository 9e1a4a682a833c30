"""ES-01: services to the dead, the confined, the hospitalised; and others'."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.label import few, labels
from county.cases.months import after, month_at
from county.cases.namesakes import bury_namesakes, namesakes
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
from county.world import World

RULE, PATH, DEATH = "ES-01", "relief/elder_service", "registry/death"
DATASETS = (PATH, DEATH, CUSTODY, SETTLEMENT)
TURN = 0  # whoever is chosen later is alive
CERTIFICATE = "social_security/life_certificate"
AT_HOME, LONGEST, FEW = ("居家养老", "日间照料"), timedelta(days=90), 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _old(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=66, oldest=90)
    free = outside(world, people, CUSTODY, SETTLEMENT, "finance/staff_payroll")
    return draw.take(free["person"], wanted)


def _serve(world: World, people: list[int], day: date, **changes: Value) -> None:
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        rows.append(
            {
                **{n: row[n] for n in ("person_name", "id_number", "town", "village")},
                "service_kind": "居家养老",
                "institution": f"云溪县{row['town']}养老服务中心",
                "served_on": day,
                "contact_kind": "上门",
                "provider_name": "罗乔安",
                "fee_fen": 4_000,
                "person": person,
                **changes,
            }
        )
    add(world, PATH, rows)


def _dead(months: int, **changes: Value) -> Planter:
    """Return what serves people so many months after the one of their death."""

    def plant_dead(world: World, draw: Draw, wanted: int) -> int:
        people = _old(world, draw, wanted)
        let_die(world, draw, dict.fromkeys(people, month_at(4)))
        day = after(month_at(4), months) + timedelta(days=26)
        _serve(world, people, day, **changes)
        return len(people)

    return plant_dead


def _confined(mode: str) -> Planter:
    """Return what serves people who are held, or supervised, in this way."""

    def plant_held(world: World, draw: Draw, wanted: int) -> int:
        people = _old(world, draw, wanted)
        term = Term(started_on=month_at(2), ended_on=date(2027, 9, 1), exec_mode=mode)
        sentence(world, people, term)
        _serve(world, people, month_at(6) + timedelta(days=3))
        return len(people)

    return plant_held


def _ill(days: int, **changes: Value) -> Planter:
    """Return what serves people so many days after their admission for ten."""

    def plant_ill(world: World, draw: Draw, wanted: int) -> int:
        people = _old(world, draw, wanted)
        start = month_at(5) + timedelta(days=7)
        stay = Visit(admitted_on=start, discharged_on=start + timedelta(days=10))
        settle(world, people, stay, mark="E")
        _serve(world, people, start + timedelta(days=days), **changes)
        return len(people)

    return plant_ill


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Serve people whose namesake of the same birth date died."""
    people = _old(world, draw, wanted)
    bury_namesakes(world, people, month_at(3) + timedelta(days=4))
    _serve(world, people, month_at(6) + timedelta(days=9))
    return len(people)


VISIT: dict[str, Value] = {"service_kind": "公卫随访", "fee_fen": 0}
PLANTERS: tuple[Planter, ...] = (
    _dead(2),
    _dead(3, **VISIT, contact_kind="电话"),
    _confined("监狱执行"),
    _ill(4),
)
INNOCENTS: tuple[Planter, ...] = (
    _dead(0),
    _confined("缓刑"),
    _ill(10),  # the day of leaving
    _ill(3, **VISIT, contact_kind="到院"),
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was served on a day on which that cannot be."""
    rows = world.tables[PATH].filter(pl.col("person") >= 0)
    day = pl.col("served_on")
    dead = rows.join(earliest_deaths(world), on="person")
    late = day > pl.col("died_on").dt.month_end()
    seen = _seen_alive(world, dead)
    held = rows.join(terms(world), on="person")
    within = (day > pl.col("started_on")) & (day < pl.col("left_on"))
    known = pl.col("left_on") < date(2099, 1, 1)
    inside = within & known & pl.col("exec_mode").is_in(INSIDE)
    stays = world.tables[SETTLEMENT].filter(
        pl.col("visit_kind") == STAY,
        pl.col("discharged_on") - pl.col("admitted_on") <= pl.lit(LONGEST),
    )
    ill = rows.join(stays.select("person", "admitted_on", "discharged_on"), on="person")
    away = (day > pl.col("admitted_on")) & (day < pl.col("discharged_on"))
    home = (pl.col("contact_kind") == "上门") | (
        pl.col("service_kind").is_in(AT_HOME) & (pl.col("contact_kind") != "电话")
    )
    return labels(
        RULE,
        [
            _one(dead.filter(late).join(seen, on="person", how="anti"), "dead"),
            _one(held.filter(inside), "confined"),
            _one(ill.filter(away & home), "in_hospital"),
        ],
        [
            _one(seen, "seen_alive_after_all"),
            few(_one(dead.filter(~late), "served_while_alive"), FEW),
            _one(held.filter(within & ~inside), "supervised_at_large"),
            _one(ill.filter(away & ~home), "visited_in_hospital"),
            few(_one(ill.filter(~away), "before_or_after_the_stay"), FEW),
            _namesakes(world, rows),
        ],
    )


def _one(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _seen_alive(world: World, dead: pl.DataFrame) -> pl.DataFrame:
    """Return who showed themselves alive after every service that seems too late."""
    later = dead.filter(pl.col("served_on") > pl.col("died_on").dt.month_end())
    last = later.group_by("person").agg(pl.col("served_on").max())
    shown = world.tables[CERTIFICATE].filter(
        pl.col("way").is_in(["人脸识别", "柜台", "入户", "视频", "住院"])
    )
    both = last.join(shown.select("person", "certified_on"), on="person")
    return both.filter(pl.col("certified_on") >= pl.col("served_on"))


def _namesakes(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    dead = world.tables[DEATH]
    alive = rows.join(dead, on="person", how="anti")
    return namesakes(alive, dead).with_columns(mechanism=pl.lit("namesake_of_dead"))

"""U05: pensions stopped although their holder was alive, and what only looks so."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from county.cases.bury import earliest_deaths
from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Row, Value, add, facts, own, remove
from county.cases.label import labels
from county.cases.months import last_day, month_at
from county.cases.social_security.pension_rows import PAID, PENSION, RESIDENT, steady
from county.world import World

RULE, PATH = "U05", "social_security/pension_stop"
PROOF = "social_security/life_certificate"
DATASETS = (PATH, PROOF, PENSION)
TURN = 0
LAST, DECIDED, NEWEST = 3, 4, 11  # months of the window
IN_PERSON = ("人脸识别", "柜台", "入户", "视频", "住院")
GRACE_MONTHS, YEAR = 2, 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _stopped(
    world: World, draw: Draw, wanted: int, *, back: int = NEWEST + 1, **values: Value
) -> list[int]:
    """Stop steady pensions with month `LAST`; from month `back` they are paid again."""
    people = draw.take(steady(world, RESIDENT), wanted)
    gap = pl.col("paid_for").is_between(month_at(LAST + 1), month_at(back - 1))
    if back > NEWEST:
        gap = pl.col("paid_for") > month_at(LAST)
    remove(world, PENSION, own(people) & gap)
    remove(world, PROOF, own(people))
    add(world, PATH, [_stop(world, person, **values) for person in people])
    return people


def _about(world: World, person: int) -> dict[str, Value]:
    known = facts(world, person)
    names = ("person_name", "id_number", "town", "village")
    return {**{name: known[name] for name in names}, "person": person}


def _stop(world: World, person: int, **values: Value) -> Row:
    return {
        **_about(world, person),
        "insurance": RESIDENT,
        "stop_kind": "暂停",
        "reason": "未认证",
        "stopped_for": month_at(LAST),
        "decided_on": month_at(DECIDED) + timedelta(days=4),
        "died_on": None,
        "resumed_for": None,
        **values,
    }


def _certify(
    world: World, people: Sequence[int], month: int, way: str = "柜台"
) -> None:
    on = month_at(month) + timedelta(days=11)
    rows: list[Row] = [
        {
            **_about(world, person),
            "insurance": RESIDENT,
            "certified_on": on,
            "way": way,
            "result": "通过",
        }
        for person in people
    ]
    add(world, PROOF, rows)


def _not_resumed(world: World, draw: Draw, wanted: int) -> int:
    """Certify after the stop; nothing is paid again."""
    people = _stopped(world, draw, wanted)
    _certify(world, people, DECIDED + 1)
    return len(people)


def _certified_before(world: World, draw: Draw, wanted: int) -> int:
    """Stop for want of proof what had been proven two months before."""
    people = _stopped(world, draw, wanted)
    _certify(world, people, LAST - 1, "人脸识别")
    return len(people)


def _said_to_be_dead(world: World, draw: Draw, wanted: int) -> int:
    """Stop for a death after which the person stood at the counter."""
    people = _stopped(
        world,
        draw,
        wanted,
        reason="死亡",
        stop_kind="终止",
        died_on=month_at(LAST) + timedelta(days=9),
    )
    _certify(world, people, DECIDED + 1)
    return len(people)


def _resumed(world: World, draw: Draw, wanted: int) -> int:
    """Pay again from the month after the certificate on."""
    back = DECIDED + 2
    people = _stopped(world, draw, wanted, back=back, resumed_for=month_at(back))
    _certify(world, people, DECIDED + 1)
    return len(people)


def _paid_again(world: World, draw: Draw, wanted: int) -> int:
    """Pay again though nobody entered it in the list of stops."""
    people = _stopped(world, draw, wanted, back=DECIDED + 3)
    _certify(world, people, DECIDED + 1)
    return len(people)


def _card_only(world: World, draw: Draw, wanted: int) -> int:
    """Show nothing but the use of a card."""
    people = _stopped(world, draw, wanted)
    _certify(world, people, DECIDED + 1, "刷卡")
    return len(people)


def _just_certified(world: World, draw: Draw, wanted: int) -> int:
    """Certify in the last month but one: the next batch will resume it."""
    people = _stopped(world, draw, wanted)
    _certify(world, people, NEWEST - 1)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_not_resumed, _certified_before, _said_to_be_dead)
INNOCENTS: tuple[Planter, ...] = (_resumed, _paid_again, _card_only, _just_certified)


def judge(world: World) -> pl.DataFrame:
    """Return whose pension stayed stopped though they were seen alive."""
    payments = world.tables[PENSION].filter(pl.col("payment_flag") == PAID)
    newest = payments["paid_in"].to_list()
    last = payments.group_by("person").agg(last_in=pl.col("paid_in").max())
    dead = earliest_deaths(world).select("person", buried="died_on")
    stops = world.tables[PATH].filter(pl.col("reason").is_in(["未认证", "死亡"]))
    proofs = world.tables[PROOF].select("person", "certified_on", "way")
    seen = stops.join(proofs, on="person").join(last, on="person")
    seen = seen.join(dead, on="person", how="left")
    wrong: list[tuple[int, str]] = []
    alike: list[tuple[int, str]] = []
    for row in seen.sort("person", "certified_on").iter_rows(named=True):
        verdict = _verdict(row, max(newest))
        if verdict:
            is_wrong, mechanism = verdict
            (wrong if is_wrong else alike).append((row["person"], mechanism))
    return labels(RULE, [_frame(wrong)], [_frame(alike)])


def _verdict(row: dict[str, object], newest: date) -> tuple[bool, str] | None:
    """Return whether this proof makes the stop wrong, and the mechanism."""
    certified, decided = _day(row["certified_on"]), _day(row["decided_on"])
    for_death = row["reason"] == "死亡"
    valid_to = last_day(certified).replace(year=certified.year + 1, day=28)
    if certified <= _day(row["died_on"]) if for_death else valid_to < decided:
        return None
    since = max(certified, decided).replace(day=1)
    later = (newest.year - since.year) * YEAR + newest.month - since.month
    buried = row["buried"]
    innocent = {
        "card_only": row["way"] not in IN_PERSON,
        "resumed": row["resumed_for"] is not None,
        "paid_again": _day(row["last_in"]) > since,
        "died_later": isinstance(buried, date) and buried >= certified,
        "just_certified": later <= GRACE_MONTHS,
    }
    for mechanism, holds in innocent.items():
        if holds:
            return False, mechanism
    if for_death:
        return True, "said_to_be_dead"
    return True, "certified_before" if certified <= decided else "not_resumed"


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


def _frame(rows: list[tuple[int, str]]) -> pl.DataFrame:
    schema = {"person": pl.Int32, "mechanism": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")

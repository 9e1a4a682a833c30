"""PR-13E: certificates that do not bear out the subsidy, and those in order."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Value, add
from county.cases.label import labels
from county.cases.training_rows import ENROLMENT, enrolment
from county.world import World

RULE, SUCCESS = "PR-13E", "成功"
DATASETS = (ENROLMENT,)
START, LATER, LENGTH = date(2026, 3, 10), timedelta(days=84), timedelta(days=12)
CLASS, MOST = 5, 0.5


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _idle(world: World, draw: Draw, wanted: int) -> list[int]:
    people = living(world, youngest=22, oldest=54)
    staff = "finance/staff_payroll", "social_security/pension_payment"
    free = outside(world, people, ENROLMENT, *staff, kin=False)
    return draw.take(free["person"], wanted)


def _teach(
    world: World, people: list[int], mark: str, day: date, **changes: Value
) -> int:
    values = {
        "class_number": f"PXE{mark}",
        "fund_source": "人社",
        "enrollee_kind": "其他",
        **changes,
    }
    add(world, ENROLMENT, [enrolment(world, one, day, **values) for one in people])
    return len(people)


def _one_number(world: World, draw: Draw, wanted: int) -> int:
    """Give two trainees of a class one certificate number."""
    people = _idle(world, draw, wanted + wanted % 2)
    for one, other in zip(people[::2], people[1::2], strict=False):
        number = f"S0000429{one:09d}"
        _teach(world, [one, other], "A", START, certificate_number=number)
    return len(people) // 2 * 2


def _used_again(world: World, draw: Draw, wanted: int) -> int:
    """Use one's own certificate for two classes."""
    people = _idle(world, draw, wanted)
    for one in people:
        number = f"S0000428{one:09d}"
        _teach(world, [one], "B", START, certificate_number=number)
        _teach(
            world,
            [one],
            "C",
            START + LATER,
            certificate_number=number,
            certificate_on=START + LATER + LENGTH,
            trade="茶叶加工",
        )
    return len(people)


def _too_early(world: World, draw: Draw, wanted: int) -> int:
    """Issue the certificates on the second day of the class."""
    issued = START + timedelta(days=1)
    return _teach(world, _idle(world, draw, wanted), "D", START, certificate_on=issued)


def _none(world: World, draw: Draw, wanted: int) -> int:
    """Leave certificates out in a class in which all others have them."""
    _teach(world, _idle(world, draw, wanted + 1), "E", START)
    people = _idle(world, draw, wanted)
    return _teach(
        world, people, "E", START, certificate_number=None, certificate_on=None
    )


def _last_day(world: World, draw: Draw, wanted: int) -> int:
    """Issue the certificates on the last day of the class."""
    people = _idle(world, draw, wanted)
    return _teach(world, people, "F", START, certificate_on=START + LENGTH)


def _class_number(world: World, draw: Draw, _wanted: int) -> int:
    """Write the number of the class as everybody's certificate."""
    people = _idle(world, draw, CLASS)
    return _teach(world, people, "G", START, certificate_number="云人社培证2026第18号")


def _not_recorded(world: World, draw: Draw, wanted: int) -> int:
    """Record no certificate of a whole class."""
    people = _idle(world, draw, wanted)
    return _teach(
        world, people, "H", START, certificate_number=None, certificate_on=None
    )


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the subsidy come back where the certificate was too early."""
    people = _idle(world, draw, wanted)
    issued = START + timedelta(days=1)
    return _teach(
        world, people, "K", START, certificate_on=issued, payment_result="退回"
    )


PLANTERS: tuple[Planter, ...] = (_one_number, _used_again, _too_early, _none)
INNOCENTS: tuple[Planter, ...] = (_class_number, _last_day, _not_recorded, _returned)


def judge(world: World) -> pl.DataFrame:
    """Return whose certificate does not bear out the subsidy, or only seems so."""
    number = pl.col("certificate_number")
    every = world.tables[ENROLMENT].filter(
        pl.col("subsidy_fen") > 0, pl.col("person") >= 0
    )
    early = pl.col("certificate_on") < pl.col("ended_on")
    paid = every.filter(pl.col("payment_result") == SUCCESS).with_columns(
        holders=pl.col("person").n_unique().over("certificate_number"),
        classes=pl.col("class_number").n_unique().over("certificate_number"),
        times=pl.len().over("person", "certificate_number"),
        size=pl.len().over("class_number"),
        certified=number.count().over("class_number"),
        numbers=number.n_unique().over("class_number"),
    )
    whole = (pl.col("numbers") == 1) & (pl.col("size") > 2)  # noqa: PLR2004 - two are a pair
    alone = whole & (pl.col("classes") == 1)
    has = number.is_not_null()
    usual = pl.col("certified") >= pl.col("size") * MOST
    shared = has & (pl.col("holders") > 1)
    return labels(
        RULE,
        [
            _named(paid.filter(has, pl.col("times") > 1), "used_again"),
            _named(paid.filter(shared, ~alone), "two_people_one_number"),
            _named(paid.filter(early), "issued_before_the_end"),
            _named(paid.filter(~has, usual), "no_certificate"),
        ],
        [
            _named(paid.filter(shared, alone), "number_of_class"),
            _named(
                paid.filter(pl.col("certificate_on") == pl.col("ended_on")), "last_day"
            ),
            _named(paid.filter(~has), "not_recorded"),
            _named(every.filter(early), "payment_returned"),
        ],
    )


def _named(frame: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return frame.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))

"""FN-03: wages beside pensions, and what only looks so."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Row, Value, add, facts, mark, own
from county.cases.finance.staff_rows import named, steady_staff
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED
from county.world import World

RULE, PENSION = "FN-03", "social_security/pension_payment"
DATASETS = (PAYROLL, PENSION)
INSTITUTION, ENTERPRISE, PAID = "机关养老", "企业养老", "已支付"
YEAR = tuple(window(0, MONTHS_A_YEAR))
PENSION_FEN, FULL_FEN = 460_000, 510_000
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _grant(
    world: World, people: Iterable[int], months: Iterable[date], **changes: Value
) -> None:
    """Pay people a pension of institutions for these months."""
    rows: list[Row] = [
        {
            **named(world, person),
            "town": facts(world, person)["town"],
            "village": facts(world, person)["village"],
            "sex": facts(world, person)["sex"],
            "scheme": INSTITUTION,
            "paid_for": month,
            "paid_in": month,
            "payment_flag": PAID,
            "amount_fen": PENSION_FEN,
            "account_number": facts(world, person)["account_number"],
            "account_name": facts(world, person)["person_name"],
            "batch": f"YL{month:%Y%m}",
            **changes,
        }
        for person in people
        for month in months
    ]
    add(world, PENSION, rows)


def _employ(
    world: World, people: Iterable[int], months: Iterable[date], **changes: Value
) -> None:
    """Pay retired people as staff by the unit that pays them as retired."""
    rows = world.tables[PAYROLL].filter(
        pl.col("person").is_in(list(people)), pl.col("paid_for").is_in(list(months))
    )
    more = [
        {**row, "staff_type": "事业在编", "gross_fen": 630_000, **changes}
        for row in rows.iter_rows(named=True)
    ]
    add(world, PAYROLL, more)


def _staff(world: World, draw: Draw, wanted: int) -> list[int]:
    return draw.take(steady_staff(world), wanted)


def _retired(world: World, draw: Draw, wanted: int) -> list[int]:
    return draw.take(steady_staff(world, (RETIRED,)), wanted)


def _pension_too(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff a pension for seven months."""
    people = _staff(world, draw, wanted)
    _grant(world, people, YEAR[4:11])
    return len(people)


def _wage_too(world: World, draw: Draw, wanted: int) -> int:
    """Pay retired people as staff for five months."""
    people = _retired(world, draw, wanted)
    _employ(world, people, YEAR[:5])
    return len(people)


def _full_twice(world: World, draw: Draw, wanted: int) -> int:
    """Pay retired people as much again by the unit."""
    people = _retired(world, draw, wanted)
    mark(world, PAYROLL, own(people), gross_fen=FULL_FEN)
    return len(people)


def _retires(world: World, draw: Draw, wanted: int) -> int:
    """Let the wage end in the month in which the pension begins."""
    people = _staff(world, draw, wanted)
    _grant(world, people, YEAR[6:])
    gone = own(people) & (pl.col("paid_for") > YEAR[6])
    world.tables[PAYROLL] = world.tables[PAYROLL].filter(~gone)
    return len(people)


def _hired_again(world: World, draw: Draw, wanted: int) -> int:
    """Hire retired people for a time."""
    people = _retired(world, draw, wanted)
    _employ(world, people, YEAR[3:9], staff_type="临聘", gross_fen=260_000)
    return len(people)


def _came_back(world: World, draw: Draw, wanted: int) -> int:
    """Have the pension of staff come back from the bank."""
    people = _staff(world, draw, wanted)
    _grant(world, people, YEAR[4:9], payment_flag="退回")
    return len(people)


def _resident_scheme(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff the residents' pension, which another rule asks about."""
    people = _staff(world, draw, wanted)
    _grant(world, people, YEAR[4:9], scheme="居民养老", amount_fen=21_000)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_pension_too, _wage_too, _full_twice)
INNOCENTS: tuple[Planter, ...] = (_retires, _hired_again, _came_back, _resident_scheme)


def judge(world: World) -> pl.DataFrame:
    """Return who had two of wage, retired pay and pension in one month."""
    paid = world.tables[PAYROLL]
    serving = _monthly(paid.filter(pl.col("staff_type").is_in(FISCAL)), "gross_fen")
    retired = _monthly(paid.filter(pl.col("staff_type") == RETIRED), "gross_fen")
    drawn = world.tables[PENSION].join(paid, on="person", how="semi")
    good = pl.col("scheme").is_in([INSTITUTION, ENTERPRISE])
    good &= pl.col("payment_flag") == PAID
    pension = _monthly(drawn.filter(good), "amount_fen")
    other = drawn.filter(~good).select("person", mechanism=pl.lit("no_such_pension"))
    key = ["person", "month"]
    both = [
        _judged(serving.join(retired, on=key), "wage_beside_retired_pay"),
        _judged(serving.join(pension, on=key), "wage_beside_pension"),
    ]
    twice = retired.join(pension, on=key)
    full = 2 * pl.col("fen") > pl.col("fen_right")
    small = twice.filter(~full).select("person", mechanism=pl.lit("small_allowance"))
    hired = paid.filter(pl.col("staff_type") == "临聘").join(
        retired, on="person", how="semi"
    )
    wrong = [one.filter(pl.col("mechanism") != "month_of_retiring") for one in both]
    wrong.append(twice.filter(full).select("person", mechanism=pl.lit("paid_twice")))
    innocent = [
        *both,
        other,
        hired.select("person", mechanism=pl.lit("hired_again")),
        few(small.unique(), FEW),
    ]
    return labels(RULE, wrong, innocent)


def _monthly(rows: pl.DataFrame, money: str) -> pl.DataFrame:
    return rows.group_by("person", month="paid_for").agg(fen=pl.col(money).sum())


def _judged(months: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    single = pl.len().over("person") == 1
    return months.select(
        "person",
        mechanism=pl.when(single)
        .then(pl.lit("month_of_retiring"))
        .otherwise(pl.lit(mechanism)),
    )

"""Staff who left their post or were abroad, and were paid on or not (for FN-01)."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, add, cut, mark, own
from county.cases.finance.staff_rows import named, steady_staff
from county.cases.months import month_at
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.world import World

ABROAD, ABROAD_MONTHS = "registry/exit_entry", 3


def left_post(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff on, months after the day on which they left by the payroll itself."""
    people = draw.take(steady_staff(world), wanted)
    month = month_at(draw.number(4, 7))
    later = own(people) & (pl.col("paid_for") >= month)
    mark(world, PAYROLL, later, left_on=month + timedelta(days=draw.number(0, 20)))
    return len(people)


def left_in_time(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff up to the month in which they leave."""
    people = draw.take(steady_staff(world), wanted)
    month = month_at(draw.number(4, 7))
    cut(world, PAYROLL, "paid_for", dict.fromkeys(people, month))
    last = own(people) & (pl.col("paid_for") == month)
    mark(world, PAYROLL, last, left_on=month + timedelta(days=draw.number(0, 20)))
    return len(people)


def _travel(
    world: World, people: list[int], start: date, end: date, document: str
) -> int:
    rows: list[Row] = [
        {
            **named(world, person),
            "exited_on": start,
            "entered_on": end,
            "travelled_to": "泰国",
            "document_kind": document,
            "port": "白云机场",
        }
        for person in people
    ]
    add(world, ABROAD, rows)
    return len(people)


def long_abroad(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff who are abroad for four whole months."""
    people = draw.take(steady_staff(world), wanted)
    start = month_at(3) + timedelta(days=9)
    return _travel(
        world,
        people,
        start,
        month_at(8) + timedelta(days=draw.number(1, 9)),
        "普通护照",
    )


def sent_abroad(world: World, draw: Draw, wanted: int) -> int:
    """Send staff abroad on official passports."""
    people = draw.take(steady_staff(world), wanted)
    start = month_at(3) + timedelta(days=9)
    return _travel(world, people, start, month_at(8), "因公护照")


def short_abroad(world: World, draw: Draw, wanted: int) -> int:
    """Let staff be abroad for two whole months."""
    people = draw.take(steady_staff(world), wanted)
    start = month_at(3) + timedelta(days=9)
    return _travel(world, people, start, month_at(6) + timedelta(days=4), "普通护照")


def _in_post(world: World) -> pl.DataFrame:
    return world.tables[PAYROLL].filter(pl.col("staff_type").is_in(FISCAL))


def left_by_payroll(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return who was paid after the month of leaving, and who only up to it."""
    rows = _in_post(world).filter(pl.col("left_on").is_not_null())
    after_it = pl.col("paid_for") > pl.col("left_on").dt.month_end()
    return (
        rows.filter(after_it).select("person", mechanism=pl.lit("left_post")),
        rows.filter(~after_it).select("person", mechanism=pl.lit("left_in_time")),
    )


def away_from_home(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return who was paid for months abroad on their own, and sent or for a short time.

    Of who has not come back nobody knows when that was: no label.
    """
    trips = world.tables[ABROAD].select(
        "person", "exited_on", "entered_on", "document_kind"
    )
    both = _in_post(world).join(trips, on="person")
    whole = (pl.col("paid_for") > pl.col("exited_on")) & (
        pl.col("paid_for").dt.month_end() < pl.col("entered_on")
    )
    stays = both.filter(whole).group_by("person", "exited_on", "document_kind").len()
    is_long = pl.col("len") >= ABROAD_MONTHS
    sent = pl.col("document_kind") == "因公护照"
    return (
        stays.filter(is_long & ~sent).select("person", mechanism=pl.lit("long_abroad")),
        stays.filter(~is_long | sent).select(
            "person", mechanism=pl.lit("away_with_reason")
        ),
    )

"""SS-02: two pensions for one month, and payments that only look so."""

import polars as pl

from county.cases.choose import Draw, Planter, outside, plant_each
from county.cases.edit import mark, outsider_number, own, remove
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import PAYROLL, SURVIVOR, Job, employ
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    INSTITUTION,
    PENSION,
    REFUND,
    RESIDENT,
    draw_pension,
    give_back,
    refunded,
    steady,
)
from county.world import World, first_month

RULE = "SS-02"
DATASETS = (PENSION, REFUND, PAYROLL)
SMALL_FEN, AID_FEN = 30_000, 60_000
ORDER = {RESIDENT: 1, ENTERPRISE: 2, INSTITUTION: 3}


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _residents(world: World, draw: Draw, wanted: int) -> list[int]:
    people = world.persons.filter(pl.col("person").is_in(steady(world, RESIDENT)))
    return draw.take(outside(world, people, PAYROLL, kin=False)["person"], wanted)


def _whole_year(world: World, draw: Draw, wanted: int) -> int:
    """Pay an enterprise pension beside the resident one all year."""
    people = _residents(world, draw, wanted)
    draw_pension(world, dict.fromkeys(people, window(0, 12)), ENTERPRISE)
    return len(people)


def _from_then_on(world: World, draw: Draw, wanted: int) -> int:
    """Let an institution's pension begin, and the resident one go on."""
    people = _residents(world, draw, wanted)
    months = {person: window(draw.number(2, 8), 12) for person in people}
    draw_pension(world, months, INSTITUTION)
    return len(people)


def _two_of_employees(world: World, draw: Draw, wanted: int) -> int:
    """Pay an institution's pension beside an enterprise's for some months."""
    people = draw.take(steady(world, ENTERPRISE), wanted)
    months = {person: window(4, draw.number(7, 12)) for person in people}
    draw_pension(world, months, INSTITUTION)
    return len(people)


def _transfer_month(world: World, draw: Draw, wanted: int) -> int:
    """Let both be paid in the month of the transfer only."""
    people = _residents(world, draw, wanted)
    for person in people:
        start = draw.number(2, 9)
        draw_pension(world, {person: window(start, 12)}, ENTERPRISE)
        _end_resident(world, person, start)
    return len(people)


def _one_after_the_other(world: World, draw: Draw, wanted: int) -> int:
    """Let the resident pension end with the month before the other begins."""
    people = _residents(world, draw, wanted)
    for person in people:
        start = draw.number(2, 9)
        draw_pension(world, {person: window(start, 12)}, ENTERPRISE)
        _end_resident(world, person, start - 1)
    return len(people)


def _end_resident(world: World, person: int, last: int) -> None:
    late = (pl.col("paid_for") > month_at(last)) & (pl.col("scheme") == RESIDENT)
    remove(world, PENSION, own([person]) & late)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let the resident payments come back while the other is paid."""
    people = _residents(world, draw, wanted)
    draw_pension(world, dict.fromkeys(people, window(6, 12)), ENTERPRISE)
    both = own(people) & (pl.col("scheme") == RESIDENT)
    mark(
        world, PENSION, both & (pl.col("paid_for") >= month_at(6)), payment_flag="退回"
    )
    return len(people)


def _given_back(world: World, draw: Draw, wanted: int) -> int:
    """Let the fund have everything back that was paid twice."""
    people = _residents(world, draw, wanted)
    draw_pension(world, dict.fromkeys(people, window(7, 10)), ENTERPRISE)
    give_back(world, people, month_at(7), month_at(9), "重复领取")
    return len(people)


def _allowance(world: World, draw: Draw, wanted: int) -> int:
    """Hand on a village doctor's allowance in the list of pensions."""
    people = _residents(world, draw, wanted)
    sums = dict.fromkeys(people, 18_000)
    draw_pension(world, dict.fromkeys(people, window(0, 12)), INSTITUTION, amounts=sums)
    return len(people)


def _survivor(world: World, draw: Draw, wanted: int) -> int:
    """Pay survivors' aid, which the payroll holds too, in the list of pensions."""
    people = _residents(world, draw, wanted)
    year = tuple(window(0, 12))
    employ(world, dict.fromkeys(people, Job(staff_type=SURVIVOR, months=year)))
    sums = dict.fromkeys(people, AID_FEN)
    draw_pension(world, dict.fromkeys(people, year), INSTITUTION, amounts=sums)
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Pay an enterprise pension to a stranger of the same name and birth date."""
    people = _residents(world, draw, wanted)
    numbers = {person: outsider_number(world, person) for person in people}
    year = dict.fromkeys(people, window(0, 12))
    draw_pension(world, year, ENTERPRISE, number=numbers)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_two_of_employees, _from_then_on, _whole_year)
INNOCENTS: tuple[Planter, ...] = (
    _transfer_month,
    _one_after_the_other,
    _returned,
    _given_back,
    _allowance,
    _survivor,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew two pensions for one month; see `label.LABEL`."""
    twice = _twice(world)
    wrong = twice.filter(pl.col("reason").is_null() & ~pl.col("all_back"))
    planted = wrong.select("person", mechanism="kind").unique("person", keep="first")
    innocent = twice.select(
        "person", mechanism=pl.coalesce("reason", pl.lit("given_back"))
    )
    return labels(RULE, [planted], [innocent, _apart(world), _namesakes(world)])


def _paid(world: World) -> pl.DataFrame:
    rows = world.tables[PENSION].filter(
        (pl.col("payment_flag") == "已支付") & (pl.col("person") >= 0)
    )
    place = pl.col("scheme").replace_strict(ORDER, return_dtype=pl.Int64)
    return rows.with_columns(place=place).sort("person", "paid_for", "place")


def _twice(world: World) -> pl.DataFrame:
    """Return the months paid twice: person, kind, reason, all_back."""
    paid = _paid(world)
    first = paid.group_by("person", "scheme").agg(began=pl.col("paid_for").min())
    both = paid.join(paid, on=["person", "paid_for"], suffix="_other").filter(
        pl.col("place") < pl.col("place_other")
    )
    both = both.join(
        first, left_on=["person", "scheme_other"], right_on=["person", "scheme"]
    )
    aid = world.tables[PAYROLL].filter(pl.col("staff_type") == SURVIVOR)
    aided = pl.col("person").is_in(aid["person"].unique().to_list())
    starts = (pl.col("began") == pl.col("paid_for")) & (pl.col("began") > first_month)
    single = pl.col("paid_for").n_unique().over("person") == 1
    reason = (
        pl.when(starts & single)
        .then(pl.lit("transfer_month"))
        .when(aided)
        .then(pl.lit("survivors_aid"))
        .when(pl.col("amount_fen_other") <= SMALL_FEN)
        .then(pl.lit("handed_on"))
    )
    kind = pl.col("scheme") + "_" + pl.col("scheme_other")
    return (
        both.with_columns(reason=reason, kind=kind)
        .join(_all_back(both, world), on="person", how="left")
        .with_columns(pl.col("all_back").fill_null(value=False))
    )


def _all_back(both: pl.DataFrame, world: World) -> pl.DataFrame:
    """Return who gave back no less than the lower pension of these months."""
    low = pl.min_horizontal("amount_fen", "amount_fen_other")
    due = both.group_by("person").agg(
        due=low.sum(), begin=pl.col("paid_for").min(), end=pl.col("paid_for").max()
    )
    came = (
        refunded(world)
        .join(due, on="person")
        .filter(
            (pl.col("first") <= pl.col("end")) & (pl.col("last") >= pl.col("begin"))
        )
    )
    sums = came.group_by("person", "due").agg(pl.col("fen").sum())
    return sums.select("person", all_back=pl.col("fen") >= pl.col("due"))


def _apart(world: World) -> pl.DataFrame:
    """Return who drew two pensions in the year, or had one of them returned."""
    rows = world.tables[PENSION].filter(pl.col("person") >= 0)
    schemes = rows.group_by("person").agg(pl.col("scheme").n_unique())
    both = schemes.filter(pl.col("scheme") > 1)
    return both.select("person", mechanism=pl.lit("never_together"))


def _namesakes(world: World) -> pl.DataFrame:
    rows = world.tables[PENSION]
    known = rows.filter(pl.col("person") >= 0)
    found = namesakes(known, rows)
    return found.with_columns(mechanism=pl.lit("namesake_with_pension"))

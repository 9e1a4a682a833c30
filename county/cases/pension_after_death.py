"""SS-01: pensions that went on after death, and payments that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import (
    CREMATORIUM,
    HOSPITAL,
    POLICE,
    earliest_deaths,
    let_die,
    let_die_unnoticed,
)
from county.cases.choose import Draw, Planter, living, plant_each
from county.cases.edit import cut, facts, mark, remove, since
from county.cases.label import labels
from county.cases.months import after, month_at
from county.cases.namesakes import bury_namesakes, namesakes
from county.world import World, first_month

RULE = "SS-01"
PENSION = "social_security/pension_payment"
DATASETS = (PENSION, "registry/death", "registry/resident")
TURN = 0  # whoever is chosen later is alive
RESIDENT, PAID = "居民养老", "已支付"
MONTHS, LAG_DAYS, LONG = 12, 60, 6
BASE_PARTS = [
    f"{part}_base_fen" for part in ("central", "province", "city", "county", "extra")
]
FUNERAL_FEN = 120_000


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def steady_pensioners(world: World, *, scheme: str | None = None) -> list[int]:
    """Return the living who drew one pension in every month of the window."""
    paid = (pl.col("payment_flag") == PAID) & (pl.col("paid_for") >= first_month)
    alive = living(world, youngest=60)
    drawn = world.tables[PENSION].join(alive, on="person", how="semi").filter(paid)
    steady = drawn.group_by("person").agg(
        pl.len(), pl.col("paid_in").n_unique(), pl.col("scheme").first()
    )
    steady = steady.filter((pl.col("paid_in") == MONTHS) & (pl.col("len") == MONTHS))
    if scheme:
        steady = steady.filter(pl.col("scheme") == scheme)
    return steady["person"].to_list()


def _starts(world: World, draw: Draw, wanted: int, latest: int) -> dict[int, date]:
    """Draw persons and the month in which each is to die, up to window month."""
    people = draw.take(steady_pensioners(world), wanted)
    return {person: month_at(draw.number(0, latest)) for person in people}


def _die(
    world: World, draw: Draw, starts: dict[int, date], *sources: str, paid: int
) -> None:
    """Let people die; their pensions are paid for so many months more."""
    let_die(world, draw, starts, sources=sources, sparing=PENSION)
    last = {person: after(month, paid) for person, month in starts.items()}
    cut(world, PENSION, "paid_in", last)


def _goes_on(world: World, draw: Draw, wanted: int) -> int:
    """Let pensions run on for four to eleven months after a death in the window."""
    people = draw.take(steady_pensioners(world), wanted)
    months = {person: draw.number(4, 11) for person in people}
    starts = {
        person: month_at(draw.number(0, 11 - months[person])) for person in people
    }
    let_die(world, draw, starts, sources=(POLICE, CREMATORIUM), sparing=PENSION)
    last = {person: after(starts[person], months[person]) for person in people}
    cut(world, PENSION, "paid_in", last)
    return len(people)


def _whole_window(world: World, draw: Draw, wanted: int) -> int:
    """Let people have died before the window and be paid all through it."""
    people = draw.take(steady_pensioners(world), wanted)
    starts = {person: month_at(-draw.number(2, 14)) for person in people}
    let_die(world, draw, starts, sparing=PENSION)
    return len(people)


def _one_source(world: World, draw: Draw, wanted: int) -> int:
    """Let only the hospital know of a death; the police register says 正常."""
    starts = _starts(world, draw, wanted, 4)
    _die(world, draw, starts, HOSPITAL, paid=6)
    return len(starts)


def _other_account(world: World, draw: Draw, wanted: int) -> int:
    """Let the pension go to another person's account after the death."""
    starts = _starts(world, draw, wanted, 4)
    _die(world, draw, starts, POLICE, CREMATORIUM, paid=7)
    if not starts:
        return 0
    holder = facts(world, draw.take(living(world, youngest=20)["person"], 1)[0])
    mark(
        world,
        PENSION,
        pl.col("paid_in") > since(starts),
        account_name=holder["person_name"],
        account_number=holder["account_number"],
    )
    return len(starts)


def _employee(world: World, draw: Draw, wanted: int) -> int:
    """Let an employee's pension run on."""
    people = draw.take(steady_pensioners(world, scheme="企业养老"), wanted)
    starts = {person: month_at(draw.number(0, 6)) for person in people}
    _die(world, draw, starts, POLICE, HOSPITAL, paid=5)
    return len(people)


def _registered_late(world: World, draw: Draw, wanted: int) -> int:
    """Stop at once when the death is entered, one payment too late."""
    starts = _starts(world, draw, wanted, 9)
    let_die_unnoticed(world, draw, starts, sparing=PENSION)
    last = {person: after(month, 1) for person, month in starts.items()}
    cut(world, PENSION, "paid_in", last)
    return len(starts)


def _back_pay(world: World, draw: Draw, wanted: int) -> int:
    """Pay months of the living only long after the death."""
    people = draw.take(steady_pensioners(world), wanted)
    starts = {person: month_at(draw.number(2, 6)) for person in people}
    _die(world, draw, starts, POLICE, HOSPITAL, paid=0)
    owed = since({person: after(month, -2) for person, month in starts.items()})
    late = since({p: after(month, draw.number(3, 5)) for p, month in starts.items()})
    mark(
        world,
        PENSION,
        pl.col("paid_for") >= owed,
        paid_in=late,
        paid_in_to=late.dt.month_end(),
    )
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let the bank return what was sent after the death."""
    starts = _starts(world, draw, wanted, 6)
    _die(world, draw, starts, POLICE, HOSPITAL, paid=5)
    mark(world, PENSION, pl.col("paid_in") > since(starts), payment_flag="退回")
    return len(starts)


def _funeral(world: World, draw: Draw, wanted: int) -> int:
    """Pay the funeral grant four months after the death, in the pension's list.

    Only residents' lists print it apart.
    """
    people = draw.take(steady_pensioners(world, scheme=RESIDENT), wanted)
    starts = {person: month_at(draw.number(0, 6)) for person in people}
    _die(world, draw, starts, POLICE, CREMATORIUM, paid=4)
    granted = since({person: after(month, 4) for person, month in starts.items()})
    between = (pl.col("paid_in") > since(starts)) & (pl.col("paid_in") < granted)
    remove(world, PENSION, between)
    amounts = dict.fromkeys([*BASE_PARTS, "personal_account_fen"], 0)
    amounts |= {"amount_fen": FUNERAL_FEN, "funeral_fen": FUNERAL_FEN}
    mark(world, PENSION, pl.col("paid_in") == granted, **amounts)
    return len(starts)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date die."""
    people = draw.take(steady_pensioners(world), wanted)
    bury_namesakes(world, people, month_at(1) + timedelta(days=12))
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _whole_window,
    _one_source,
    _other_account,
    _employee,
    _goes_on,
)
INNOCENTS: tuple[Planter, ...] = (
    _back_pay,
    _returned,
    _funeral,
    _namesake,
    _registered_late,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was overpaid after death and who only looks so; see `label.LABEL`."""
    late = _payments_after_death(world).with_columns(reason=_reason())
    wrong = late.filter(pl.col("reason").is_null())
    planted = wrong.group_by("person").agg(mechanism=_mechanism())
    innocent = late.drop_nulls("reason").select("person", mechanism="reason")
    return labels(RULE, [planted], [innocent, _namesakes(world)])


def _payments_after_death(world: World) -> pl.DataFrame:
    deaths = earliest_deaths(world)
    payments = world.tables[PENSION].join(deaths, on="person")
    return payments.filter(pl.col("paid_in") > pl.col("died_on").dt.month_end())


def _reason() -> pl.Expr:
    """Return why a payment after death is in order, or null."""
    base = pl.sum_horizontal(BASE_PARTS)
    funeral = pl.col("funeral_fen").fill_null(0)
    lump = funeral + pl.col("personal_account_fen").fill_null(0)
    is_resident = pl.col("scheme") == RESIDENT
    is_grant = (
        pl.when(is_resident)
        .then((base == 0) & (lump > 0))
        .otherwise((funeral > 0) & (funeral == pl.col("amount_fen")))
    )
    known_by = pl.col("died_on") + pl.duration(days=LAG_DAYS)
    in_lag = pl.col("paid_in").dt.month_end() <= known_by
    entered = pl.col("registered_on").dt.month_end()
    in_lag |= (pl.col("registered_on") <= known_by) & (pl.col("paid_in") <= entered)
    return (
        pl.when(pl.col("payment_flag") != PAID)
        .then(pl.lit("payment_returned"))
        .when(pl.col("paid_for") <= pl.col("died_on"))
        .then(pl.lit("back_pay"))
        .when(is_grant)
        .then(pl.lit("funeral_grant"))
        .when(in_lag.fill_null(value=False))
        .then(pl.lit("registered_late"))
    )


def _mechanism() -> pl.Expr:
    foreign = (pl.col("account_name") != pl.col("person_name")).any()
    return (
        pl.when(foreign)
        .then(pl.lit("account_of_another"))
        .when(pl.col("sources").first() == 1)
        .then(pl.lit("one_source"))
        .when(pl.col("died_on").first() < first_month)
        .then(pl.lit("whole_window"))
        .when((pl.col("scheme") != RESIDENT).any())
        .then(pl.lit("employee_pension"))
        .when(pl.len() >= LONG)
        .then(pl.lit("many_months"))
        .otherwise(pl.lit("few_months"))
    )


def _namesakes(world: World) -> pl.DataFrame:
    dead = world.tables["registry/death"]
    drawing = world.tables[PENSION].join(dead, on="person", how="anti")
    return namesakes(drawing, dead).with_columns(mechanism=pl.lit("namesake_of_dead"))

"""SS-03: pensions paid in prison, and payments that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, outside, plant_each
from county.cases.edit import mark, outsider_number, own, remove
from county.cases.label import labels
from county.cases.months import month_at
from county.cases.namesakes import namesakes
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    PAID,
    PENSION,
    REFUND,
    RESIDENT,
    give_back,
    refunded,
    steady,
)
from county.cases.social_security.sentence_rows import (
    CUSTODY,
    HOUSE,
    INSIDE,
    OUTSIDE,
    Term,
    sentence,
    terms,
)
from county.world import World

RULE = "SS-03"
DATASETS = (PENSION, CUSTODY, REFUND)
OLDEST, LAG_DAYS = 75, 90
LONG_AGO, FAR_OFF = date(2025, 3, 12), date(2028, 3, 11)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _drawing(world: World, draw: Draw, wanted: int, *schemes: str) -> list[int]:
    people = steady(world, *(schemes or (RESIDENT, ENTERPRISE)), oldest=OLDEST)
    free = world.persons.filter(pl.col("person").is_in(people))
    return draw.take(outside(world, free, CUSTODY, kin=False)["person"], wanted)


def _whole_year(world: World, draw: Draw, wanted: int) -> int:
    """Let people sit in prison all year and be paid."""
    people = _drawing(world, draw, wanted)
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    return len(people)


def _employees(world: World, draw: Draw, wanted: int) -> int:
    """Let employees' pensions run on through a term whose end is not known."""
    people = _drawing(world, draw, wanted, ENTERPRISE)
    term = Term(started_on=month_at(1).replace(day=9), ended_on=None)
    sentence(world, people, term)
    return len(people)


def _detention_house(world: World, draw: Draw, wanted: int) -> int:
    """Let a term in the detention house end early, by the day of release."""
    people = _drawing(world, draw, wanted)
    for person in people:
        start = draw.number(0, 3)
        term = Term(
            started_on=month_at(start).replace(day=draw.number(2, 27)),
            ended_on=month_at(start + 10),
            released_on=month_at(start + 7).replace(day=draw.number(2, 27)),
            exec_mode=HOUSE,
        )
        sentence(world, [person], term)
    return len(people)


def _at_large(world: World, draw: Draw, wanted: int) -> int:
    """Let the sentence be served outside."""
    people = _drawing(world, draw, wanted)
    for number, person in enumerate(people):
        term = Term(
            started_on=LONG_AGO,
            ended_on=FAR_OFF,
            exec_mode=OUTSIDE[number % len(OUTSIDE)],
            kind="社区矫正",
        )
        sentence(world, [person], term)
    return len(people)


def _paroled(world: World, draw: Draw, wanted: int) -> int:
    """Let the pension begin again with the parole, in the middle of the term."""
    people = _drawing(world, draw, wanted)
    out = month_at(5).replace(day=8)
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    parole = Term(started_on=out, ended_on=FAR_OFF, exec_mode="假释", kind="社区矫正")
    sentence(world, people, parole)
    remove(world, PENSION, own(people) & (pl.col("paid_for") < month_at(5)))
    return len(people)


def _before_judgment(world: World, draw: Draw, wanted: int) -> int:
    """Hold people in the detention house without a judgment."""
    people = _drawing(world, draw, wanted)
    term = Term(
        started_on=month_at(1), ended_on=month_at(10), exec_mode=HOUSE, kind="羁押"
    )
    sentence(world, people, term)
    return len(people)


def _paused(world: World, draw: Draw, wanted: int) -> int:
    """Pay up to the month of going in and from that of coming out."""
    people = _drawing(world, draw, wanted)
    term = Term(started_on=month_at(2).replace(day=20), ended_on=month_at(8))
    sentence(world, people, term)
    inside = pl.col("paid_for").is_between(month_at(3), month_at(7))
    remove(world, PENSION, own(people) & inside)
    return len(people)


def _within_the_lag(world: World, draw: Draw, wanted: int) -> int:
    """Stop before the office must know: two months too late at most."""
    people = _drawing(world, draw, wanted)
    started = month_at(4).replace(day=3)
    sentence(world, people, Term(started_on=started, ended_on=FAR_OFF))
    remove(world, PENSION, own(people) & (pl.col("paid_for") > month_at(6)))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything that was sent come back."""
    people = _drawing(world, draw, wanted)
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    mark(world, PENSION, own(people), payment_flag="退回")
    return len(people)


def _given_back(world: World, draw: Draw, wanted: int) -> int:
    """Let the fund have everything back."""
    people = _drawing(world, draw, wanted)
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    give_back(world, people, month_at(0), month_at(11), "服刑多发")
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date sit in prison."""
    people = _drawing(world, draw, wanted)
    term = Term(started_on=LONG_AGO, ended_on=FAR_OFF)
    for person in people:
        sentence(world, [person], term, number=outsider_number(world, person))
    return len(people)


PLANTERS: tuple[Planter, ...] = (_employees, _detention_house, _whole_year)
INNOCENTS: tuple[Planter, ...] = (
    _at_large,
    _paroled,
    _before_judgment,
    _paused,
    _within_the_lag,
    _returned,
    _given_back,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid in prison and who only looks so; see `label.LABEL`."""
    inside = _paid_inside(world)
    back = _gave_back(inside, world)
    wrong = inside.filter(pl.col("reason").is_null()).join(
        back, on="person", how="anti"
    )
    planted = wrong.select("person", mechanism="how").unique("person", keep="first")
    innocent = inside.drop_nulls("reason").select("person", mechanism="reason")
    given = back.select("person", mechanism=pl.lit("given_back"))
    return labels(RULE, [planted], [given, innocent, _apart(world), _strangers(world)])


def _paid_inside(world: World) -> pl.DataFrame:
    """Return payments for whole months inside: person, how, reason, amounts."""
    paid = world.tables[PENSION].filter(pl.col("person") >= 0)
    term = terms(world)
    behind = term.filter(pl.col("exec_mode").is_in(INSIDE) & (pl.col("kind") != "羁押"))
    both = paid.join(behind, on="person").filter(
        (pl.col("paid_for") > pl.col("started_on").dt.month_end())
        & (pl.col("paid_for").dt.month_end() < pl.col("left_on").dt.month_start())
    )
    out = term.filter(pl.col("exec_mode").is_in(OUTSIDE)).select(
        "person", out_on="started_on", out_until="left_on"
    )
    both = both.join(out, on="person", how="left")
    known_by = pl.col("started_on") + timedelta(days=LAG_DAYS)
    reason = (
        pl.when(pl.col("payment_flag") != PAID)
        .then(pl.lit("payment_returned"))
        .when(
            (pl.col("out_on") <= pl.col("paid_for").dt.month_end())
            & (pl.col("out_until") >= pl.col("paid_for"))
        )
        .then(pl.lit("paroled"))
        .when(pl.col("paid_in").dt.month_end() <= known_by)
        .then(pl.lit("within_the_lag"))
    )
    how = pl.col("scheme") + "_" + pl.col("exec_mode")
    return both.with_columns(reason=reason, how=how).sort("person", "paid_for")


def _gave_back(inside: pl.DataFrame, world: World) -> pl.DataFrame:
    due = inside.filter(
        pl.col("reason").is_null() | (pl.col("reason") != "payment_returned")
    )
    sums = due.group_by("person").agg(
        pl.col("amount_fen").sum(),
        begin=pl.col("paid_for").min(),
        end=pl.col("paid_for").max(),
    )
    came = (
        refunded(world)
        .join(sums, on="person")
        .filter(
            (pl.col("first") <= pl.col("end")) & (pl.col("last") >= pl.col("begin"))
        )
    )
    total = came.group_by("person", "amount_fen").agg(pl.col("fen").sum())
    return total.filter(pl.col("fen") >= pl.col("amount_fen")).select("person")


def _apart(world: World) -> pl.DataFrame:
    """Return pensioners with a sentence, whenever it was."""
    drawing = world.tables[PENSION].select("person").unique()
    listed = world.tables[CUSTODY].filter(pl.col("person") >= 0)
    both = listed.join(drawing, on="person").unique("person", keep="first")
    return both.select("person", mechanism=pl.lit("sentence_") + pl.col("kind"))


def _strangers(world: World) -> pl.DataFrame:
    found = namesakes(
        world.tables[PENSION].filter(pl.col("person") >= 0), world.tables[CUSTODY]
    )
    return found.with_columns(mechanism=pl.lit("namesake_in_prison"))

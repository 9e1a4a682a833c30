"""FN-01: wages after death, in prison, after leaving, abroad; units too full."""

from datetime import date, timedelta

import polars as pl

from county.cases.bury import (
    CREMATORIUM,
    POLICE,
    earliest_deaths,
    let_die,
    let_die_unnoticed,
)
from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import cut, mark, own, since
from county.cases.finance.absence_rows import (
    ABROAD,
    away_from_home,
    left_by_payroll,
    left_in_time,
    left_post,
    long_abroad,
    sent_abroad,
    short_abroad,
)
from county.cases.finance.staff_rows import (
    CUSTODY,
    DISCIPLINE,
    confine,
    decide,
    steady_staff,
)
from county.cases.label import few, labels
from county.cases.months import after, month_at
from county.cases.namesakes import bury_namesakes, namesakes
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED, SURVIVOR
from county.cases.social_security.sentence_rows import terms
from county.world import World

RULE, HEADCOUNT, DEATH = "FN-01", "finance/headcount", "registry/death"
DATASETS = (PAYROLL, DEATH, CUSTODY, DISCIPLINE, ABROAD)
TURN = 0  # whoever is chosen later is alive
BEHIND_BARS = ("监狱执行", "看守所代为执行")
STOPPED = ("停发工资", "取消退休待遇")
LAGS = {"died": 60, "confined": 90, "dismissed": -1}
UNITS = 2
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)
    _crowd(world)


def _die(
    world: World, draw: Draw, wanted: int, latest: int, paid: int
) -> dict[int, date]:
    people = draw.take(steady_staff(world), wanted)
    starts = {person: month_at(draw.number(0, latest)) for person in people}
    let_die(world, draw, starts, sources=(POLICE, CREMATORIUM), sparing=PAYROLL)
    cut(world, PAYROLL, "paid_for", {p: after(m, paid) for p, m in starts.items()})
    return starts


def _after_death(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff for six months after their death."""
    return len(_die(world, draw, wanted, 4, 6))


def _in_prison(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff who have been in prison since the second month of the window."""
    people = draw.take(steady_staff(world), wanted)
    start = month_at(1) + timedelta(days=draw.number(3, 20))
    confine(world, [(p, "监狱执行", start, date(2028, 3, 1)) for p in people])
    return len(people)


def _dismissed(world: World, draw: Draw, wanted: int) -> int:
    """Pay staff who were dismissed in the fifth month."""
    people = draw.take(steady_staff(world), wanted)
    decide(world, people, "开除", "停发工资", month_at(4) + timedelta(days=9))
    return len(people)


def _survivors_aid(world: World, draw: Draw, wanted: int) -> int:
    """Pay aid to the survivors under the name of the dead."""
    starts = _die(world, draw, wanted, 4, 6)
    later = pl.col("paid_for") > since(starts)
    mark(world, PAYROLL, later, staff_type=SURVIVOR, gross_fen=115_000)
    return len(starts)


def _known_late(world: World, draw: Draw, wanted: int) -> int:
    """Stop the wage one month after a death that was entered late."""
    people = draw.take(steady_staff(world), wanted)
    starts = {person: month_at(draw.number(0, 8)) for person in people}
    let_die_unnoticed(world, draw, starts, sparing=PAYROLL)
    cut(world, PAYROLL, "paid_for", {p: after(m, 1) for p, m in starts.items()})
    return len(people)


def _at_large(world: World, draw: Draw, wanted: int) -> int:
    """Put staff on probation, who go on working."""
    people = draw.take(steady_staff(world), wanted)
    start = month_at(1) + timedelta(days=5)
    confine(world, [(p, "缓刑", start, date(2027, 12, 1)) for p in people])
    return len(people)


def _short_custody(world: World, draw: Draw, wanted: int) -> int:
    """Keep staff in the detention house for less than the lag of the register."""
    people = draw.take(steady_staff(world), wanted)
    start = month_at(2) + timedelta(days=10)
    end = start + timedelta(days=75)
    confine(world, [(p, "看守所代为执行", start, end) for p in people])
    return len(people)


def _warned(world: World, draw: Draw, wanted: int) -> int:
    """Decide against staff what leaves them a living allowance."""
    people = draw.take(steady_staff(world), wanted)
    decide(world, people, "撤职", "停发部分", month_at(3))
    return len(people)


def _hired_again(world: World, draw: Draw, wanted: int) -> int:
    """Dismiss staff whom a unit then hires for a time."""
    people = draw.take(steady_staff(world), wanted)
    day = month_at(3) + timedelta(days=12)
    decide(world, people, "开除", "停发工资", day)
    later = own(people) & (pl.col("paid_for") > day)
    mark(world, PAYROLL, later, staff_type="临聘", gross_fen=310_000)
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date die."""
    people = draw.take(steady_staff(world), wanted)
    bury_namesakes(world, people, month_at(1) + timedelta(days=12))
    return len(people)


def _crowd(world: World) -> None:
    """Give some units fewer posts than people, and others exactly as many."""
    most = _manned(world).group_by("unit_code").agg(pl.col("people").min())
    units = most.filter(pl.col("people") > 1).sort("people", "unit_code")
    codes = units["unit_code"].tail(2 * UNITS).to_list()
    least = dict(units.iter_rows())
    highest = dict(
        _manned(world).group_by("unit_code").agg(pl.col("people").max()).iter_rows()
    )
    for number, code in enumerate(codes):
        posts = least[code] - 1 if number < UNITS else highest[code]
        mark(world, HEADCOUNT, pl.col("unit_code") == code, approved_posts=posts)


PLANTERS: tuple[Planter, ...] = (
    _after_death,
    _in_prison,
    _dismissed,
    left_post,
    long_abroad,
)
INNOCENTS: tuple[Planter, ...] = (
    _survivors_aid,
    _known_late,
    _at_large,
    _short_custody,
    _warned,
    _hired_again,
    left_in_time,
    sent_abroad,
    short_abroad,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid without service, crowded units, and who only seems so."""
    paid = world.tables[PAYROLL].select(
        "person", "staff_type", month="paid_for", end="paid_for_to"
    )
    events = _events(world)
    acts = paid.join(events, on="person").filter(
        pl.col("month") > pl.col("since"), pl.col("until") >= pl.col("end")
    )
    known = acts["mechanism"].replace_strict(LAGS, default=-1, return_dtype=pl.Int64)
    acts = acts.with_columns(lag=known)
    late = (pl.col("end") - pl.col("since")).dt.total_days() > pl.col("lag")
    wage = pl.col("staff_type") != SURVIVOR
    own = pl.col("staff_type").is_in([*FISCAL, RETIRED])
    wage &= own | (pl.col("mechanism") != "dismissed")
    wrong = acts.filter(late & wage & (pl.col("mechanism") != "no_reason_to_stop"))
    spared = events.filter(pl.col("mechanism") == "no_reason_to_stop")
    innocent = [
        acts.filter(~late).select("person", mechanism=pl.lit("known_late")),
        acts.filter(late & ~wage).select("person", mechanism=pl.lit("no_wage_of_post")),
        few(spared.select("person", mechanism=pl.lit("other_decision")), FEW),
        _namesakes(world),
    ]
    crowded, full = _crowded(world)
    gone, left = left_by_payroll(world)
    away, home = away_from_home(world)
    return labels(
        RULE,
        [wrong.select("person", "mechanism"), gone, away, crowded],
        [*innocent, few(left, FEW), few(home, FEW), full],
    )


def _events(world: World) -> pl.DataFrame:
    """Return person, since, until and mechanism of what ends or spares a wage."""
    never = pl.lit(date(2099, 1, 1))
    deaths = earliest_deaths(world).select(
        "person", since="died_on", until=never, mechanism=pl.lit("died")
    )
    bars = pl.col("exec_mode").is_in(BEHIND_BARS)
    custody = terms(world).select(
        "person",
        since="started_on",
        until="left_on",
        mechanism=pl.when(bars)
        .then(pl.lit("confined"))
        .otherwise(pl.lit("no_reason_to_stop")),
    )
    stops = (pl.col("decision_kind") == "开除") | pl.col("pay_consequence").is_in(
        STOPPED
    )
    decided = world.tables[DISCIPLINE].select(
        "person",
        since=pl.coalesce("effective_on", "decided_on").dt.month_end(),
        until=never,
        mechanism=pl.when(stops)
        .then(pl.lit("dismissed"))
        .otherwise(pl.lit("no_reason_to_stop")),
    )
    staff = world.tables[PAYROLL].select("person").unique()
    return pl.concat([deaths, custody, decided]).join(staff, on="person", how="semi")


def _manned(world: World) -> pl.DataFrame:
    paid = world.tables[PAYROLL].filter(
        pl.col("staff_type").is_in(FISCAL), pl.col("left_on").is_null()
    )
    return paid.group_by("unit_code", "paid_for").agg(
        people=pl.col("person").n_unique()
    )


def _crowded(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return units with more people than posts, and those with just as many."""
    units = world.tables["registry/unit"].select("unit_code", object="credit_code")
    posts = world.tables[HEADCOUNT].select("unit_code", "approved_posts")
    both = _manned(world).join(posts, on="unit_code").join(units, on="unit_code")
    over = both.filter(pl.col("people") > pl.col("approved_posts"))
    often = over.group_by("object").len().filter(pl.col("len") > 1)
    full = both.filter(pl.col("people") == pl.col("approved_posts"))
    return (
        often.select("object", mechanism=pl.lit("more_people_than_posts")),
        full.select("object", mechanism=pl.lit("just_as_many")).unique(),
    )


def _namesakes(world: World) -> pl.DataFrame:
    dead = world.tables[DEATH]
    staff = world.tables[PAYROLL].join(dead, on="person", how="anti")
    return namesakes(staff, dead).with_columns(mechanism=pl.lit("namesake_of_dead"))

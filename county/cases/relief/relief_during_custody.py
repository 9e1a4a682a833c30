"""K05: relief reckoned for prisoners, and relief that only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, add, facts, mark, outsider_number, own
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR, month_at, window
from county.cases.namesakes import namesakes
from county.cases.relief.insured import insured_months
from county.cases.relief.kept_rows import KEPT, keep
from county.cases.social_security.sentence_rows import (
    CUSTODY,
    INSIDE,
    PRISON,
    Term,
    sentence,
    terms,
)
from county.local_policy import CUSTODY as SET_HERE
from county.world import NOBODY, World

RULE = "K05"
ORPHAN, LINE = "relief/orphan", "relief/subsidy_payment"
PROJECT = "relief/subsidy_project"
DATASETS = (MEMBER, PAYMENT, KEPT, CUSTODY, ORPHAN, LINE, PROJECT)
ENDING = ("残疾人生活补贴", "残疾人护理补贴", "抚恤", "退役士兵", *SET_HERE)
STOPPED_HERE, GOES_ON = "高龄津贴", "计划生育家庭奖励扶助"
YEAR = tuple(window(0, MONTHS_A_YEAR))
LONG_AGO, FAR_OFF, NEVER = date(2025, 3, 12), date(2028, 3, 11), date(2099, 1, 1)
LAG_DAYS, FEW = 90, 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _heads(world: World, draw: Draw, wanted: int, *, oldest: int = 66) -> list[int]:
    people = living(world, youngest=35, oldest=oldest)
    tables = (MEMBER, PAYMENT, KEPT, CUSTODY, "relief/orphan", "finance/staff_payroll")
    heads = outside(world, people, *tables).filter(pl.col("relation_to_head") == "户主")
    return draw.take(heads["person"], wanted)


def _aided(world: World, draw: Draw, wanted: int, months: int = 12) -> list[int]:
    """Insure heads alone for the first months of the window."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR[:months])))
    return people


def _spell(start: date, end: date | None, mode: str, kind: str = "服刑") -> Planter:
    """Return what insures heads who have such a spell."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        people = _aided(world, draw, wanted)
        term = Term(started_on=start, ended_on=end, exec_mode=mode, kind=kind)
        sentence(world, people, term)
        return len(people)

    return plant_some


def _mate_inside(world: World, draw: Draw, wanted: int) -> int:
    """Count a wife or husband who is in prison among the insured."""
    people = living(world, youngest=30, oldest=60)
    tables = (MEMBER, PAYMENT, KEPT, CUSTODY, "finance/staff_payroll")
    free = outside(world, people, *tables)
    mates = free.filter(
        (pl.col("relation_to_head") == "户主") & pl.col("spouse").is_in(free["person"])
    )
    spouse = dict(mates.select("person", "spouse").iter_rows())
    heads = draw.take(spouse, wanted)
    aids = {one: Aid(months=YEAR, members=(spouse[one],)) for one in heads}
    grant(world, aids)
    term = Term(started_on=month_at(0).replace(day=6), ended_on=None)
    sentence(world, [spouse[one] for one in heads], term)
    return len(heads)


def _kept_inside(world: World, draw: Draw, wanted: int) -> int:
    """Keep people by the state who are in prison."""
    people = _heads(world, draw, wanted, oldest=80)
    rows = [keep(world, p, certificate_number=f"TK8{p:09d}") for p in people]
    add(world, KEPT, rows)
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    return len(people)


def _orphan_inside(world: World, draw: Draw, wanted: int) -> int:
    """Keep youths as orphans who are in prison."""
    youths = living(world, youngest=16, oldest=17)
    free = outside(world, youths, ORPHAN, CUSTODY, MEMBER, kin=False)
    people = draw.take(free["person"], min(wanted, 3))
    add(world, ORPHAN, [_orphan(world, person) for person in people])
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    return len(people)


def _orphan(world: World, person: int) -> Row:
    row = facts(world, person)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "child_kind": "孤儿",
        "father_state": "死亡",
        "father_person": NOBODY,
        "mother_state": "死亡",
        "mother_person": NOBODY,
        "guardian_person": NOBODY,
        "care_kind": "分散",
        "standard_fen": 140_000,
        "first_for": date(2024, 1, 1),
        "status": "在保",
        "account_number": row["account_number"],
        "town": row["town"],
        "village": row["village"],
        "person": person,
    }


def _paid_inside(project: str) -> Planter:
    """Return what puts people in prison who draw a subsidy of that name."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        lines = world.tables[LINE].filter(
            pl.col("project_name").str.contains(project),
            pl.col("payment_result") == "成功",
        )
        people = outside(world, living(world), MEMBER, KEPT, CUSTODY, kin=False)
        drawing = people.join(lines, on="person", how="semi")
        chosen = draw.take(drawing["person"], min(wanted, 3))
        sentence(world, chosen, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
        return len(chosen)

    return plant_some


def _stopped(world: World, draw: Draw, wanted: int) -> int:
    """Stop the allowance before the term begins."""
    people = _heads(world, draw, wanted)
    ended = month_at(5)
    aid = Aid(months=YEAR[:5], status="停保", stopped_on=ended)
    grant(world, dict.fromkeys(people, aid))
    sentence(world, people, Term(started_on=ended.replace(day=9), ended_on=FAR_OFF))
    return len(people)


def _within_the_lag(world: World, draw: Draw, wanted: int) -> int:
    """Stop paying before the office must know."""
    people = _aided(world, draw, wanted, months=7)
    begun = month_at(4).replace(day=3)
    sentence(world, people, Term(started_on=begun, ended_on=FAR_OFF))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything that was sent come back."""
    people = _aided(world, draw, wanted)
    sentence(world, people, Term(started_on=LONG_AGO, ended_on=FAR_OFF))
    mark(world, PAYMENT, own(people), payment_result="退回")
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date sit in prison."""
    people = _aided(world, draw, wanted)
    for person in people:
        number = outsider_number(world, person)
        term = Term(started_on=LONG_AGO, ended_on=FAR_OFF)
        sentence(world, [person], term, number=number)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _mate_inside,
    _kept_inside,
    _spell(LONG_AGO, FAR_OFF, PRISON),
    _orphan_inside,
    _paid_inside(STOPPED_HERE),
)
INNOCENTS: tuple[Planter, ...] = (
    _spell(LONG_AGO, FAR_OFF, "缓刑", "社区矫正"),
    _spell(month_at(1), month_at(10), "看守所代为执行", "羁押"),
    _stopped,
    _within_the_lag,
    _returned,
    _namesake,
    _paid_inside(GOES_ON),
    _paid_inside("耕地地力保护补贴"),
)


def judge(world: World) -> pl.DataFrame:
    """Return who was reckoned with in prison, and who only looks so."""
    months = insured_months(world).with_columns(until=pl.col("month").dt.month_end())
    spell = pl.col("first_for"), pl.col("stopped_on").fill_null(NEVER)
    kept = pl.concat(
        world.tables[path].select("person", month=spell[0], until=spell[1])
        for path in (KEPT, ORPHAN)
    )
    spells = terms(world)
    behind = spells.filter(
        pl.col("exec_mode").is_in(INSIDE) & (pl.col("kind") != "羁押")
    ).with_columns(
        known_on=pl.col("started_on") + pl.duration(days=LAG_DAYS),
        first=pl.col("started_on").dt.month_start().dt.offset_by("1mo"),
        last=pl.col("left_on").dt.month_start(),
    )
    both = months.join(behind, on="person").filter(
        (pl.col("month") >= pl.col("first")) & (pl.col("until") < pl.col("last"))
    )
    late = both.filter(pl.col("until") > pl.col("known_on"))
    held = kept.join(behind, on="person").filter(
        (pl.col("until") > pl.col("known_on")) & (pl.col("month") < pl.col("last"))
    )
    drawn = _lines(world).join(behind, on="person")
    named = "|".join(ENDING)
    ends = (pl.col("granularity") == "人") & pl.col("name").str.contains(named)
    ending = drawn.filter(ends & (pl.col("name") != "孤儿基本生活费"))
    known = pl.col("until") > pl.col("known_on")
    inside = (pl.col("month") >= pl.col("first")) & (pl.col("until") < pl.col("last"))
    listed = pl.concat([months.select("person"), kept.select("person")]).unique()
    sent = world.tables[PAYMENT].filter(pl.col("payment_result") != "成功")
    return labels(
        RULE,
        [
            _named(late, "insured_in_prison"),
            _named(held, "kept_in_prison"),
            _named(ending.filter(known & inside), "subsidy_in_prison"),
        ],
        [
            _named(both, "within_the_lag"),
            _named(sent.join(behind, on="person"), "payment_returned"),
            _named(ending, "subsidy_not_inside_then"),
            few(_named(drawn.filter(~ends), "subsidy_goes_on"), FEW),
            few(_named(listed.join(spells, on="person"), "not_inside_then"), FEW),
            namesakes(
                world.tables[MEMBER].join(
                    world.tables[CUSTODY], on="person", how="anti"
                ),
                world.tables[CUSTODY],
            ).with_columns(mechanism=pl.lit("namesake_in_prison")),
        ],
    )


def _lines(world: World) -> pl.DataFrame:
    """Return person, name, granularity, month and until of what was paid by card."""
    lines = world.tables[LINE].filter(pl.col("payment_result") == "成功")
    sorts = world.tables[PROJECT].select("project_code", "granularity")
    rows = lines.join(sorts, on="project_code").select(
        "person",
        "granularity",
        name="project_name",
        month="paid_for",
        until="paid_for_to",
    )
    return rows.filter(pl.col("person") > NOBODY)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()

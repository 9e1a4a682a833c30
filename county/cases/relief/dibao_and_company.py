"""PR-05: an allowance beside a firm, and households that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Value, mark, own
from county.cases.finance.firm_rows import found, join, roles
from county.cases.finance.staff_rows import COMPANY
from county.cases.finance.staff_rows import MEMBER as FIRM_MEMBER
from county.cases.label import labels
from county.cases.months import MONTHS_A_YEAR, month_at, window
from county.cases.relief.insured import insured_months
from county.world import World

RULE = "PR-05"
DATASETS = (MEMBER, PAYMENT, COMPANY, FIRM_MEMBER)
YEAR = tuple(window(0, MONTHS_A_YEAR))
COOPERATIVE = "农民专业合作社"
WHOLE = slice(None)
NOMINAL = (["成员"], ["股东"])


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _heads(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = living(world, youngest=24, oldest=62)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    listed = (MEMBER, PAYMENT, COMPANY, FIRM_MEMBER)
    return draw.take(outside(world, heads, *listed)["person"], wanted)


def _leading(months: slice = WHOLE, /, **firm: Value) -> Planter:
    """Return a planter of people who are paid in `months` and lead such a firm."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = _heads(world, draw, wanted)
        grant(world, dict.fromkeys(people, Aid(months=YEAR[months])))
        for person in people:
            found(world, person, **firm)
        return len(people)

    return planted


def _shareholder(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who own a third of somebody else's firm."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    for person in people:
        join(
            world, person, _open_firm(world, "有限责任公司"), "股东", share_ppm=330_000
        )
    return len(people)


def _in_cooperative(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who are mere members of a cooperative."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    for person in people:
        join(world, person, _open_firm(world, COOPERATIVE), "成员")
    return len(people)


def _open_firm(world: World, kind: str) -> str:
    firms = world.tables[COMPANY].filter(
        pl.col("company_kind") == kind,
        pl.col("cancelled_on").is_null(),
        pl.col("founded_on") < date(2021, 1, 1),
    )
    return str(firms.sort("credit_code")["credit_code"][0])


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the payments of people who lead a firm come back."""
    people = _heads(world, draw, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    for person in people:
        found(world, person)
    mark(world, PAYMENT, own(people), payment_result="失败")
    return len(people)


CLOSED: dict[str, Value] = {"status": "注销", "cancelled_on": date(2025, 9, 3)}
PLANTERS: tuple[Planter, ...] = (
    _leading(),
    _leading(company_kind="个体工商户"),
    _shareholder,
)
INNOCENTS: tuple[Planter, ...] = (
    _leading(WHOLE, **CLOSED),
    _leading(slice(0, 5), founded_on=month_at(5) + timedelta(days=9)),
    _in_cooperative,
    _returned,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was insured in a month through which a firm was theirs."""
    acts = _beside(world, insured_months(world))
    nominal = (pl.col("company_kind") == COOPERATIVE) & pl.col("kinds").is_in(
        list(NOMINAL)
    )
    through = (pl.col("since") < pl.col("month")) & (
        pl.col("until") > pl.col("month").dt.month_end()
    )
    counts = through & ~nominal & (pl.col("status") != "渐退")
    trader = pl.col("company_kind") == "个体工商户"
    mechanism = pl.when(trader).then(pl.lit("trader")).otherwise(pl.lit("in_a_firm"))
    reason = (
        pl.when(nominal & through)
        .then(pl.lit("member_of_a_cooperative"))
        .when(pl.col("until") < pl.col("month"))
        .then(pl.lit("closed_before"))
        .otherwise(pl.lit("at_another_time"))
    )
    back = _beside(world, insured_months(world, success=False))
    return labels(
        RULE,
        [acts.filter(counts).select("person", mechanism=mechanism).unique()],
        [
            acts.filter(~counts).select("person", mechanism=reason).unique(),
            back.select("person", mechanism=pl.lit("payment_returned")).unique(),
        ],
    )


def _beside(world: World, months: pl.DataFrame) -> pl.DataFrame:
    return months.join(roles(world), on="person")

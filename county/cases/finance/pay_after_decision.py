"""DD-01: pay untouched by a decision that lowers it, and pay that only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, outside, plant_each
from county.cases.edit import Row, add, mark, own
from county.cases.finance.staff_rows import DISCIPLINE, named, steady_staff
from county.cases.label import few, labels
from county.cases.months import month_at
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED
from county.world import World

RULE = "DD-01"
DATASETS = (DISCIPLINE, PAYROLL)
LOWER, PART, SAME = "降低工资", "停发部分", "不变"
LOWERED = (LOWER, PART, "降低退休待遇")
DECIDED, NEVER, GRACE, FEW = 3, date(2099, 1, 1), 2, 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _decide(
    world: World, people: list[int], kind: str, consequence: str, ended: date | None
) -> None:
    day = month_at(DECIDED) + timedelta(days=8)
    rows: list[Row] = [
        {
            **named(world, person),
            "unit_name": "云溪县财政局",
            "decision_kind": kind,
            "decided_on": day,
            "effective_on": day,
            "ended_on": ended,
            "pay_consequence": consequence,
            "authority": "中共云溪县纪律检查委员会",
        }
        for person in people
    ]
    add(world, DISCIPLINE, rows)


def _case(kind: str, consequence: str, ended: date | None = None) -> Planter:
    """Return what decides against staff whose pay stays as it was."""

    def decide(world: World, draw: Draw, wanted: int) -> int:
        people = _staff(world, draw, wanted)
        _decide(world, people, kind, consequence, ended)
        return len(people)

    return decide


def _staff(world: World, draw: Draw, wanted: int) -> list[int]:
    known = world.persons.filter(pl.col("person").is_in(steady_staff(world)))
    free = outside(world, known, DISCIPLINE, kin=False)
    return draw.take(free["person"], wanted)


def _since(people: list[int], month: date) -> pl.Expr:
    return own(people) & (pl.col("paid_for") >= month)


def _carried_out(world: World, draw: Draw, wanted: int) -> int:
    """Lower the pay in the month after the one in which the decision took effect."""
    people = _staff(world, draw, wanted)
    _decide(world, people, "降级", LOWER, None)
    mark(world, PAYROLL, _since(people, month_at(DECIDED + 1)), **_cut())
    return len(people)


def _carried_out_late(world: World, draw: Draw, wanted: int) -> int:
    """Lower the pay a month later than that."""
    people = _staff(world, draw, wanted)
    _decide(world, people, "撤职", PART, None)
    mark(world, PAYROLL, _since(people, month_at(DECIDED + GRACE)), **_cut())
    return len(people)


def _withheld(world: World, draw: Draw, wanted: int) -> int:
    """Withhold what the decision takes and leave the gross as it was."""
    people = _staff(world, draw, wanted)
    _decide(world, people, "降级", LOWER, None)
    mark(
        world,
        PAYROLL,
        _since(people, month_at(DECIDED + 1)),
        deduction_fen=pl.col("deduction_fen") + pl.col("gross_fen") // 10,
        net_fen=pl.col("net_fen") - pl.col("gross_fen") // 10,
    )
    return len(people)


def _cut() -> dict[str, pl.Expr]:
    tenth = pl.col("gross_fen") // 10
    return {
        "gross_fen": pl.col("gross_fen") - tenth,
        "net_fen": pl.col("net_fen") - tenth,
    }


PLANTERS: tuple[Planter, ...] = (
    _case("降级", LOWER),
    _case("撤职", PART),
    _case("记大过", LOWER, date(2027, 8, 31)),
)
INNOCENTS: tuple[Planter, ...] = (
    _carried_out,
    _carried_out_late,
    _withheld,
    _case("警告", SAME),
    _case("记过", LOWER, month_at(DECIDED + GRACE)),  # over before it counts
)


def judge(world: World) -> pl.DataFrame:
    """Return whose pay stayed as it was though a decision lowers it."""
    paid = (
        world.tables[PAYROLL]
        .filter(pl.col("staff_type").is_in([*FISCAL, RETIRED]))
        .group_by("person", "paid_for")
        .agg(pl.col("gross_fen", "net_fen").sum())
    )
    decided = world.tables[DISCIPLINE].select(
        "person",
        "pay_consequence",
        since=pl.coalesce("effective_on", "decided_on").dt.month_start(),
        ended=pl.col("ended_on").fill_null(NEVER),
    )
    before = paid.select(
        "person",
        since=pl.col("paid_for").dt.offset_by("1mo"),
        gross_before="gross_fen",
        net_before="net_fen",
    )
    months = decided.join(before, on=["person", "since"]).join(paid, on="person")
    lowered = pl.col("pay_consequence").is_in(LOWERED)
    counts = (pl.col("paid_for") >= pl.col("since").dt.offset_by(f"{GRACE}mo")) & (
        pl.col("ended") >= pl.col("paid_for").dt.month_end()
    )
    gross = pl.col("gross_fen") >= pl.col("gross_before")
    net = (pl.col("net_fen") >= pl.col("net_before")) | (
        pl.col("gross_fen") > pl.col("gross_before")
    )
    wrong = months.filter(lowered & counts & gross & net)
    mechanism = (
        pl.when(pl.col("pay_consequence") == PART)
        .then(pl.lit("part_still_paid"))
        .when(pl.col("ended") < NEVER)
        .then(pl.lit("not_lowered_for_the_time_set"))
        .otherwise(pl.lit("not_lowered"))
    )
    return labels(
        RULE,
        [wrong.select("person", mechanism=mechanism).unique()],
        [
            _one(months.filter(lowered & counts & ~gross), "carried_out"),
            _one(months.filter(lowered & counts & ~net), "withheld"),
            _one(months.filter(lowered & ~counts), "outside_its_time"),
            few(_one(months.filter(~lowered), "pay_untouched_by_decision"), FEW),
        ],
    )


def _one(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()

"""PR-12: migrants' support beside the register or rate, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add
from county.cases.label import few, labels
from county.cases.subsidy_rows import PAYMENT, PROJECT, Project, payment
from county.cases.training_rows import MIGRANT, migrant_entry
from county.world import World

RULE, NAME, SUCCESS = "PR-12", "大中型水库移民后期扶持直补", "成功"
DATASETS = (PAYMENT, MIGRANT, "registry/death")
QUARTERS = (date(2026, 1, 1), date(2026, 4, 1))
QUARTER_FEN, MONTH_FEN = 15_000, 5_000
COHORT_LIMIT = 20
FIRST_END = date(2026, 7, 1)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _free(world: World, draw: Draw, wanted: int) -> list[int]:
    people = outside(world, living(world, youngest=22, oldest=85), MIGRANT)
    alone = outside(world, people, PAYMENT, kin=False)
    return draw.take(alone["person"], wanted)


def _lines(world: World, person: int, **changes: Value) -> list[Row]:
    known = world.tables[PROJECT].filter(pl.col("project_name") == NAME)
    code = str(known["project_code"][0]) if known.height else "YM01"
    project = Project(code=code, name=NAME, amount_fen=QUARTER_FEN)
    return [
        {
            **payment(world, project, person),
            "paid_for": first,
            "paid_for_to": _quarter_end(first),
            "paid_on": _quarter_end(first).replace(day=18),
            "batch": f"{first:%Y%m}-{code}",
            **changes,
        }
        for first in QUARTERS
    ]


def _quarter_end(first: date) -> date:
    return date(first.year, first.month + 2, 31 if first.month == 1 else 30)


def _pay(world: World, people: list[int], **changes: Value) -> int:
    rows = [row for one in people for row in _lines(world, one, **changes)]
    add(world, PAYMENT, rows)
    return len(people)


def _enter(world: World, people: list[int], **changes: Value) -> None:
    add(world, MIGRANT, [migrant_entry(world, one, **changes) for one in people])


def _unlisted(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who never stood in the register."""
    return _pay(world, _free(world, draw, wanted))


def _removed(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who were struck off the year before."""
    people = _free(world, draw, wanted)
    gone: dict[str, Value] = {"status": "核减", "removal_reason": "录用为公务员"}
    _enter(world, people, removed_on=date(2025, 5, 20), **gone)
    return _pay(world, people)


def _two_reservoirs(world: World, draw: Draw, wanted: int) -> int:
    """Pay people twice, once for each of two reservoirs."""
    people = _free(world, draw, wanted)
    _enter(world, people)
    _enter(world, people, reservoir="石门水库")
    _pay(world, people)
    return _pay(world, people, batch="B2-2026")


def _above(world: World, draw: Draw, wanted: int) -> int:
    """Pay people a hundred yuan more than the rate."""
    people = _free(world, draw, wanted)
    _enter(world, people)
    return _pay(world, people, amount_fen=QUARTER_FEN + 10_000)


def _two_entries(world: World, draw: Draw, wanted: int) -> int:
    """Pay people once who stand in the register for two reservoirs."""
    people = _free(world, draw, wanted)
    _enter(world, people)
    _enter(world, people, reservoir="石门水库")
    return _pay(world, people)


def _in_two_parts(world: World, draw: Draw, wanted: int) -> int:
    """Pay the quarter's sum in two parts."""
    people = _free(world, draw, wanted)
    _enter(world, people)
    _pay(world, people, amount_fen=QUARTER_FEN - MONTH_FEN)
    return _pay(world, people, amount_fen=MONTH_FEN, batch="B2-2026")


def _removed_in_period(world: World, draw: Draw, wanted: int) -> int:
    """Strike people off in the last quarter that is paid."""
    people = _free(world, draw, wanted)
    gone: dict[str, Value] = {"status": "核减", "removal_reason": "录用为公务员"}
    _enter(world, people, removed_on=date(2026, 4, 20), **gone)
    return _pay(world, people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have what was paid to people outside the register come back."""
    return _pay(world, _free(world, draw, wanted), payment_result="退回")


PLANTERS: tuple[Planter, ...] = (_unlisted, _removed, _two_reservoirs, _above)
INNOCENTS: tuple[Planter, ...] = (
    _two_entries,
    _in_two_parts,
    _removed_in_period,
    _returned,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew support beside the register or above the rate."""
    lines = world.tables[PAYMENT].filter(pl.col("project_name") == NAME)
    paid = lines.filter(pl.col("payment_result") == SUCCESS)
    entries = world.tables[MIGRANT].select(
        "person", "supported_from", "removed_on", "reservoir"
    )
    both = paid.join(entries, on="person")
    begun = pl.col("supported_from") <= pl.col("paid_for_to")
    open_end = pl.col("removed_on").is_null()
    inside = both.filter(
        begun & (open_end | (pl.col("removed_on") >= pl.col("paid_for")))
    )
    period = ["person", "paid_for"]
    absent = paid.join(inside, on=period, how="anti")
    listed = paid.join(inside.select(period).unique(), on=period, how="semi")
    sums = listed.group_by(*period, "paid_for_to").agg(
        pl.col("amount_fen").sum(), lines=pl.len()
    )
    due = (pl.col("paid_for_to").dt.month() - pl.col("paid_for").dt.month() + 1) % 12
    above = sums.filter(pl.col("amount_fen") > due * MONTH_FEN)
    once = sums.filter(pl.col("amount_fen") <= due * MONTH_FEN)
    returned = lines.filter(pl.col("payment_result") != SUCCESS)
    returned = returned.join(entries, on="person", how="anti")
    twice = both.filter(pl.col("reservoir").n_unique().over("person") > 1)
    late = both.filter(pl.col("removed_on").is_between("paid_for", "paid_for_to"))
    cohort = listed.filter(pl.col("paid_for") >= FIRST_END)
    reasons = (
        (twice, "two_entries_paid_once"),
        (once.filter(pl.col("lines") > 1), "paid_in_two_parts"),
        (late, "removed_in_the_period"),
        (returned, "payment_returned"),
    )
    return labels(
        RULE,
        [
            absent.join(entries, on="person", how="anti").select(
                pl.col("person").unique(), mechanism=pl.lit("never_listed")
            ),
            absent.select(pl.col("person").unique(), mechanism=pl.lit("removed")),
            above.group_by("person").agg(
                mechanism=pl.when(pl.col("lines").max() > 1)
                .then(pl.lit("paid_twice"))
                .otherwise(pl.lit("above_the_rate"))
            ),
        ],
        [
            *(
                rows.select(pl.col("person").unique(), mechanism=pl.lit(reason))
                for rows, reason in reasons
            ),
            few(
                cohort.select(
                    pl.col("person").unique(), mechanism=pl.lit("cohort_paid_on")
                ),
                COHORT_LIMIT,
            ),
        ],
    )

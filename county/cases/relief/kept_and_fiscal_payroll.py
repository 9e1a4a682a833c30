"""PR-02B: kept people beside a fiscal wage, and those who only look so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.divorce import MARRIAGE, apart_in_money, divorce, wed
from county.cases.edit import Value, add
from county.cases.kin import SPOUSE, kinship
from county.cases.label import labels
from county.cases.months import MONTHS_A_YEAR, last_day, window
from county.cases.payroll_rows import (
    FISCAL,
    PAYROLL,
    RETIRED,
    SURVIVOR,
    Job,
    employ,
)
from county.cases.relief.kept_rows import KEPT, keep
from county.world import World

RULE = "PR-02B"
DATASETS = (KEPT, PAYROLL, MARRIAGE)
YEAR, DIVORCED = tuple(window(0, MONTHS_A_YEAR)), date(2021, 5, 17)
AID = ("relief/dibao_member", "relief/dibao_payment", "relief/subsidy_payment")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _free(world: World) -> pl.DataFrame:
    people = living(world, youngest=30, oldest=57)
    return outside(world, people, KEPT, PAYROLL, *AID)


def _wed(world: World) -> dict[int, int]:
    """Return the spouse of such people whose marriage the register has."""
    free = set(_free(world)["person"].to_list())
    pairs = [pair for pair in wed(world, DIVORCED) if pair <= free]
    return {min(pair): max(pair) for pair in sorted(pairs, key=min)}


def _own(world: World, draw: Draw, wanted: int, job: Job, **changes: Value) -> int:
    people = draw.take(_free(world)["person"], wanted)
    add(world, KEPT, [keep(world, person, **changes) for person in people])
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _paid(world: World, draw: Draw, wanted: int) -> int:
    """Keep people who draw a fiscal wage."""
    return _own(world, draw, wanted, Job(staff_type="事业在编", months=YEAR))


def _survivor(world: World, draw: Draw, wanted: int) -> int:
    """Keep people who draw survivors' aid."""
    return _own(world, draw, wanted, Job(staff_type=SURVIVOR, months=YEAR))


def _before(world: World, draw: Draw, wanted: int) -> int:
    """Keep people since after their wage had ended."""
    job = Job(staff_type="工勤", months=YEAR[:4], left_on=last_day(YEAR[3]))
    return _own(world, draw, wanted, job, first_for=YEAR[5])


def _couple(world: World, draw: Draw, wanted: int, *, parted: bool) -> int:
    couples = apart_in_money(world, _wed(world)) if parted else _wed(world)
    chosen = {one: couples[one] for one in draw.take(couples, wanted)}
    add(world, KEPT, [keep(world, person) for person in chosen])
    job = Job(staff_type="公务员", months=YEAR)
    employ(world, dict.fromkeys(chosen.values(), job))
    if parted:
        rows = [divorce(world, pair, DIVORCED) for pair in chosen.items()]
        add(world, MARRIAGE, rows)
    return len(chosen)


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Keep people whose spouse draws a fiscal wage."""
    return _couple(world, draw, wanted, parted=False)


def _divorced(world: World, draw: Draw, wanted: int) -> int:
    """Keep people who were divorced from somebody with a fiscal wage."""
    return _couple(world, draw, wanted, parted=True)


PLANTERS: tuple[Planter, ...] = (_spouse, _paid)
INNOCENTS: tuple[Planter, ...] = (_divorced, _survivor, _before)


def judge(world: World) -> pl.DataFrame:
    """Return who was kept beside a fiscal wage of theirs or of their spouse."""
    kept = world.tables[KEPT].select("person", "first_for", "stopped_on")
    wages = world.tables[PAYROLL].select(
        "staff_type", waged="person", month=pl.col("paid_for").dt.month_start()
    )
    known = world.tables[MARRIAGE].filter(pl.col("kind") == "结婚")
    listed = pl.concat(
        [
            known.select("person", waged="spouse_person"),
            known.select(person="spouse_person", waged="person"),
        ]
    ).unique()
    mates = kinship(world).filter(pl.col("relation") == SPOUSE)
    mates = mates.select("person", waged="relative")
    mates = mates.join(listed, on=["person", "waged"], how="semi")
    ends = pl.col("stopped_on").fill_null(pl.col("month"))
    within = (pl.col("first_for") <= pl.col("month")) & (pl.col("month") <= ends)
    own = kept.join(wages, left_on="person", right_on="waged")
    near = kept.join(mates, on="person").join(wages, on="waged")
    over = near.join(_divorces(world), on=["person", "waged"], how="left")
    married = (pl.col("divorced_on") > pl.col("month")).fill_null(value=True)
    is_staff = pl.col("staff_type").is_in([*FISCAL, RETIRED])
    acts = own.filter(within)
    return labels(
        RULE,
        [
            _named(acts.filter(is_staff), "kept_on_payroll"),
            _named(over.filter(within, is_staff, married), "spouse_on_payroll"),
        ],
        [
            _named(acts.filter(~is_staff), "no_wage"),
            _named(over.filter(within, is_staff, ~married), "divorced_before"),
            _named(over.filter(within, ~is_staff), "no_wage_of_the_spouse"),
            _named(own.filter(~within), "other_months"),
        ],
    )


def _divorces(world: World) -> pl.DataFrame:
    rows = world.tables[MARRIAGE].filter(pl.col("kind") == "离婚")
    one_way = rows.select("person", waged="spouse_person", divorced_on="registered_on")
    back = one_way.select(person="waged", waged="person", divorced_on="divorced_on")
    both = pl.concat([one_way, back])
    return both.group_by("person", "waged").agg(pl.col("divorced_on").max())


def _named(frame: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    partner = pl.col("waged").min() if "waged" in frame.columns else pl.lit(-1)
    found = frame.group_by("person").agg(partner=partner)
    return found.with_columns(
        pl.col("partner").cast(pl.Int32), mechanism=pl.lit(mechanism)
    )

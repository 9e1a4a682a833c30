"""Everyone the county pays: staff, pensioners of the budget, cadres of villages.

About 4.2 % of the people a month (0.25 million rows a year in half a million
people). Nobody is paid after the month of death or of leaving. Pensioners of the
budget draw their pension from the insurance; here stand but the allowances that it
leaves to the unit.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import polars as pl

from county.drawing import (
    FIRST,
    MONTHS,
    ages_on,
    choose,
    dates,
    death_months,
    draw,
    identity,
    month_starts,
    pick,
    spread,
)
from county.households import Days, Ints
from county.world import World, today

SHARE = 0.0425
PENSION_AGE, WORKING_AGES = 60, (22, 59)
TYPES: Mapping[str, float] = MappingProxyType(
    {
        "公务员": 0.09,
        "参公": 0.05,
        "事业在编": 0.41,
        "工勤": 0.03,
        "国企": 0.02,
        "离退休": 0.23,
        "遗属补助": 0.015,
        "村干部": 0.05,
        "公益性岗位": 0.04,
        "三支一扶": 0.007,
        "临聘": 0.04,
        "辅警": 0.018,
    }
)
NEW_SHARE, LEAVING_SHARE, LEADING_TYPES = 0.025, 0.02, 2
OLD_TYPES = ("离退休", "遗属补助")
POSTS = ("一级科员", "二级主任科员", "股长", "办事员", "中级岗位", "初级岗位", "高级工")
WAGES: Mapping[str, int] = MappingProxyType(
    {"公务员": 7200, "参公": 6900, "事业在编": 6400, "工勤": 5200, "国企": 6000,
     "离退休": 620, "遗属补助": 1150, "村干部": 2900, "公益性岗位": 1600,
     "三支一扶": 3600, "临聘": 3100, "辅警": 3700}
)  # fmt: skip


def pay_staff(world: World) -> None:
    """Fill finance/staff_payroll month by month and name the units' leaders."""
    stream = world.generator("staff")
    people, kinds = _employ(world, stream)
    units = world.tables["registry/unit"]
    unit = stream.integers(0, units.height, len(people))
    wage = np.array(list(WAGES.values()))[kinds] * 100
    wage = (wage * stream.uniform(0.8, 1.35, len(people)) // 1000 * 1000).astype(
        np.int64
    )
    first, last, joined, left = _careers(world, people, kinds, stream)
    rows = identity(world, people, "account_number").with_columns(
        units["unit_code"].gather(unit),
        units["organisation_name"].gather(unit).alias("unit_name"),
        pick(tuple(TYPES), kinds).alias("staff_type"),
        draw(("行政岗", "专业技术岗", "工勤岗", "其他"), len(people), stream).alias(
            "post_kind"
        ),
        draw(POSTS, len(people), stream).alias("position"),
        joined.alias("joined_on"),
        left.alias("left_on"),
        pl.Series("gross_fen", wage),
        pl.Series("deduction_fen", wage * 17 // 100 // 100 * 100),
    )
    row, month = spread(first, last)
    paid = rows[row].with_columns(
        month_starts(month).alias("paid_for"),
        (pl.col("gross_fen") - pl.col("deduction_fen")).alias("net_fen"),
        pl.when(pl.col("left_on") <= month_starts(month).dt.month_end()).then(
            "left_on"
        ),
    )
    world.append("finance/staff_payroll", paid)
    _name_leaders(world, unit, people, kinds)


def staff_people(world: World) -> Ints:
    """Return everyone who stands in the payroll in any month, whatever the type."""
    return world.tables["finance/staff_payroll"]["person"].unique().sort().to_numpy()


def _employ(world: World, stream: np.random.Generator) -> tuple[Ints, Ints]:
    ages, died = ages_on(world, today), death_months(world)
    alive = died >= 0
    total = world.people * SHARE
    old = np.flatnonzero(alive & (ages >= PENSION_AGE))
    trading = world.tables["registry/company"]["legal_representative_person"]
    free = np.ones(len(ages), dtype=bool)
    free[trading.to_numpy()] = False  # nobody whom the budget employs leads a firm
    working = np.flatnonzero(
        alive & free & (ages >= WORKING_AGES[0]) & (ages <= WORKING_AGES[1])
    )
    stream.shuffle(old)
    stream.shuffle(working)
    people: list[Ints] = []
    kinds: list[Ints] = []
    taken = {True: 0, False: 0}
    for number, (name, share) in enumerate(TYPES.items()):
        is_old = name in OLD_TYPES
        pool, size = old if is_old else working, max(2, round(total * share))
        found = pool[taken[is_old] : taken[is_old] + size]
        taken[is_old] += size
        people.append(found)
        kinds.append(np.full(len(found), number))
    return np.concatenate(people), np.concatenate(kinds)


def _careers(
    world: World, people: Ints, kinds: Ints, stream: np.random.Generator
) -> tuple[Ints, Ints, pl.Series, pl.Series]:
    """Return first and last month of pay, and the days of joining and leaving."""
    count = len(people)
    died = death_months(world)[people]
    newly = stream.random(count) < NEW_SHARE
    first = np.where(newly, stream.integers(1, MONTHS - 1, count), 0)
    leaving = (stream.random(count) < LEAVING_SHARE) & ~newly & (died > MONTHS)
    last_month = np.where(leaving, stream.integers(1, MONTHS - 1, count), MONTHS)
    last = np.minimum(died, last_month)
    born = world.persons["birth_on"].to_numpy().astype("datetime64[D]")[people]
    start = born.astype("datetime64[M]") + stream.integers(22 * 12, 24 * 12, count)
    start = np.where(newly, FIRST + first, np.minimum(start, FIRST - 2))
    joined = start.astype("datetime64[D]") + 4
    left = (FIRST + last).astype("datetime64[D]") + stream.integers(9, 27, count)
    gone: Days = np.where(leaving, left, np.datetime64("NaT", "D"))
    return first, last, dates(joined), dates(gone)


def _name_leaders(world: World, unit: Ints, people: Ints, kinds: Ints) -> None:
    chosen = choose(
        np.random.default_rng(0), np.flatnonzero(kinds <= LEADING_TYPES), len(people)
    )
    leaders = pl.DataFrame(
        {
            "row": unit[chosen],
            "leader": world.persons["person_name"].gather(people[chosen]),
        }
    ).unique("row", keep="first", maintain_order=True)
    units = world.tables["registry/unit"].drop("leader").with_row_index("row")
    named = units.with_columns(pl.col("row").cast(pl.Int64)).join(
        leaders, on="row", how="left", maintain_order="left"
    )
    world.tables["registry/unit"] = named.drop("row").select(
        world.tables["registry/unit"].columns
    )

"""Training classes: migrants' money trains migrants only, other money anyone fit.

Nobody is trained who is paid as staff, draws a pension or is a woman past 54.
"""

import numpy as np
import polars as pl

from county.benefits_migrant import enrolled_migrants
from county.drawing import ages_on, choose, dates, draw, identity, serials
from county.households import Ints
from county.standing import listed
from county.workdays import off_holidays
from county.world import World, first_month, today

SHARE, CLASS_SIZE = 0.01, 40
FUNDS = ("移民", "人社", "扶贫", "退役", "农业")
FUND_SHARES = (0.3, 0.35, 0.15, 0.1, 0.1)
TRADES = (
    "电工",
    "焊工",
    "家政服务员",
    "中式烹调师",
    "茶叶加工",
    "电商运营",
    "育婴员",
    "挖掘机驾驶",
)
SCHOOLS = (
    "云溪县惠民职业培训学校",
    "云溪县职业技术教育中心",
    "云溪县博雅技能培训有限公司",
)
LEVELS = ("初级", "中级", "专项能力")
STANDARDS = (120_000, 150_000, 180_000)
AGES, WOMEN_UNTIL = (18, 58), 54
STANDING = ("finance/staff_payroll", "social_security/pension_payment")
RETURNED_SHARE = 0.004
ISSUED_DAYS, PAID_DAYS = 6, 20  # after the last day of the class


def train(world: World) -> None:
    """Fill relief/training_enrolment (about one row for 100 people)."""
    stream = world.generator("training")
    ages = ages_on(world, today)
    alive = world.persons["died_on"].is_null().to_numpy()
    fit = alive & (ages >= AGES[0]) & (ages <= AGES[1])
    male = (world.persons["sex"] == "男").to_numpy()
    fit &= (male | (ages <= WOMEN_UNTIL)) & ~listed(world, *STANDING)
    migrants = enrolled_migrants(world)["person"].to_numpy()
    total = max(12, round(world.people * SHARE))
    offset = 0
    for fund, share in zip(FUNDS, FUND_SHARES, strict=True):
        pool = migrants[fit[migrants]] if fund == "移民" else np.flatnonzero(fit)
        people = choose(stream, np.unique(pool).astype(np.int64), total * share)
        stream.shuffle(people)
        world.append("relief/training_enrolment", _enrol(world, people, fund, offset))
        offset += len(people) // CLASS_SIZE + 1


def _enrol(world: World, people: Ints, fund: str, offset: int) -> pl.DataFrame:
    stream = world.generator(f"training/{fund}")
    group = np.arange(len(people)) // CLASS_SIZE
    classes = int(group.max(initial=0)) + 1
    month = np.datetime64(first_month, "D") + stream.integers(8, 300, classes)
    length = stream.integers(7, 21, classes)
    month = off_holidays(month, length)
    standard = np.array(STANDARDS)[stream.integers(0, 3, classes)]
    started = month[group]
    ended = started + length[group]
    kinds = {"移民": "移民"}.get(fund, "其他")
    failed = stream.random(len(people)) < RETURNED_SHARE
    table = "relief/training_enrolment"
    rows = identity(
        world, people, "phone", "account_number", "town", "village"
    ).with_columns(
        serials("PX2026", group + offset + 1, 4).alias("class_number"),
        draw(SCHOOLS, classes, stream).gather(group).alias("training_organisation"),
        draw(TRADES, classes, stream).gather(group).alias("trade"),
        draw(LEVELS, classes, stream).gather(group).alias("level"),
        dates(started).alias("started_on"),
        dates(ended).alias("ended_on"),
        pl.Series("hours", (length * 8)[group]),
        pl.lit(kinds).alias("enrollee_kind"),
        serials(f"S0000{42 + FUNDS.index(fund)}", people, 8).alias(
            "certificate_number"
        ),
        dates(ended + ISSUED_DAYS).alias("certificate_on"),
        pl.Series("standard_fen", standard[group]),
        pl.Series("subsidy_fen", standard[group]),
        pl.lit(fund).alias("fund_source"),
        dates(ended + PAID_DAYS).alias("paid_on"),
        pl.Series(["成功", "退回"])
        .gather(failed.astype(np.int64))
        .alias("payment_result"),
    )
    return world.handled(table, rows)

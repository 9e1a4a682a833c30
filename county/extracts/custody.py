"""Custody: few people, none of whom draws, works, learns or borrows meanwhile."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import ages_on, choose, dates, draw, identity, serials
from county.extract import Extract
from county.file import POLICE, File, register_file
from county.households import Bools, Ints
from county.layouts import Layout, columns_of
from county.standing import listed, living
from county.world import World, today

PATH = "registry/custody"
JUSTICE = "县司法局"
BUSY = (
    "social_security/pension_payment",
    "social_security/contribution",
    "relief/dibao_member",
    "relief/subsidy_payment",
    "relief/training_enrolment",
    "finance/staff_payroll",
    "loan/loan_contract",
    "registry/company",
)
CONFINED, CONFINED_SHARES = (
    ("监狱执行", "看守所代为执行", "强制隔离戒毒"),
    (0.62, 0.14, 0.24),
)
LENGTHS = ((400, 2600), (40, 90), (600, 730))  # days, shortest and longest
AT_LARGE, AT_LARGE_SHARES = (
    ("缓刑", "管制", "假释", "暂予监外执行"),
    (0.66, 0.05, 0.2, 0.09),
)
CONFINED_SHARE, AT_LARGE_SHARE, MALE_SHARE = 0.0016, 0.0008, 0.92
AGES, FURTHEST_BACK = (23, 68), 1500
AUTHORITIES = ("汉江监狱", "云溪县看守所", "楚北强制隔离戒毒所")

LAYOUT = Layout(
    title="服刑及强制隔离戒毒人员名单",
    columns=columns_of(
        ":+序号 person_name:人员姓名 id_number:公民身份号码 kind:人员类型 "
        "exec_mode:刑罚执行方式 started_on:执行起始日期 ended_on:刑期止日 "
        "released_on:出所日期 authority:监所名称 document_number:法律文书号 :+备注"
    ),
    titles=("服刑及强制隔离戒毒人员名单（云溪县户籍）",),
    footers=("制表人：",),
    days="%Y.%m.%d",
    codes={"exec_mode": {"监狱执行": "监狱服刑", "看守所代为执行": "看守所服刑"}},
)
CORRECTION = Layout(
    title="社区矫正对象名册",
    columns=columns_of(
        ":+序号 :+司法所 person_name:矫正对象姓名 id_number:身份证号码 "
        "kind:人员类别 exec_mode:矫正类别 started_on:起始日期 ended_on:解除日期 "
        "authority:决定机关 document_number:判决书号"
    ),
    titles=("云溪县社区矫正对象名册", "填报单位：云溪县司法局"),
    days="%Y-%m-%d",
    codes={"exec_mode": {"缓刑": "宣告缓刑", "假释": "裁定假释"}},
)


def fill(world: World) -> None:
    """Fill registry/custody: the confined, and those at large under supervision."""
    stream = world.generator("custody")
    ages = ages_on(world, today)
    fit = living(world) & (ages >= AGES[0]) & (ages <= AGES[1])
    idle = fit & ~listed(world, *BUSY)
    confined = _mostly_men(world, idle, max(3, world.people * CONFINED_SHARE), stream)
    free = fit & ~listed(world, "finance/staff_payroll")
    free[confined] = False
    supervised = _mostly_men(world, free, max(2, world.people * AT_LARGE_SHARE), stream)
    world.append(PATH, _confine(world, confined, stream))
    world.append(PATH, _supervise(world, supervised, stream))


def _mostly_men(
    world: World, fit: Bools, count: float, stream: np.random.Generator
) -> Ints:
    male = (world.persons["sex"] == "男").to_numpy()
    men = choose(stream, np.flatnonzero(fit & male), np.ceil(count * MALE_SHARE))
    women = choose(stream, np.flatnonzero(fit & ~male), count * (1 - MALE_SHARE))
    return np.concatenate([men, women]).astype(np.int64)


def _confine(world: World, people: Ints, stream: np.random.Generator) -> pl.DataFrame:
    mode = stream.choice(3, size=len(people), p=CONFINED_SHARES).astype(np.int64)
    bounds: Ints = np.array(LENGTHS, dtype=np.int64)[mode]
    length = stream.integers(bounds[:, 0], bounds[:, 1] + 1)
    return _sentences(world, people, length, stream).with_columns(
        pl.Series(["服刑", "服刑", "戒毒"]).gather(mode).alias("kind"),
        pl.Series(CONFINED).gather(mode).alias("exec_mode"),
        pl.Series(AUTHORITIES).gather(mode).alias("authority"),
    )


def _supervise(world: World, people: Ints, stream: np.random.Generator) -> pl.DataFrame:
    length = stream.integers(180, 1100, len(people))
    return _sentences(world, people, length, stream).with_columns(
        pl.lit("社区矫正").alias("kind"),
        draw(AT_LARGE, len(people), stream, AT_LARGE_SHARES).alias("exec_mode"),
        pl.lit("云溪县人民法院").alias("authority"),
    )


def _sentences(
    world: World, people: Ints, length: Ints, stream: np.random.Generator
) -> pl.DataFrame:
    back = stream.integers(30, FURTHEST_BACK, len(people)).astype("timedelta64[D]")
    start = np.datetime64(today, "D") - back
    return identity(world, people).with_columns(
        dates(start).alias("started_on"),
        dates(start + length.astype("timedelta64[D]")).alias("ended_on"),
        (serials("（2025）鄂0281刑初", people % 900 + 11, 3) + "号").alias(
            "document_number"
        ),
    )


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Let a sentence end with the life."""
    later = own(deaths) & (pl.col("ended_on") > since(deaths))
    mark(world, PATH, later, ended_on=since(deaths))


def files() -> Iterator[File]:
    """Yield the prisons' list (police) and the supervised (justice office)."""
    for supplier, name, layout, rows in (
        (POLICE, "服刑及强制隔离戒毒人员.xls", LAYOUT, pl.col("kind") != "社区矫正"),
        (JUSTICE, "社区矫正对象名册.xlsx", CORRECTION, pl.col("kind") == "社区矫正"),
    ):
        yield File(
            path=PATH,
            supplier=supplier,
            on=register_file(PATH, supplier, name, layout).on,
            folder="刑罚执行",
            name=name,
            layout=layout,
            rows=rows,
        )


EXTRACT = Extract(path=PATH, fill=fill, files=files, care=0.4, on_death=end_with_death)

"""Temporary relief: what the card paid to those in need, and others in cash."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.calendar_days import days_in, moved
from county.drawing import choose, dates, days_of, draw, identity, serials
from county.extract import Desk, Extract
from county.file import CIVIL, File, half_year_files
from county.layouts import PAID, Layout, columns_of
from county.livelihood import living, people_of, well_off
from county.world import World, first_month

PATH = "relief/temporary_relief"
HOUSEHOLDS = "relief/registered_household"
PROJECT, SHARE, LEAST = "临时救助", 0.006, 3
REASONS = ("医疗支出", "意外事故", "教育支出", "火灾等灾害", "其他")
LAYOUT = Layout(
    title="临时救助发放台账",
    columns=columns_of(
        ":+序号 town:镇街 village:村社区 approval_number:审批表编号 "
        "person_name:救助对象姓名 id_number:救助对象身份证号 member_count:家庭人口 "
        "relief_kind:对象类型 reason:困难类型 applied_on:申请时间 "
        "decided_on:审定日期 relief_form:发放方式 amount_fen:救助金额（元） "
        "account_number:打卡账号 paid_on:发放时间 payment_result:发放状态 "
        "accepted_by:受理人 reviewed_by:审核人 approved_by:审批人 :+走访人员"
    ),
    titles=("云溪县临时救助对象台账",),
    footers=("合计", "制表："),
    days="%Y年%m月%d日",
    codes={
        "relief_kind": {"急难型": "急难型救助", "支出型": "支出型救助"},
        "relief_form": {"转账": "社会化发放"},
        "payment_result": PAID,
    },
)


def _fill(world: World) -> None:
    stream = world.generator("temporary relief")
    card = _by_card(world)
    paid = pl.concat([card, _in_cash(world, card, stream)])
    people = paid["person"].to_numpy().astype(np.int64)
    count = len(people)
    day = days_in(paid["paid_on"])
    decided = moved(day, -stream.integers(2, 12, count))
    facts = identity(world, people, "town", "village", "household", "account_number")
    members = np.bincount(world.persons["household"].to_numpy()[living(world)])
    size = members[facts["household"].to_numpy()].astype(np.int32)
    rows = facts.drop("household", "account_number").with_columns(
        serials("LS2026", np.arange(count) + 1, 5).alias("approval_number"),
        pl.Series("member_count", np.maximum(size, 1)),
        draw(("急难型", "支出型"), count, stream, (3, 4)).alias("relief_kind"),
        draw(REASONS, count, stream, (45, 20, 15, 5, 15)).alias("reason"),
        dates(moved(decided, -stream.integers(2, 15, count))).alias("applied_on"),
        dates(decided).alias("decided_on"),
        paid["amount_fen"],
        paid["paid_on"],
        paid["account_number"],
        pl.when(paid["account_number"].is_null())
        .then(pl.lit("现金"))
        .otherwise(pl.lit("转账"))
        .alias("relief_form"),
        pl.lit("成功").alias("payment_result"),
    )
    world.append(PATH, world.handled(PATH, rows))


def _by_card(world: World) -> pl.DataFrame:
    """Return the card's lines of persons whom nothing speaks against."""
    lines = world.tables["relief/subsidy_payment"].filter(
        pl.col("project_name") == PROJECT
    )
    fit = ~well_off(world)[lines["person"].to_numpy()]
    first = lines.filter(pl.Series(fit)).unique(
        "person", keep="first", maintain_order=True
    )
    return first.select("person", "paid_on", "amount_fen", "account_number")


def _in_cash(
    world: World, card: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    poor = np.union1d(
        people_of(world, "relief/dibao_member", "head_person"),
        people_of(world, HOUSEHOLDS),
    )
    needy = poor[~well_off(world)[poor]]
    pool = np.setdiff1d(needy, card["person"].to_numpy())
    people = choose(stream, pool, max(LEAST, world.people * SHARE))
    day = np.datetime64(first_month, "D") + stream.integers(20, 350, len(people))
    died = days_of(world, "died_on")[people]
    alive = np.isnat(died) | (died > day)
    return pl.DataFrame(
        {
            "person": people[alive],
            "paid_on": dates(day[alive]),
            "amount_fen": stream.integers(5, 40, int(alive.sum())) * 10_000,
            "account_number": pl.Series([None] * int(alive.sum()), dtype=pl.String),
        }
    ).cast({"person": pl.Int32})


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=CIVIL,
        folder="临时救助",
        name="临时救助台账2026年{half}半年.xls",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(HOUSEHOLDS,),
    desk=Desk.TOWNS,
    ends="paid_on",
)

"""Pensions stopped: with the month of death, or paused until proof of life came."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np
import polars as pl

from county.cases.edit import Row, add, facts
from county.drawing import ages_on, choose, dates, identity
from county.extract import Desk, Extract
from county.file import SECOND_HALF, SOCIAL, File, half_year_files
from county.layouts import SCHEMES, Layout, columns_of
from county.standing import living
from county.world import World, first_month

PATH = "social_security/pension_stop"
PENSION = "social_security/pension_payment"
LATEST = np.datetime64(SECOND_HALF, "D") - 1
PAUSED_SHARE, OLD = 0.003, 62  # of pensioners; whoever drew before the year began
PAUSED_IN = date(2025, 6, 1)
AFTER_DEATH = 55  # days until a stop is decided for somebody whom a case lets die
LAYOUT = Layout(
    title="养老待遇暂停终止人员",
    columns=columns_of(
        ":+序号 town:乡镇街道 village:村（居） person_name:领取人姓名 "
        "id_number:身份证号码 insurance:险种类型 stop_kind:停发类别 "
        "stopped_for:终止年月 reason:停发原因 died_on:死亡时间 decided_on:审核日期 "
        "resumed_for:恢复发放年月 overpaid_fen:多拨扣回额 offset_fen:抵扣金额 "
        "refund_fen:退款金额 accepted_by:经办人 reviewed_by:复核人 approved_by:审批人 "
        "remark:备注 :+打印日期"
    ),
    titles=("云溪县养老待遇暂停、终止人员明细表",),
    footers=("制表：          审核：",),
    codes={
        "insurance": SCHEMES,
        "stop_kind": {"暂停": "暂停发放", "终止": "终止发放"},
        "reason": {"死亡": "参保人死亡", "未认证": "未提供生存证明"},
    },
)


def fill(world: World) -> None:
    """Fill social_security/pension_stop: deaths of the year and a few pauses."""
    stream = world.generator("pension_stop")
    drawn = world.tables[PENSION].unique("person", keep="first", maintain_order=True)
    drawn = drawn.sort("person").select("person", insurance="scheme")
    rows = pl.concat([_ended(world, drawn, stream), _paused(world, drawn, stream)])
    world.append(PATH, world.handled(PATH, rows))


def _ended(
    world: World, drawn: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the pensioners who died and whose death the office heard of by now."""
    entered = (
        world.tables["registry/death"]
        .group_by("person")
        .agg(pl.col("registered_on").min())
    )
    known = drawn.join(entered, on="person", how="inner", maintain_order="left")
    wait = stream.integers(4, 21, known.height).astype("timedelta64[D]")
    decided = known["registered_on"].to_numpy().astype("datetime64[D]") + wait
    known = known.with_columns(dates(decided).alias("decided_on")).filter(
        pl.Series(decided <= LATEST)
    )
    people = known["person"].to_numpy().astype(np.int64)
    rows = identity(world, people, "died_on", "town", "village")
    return rows.with_columns(
        known["insurance"],
        known["decided_on"],
        pl.lit("终止").alias("stop_kind"),
        pl.lit("死亡").alias("reason"),
        pl.col("died_on").dt.month_start().alias("stopped_for"),
        pl.lit(None, dtype=pl.Date).alias("resumed_for"),
        *_nothing_due(),
    )


def _nothing_due() -> list[pl.Expr]:
    names = ("overpaid_fen", "offset_fen", "refund_fen")
    return [pl.lit(0, dtype=pl.Int64).alias(name) for name in names]


def _paused(
    world: World, drawn: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return pauses before the year for want of proof, resumed before it began."""
    old = living(world) & (ages_on(world, first_month) >= OLD)
    pool = drawn.filter(pl.col("insurance") == "居民养老")["person"].to_numpy()
    people = choose(stream, pool[old[pool]], max(1, len(pool) * PAUSED_SHARE))
    turn = stream.integers(0, 3, len(people))
    paused = np.datetime64(PAUSED_IN, "M") + turn
    month = dates(paused.astype("datetime64[D]"))
    rows = identity(world, people, "died_on", "town", "village")
    return rows.with_columns(
        pl.lit("居民养老").alias("insurance"),
        (month + timedelta(days=33)).alias("decided_on"),
        pl.lit("暂停").alias("stop_kind"),
        pl.lit("未认证").alias("reason"),
        month.alias("stopped_for"),
        month.dt.offset_by("2mo").alias("resumed_for"),
        *_nothing_due(),
    )


def stop_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Stop the pensions that indeed ended with the month of death."""
    paid = world.tables[PENSION].filter(pl.col("person").is_in(sorted(deaths)))
    last = paid.group_by("person").agg(
        pl.col("paid_in").max(), pl.col("scheme").first()
    )
    rows: list[Row] = []
    for person, paid_in, scheme in last.sort("person").iter_rows():
        died_on = deaths[person]
        decided_on = died_on + timedelta(days=AFTER_DEATH)
        if paid_in <= died_on and decided_on < SECOND_HALF:
            rows.append(_stop(world, person, scheme, died_on, decided_on))
    add(world, PATH, rows)


def _stop(
    world: World, person: int, scheme: str, died_on: date, decided_on: date
) -> Row:
    known = facts(world, person)
    names = ("person_name", "id_number", "town", "village")
    return {
        "person": person,
        **{name: known[name] for name in names},
        "insurance": scheme,
        "stop_kind": "终止",
        "reason": "死亡",
        "stopped_for": died_on.replace(day=1),
        "died_on": died_on,
        "decided_on": decided_on,
    }


def files() -> Iterator[File]:
    """Yield one workbook for each half-year."""
    file = File(
        path=PATH,
        supplier=SOCIAL,
        folder="养老待遇停发",
        name="待遇暂停终止（2026年{half}半年）.xls",
        layout=LAYOUT,
    )
    return half_year_files(file, "decided_on")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    desk=Desk.TOWNS,
    on_death=stop_with_death,
)

"""Decisions of discipline: whoever was dismissed has left the payroll before."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.cases.edit import mark, since
from county.drawing import choose, dates, pick, serials
from county.extract import Extract
from county.file import SECOND_HALF, File, register_file
from county.households import Days
from county.layouts import Layout, columns_of
from county.standing import living
from county.world import World, first_month

PATH = "registry/discipline_decision"
DISCIPLINE = "县纪委监委"
KINDS = ("党内警告", "党内严重警告", "警告", "记过", "记大过", "降级")
LOWER_PAY = "降低工资"
CONSEQUENCES = ("不变", "不变", "不变", "不变", "不变", LOWER_PAY)
MONTHS = (12, 24, 6, 12, 18, 24)  # how long it lasts
WEIGHTS = (0.4, 0.2, 0.16, 0.12, 0.06, 0.06)
SHARE, DISMISSED_SHARE = 0.012, 0.25  # of those who serve, of those who left
LATEST = np.datetime64("2026-10-20")
LAYOUT = Layout(
    title="党纪政务处分情况表",
    columns=columns_of(
        ":+序号 person_name:受处分人姓名 id_number:身份证号码 unit_name:原单位 "
        "position:原职务 decision_kind:处分档次 decided_on:决定时间 "
        "effective_on:处分生效日期 ended_on:影响期止 pay_consequence:待遇处理 "
        "document_number:处分文号 authority:批准机关 :+备注"
    ),
    titles=("云溪县受处分人员情况表（供工资待遇核对使用）",),
    footers=("填表：          审核：",),
    days="%Y年%m月%d日",
    codes={"decision_kind": {"开除": "开除公职", "记过": "政务记过"}},
)


def fill(world: World) -> None:
    """Fill registry/discipline_decision: dismissals, and lesser ones of who serves."""
    stream = world.generator("discipline_decision")
    cadres = world.tables["registry/cadre"]
    alive = pl.Series(living(world)[cadres["person"].to_numpy()])
    left = cadres.filter(alive & cadres["removed_on"].is_not_null())
    serving = cadres.filter(alive & cadres["removed_on"].is_null())
    world.append(PATH, _dismissals(left, stream))
    lesser = _lesser(serving, stream)
    world.append(PATH, lesser)
    _lower_pay(world, lesser.filter(pl.col("pay_consequence") == LOWER_PAY))


def _dismissals(left: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return dismissals in force from the month after the last wage."""
    chosen = choose(
        stream, np.arange(left.height), np.ceil(left.height * DISMISSED_SHARE)
    )
    rows = left[chosen]
    after = rows["removed_on"].dt.month_end().dt.offset_by("1d")
    return _entries(rows, after.to_numpy().astype("datetime64[D]"), 1).with_columns(
        pl.lit("开除").alias("decision_kind"),
        pl.lit("停发工资").alias("pay_consequence"),
    )


def _lesser(serving: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    count = max(2, round(serving.height * SHARE))
    chosen = choose(stream, np.arange(serving.height), count)
    rows = serving[chosen]
    kind = stream.choice(len(KINDS), size=rows.height, p=WEIGHTS).astype(np.int64)
    day = np.datetime64(first_month, "D") + stream.integers(5, 340, rows.height)
    ended = day + np.array(MONTHS)[kind] * 30
    return _entries(rows, day, 400).with_columns(
        pick(KINDS, kind).alias("decision_kind"),
        pick(CONSEQUENCES, kind).alias("pay_consequence"),
        dates(ended).alias("ended_on"),
    )


def _lower_pay(world: World, lowered: pl.DataFrame) -> None:
    """Lower the wages of these people from the month after the decision on."""
    months = dict(lowered.select("person", "effective_on").iter_rows())
    later = pl.col("paid_for") > since(months).dt.month_end()
    step = pl.col("gross_fen") // 1_000 * 80
    less = {name: pl.col(name) - step for name in ("gross_fen", "net_fen")}
    mark(world, "finance/staff_payroll", later.fill_null(value=False), **less)


def _entries(rows: pl.DataFrame, effective: Days, first: int) -> pl.DataFrame:
    number = serials("云纪处〔2026〕", np.arange(rows.height) + first, 1) + "号"
    decided = np.minimum(effective, LATEST)
    return rows.select(
        "person", "person_name", "id_number", "unit_name", "position"
    ).with_columns(
        dates(decided).alias("decided_on"),
        dates(effective).alias("effective_on"),
        number.alias("document_number"),
        pl.lit("中共云溪县纪律检查委员会").alias("authority"),
    )


def files() -> Iterator[File]:
    """Yield the list as given for comparing wages."""
    name = f"受处分人员情况表_{SECOND_HALF:%Y%m%d}.xlsx"
    yield register_file(PATH, DISCIPLINE, name, LAYOUT)


EXTRACT = Extract(
    path=PATH, fill=fill, files=files, after=("registry/cadre",), care=0.3
)

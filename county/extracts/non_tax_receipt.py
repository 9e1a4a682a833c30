"""Receipts for fees: numbered without a gap, and paid into the treasury in time."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, pick, serials
from county.extract import Desk, Extract
from county.file import FINANCE, File, half_year_files
from county.layouts import Layout, columns_of
from county.purchases import supplier_columns
from county.workdays import draw_workdays, workdays_later
from county.world import World

PATH = "finance/non_tax_receipt"
SHARE, LEAST = 0.05, 120
ISSUERS = 20
ITEMS, ITEM_YUAN = (
    ("行政处罚罚没收入", "考试报名费", "检验检测费", "场地租金"),
    (
        500,
        80,
        240,
        600,
    ),
)
VOID_SHARE = 0.01
CODE = "42010126"

LAYOUT = Layout(
    title="非税收入票据开具及缴库明细",
    columns=columns_of(
        "receipt_code:票据代码 receipt_number:票据号 unit_code:单位编码 "
        "unit_name:执收单位名称 payer_name:缴款单位 item_name:执收项目 "
        "standard_fen:执收标准 quantity_milli:收费数量 amount_fen:开票总额 "
        "issued_on:开具日期 status:票据使用状态 treasury_on:上缴日期 "
        "treasury_fen:上缴金额 payment_kind:缴费方式 issued_by:填开人 reviewed_by:复核 "
        ":+校验码"
    ),
    days="%Y%m%d",
    codes={"status": {"正常": "已开具", "作废": "已作废"}},
)


def issue_receipts(world: World) -> None:
    """Fill finance/non_tax_receipt: each unit's numbers follow its days."""
    stream = world.generator(PATH)
    units = world.tables["registry/unit"]
    count = max(LEAST, round(world.people * SHARE))
    issuers = min(ISSUERS, units.height)
    unit = np.sort(stream.integers(0, issuers, count))
    day = draw_workdays(stream, count)
    order = np.lexsort((day, unit))
    day = day[order]
    first = np.searchsorted(unit, np.arange(issuers))
    number = (unit + 1) * 1_000_000 + np.arange(count) - first[unit] + 1
    item = stream.integers(0, len(ITEMS), count)
    many = np.where(item == 0, 1, stream.integers(1, 5, count))
    standard = np.array(ITEM_YUAN)[item] * 100
    void = stream.random(count) < VOID_SHARE
    fen = np.where(void, 0, standard * many)
    paid = np.where(void, np.datetime64("NaT", "D"), workdays_later(day, item % 3))
    suppliers = world.tables["finance/supplier"].height
    payer = stream.integers(0, suppliers, count)
    rows = pl.DataFrame(
        [
            serials("", number, 10).alias("receipt_number"),
            units["unit_code"].gather(unit),
            units["organisation_name"].gather(unit).alias("unit_name"),
            supplier_columns(world, payer, "payer_name")[0],
            pick(ITEMS, item).alias("item_name"),
            pl.Series("standard_fen", standard),
            pl.Series("quantity_milli", many * 1_000),
            pl.Series("amount_fen", fen),
            dates(day).alias("issued_on"),
            pick(("正常", "作废"), void.astype(np.int64)).alias("status"),
            dates(paid).alias("treasury_on"),
            pl.Series("treasury_fen", fen),
            pick(("扫码", "转账", "刷卡"), number % 3).alias("payment_kind"),
        ]
    ).with_columns(pl.lit(CODE).alias("receipt_code"))
    handled = world.handled(PATH, rows).rename({"accepted_by": "issued_by"})
    world.append(PATH, handled.drop("approved_by"))


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FINANCE,
        folder="非税收入票据",
        name="非税票据开具明细（{half}半年）.csv",
        layout=LAYOUT,
    )
    return half_year_files(file, "issued_on")


EXTRACT = Extract(
    path=PATH,
    fill=issue_receipts,
    files=_files,
    after=("finance/supplier",),
    desk=Desk.COUNTY,
)

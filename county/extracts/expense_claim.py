"""Claims of staff: one a month at most for anybody, each on an invoice of its own."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import choose, dates, draw, serials
from county.extract import Desk, Extract
from county.file import FINANCE, File, half_year_files
from county.households import Bools, Days
from county.layouts import Layout, columns_of
from county.purchases import supplier_columns
from county.workdays import workdays
from county.world import World

PATH = "finance/expense_claim"
SHARE, LEAST = 0.04, 60
STAFF = ("公务员", "参公", "事业在编", "工勤")
TRIP, TRIP_SHARE = "差旅费", 0.7
OTHERS = ("办公费", "培训费", "会议费")
PLACES = ("黄石市", "武汉市", "黄冈市", "咸宁市", "鄂州市", "宜昌市")
HOTEL = "迎宾酒店有限公司"
ALLOWANCE_YUAN, LODGING_YUAN = 180, (220, 380)

LAYOUT = Layout(
    title="费用报销明细",
    columns=columns_of(
        ":+序号 claim_number:报销单编号 unit_code:单位编码 unit_name:报销单位 "
        "person_name:报账人 id_number:报账人身份证号 expense_kind:报销项目 "
        "trip_from_on:出差开始日期 trip_until_on:返回日期 trip_place:出差地 "
        "invoice_number:发票号码 invoice_on:开票时间 invoice_fen:价税合计 "
        "seller_name:开票单位 seller_credit_code:销方纳税人识别号 amount_fen:核报金额 "
        "account_number:报销收款账号 reimbursed_on:支付日期 is_split_approved:费用分摊 "
        "accepted_by:经办人 reviewed_by:复核人 approved_by:审批人 :+交通工具"
    ),
    titles=("云溪县会计核算中心费用报销明细",),
    footers=("合计",),
    days="slash",
    codes={"expense_kind": {"办公费": "办公用品", "培训费": "培训"}},
)


def claim(world: World) -> None:
    """Fill finance/expense_claim from people at work in the month of the claim."""
    stream = world.generator(PATH)
    payroll = world.tables["finance/staff_payroll"]
    at_work = payroll.filter(
        pl.col("staff_type").is_in(STAFF), pl.col("left_on").is_null()
    ).unique(["person", "paid_for"], keep="first", maintain_order=True)
    count = max(LEAST, round(world.people * SHARE))
    rows = at_work[choose(stream, np.arange(at_work.height), count)]
    count = rows.height
    supplier = stream.integers(0, world.tables["finance/supplier"].height, count)
    trip = stream.random(count) < TRIP_SHARE
    rows = rows.select(
        "unit_code",
        "unit_name",
        "person",
        "person_name",
        "id_number",
        "account_number",
        *_trips(rows, trip, stream),
        *supplier_columns(world, supplier, "seller_name", "seller_credit_code"),
        serials("BX2026", np.arange(count) + 1, 8).alias("claim_number"),
        serials("26427", np.arange(count) * 7 + 3, 15).alias("invoice_number"),
        pl.lit("否").alias("is_split_approved"),
    ).with_columns(
        pl.coalesce(pl.col("trip_place") + HOTEL, "seller_name").alias("seller_name"),
        pl.when(pl.col("trip_place").is_null()).then("seller_credit_code"),
    )
    world.append(PATH, world.handled(PATH, rows))


def _trips(
    rows: pl.DataFrame, trip: Bools, stream: np.random.Generator
) -> list[pl.Series]:
    """Return days, place and money of claims; a trip stays within its month."""
    count = rows.height
    month: Days = rows["paid_for"].to_numpy().astype("datetime64[D]")
    start = month + stream.integers(2, 20, count)
    days = stream.integers(1, 5, count)
    end = start + days - 1
    lodging = stream.integers(*LODGING_YUAN, count) * days
    other = stream.integers(120, 2_600, count)
    invoice = np.where(trip, lodging, other) * 100
    paid = invoice + np.where(trip, days * ALLOWANCE_YUAN * 100, 0)
    nothing = np.datetime64("NaT", "D")
    kind = draw(OTHERS, count, stream).zip_with(
        pl.Series(~trip), pl.Series([TRIP]).new_from_index(0, count)
    )
    place = draw(PLACES, count, stream).zip_with(
        pl.Series(trip), pl.Series([None] * count, dtype=pl.String)
    )
    return [
        kind.alias("expense_kind"),
        place.alias("trip_place"),
        dates(np.where(trip, start, nothing)).alias("trip_from_on"),
        dates(np.where(trip, end, nothing)).alias("trip_until_on"),
        dates(end).alias("invoice_on"),
        pl.Series("invoice_fen", invoice),
        pl.Series("amount_fen", paid),
        dates(workdays(end + stream.integers(2, 6, count))).alias("reimbursed_on"),
    ]


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FINANCE,
        folder="费用报销明细",
        name="费用报销明细（{half}半年）.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "reimbursed_on")


EXTRACT = Extract(
    path=PATH,
    fill=claim,
    files=_files,
    after=("finance/supplier",),
    desk=Desk.COUNTY,
    care=0.6,
    ends="reimbursed_on",
)

"""Official cards, cars and receptions: on working days, with few at the table."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import choose, dates, draw, pick, serials
from county.extract import Desk, Extract
from county.file import FINANCE, File, half_year_files
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.purchases import FOOD, draw_suppliers, supplier_columns
from county.workdays import workdays
from county.world import World

PATH = "finance/official_card"
SHARE, LEAST = 0.03, 60
HOLDERS = ("公务员", "参公", "事业在编")
KINDS = ("公车加油", "办公用品", "公务接待", "公车维修")
KIND_SHARES, KIND_YUAN = (0.5, 0.28, 0.12, 0.1), (320, 460, 55, 1_300)
RECEPTION, FUEL, REPAIR = 2, 0, 3
GARAGES = ("中国石化云溪城关加油站", None, None, "云溪县公务用车定点维修中心")
FUEL_FEN = 780  # a litre
GUEST_UNITS = ("黄石市财政局", "阳新县农业农村局", "大冶市民政局", "鄂州市审计局")

LAYOUT = Layout(
    title="公务卡、公务用车与公务接待消费明细",
    columns=columns_of(
        "transaction_number:交易流水号 unit_code:预算单位编码 unit_name:单位名称 "
        "person_name:持卡人姓名 id_number:持卡人证件号码 spend_kind:消费类别 "
        "card_number:消费卡号 plate_number:公车号牌 spent_on:刷卡日期 "
        "merchant_name:消费商户 place:消费城市 amount_fen:交易金额 "
        "litres_milli:加油升数 guest_unit:接待对象 guest_count:来宾人数 "
        "companion_count:陪餐人数 official_letter_number:公函号 "
        "dispatch_number:派车单编号 purpose:公务事由 is_reimbursed:报销状态 "
        "handled_by:经办人 reviewed_by:审核人 approved_by:审批人 :+POS终端号"
    ),
    titles=("云溪县公务卡、公务用车及公务接待消费明细", "单位：元"),
    days="cell",
    codes={"is_reimbursed": {"是": "已报销"}, "spend_kind": {"公车加油": "燃油费"}},
)


def spend(world: World) -> None:
    """Fill finance/official_card: holders at work in the month in which they pay."""
    stream = world.generator(PATH)
    payroll = world.tables["finance/staff_payroll"]
    at_work = payroll.filter(
        pl.col("staff_type").is_in(HOLDERS), pl.col("left_on").is_null()
    )
    count = max(LEAST, round(world.people * SHARE))
    rows = at_work[choose(stream, np.arange(at_work.height), count)]
    count = rows.height
    kind = stream.choice(len(KINDS), size=count, p=KIND_SHARES).astype(np.int64)
    office = draw_suppliers(world, ("商贸", "超市", "文化"), count, stream)
    table = draw_suppliers(world, FOOD, count, stream)
    month: Days = rows["paid_for"].to_numpy().astype("datetime64[D]")
    day = workdays(month + stream.integers(0, 18, count))
    person = rows["person"].to_numpy().astype(np.int64)
    rows = rows.select(
        "unit_code",
        "unit_name",
        "person",
        "person_name",
        "id_number",
        serials("GK2026", np.arange(count) + 1, 9).alias("transaction_number"),
        serials("628288", person * 7_919 + 100_003, 10).alias("card_number"),
        pick(KINDS, kind).alias("spend_kind"),
        dates(day).alias("spent_on"),
        *_details(kind, rows["unit_code"], stream),
    ).with_columns(
        *supplier_columns(world, np.where(kind == RECEPTION, table, office), "shop"),
        pl.Series("garage", GARAGES, dtype=pl.String).gather(kind),
    )
    rows = rows.with_columns(
        pl.coalesce("garage", "shop").alias("merchant_name"),
        pl.lit("云溪县").alias("place"),
        pl.col("spend_kind").alias("purpose"),
        pl.lit("是").alias("is_reimbursed"),
    ).drop("garage", "shop")
    second = pl.struct("unit_code", "spent_on").is_duplicated()
    again = (pl.col("spend_kind") == KINDS[FUEL]) & second
    rows = rows.filter(~again)
    handled = world.handled(PATH, rows).rename({"accepted_by": "handled_by"})
    world.append(PATH, handled)


def _details(
    kind: Ints, unit_code: pl.Series, stream: np.random.Generator
) -> list[pl.Series]:
    """Return the money, and what belongs to a reception or to a car."""
    count = len(kind)
    guests = np.where(kind == RECEPTION, stream.integers(3, 13, count), 0)
    hosts = np.minimum(3, np.maximum(1, guests // 3))
    times = np.where(kind == RECEPTION, guests + hosts, 1)
    base = np.array(KIND_YUAN)[kind] * stream.uniform(0.6, 1.2, count) * 100
    fen = base.astype(np.int64) * times
    reception, car = (
        pl.Series(kind == RECEPTION),
        pl.Series(np.isin(kind, (FUEL, REPAIR))),
    )
    text = pl.Series([None] * count, dtype=pl.String)
    number = pl.Series([None] * count, dtype=pl.Int64)
    serial = np.arange(count)
    return [
        pl.Series("amount_fen", fen),
        pl.Series(fen * 1_000 // FUEL_FEN)
        .zip_with(pl.Series(kind == FUEL), number)
        .alias("litres_milli"),
        draw(GUEST_UNITS, count, stream).zip_with(reception, text).alias("guest_unit"),
        pl.Series(guests).zip_with(reception, number).alias("guest_count"),
        pl.Series(hosts).zip_with(reception, number).alias("companion_count"),
        serials("函〔2026〕", serial + 1, 5)
        .zip_with(reception, text)
        .alias("official_letter_number"),
        serials("PC2026", serial + 1, 6).zip_with(car, text).alias("dispatch_number"),
        ("鄂B" + unit_code.str.slice(1) + "云")
        .zip_with(car, text)
        .alias("plate_number"),
    ]


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FINANCE,
        folder="公务卡公车接待",
        name="公务卡公车接待消费明细（{half}半年）.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "spent_on")


EXTRACT = Extract(
    path=PATH,
    fill=spend,
    files=_files,
    after=("finance/supplier",),
    desk=Desk.COUNTY,
    care=0.6,
    ends="spent_on",
)

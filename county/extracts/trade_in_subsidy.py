"""Trade-ins: household goods and phones from shops, cars by those who gave up one.

Goods are paid by the shop, which takes the subsidy off the price; cars by transfer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
import polars as pl

from county.calendar_days import days_in
from county.drawing import ages_on, choose, dates, draw, identity, pick, serials
from county.extract import Desk, Extract
from county.file import File, half_year_files
from county.households import Bools, Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import living
from county.world import World, today

PATH, TRADE = "finance/trade_in_subsidy", "县商务局"
VEHICLES = "registry/vehicle"
SHARE, AGES, LEAST = 0.05, (22, 76), 3
BEGAN, ENDED, YEAR = date(2025, 9, 1), date(2026, 8, 31), date(2026, 1, 1)
REJECTED, RETURNED = 0.02, 0.01
TWO_SHARE, BEST_SHARE, ELECTRIC_SHARE = 0.3, 0.8, 0.6
HOME, PHONE = "家电", "数码"
SCRAP, SWAP = "汽车报废更新", "汽车置换更新"
# kind, category, price in yuan of the cheapest, weight
GOODS = (
    ("冰箱", HOME, 2_100, 10),
    ("洗衣机", HOME, 1_500, 10),
    ("电视", HOME, 2_300, 9),
    ("空调", HOME, 2_000, 14),
    ("热水器", HOME, 1_300, 7),
    ("电脑", HOME, 3_600, 5),
    ("手机", PHONE, 1_600, 25),
    ("平板", PHONE, 1_700, 6),
    ("智能手表手环", PHONE, 500, 5),
)
SHARES: Mapping[str, int] = MappingProxyType({"一级": 20, "二级": 15})  # percent, 2025
NEXT_PERCENT, HOME_FEN, NEXT_FEN, PHONE_FEN = 15, 200_000, 150_000, 50_000
# in 分: the flat sum of 2025; then the percentage of the price and its cap of 2026
CARS: Mapping[tuple[str, str], tuple[int, int, int]] = MappingProxyType(
    {
        (SCRAP, "新能源车"): (2_000_000, 12, 2_000_000),
        (SCRAP, "燃油车"): (1_500_000, 10, 1_500_000),
        (SWAP, "新能源车"): (1_500_000, 8, 1_500_000),
        (SWAP, "燃油车"): (1_300_000, 6, 1_300_000),
    }
)
BRANDS = ("云驰", "江锋", "远泰", "长庆", "吉川", "东岭")
SHOPS, DEALERS = ("商贸", "超市", "电子商务"), ("汽车",)
LAYOUT = Layout(
    title="消费品以旧换新补贴明细",
    columns=columns_of(
        ":+序号 application_number:申请单编号 category:以旧换新类别 goods_kind:品类 "
        "brand_model:品牌及型号 energy_grade:能效水效等级 serial_number:SN码/车架号 "
        "person_name:消费者姓名 id_number:消费者身份证号 town:乡镇 village:村(社区) "
        "old_item_number:旧车车架号 old_plate_number:旧车车牌号 "
        "merchant_name:销售企业名称 merchant_credit_code:销售企业信用代码 "
        "invoice_number:发票号码 invoice_on:开票日期 invoice_status:发票状态 "
        "invoice_fen:价税合计 price_fen:最终销售价格 applied_on:提交日期 "
        "subsidy_fen:核定补贴金额 status:审核状态 account_number:领补账号 "
        "paid_on:兑付日期 refund_fen:退回补贴金额 refunded_on:退回日期 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+备注"
    ),
    titles=("云溪县消费品以旧换新补贴资金兑付明细表", "单位：元"),
    footers=("合计", "填表人："),
    days="%Y-%m-%d",
    codes={
        "status": {"已拨付": "已兑付", "审核驳回": "不通过", "已退回": "退货退款"},
        "energy_grade": {"一级": "1级", "二级": "2级"},
        "category": {PHONE: "数码和智能产品"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("trade-in")
    rows = pl.concat(
        [_goods(world, stream), _cars(world, stream)], how="diagonal_relaxed"
    )
    count = np.arange(rows.height, dtype=np.int64)
    rows = rows.with_columns(
        serials("YJHX4202812026", count + 1, 6).alias("application_number"),
        serials("26422000", count * 11 + 900_007, 12).alias("invoice_number"),
        pl.lit("正常").alias("invoice_status"),
        pl.col("price_fen").alias("invoice_fen"),
        subsidy_fen=due(rows),
    )
    rows = _decided(rows, stream)
    world.append(PATH, world.handled(PATH, rows))


def due(rows: pl.DataFrame) -> pl.Expr:
    """Return what a purchase is due: by category, kind, grade, price and its day."""
    price, old = pl.col("price_fen"), pl.lit(rows["invoice_on"] < YEAR)
    grade = pl.col("energy_grade").replace_strict(
        dict(SHARES), default=NEXT_PERCENT, return_dtype=pl.Int64
    )
    home = (
        pl.when(old)
        .then(pl.min_horizontal(price * grade // 100, pl.lit(HOME_FEN)))
        .otherwise(pl.min_horizontal(price * NEXT_PERCENT // 100, pl.lit(NEXT_FEN)))
    )
    phone = pl.min_horizontal(price * NEXT_PERCENT // 100, pl.lit(PHONE_FEN))
    own: list[pl.Expr] = [pl.when(pl.col("category") == PHONE).then(phone)]
    for (category, kind), (flat, percent, cap) in CARS.items():
        here = (pl.col("category") == category) & (pl.col("goods_kind") == kind)
        share = pl.min_horizontal(price * percent // 100, pl.lit(cap))
        own.append(pl.when(here & old).then(pl.lit(flat)))
        own.append(pl.when(here).then(share))
    return pl.coalesce(*own, home).cast(pl.Int64)


def _goods(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return one purchase of each buyer; some buy a second thing of another kind."""
    people = choose(stream, _buyers(world), max(LEAST, world.people * SHARE))
    again = people[stream.random(len(people)) < TWO_SHARE]
    weights = np.array([one[3] for one in GOODS], dtype=np.float64)
    first = stream.choice(len(GOODS), size=len(people), p=weights / weights.sum())
    second = (first[np.isin(people, again)] + 1) % len(GOODS)
    kind: Ints = np.concatenate([first, second]).astype(np.int64)
    buyers: Ints = np.concatenate([people, again])
    price = np.array([one[2] for one in GOODS])[kind]
    price = (price * stream.uniform(1.0, 2.2, len(kind))).astype(np.int64) * 100
    bought = _days(len(kind), stream)
    at_home = np.isin(kind, [n for n, one in enumerate(GOODS) if one[1] == HOME])
    late = bought >= np.datetime64(YEAR, "D")
    best = at_home & (late | (stream.random(len(kind)) < BEST_SHARE))
    return identity(world, buyers, "town", "village").with_columns(
        pick([one[1] for one in GOODS], kind).alias("category"),
        pick([one[0] for one in GOODS], kind).alias("goods_kind"),
        _grades(at_home, best),
        _models(len(kind), stream),
        *_merchants(world, SHOPS, len(kind), stream),
        serials("SN26A", np.arange(len(kind), dtype=np.int64) * 17 + 30_011, 8).alias(
            "serial_number"
        ),
        pl.Series("price_fen", price),
        dates(bought).alias("invoice_on"),
    )


def _buyers(world: World) -> Ints:
    ages = ages_on(world, today)
    return np.flatnonzero(living(world) & (ages >= AGES[0]) & (ages < AGES[1]))


def _days(count: int, stream: np.random.Generator) -> Days:
    first = np.datetime64(BEGAN, "D")
    width = (ENDED - BEGAN).days
    found: Days = first + stream.integers(0, width, count)
    return found


def _grades(at_home: Bools, best: Bools) -> pl.Series:
    number = np.where(at_home, np.where(best, 1, 2), 0).astype(np.int64)
    return pl.Series("energy_grade", [None, "一级", "二级"]).gather(number)


def _models(count: int, stream: np.random.Generator) -> pl.Series:
    number = stream.integers(100, 999, count).astype(np.int64)
    made = draw(BRANDS, count, stream) + " " + serials("YX-", number, 3)
    return made.alias("brand_model")


def _cars(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the cars bought by those who scrapped or sold one of late."""
    cars = world.tables[VEHICLES].filter(pl.col("person") >= 0)
    given_up = cars.filter(
        pl.col("status").is_in(["报废", "转出"]),
        pl.col("vehicle_kind").is_in(["小型轿车", "小型普通客车"]),
        pl.col("left_on").is_between(BEGAN, ENDED),
        pl.Series(living(world)[cars["person"].to_numpy()]),
    )
    one_each = given_up.sort("person", "left_on", "plate_number").unique(
        "person", keep="first", maintain_order=True
    )
    people = one_each["person"].to_numpy().astype(np.int64)
    electric = stream.random(len(people)) < ELECTRIC_SHARE
    bought = days_in(one_each["left_on"]) + stream.integers(1, 15, len(people))
    price = stream.integers(700, 2_200, len(people)) * 10_000
    facts = identity(world, people, "account_number", "town", "village")
    return facts.with_columns(
        pl.when(one_each["status"] == "报废")
        .then(pl.lit(SCRAP))
        .otherwise(pl.lit(SWAP))
        .alias("category"),
        pick(("燃油车", "新能源车"), electric.astype(np.int64)).alias("goods_kind"),
        _models(len(people), stream),
        *_merchants(world, DEALERS, len(people), stream),
        _frames("LYX26", people).alias("serial_number"),
        _frames("LOY14", people).alias("old_item_number"),
        one_each["plate_number"].alias("old_plate_number"),
        pl.Series("price_fen", price.astype(np.int64)),
        dates(bought).alias("invoice_on"),
    )


def _frames(prefix: str, numbers: Ints | Sequence[int]) -> pl.Series:
    """Return frame numbers of seventeen signs, one for each number."""
    return serials(prefix, np.asarray(numbers, dtype=np.int64) * 29 + 7, 12)


def _merchants(
    world: World, words: Sequence[str], count: int, stream: np.random.Generator
) -> list[pl.Series]:
    """Return the sellers: a few firms whose names say what they trade in."""
    open_ones = world.tables["registry/company"].filter(
        pl.col("status") == "存续", pl.col("founded_on") < BEGAN
    )
    sells = pl.any_horizontal(
        pl.col("organisation_name").str.contains(word, literal=True) for word in words
    )
    shops = open_ones.filter(sells)
    shops = (shops if shops.height else open_ones).head(max(2, world.people // 2_000))
    chosen = pl.Series(stream.integers(0, shops.height, count))
    return [
        shops["organisation_name"].gather(chosen).alias("merchant_name"),
        shops["credit_code"].gather(chosen).alias("merchant_credit_code"),
    ]


def _decided(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return rows with their course: paid, turned down, or paid and given back."""
    chance = pl.Series(stream.random(rows.height))
    wait = stream.integers(15, 35, rows.height)
    applied = days_in(rows["invoice_on"]) + stream.integers(0, 8, rows.height)
    refused = pl.lit(chance < REJECTED)
    back = pl.lit((chance >= REJECTED) & (chance < REJECTED + RETURNED))
    return rows.with_columns(
        dates(applied).alias("applied_on"),
        pl.when(~refused).then(dates(applied + wait)).alias("paid_on"),
        pl.when(back).then("subsidy_fen").alias("refund_fen"),
        pl.when(back).then(dates(applied + wait + 9)).alias("refunded_on"),
        pl.when(refused)
        .then(pl.lit("审核驳回"))
        .when(back)
        .then(pl.lit("已退回"))
        .otherwise(pl.lit("已拨付"))
        .alias("status"),
    )


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=TRADE,
        folder="消费品以旧换新补贴",
        name="以旧换新补贴兑付明细（{half}半年）.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(VEHICLES,),
    desk=Desk.COUNTY,
    ends="paid_on",
)

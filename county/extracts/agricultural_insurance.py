"""Insured rice: one policy a village, each household under it, losses in summer."""

import numpy as np
import polars as pl

from county.drawing import choose, dates, identity
from county.extract import Desk, Extract
from county.file import FINANCE, File, register_file
from county.households import Ints
from county.layouts import PAID, Layout, columns_of
from county.livelihood import living
from county.places import REGION
from county.world import World

PATH = "relief/agricultural_insurance"
PLOTS = "relief/land_subsidy"
SHARE, LOSS_SHARE = 0.075, 0.09
SUM_FEN, PREMIUM_FEN, CLAIM_FEN = 110_000, 3_300, 60_000  # a mu
SUBSIDY_TENTHS = 8
INSURERS = ("人保财险云溪支公司", "太平洋产险云溪支公司")
FROM, TO = np.datetime64("2026-05-10"), np.datetime64("2026-10-10")
LAYOUT = Layout(
    title="水稻种植保险投保理赔明细",
    columns=columns_of(
        ":+序号 town:乡镇 village:行政村 policy_number:保险单号 insurer:保险机构 "
        "insurance_kind:投保险种 person_name:投保农户 id_number:农户身份证号 "
        "insured_from:保险起期 insured_to:保险止期 "
        "insured_quantity_milli:投保数量 sum_insured_fen:保险金额（元） "
        "premium_fen:保费（元） subsidy_fen:财政补贴（元） "
        "self_paid_fen:农户自缴（元） lost_on:出险日期 "
        "lost_quantity_milli:受损面积 claim_fen:赔付金额（元） "
        "account_number:一卡通账号 paid_on:理赔日期 payment_result:支付结果 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+联系人"
    ),
    titles=("云溪县政策性水稻种植保险投保理赔明细表", "单位：元、亩"),
    footers=("合计", "承保机构（盖章）："),
    days="%Y-%m-%d",
    codes={"payment_result": PAID},
)


def _fill(world: World) -> None:
    stream = world.generator("insured rice")
    alive = living(world)
    grown = (
        world.tables[PLOTS]
        .filter(pl.col("land_kind") == "水田")
        .unique("person", keep="first", maintain_order=True)
    )
    grown = grown.filter(pl.Series(alive[grown["person"].to_numpy()]))
    grown = grown[choose(stream, np.arange(grown.height), world.people * SHARE)]
    people = grown["person"].to_numpy().astype(np.int64)
    area = grown["subsidised_area_milli"].to_numpy()
    premium = area * PREMIUM_FEN // 1000
    subsidy = premium * SUBSIDY_TENTHS // 10
    facts = identity(world, people, "town", "village", "account_number")
    number = (facts["town"] + facts["village"]).rank("dense").cast(pl.Int64)
    rows = facts.with_columns(
        _policy(number.to_numpy()),
        pl.Series(INSURERS).gather(number % len(INSURERS)).alias("insurer"),
        pl.lit("水稻种植保险").alias("insurance_kind"),
        pl.lit(FROM.item()).alias("insured_from"),
        pl.lit(TO.item()).alias("insured_to"),
        pl.Series("insured_quantity_milli", area),
        pl.Series("sum_insured_fen", area * SUM_FEN // 1000),
        pl.Series("premium_fen", premium),
        pl.Series("subsidy_fen", subsidy),
        pl.Series("self_paid_fen", premium - subsidy),
        *_losses(area, stream),
    )
    world.append(PATH, world.handled(PATH, rows))


def _policy(village: Ints) -> pl.Series:
    serial = pl.Series(village).cast(pl.String).str.zfill(6)
    return (f"PNX2026{REGION}" + serial).alias("policy_number")


def _losses(area: Ints, stream: np.random.Generator) -> list[pl.Expr]:
    count = len(area)
    lost = pl.Series(stream.random(count) < LOSS_SHARE)
    hit = area * stream.integers(2, 9, count) // 10 // 100 * 100
    day = np.datetime64("2026-07-05") + stream.integers(0, 60, count)
    values = {
        "lost_on": dates(day),
        "lost_quantity_milli": pl.Series(hit),
        "claim_fen": pl.Series(hit * CLAIM_FEN // 1000),
        "paid_on": dates(day + stream.integers(20, 45, count)),
    }
    shown = [pl.when(lost).then(value).alias(name) for name, value in values.items()]
    return [*shown, pl.when(lost).then(pl.lit("成功")).alias("payment_result")]


def _files() -> list[File]:
    return [register_file(PATH, FINANCE, "水稻保险投保理赔2026年.xlsx", LAYOUT)]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(PLOTS,),
    desk=Desk.TOWNS,
    ends="paid_on",
)

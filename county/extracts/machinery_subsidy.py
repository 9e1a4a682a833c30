"""Subsidised machines: small ones paid by card, larger ones to cooperatives."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.calendar_days import days_in, moved
from county.drawing import choose, dates, draw, identity, pick, serials
from county.extract import Desk, Extract
from county.file import File, half_year_files
from county.households import Ints
from county.layouts import PAID, Layout, columns_of
from county.livelihood import at_home, homes_of, is_one_of, living, people_of
from county.offices import FARMING
from county.staff import staff_people
from county.world import World, first_month

PATH = "relief/machinery_subsidy"
PROJECT, COOPERATIVE = "农机购置与应用补贴", "农民专业合作社"
SHARE, LEAST = 0.0012, 2
LARGE = (
    ("轮式拖拉机", "YT-904", "云拓农机制造有限公司", 1_150_000),
    ("水稻联合收割机", "HN-5.0", "华农收获机械有限公司", 2_400_000),
    ("水稻插秧机", "YC-6D", "云拓农机制造有限公司", 720_000),
    ("粮食烘干机", "HG-12", "恒谷干燥设备有限公司", 1_850_000),
)  # item, model, maker, subsidy in 分 × 1: a third of the price
SMALL = ("微耕机", "WG-4.0", "小犁机械有限公司")
LAYOUT = Layout(
    title="农机购置与应用补贴受益信息",
    columns=columns_of(
        "application_number:申请表编号 town:所在乡镇 village:所在村 "
        "buyer_kind:申请者类型 organisation_name:组织名称 credit_code:信用代码 "
        "person_name:购机者姓名 id_number:购机人身份证号 phone:联系方式 "
        "machine_kind:机具品目 model:产品型号 maker:生产厂家 dealer:经销商 "
        "factory_number:出厂编号 engine_number:发动机编号 bought_on:购机时间 "
        "price_fen:单台销售价格（元） subsidy_fen:单台补贴额（元） "
        "account_number:卡号 paid_on:支付日期 payment_result:支付状态 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+补贴机具分档"
    ),
    titles=("云溪县农机购置与应用补贴受益信息公开表",),
    footers=("合计",),
    days="%Y-%m-%d",
    codes={"buyer_kind": {"组织": "农业生产经营组织"}, "payment_result": PAID},
)


def _fill(world: World) -> None:
    stream = world.generator("machines")
    rows = pl.concat(
        [_small(world, stream), _large(world, stream)], how="diagonal_relaxed"
    )
    count = np.arange(rows.height, dtype=np.int64)
    rows = rows.with_columns(
        serials("NJ4202812026", count + 1, 6).alias("application_number"),
        serials("YX26A", count * 7 + 311, 6).alias("factory_number"),
        serials("Q", count * 13 + 52_007, 8).alias("engine_number"),
        draw(("云溪县丰收农机商行", "云溪县顺达农机经营部"), rows.height, stream).alias(
            "dealer"
        ),
        pl.lit("成功").alias("payment_result"),
    )
    waited = stream.integers(25, 90, rows.height)
    bought = moved(days_in(rows["paid_on"]), -waited)
    rows = rows.with_columns(dates(bought).alias("bought_on"))
    world.append(PATH, world.handled(PATH, rows))


def _small(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the machines whose subsidy the card paid, at its day and amount."""
    lines = world.tables["relief/subsidy_payment"].filter(
        pl.col("project_name") == PROJECT
    )
    people = lines["person"].to_numpy().astype(np.int64)
    facts = identity(world, people, "phone", "town", "village")
    price = (
        lines["amount_fen"].to_numpy() * 3 + stream.integers(-40, 60, len(people)) * 100
    )
    item, model, maker = SMALL
    return facts.with_columns(
        lines["account_number"],
        lines["paid_on"],
        lines["amount_fen"].alias("subsidy_fen"),
        pl.Series("price_fen", price),
        pl.lit("个人").alias("buyer_kind"),
        pl.lit(item).alias("machine_kind"),
        pl.lit(model).alias("model"),
        pl.lit(maker).alias("maker"),
    )


def _large(world: World, stream: np.random.Generator) -> pl.DataFrame:
    open_ones = world.tables["registry/company"].filter(
        (pl.col("status") == "存续") & (pl.col("company_kind") == COOPERATIVE)
    )
    leaders = open_ones["legal_representative_person"].to_numpy().astype(np.int64)
    poor = homes_of(world, people_of(world, "relief/dibao_member"))
    staff = is_one_of(world, staff_people(world))
    able = living(world) & ~at_home(world, poor) & ~staff
    fit = np.flatnonzero(able[leaders])
    chosen = choose(stream, fit, max(LEAST, world.people * SHARE))
    companies = open_ones[chosen]
    kind: Ints = stream.integers(0, len(LARGE), len(chosen)).astype(np.int64)
    subsidy = np.array([one[3] for one in LARGE])[kind]
    paid = np.datetime64(first_month, "D") + stream.integers(60, 350, len(chosen))
    founded = companies["founded_on"].to_numpy().astype("datetime64[D]")
    facts = identity(
        world, leaders[chosen], "phone", "account_number", "town", "village"
    )
    rows = facts.with_columns(
        companies["organisation_name"],
        companies["credit_code"],
        pl.lit("组织").alias("buyer_kind"),
        pick([one[0] for one in LARGE], kind).alias("machine_kind"),
        pick([one[1] for one in LARGE], kind).alias("model"),
        pick([one[2] for one in LARGE], kind).alias("maker"),
        pl.Series("subsidy_fen", subsidy),
        pl.Series("price_fen", subsidy * 3),
        dates(paid).alias("paid_on"),
    )
    return rows.filter(pl.Series(founded + 120 < paid))


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FARMING,
        folder="农机购置补贴",
        name="农机购置补贴（{half}半年）.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(path=PATH, fill=_fill, files=_files, desk=Desk.COUNTY, ends="paid_on")

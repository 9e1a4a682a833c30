"""Payments of the treasury: contracts by instalment, and the current cost of units."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from county.drawing import dates, pick, serials
from county.extract import Desk, Extract
from county.extracts.contract import FIRST_PART_MILLI, SECOND_PAYMENT_DAYS
from county.file import FINANCE, File, monthly_files
from county.households import Ints
from county.layouts import Layout, columns_of
from county.purchases import (
    CATEGORIES,
    FIRST_PROJECT_LINE,
    OFFICE_LINE,
    WAGES_LINE,
    indicator_numbers,
    years_of,
)
from county.workdays import LAST_DAY, draw_workdays, workdays
from county.world import World

PATH = "finance/treasury_payment"
SHARE = 0.23
HIGHEST_YUAN = 9_500  # of a purchase without a contract


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One kind of current cost: classification, usual size, fixed payee if any."""

    code: str
    name: str
    share: float
    yuan: int
    payee: str = ""
    is_three_public: bool = False


COSTS = tuple(
    Cost(code=code, name=name, share=share, yuan=yuan, payee=payee, is_three_public=tp)
    for code, name, share, yuan, payee, tp in (
        ("30101", "基本工资", 0.1, 180_000, "云溪县财政统发工资专户", False),
        ("30201", "办公费", 0.32, 1_800, "", False),
        ("30202", "印刷费", 0.1, 1_500, "", False),
        ("30205", "水费", 0.08, 900, "云溪县供水总公司", False),
        ("30206", "电费", 0.1, 2_600, "国网云溪县供电公司", False),
        ("30207", "邮电费", 0.08, 700, "云溪县电信分公司", False),
        ("30213", "维修（护）费", 0.14, 2_400, "", False),
        ("30217", "公务接待费", 0.03, 900, "", True),
        ("30231", "公务用车运行维护费", 0.05, 1_100, "", True),
    )
)
FUNCTIONS = (
    ("2010301", "行政运行"),
    ("2080101", "行政运行"),
    ("2050202", "小学教育"),
    ("2100302", "乡镇卫生院"),
    ("2130104", "事业运行"),
)

LAYOUT = Layout(
    title="国库集中支付流水",
    columns=columns_of(
        "payment_number:支付令编号 paid_on:支付时间 unit_code:预算单位代码 "
        "unit_name:预算单位名称 function_code:功能分类科目编码 "
        "function_name:功能分类科目名称 economic_code:部门经济分类编码 "
        "economic_name:部门经济分类 project_name:预算项目 "
        "indicator_number:预算指标文号 contract_number:关联合同号 "
        "budget_kind:预算类型 fund_source:资金类型 "
        "payment_method:支付类型 payee_name:收款人全称 "
        "payee_account_number:收款人账号 payee_bank:收款人开户银行 "
        "amount_fen:实际支付金额 summary:用途 is_procurement:政府采购标识 "
        "is_three_public:三公标识 accepted_by:经办人 reviewed_by:审核人 "
        "approved_by:审批人 :+回单号"
    ),
    titles=("云溪县国库集中支付流水查询", "导出时间：2026年11月"),
    footers=("合计",),
    days="%Y-%m-%d",
    codes={
        "fund_source": {"一般公共预算": "一般公共预算资金"},
        "payment_method": {"直接支付": "财政直接支付", "授权支付": "财政授权支付"},
    },
)


def pay_from_treasury(world: World) -> None:
    """Fill finance/treasury_payment."""
    stream = world.generator(PATH)
    units = world.tables["registry/unit"].with_row_index("unit")
    contracts = _of_contracts(world, units)
    others = max(units.height, round(world.people * SHARE) - contracts.height)
    rows = pl.concat([contracts, _current(world, others, stream)], how="diagonal")
    rows = rows.sort("paid_on", maintain_order=True)
    unit = rows["unit"].to_numpy().astype(np.int64)
    year = years_of(rows["paid_on"].to_numpy())
    function = unit % len(FUNCTIONS)
    rows = rows.with_columns(
        serials("ZF", year * 1_000_000 + np.arange(rows.height) + 1, 10).alias(
            "payment_number"
        ),
        units["unit_code"].gather(unit),
        units["organisation_name"].gather(unit).alias("unit_name"),
        pl.col("indicator_number").fill_null(
            indicator_numbers(year, unit, rows["line"].to_numpy())
        ),
        pick([f[0] for f in FUNCTIONS], function).alias("function_code"),
        pick([f[1] for f in FUNCTIONS], function).alias("function_name"),
        pl.lit("年初预算").alias("budget_kind"),
        pl.lit("一般公共预算").alias("fund_source"),
    )
    world.append(PATH, world.handled(PATH, rows.drop("unit", "line")))


def _of_contracts(world: World, units: pl.DataFrame) -> pl.DataFrame:
    """Return the instalments of contracts: a first part, and the rest when done."""
    contracts = world.tables["finance/contract"].filter(pl.col("paid_fen") > 0)
    first = (pl.col("amount_fen") * FIRST_PART_MILLI // 1_000).alias("fen")
    parts = [
        contracts.with_columns(first, pl.col("first_paid_on").alias("paid_on")),
        contracts.with_columns(
            (pl.col("paid_fen") - first).alias("fen"),
            dates(
                workdays(
                    contracts["first_paid_on"].to_numpy().astype("datetime64[D]")
                    + SECOND_PAYMENT_DAYS
                ).clip(max=LAST_DAY)
            ).alias("paid_on"),
        ),
    ]
    lines = pl.DataFrame(
        {
            "category_code": [c.code for c in CATEGORIES],
            "line": [FIRST_PROJECT_LINE + n for n in range(len(CATEGORIES))],
            "economic_code": [
                "31005" if c.kind == "工程" else "30299" for c in CATEGORIES
            ],
        }
    )
    rows = pl.concat(parts).filter(pl.col("fen") > 0)
    rows = rows.join(lines, on="category_code", how="left", maintain_order="left")
    rows = rows.join(
        units.select("unit", purchaser_name="organisation_name"),
        on="purchaser_name",
        how="left",
        maintain_order="left",
    )
    accounts = world.tables["finance/supplier"].select(
        "supplier_credit_code",
        payee_account_number="account_number",
        payee_bank="bank",
    )
    rows = rows.join(
        accounts, on="supplier_credit_code", how="left", maintain_order="left"
    ).join(
        world.tables["finance/procurement_project"].select(
            "project_number", "indicator_number"
        ),
        on="project_number",
        how="left",
        maintain_order="left",
    )
    return rows.select(
        "unit",
        "line",
        "paid_on",
        "contract_number",
        "indicator_number",
        "economic_code",
        "payee_account_number",
        "payee_bank",
        pl.col("economic_code")
        .replace({"31005": "基础设施建设", "30299": "其他商品和服务支出"})
        .alias("economic_name"),
        (pl.col("category_name") + "专项").alias("project_name"),
        pl.col("supplier_name").alias("payee_name"),
        pl.col("fen").alias("amount_fen"),
        (pl.lit("付") + pl.col("contract_name") + "款").alias("summary"),
        pl.lit("直接支付").alias("payment_method"),
        pl.lit("是").alias("is_procurement"),
        pl.lit("否").alias("is_three_public"),
    )


def _current(world: World, count: int, stream: np.random.Generator) -> pl.DataFrame:
    """Return payments for what a unit needs from day to day."""
    units = world.tables["registry/unit"].height
    shares = np.array([c.share for c in COSTS])
    cost = stream.choice(len(COSTS), size=count, p=shares).astype(np.int64)
    suppliers = world.tables["finance/supplier"]
    supplier = stream.integers(0, suppliers.height, count)
    fixed = pick([c.payee for c in COSTS], cost)
    is_fixed = fixed != ""
    wages = pl.Series(cost == 0)
    names = pick([c.name for c in COSTS], cost)
    line = np.where(cost == 0, WAGES_LINE, OFFICE_LINE)
    three = [{True: "是", False: "否"}[c.is_three_public] for c in COSTS]
    return pl.DataFrame(
        [
            pl.Series("unit", stream.integers(0, units, count)).cast(pl.UInt32),
            pl.Series("line", line).cast(pl.Int64),
            dates(draw_workdays(stream, count)).alias("paid_on"),
            pick([c.code for c in COSTS], cost).alias("economic_code"),
            names.alias("economic_name"),
            fixed.zip_with(is_fixed, suppliers["supplier_name"].gather(supplier)).alias(
                "payee_name"
            ),
            serials("8205", cost, 13)
            .zip_with(is_fixed, suppliers["account_number"].gather(supplier))
            .alias("payee_account_number"),
            suppliers["bank"].gather(supplier).alias("payee_bank"),
            pl.Series("amount_fen", _sizes(cost, stream)),
            ("付" + names).alias("summary"),
            pick(three, cost).alias("is_three_public"),
        ]
    ).with_columns(
        pl.Series(["公用经费", "人员经费"])
        .gather(wages.cast(pl.Int64))
        .alias("project_name"),
        pl.lit("授权支付").alias("payment_method"),
        pl.lit("否").alias("is_procurement"),
    )


def _sizes(cost: Ints, stream: np.random.Generator) -> Ints:
    usual = np.array([c.yuan for c in COSTS])[cost]
    spread = np.exp(stream.normal(0.0, 0.7, len(cost)))
    fen = (usual * 100 * spread).astype(np.int64)
    return np.where(cost == 0, fen // 100 * 100, np.minimum(fen, HIGHEST_YUAN * 100))


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FINANCE,
        folder="国库集中支付",
        name="国库集中支付流水{month:%Y%m}.xlsx",
        layout=LAYOUT,
    )
    return monthly_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH,
    fill=pay_from_treasury,
    files=_files,
    after=("finance/supplier", "finance/contract"),
    desk=Desk.COUNTY,
)

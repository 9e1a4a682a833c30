"""Taxes that companies paid, quarter by quarter, while they were open.

Small traders are exempt unless public units buy from them; these pay by half-year.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, serials
from county.extract import Extract
from county.file import File, half_year_files
from county.households import Bools, Ints
from county.layouts import Layout, columns_of
from county.workdays import workdays
from county.world import World

PATH, TAX = "finance/tax_payment", "县税务局"
QUARTERS = np.array(["2025-10", "2026-01", "2026-04", "2026-07"], "datetime64[M]")
HALF = 2  # quarters
RATE_PPM, TRADER_RATE_PPM = 30_000, 10_000
USUAL_YUAN = 90_000

LAYOUT = Layout(
    title="税款入库明细",
    columns=columns_of(
        "certificate_number:电子税票号 tax_kind:征收项目 credit_code:统一社会信用代码 "
        "taxpayer_name:纳税人名称 paid_for:税款所属时期 paid_on:缴款日期 "
        "base_fen:计税金额 rate_ppm:征收率 amount_fen:实缴金额 industry:行业门类 "
        "tax_office:征收机关 :+预算级次"
    ),
    days="%Y-%m-%d",
)


def collect_taxes(world: World) -> None:
    """Fill finance/tax_payment."""
    stream = world.generator(PATH)
    companies = world.tables["registry/company"]
    suppliers = world.tables["finance/supplier"]["supplier_credit_code"]
    firm = (companies["company_kind"] == "有限责任公司").to_numpy()
    sells = companies["credit_code"].is_in(suppliers.implode()).to_numpy()
    size = np.exp(stream.normal(0.0, 1.0, companies.height)) * USUAL_YUAN
    parts = [
        _quarter(
            companies,
            turn,
            firm | (sells & (turn % HALF == 1)),
            size.astype(np.int64),
            stream,
        )
        for turn in range(len(QUARTERS))
    ]
    rows = pl.concat(parts)
    numbers = serials("34202600", np.arange(rows.height) + 1, 10)
    world.append(PATH, rows.with_columns(numbers.alias("certificate_number")))


def _quarter(
    companies: pl.DataFrame,
    turn: int,
    pays: Bools,
    size: Ints,
    stream: np.random.Generator,
) -> pl.DataFrame:
    first = QUARTERS[turn].astype("datetime64[D]")
    last = (QUARTERS[turn] + 3).astype("datetime64[D]") - 1
    sales = (size * stream.uniform(0.7, 1.3, len(size))).astype(np.int64) * 100
    paid = workdays(last + stream.integers(3, 15, len(size)))
    trader = pl.col("company_kind") == "个体工商户"
    rate = pl.when(trader).then(TRADER_RATE_PPM).otherwise(RATE_PPM).cast(pl.Int32)
    rows = companies.select(
        "credit_code",
        "founded_on",
        "cancelled_on",
        pl.col("organisation_name").alias("taxpayer_name"),
        pl.lit("增值税").alias("tax_kind"),
        pl.lit(first).alias("paid_for"),
        pl.lit(last).alias("paid_for_to"),
        dates(paid).alias("paid_on"),
        pl.Series("base_fen", sales),
        rate.alias("rate_ppm"),
        pl.lit("批发和零售业").alias("industry"),
        pl.lit("国家税务总局云溪县税务局第一税务所").alias("tax_office"),
    ).with_columns(
        (pl.col("base_fen") * pl.col("rate_ppm") // 1_000_000).alias("amount_fen")
    )
    ends = pl.col("cancelled_on")
    is_open = (pl.col("founded_on") <= first) & (ends.is_null() | (ends > last))
    return rows.filter(pl.Series(pays) & is_open).drop("founded_on", "cancelled_on")


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=TAX,
        folder="税款入库",
        name="税款入库明细（2026年{half}半年）.csv",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH, fill=collect_taxes, files=_files, after=("finance/supplier",)
)

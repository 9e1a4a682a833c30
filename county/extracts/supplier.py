"""The treasury's register of suppliers: companies that stand apart from its staff."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import choose, dates, draw, serials
from county.extract import Extract
from county.file import FINANCE, File, register_file
from county.layouts import Layout, columns_of
from county.relatives import staff_and_kin
from county.world import World

SHARE, LEAST = 0.024, 60
FOUNDED_BEFORE = pl.date(2024, 1, 1)
BANKS = ("云溪农商行", "建行云溪支行", "农行云溪支行", "工行云溪支行", "邮储云溪支行")

LAYOUT = Layout(
    title="政府采购供应商库",
    columns=columns_of(
        ":+序号 supplier_credit_code:社会信用代码 supplier_name:企业名称 "
        "supplier_kind:企业类型 legal_representative:法人代表 "
        "legal_representative_id_number:法人身份证号 phone:联系方式 address:注册地址 "
        "business_scope:主营业务 bank:开户行 account_number:基本户账号 "
        "registered_on:入库时间 status:入库状态 :+信用等级"
    ),
    titles=("云溪县政府采购供应商库", "导出单位：云溪县财政局政府采购办"),
    days="cell",
    codes={"status": {"在库": "有效"}},
)


def register_suppliers(world: World) -> None:
    """Fill finance/supplier: open companies, led by nobody close to the payroll."""
    stream = world.generator("finance/supplier")
    companies = world.tables["registry/company"]
    leader = companies["legal_representative_person"]
    near = pl.Series(staff_and_kin(world)).gather(leader)
    able = companies.with_columns(
        near.alias("near"), world.persons["household"].gather(leader)
    ).filter(
        ~pl.col("near"),
        pl.col("cancelled_on").is_null(),
        pl.col("founded_on") < FOUNDED_BEFORE,
    )
    apart = able.unique("household", keep="first", maintain_order=True)
    wanted = max(LEAST, world.people * SHARE)
    chosen = apart[choose(stream, np.arange(apart.height), wanted)]
    world.append("finance/supplier", _registered(chosen, stream))


def _registered(chosen: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    count = chosen.height
    entered = np.datetime64("2024-02-01") + stream.integers(0, 600, count)
    return chosen.select(
        "legal_representative",
        "legal_representative_id_number",
        "legal_representative_person",
        "phone",
        "address",
        pl.col("credit_code").alias("supplier_credit_code"),
        pl.col("organisation_name").alias("supplier_name"),
        pl.col("company_kind").alias("supplier_kind"),
    ).with_columns(
        pl.col("supplier_name").str.slice(5, 6).alias("business_scope"),
        draw(BANKS, count, stream).alias("bank"),
        serials("8201", np.arange(count) * 7_919 + 100_000, 13).alias("account_number"),
        dates(entered).alias("registered_on"),
        pl.lit("在库").alias("status"),
    )


def _files() -> Iterator[File]:
    yield register_file("finance/supplier", FINANCE, "供应商库.xlsx", LAYOUT)


EXTRACT = Extract(
    path="finance/supplier", fill=register_suppliers, files=_files, care=0.5
)

"""The approvals to look into accounts: those whose movements were handed over."""

from collections.abc import Iterator

import polars as pl

from county.extract import Extract
from county.file import SECOND_HALF, File, register_file
from county.layouts import Layout, columns_of
from county.world import World

PATH, MOVEMENTS = "loan/account_approval", "loan/account_transaction"
OFFICE, AUTHORITY = "县委巡察办", "中共云溪县委巡察工作领导小组"
DOCUMENT = "云巡查询〔2026〕3号"
LAYOUT = Layout(
    title="账户查询批准名单",
    columns=columns_of(
        ":+序号 authority:批准机关 document_number:批准文号 person_name:查询对象 "
        "id_number:查询对象身份证号 approved_from:有效期起 approved_to:有效期止 "
        "purpose:查询目的"
    ),
    titles=("云溪县账户查询批准名单",),
    days="%Y-%m-%d",
)


def approve(world: World) -> None:
    """Fill loan/account_approval: everybody whose account movements came."""
    people = world.tables[MOVEMENTS].select("person", "person_name", "id_number")
    add_approval(world, people.unique("person").sort("person"))


def add_approval(world: World, people: pl.DataFrame) -> None:
    """Approve the query of these people (`person, person_name, id_number`)."""
    rows = people.with_columns(
        pl.lit(AUTHORITY).alias("authority"),
        pl.lit(DOCUMENT).alias("document_number"),
        pl.date(2026, 1, 1).alias("approved_from"),
        pl.date(2027, 12, 31).alias("approved_to"),
        pl.lit("核对创业担保贷款资金去向").alias("purpose"),
    )
    world.append(PATH, rows)


def _files() -> Iterator[File]:
    name = f"账户查询批准名单_{SECOND_HALF:%Y%m%d}.xlsx"
    yield register_file(PATH, OFFICE, name, LAYOUT)


EXTRACT = Extract(path=PATH, fill=approve, files=_files, after=(MOVEMENTS,), care=0.3)

"""Units' books: every payment of the treasury is booked twice, in its month."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.extract import Desk, Extract
from county.file import FINANCE, File, monthly_files
from county.layouts import Layout, columns_of
from county.world import World

PATH = "finance/voucher"
INVOICE = 26_422_000_000_000_000_000
INVOICED = "8201"  # accounts of suppliers, who give an invoice
HANDLED = {"accepted_by": "prepared_by"}

LAYOUT = Layout(
    title="单位会计凭证序时账",
    columns=columns_of(
        "unit_code:单位编码 unit_name:核算单位 booked_for:会计月份 "
        "voucher_number:记账凭证号 line_number:分录号 booked_on:制单日期 "
        "account_code:会计科目编码 account_name:会计科目 summary:业务摘要 "
        "debit_fen:借方 credit_fen:贷方 attachment_count:附单据数 "
        "invoice_number:数电票号码 invoice_fen:价税合计 counterparty_name:对方单位 "
        "counterparty_account_number:对方账号 payment_number:支付令编号 "
        "prepared_by:制单 reviewed_by:复核 approved_by:会计主管 :+记账"
    ),
    days="%Y-%m-%d",
    months="%Y%m",
)


def keep_books(world: World) -> None:
    """Fill finance/voucher: cost against the treasury's allotment, line by line."""
    paid = world.tables["finance/treasury_payment"]
    month = pl.col("paid_on").dt.month_start()
    rank = pl.int_range(1, pl.len() + 1).over("unit_code", month)
    invoiced = pl.col("payee_account_number").str.starts_with(INVOICED)
    rows = paid.select(
        "unit_code",
        "unit_name",
        "summary",
        "payment_number",
        "economic_name",
        "amount_fen",
        month.alias("booked_for"),
        pl.col("paid_on").alias("booked_on"),
        ("记" + rank.cast(pl.String).str.zfill(4)).alias("voucher_number"),
        pl.col("payee_name").alias("counterparty_name"),
        pl.col("payee_account_number").alias("counterparty_account_number"),
        pl.when(invoiced).then(_invoice_numbers(paid.height)).alias("invoice_number"),
        pl.when(invoiced).then("amount_fen").alias("invoice_fen"),
        pl.lit(2, dtype=pl.Int32).alias("attachment_count"),
    )
    lines = [
        rows.with_columns(
            pl.lit("1").alias("line_number"),
            pl.lit("500101").alias("account_code"),
            ("业务活动费用-" + pl.col("economic_name")).alias("account_name"),
            pl.col("amount_fen").alias("debit_fen"),
        ),
        rows.with_columns(
            pl.lit("2").alias("line_number"),
            pl.lit("4001").alias("account_code"),
            pl.lit("财政拨款收入").alias("account_name"),
            pl.col("amount_fen").alias("credit_fen"),
            pl.lit(None, dtype=pl.String).alias("invoice_number"),
            pl.lit(None, dtype=pl.Int64).alias("invoice_fen"),
        ),
    ]
    booked = pl.concat(lines, how="diagonal").drop("economic_name", "amount_fen")
    booked = booked.sort("payment_number", "line_number", maintain_order=True)
    world.append(PATH, world.handled(PATH, booked).rename(HANDLED))


def _invoice_numbers(count: int) -> pl.Series:
    """Return numbers of electronic invoices, twenty digits, each given once."""
    tail = pl.Series(np.arange(count) * 13 + 7).cast(pl.String).str.zfill(12)
    return str(INVOICE)[:8] + tail


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=FINANCE,
        folder="单位会计凭证",
        name="单位会计凭证序时账{month:%Y%m}.xlsx",
        layout=LAYOUT,
    )
    return monthly_files(file, "booked_for")


EXTRACT = Extract(
    path=PATH,
    fill=keep_books,
    files=_files,
    after=("finance/treasury_payment",),
    desk=Desk.COUNTY,
)

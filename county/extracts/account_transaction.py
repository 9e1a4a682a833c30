"""Account movements of a few borrowers, handed over only with an approval.

Each loan is spent bit by bit on what the business needs; interest leaves the account
on the days that `loan/repayment` says.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, pick, serials
from county.extract import Extract
from county.file import BANK, File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.loan_policy import GUARANTEED
from county.workdays import LAST_DAY, workdays
from county.world import World

PATH = "loan/account_transaction"
ACCOUNTS, PURCHASES, SALES = 10, 10, 8
BASE_FEN, PART_MILLI = 350_000, (40, 85)  # on the account before; of the loan, each
LENDER = "云溪农村商业银行股份有限公司"
CHANNELS = ("手机银行", "柜面", "网上银行", "POS")

LAYOUT = Layout(
    title="账户交易明细",
    columns=columns_of(
        ":+序号 serial_number:柜员流水号 account_number:查询账号 person_name:客户名称 "
        "id_number:客户证件号码 occurred_on:记账日期 direction:收付标志 "
        "amount_fen:发生额 balance_fen:交易后余额 counterparty_name:交易对手 "
        "counterparty_account_number:对手账号 counterparty_bank:对方行名 summary:摘要 "
        "channel:交易渠道 note_number:贷款借据号 :+网点号"
    ),
    titles=("个人账户交易明细清单",),
    days="%Y-%m-%d",
    codes={"direction": {"支出": "借", "收入": "贷"}},
)


def trace_accounts(world: World) -> None:
    """Fill loan/account_transaction for the latest guaranteed loans that are open."""
    stream = world.generator(PATH)
    loans = _loans(world)
    parts = [
        _disbursed(loans),
        _interest(world, loans),
        _purchases(world, loans, stream),
        _sales(world, loans, stream),
    ]
    rows = pl.concat(parts, how="diagonal").sort(
        "account_number", "occurred_on", "rank", maintain_order=True
    )
    signed = pl.when(pl.col("direction") == "收入").then("amount_fen")
    step = signed.otherwise(-pl.col("amount_fen"))
    rows = rows.with_columns(
        (step.cum_sum().over("account_number") + BASE_FEN).alias("balance_fen"),
        serials("LS", np.arange(rows.height) + 1, 12).alias("serial_number"),
    )
    world.append(PATH, rows.drop("rank", "loan_fen", "disbursed_on"))


def _loans(world: World) -> pl.DataFrame:
    contracts = world.tables["loan/loan_contract"].filter(
        pl.col("loan_kind") == GUARANTEED
    )
    notes = world.tables["loan/loan_note"].filter(
        pl.col("settled_on").is_null(), pl.col("status") == "正常"
    )
    owners = contracts.select("contract_number", "person_name", "id_number")
    found = notes.join(owners, on="contract_number").unique(
        "account_number", keep="first", maintain_order=True
    )
    latest = found.sort("disbursed_on", "note_number", descending=True).head(ACCOUNTS)
    return latest.select(
        "person",
        "person_name",
        "id_number",
        "account_number",
        "note_number",
        "disbursed_on",
        pl.col("amount_fen").alias("loan_fen"),
    )


def _moved(loans: pl.DataFrame, direction: str, summary: str) -> pl.DataFrame:
    rank = {"贷款发放": 0, "货款收入": 1}.get(summary, 2)
    return loans.with_columns(
        pl.lit(direction).alias("direction"),
        pl.lit(summary).alias("summary"),
        pl.lit(rank).alias("rank"),
    )


def _disbursed(loans: pl.DataFrame) -> pl.DataFrame:
    return _moved(loans, "收入", "贷款发放").with_columns(
        pl.col("disbursed_on").alias("occurred_on"),
        pl.col("loan_fen").alias("amount_fen"),
        pl.lit(LENDER).alias("counterparty_name"),
        pl.lit("系统").alias("channel"),
    )


def _interest(world: World, loans: pl.DataFrame) -> pl.DataFrame:
    paid = world.tables["loan/repayment"].select(
        "note_number",
        "payer_account_number",
        occurred_on="repaid_on",
        amount_fen="interest_fen",
    )
    own = pl.col("payer_account_number") == pl.col("account_number")
    rows = loans.join(paid, on="note_number", maintain_order="left").filter(own)
    return _moved(
        rows.drop("payer_account_number"), "支出", "归还贷款利息"
    ).with_columns(
        pl.lit(LENDER).alias("counterparty_name"), pl.lit("批扣").alias("channel")
    )


def _purchases(
    world: World, loans: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return what was bought with each loan, from as many different firms."""
    loan, day = _spread(loans, PURCHASES, stream)
    suppliers = world.tables["finance/supplier"]
    step = np.tile(np.arange(PURCHASES), loans.height)
    other = suppliers[(loan * 37 + step * 5) % suppliers.height]
    milli = stream.integers(*PART_MILLI, len(loan))
    rows = _moved(loans[loan], "支出", "货款").with_columns(
        dates(day).alias("occurred_on"),
        (pl.col("loan_fen") * pl.Series(milli) // 1_000).alias("amount_fen"),
        other["supplier_name"].alias("counterparty_name"),
        other["account_number"].alias("counterparty_account_number"),
        other["bank"].alias("counterparty_bank"),
        pick(CHANNELS, step % len(CHANNELS)).alias("channel"),
    )
    return rows.filter(pl.col("occurred_on") <= pl.lit(LAST_DAY.item()))


def _sales(
    world: World, loans: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    loan, day = _spread(loans, SALES, stream)
    suppliers = world.tables["finance/supplier"]
    other = suppliers[stream.integers(0, suppliers.height, len(loan))]
    rows = _moved(loans[loan], "收入", "货款收入").with_columns(
        dates(day).alias("occurred_on"),
        pl.Series("amount_fen", stream.integers(80, 900, len(loan)) * 1_000),
        other["supplier_name"].alias("counterparty_name"),
        other["account_number"].alias("counterparty_account_number"),
        pl.lit("扫码收款").alias("channel"),
    )
    return rows.filter(pl.col("occurred_on") <= pl.lit(LAST_DAY.item()))


def _spread(
    loans: pl.DataFrame, times: int, stream: np.random.Generator
) -> tuple[Ints, Days]:
    """Return (loan, day): about one movement a fortnight after the disbursement."""
    loan = np.repeat(np.arange(loans.height), times)
    turn = np.tile(np.arange(times), loans.height)
    start: Days = loans["disbursed_on"].to_numpy().astype("datetime64[D]")[loan]
    later = start + turn * 14 + stream.integers(2, 12, len(loan))
    return loan.astype(np.int64), workdays(later)


def _files() -> Iterator[File]:
    yield register_file(PATH, BANK, "账户交易明细.xlsx", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=trace_accounts,
    files=_files,
    after=("loan/repayment", "finance/supplier"),
    care=0.3,
)

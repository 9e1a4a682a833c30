"""Units' bank accounts: little lies idle, and fixed deposits went to the best bid."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from county.drawing import dates, pick, serials
from county.extract import Desk, Extract
from county.file import FINANCE, File, register_file
from county.households import Ints
from county.layouts import Layout, columns_of
from county.world import World

PATH = "finance/deposit"
AS_OF = date(2026, 9, 30)
BANKS = ("云溪农商行", "建行云溪支行", "农行云溪支行", "工行云溪支行", "邮储云溪支行")
BRANCHES = ("营业部", "城关支行", "河东支行", "开发区支行")
FIXED_SHARE, IDLE_YUAN, FIXED_YUAN = 0.2, 180_000, (2, 30)
CURRENT_PPM, BEST_PPM = 2_000, (14_500, 17_500)

LAYOUT = Layout(
    title="财政资金银行账户及存款台账",
    columns=columns_of(
        ":+序号 account_number:账户账号 deposit_number:定期存单号 unit_code:单位编码 "
        "unit_name:存款单位 bank:开户行 branch:开户支行 account_kind:账户类别 "
        "opened_on:开户时间 closed_on:销户时间 balance_fen:活期余额 "
        "average_balance_fen:近三月日均余额 balance_on:截止日期 fixed_fen:存单金额 "
        "fixed_from_on:起息日 fixed_until_on:到期日 rate_ppm:执行利率 "
        "best_rate_ppm:最高报价利率 selection_kind:资金存放方式 "
        "approval_number:账户批复文号 handled_by:经办人 approved_by:审批人 :+预留印鉴"
    ),
    titles=("云溪县预算单位银行账户及存款台账", "单位：元"),
    footers=("合计", "制表人："),
    money="comma",
    days="slash",
    codes={
        "account_kind": {"基本户": "基本存款账户", "零余额": "零余额账户"},
        "selection_kind": {"竞争性存放": "竞争性方式"},
    },
)


def deposit(world: World) -> None:
    """Fill finance/deposit: two current accounts a unit, fixed deposits for some."""
    stream = world.generator(PATH)
    count = world.tables["registry/unit"].height
    everyone = np.arange(count)
    some = np.flatnonzero(stream.random(count) < FIXED_SHARE)
    parts = [
        _current(everyone, "零余额", 0, stream),
        _current(everyone, "基本户", IDLE_YUAN, stream),
        _fixed(some, stream),
    ]
    rows = pl.concat(parts, how="diagonal")
    unit = rows["unit"].to_numpy()
    units = world.tables["registry/unit"]
    rows = rows.with_columns(
        units["unit_code"].gather(unit),
        units["organisation_name"].gather(unit).alias("unit_name"),
        ("云财库〔2021〕" + units["unit_code"].gather(unit) + "号").alias(
            "approval_number"
        ),
        pl.lit(AS_OF).alias("balance_on"),
        pick(BRANCHES, unit % len(BRANCHES)).alias("branch"),
        (pl.col("bank_number") + unit % 3).mod(len(BANKS)).alias("bank_number"),
    )
    rows = rows.with_columns(
        pick(BANKS, rows["bank_number"].to_numpy()).alias("bank")
    ).drop("unit", "bank_number", "reviewed_by", strict=False)
    handled = world.handled(PATH, rows).rename({"accepted_by": "handled_by"})
    world.append(PATH, handled.drop("reviewed_by"))


def _current(
    unit: Ints, kind: str, most: int, stream: np.random.Generator
) -> pl.DataFrame:
    count, first = len(unit), kind == "零余额"
    fen = stream.integers(0, most * 100 + 1, count)
    opened = np.datetime64("2019-03-01") + stream.integers(0, 1_800, count)
    return pl.DataFrame(
        {
            "unit": unit,
            "bank_number": np.full(count, 0 if first else 1),
            "account_number": _accounts(unit, 0 if first else 1),
            "deposit_number": ["0"] * count,
            "account_kind": [kind] * count,
            "opened_on": dates(opened),
            "balance_fen": fen,
            "average_balance_fen": fen * 9 // 10,
            "rate_ppm": np.full(count, CURRENT_PPM, dtype=np.int32),
        }
    )


def _fixed(unit: Ints, stream: np.random.Generator) -> pl.DataFrame:
    count = len(unit)
    start = np.datetime64("2025-11-20") + stream.integers(0, 240, count)
    best = stream.integers(*BEST_PPM, count) // 500 * 500
    return pl.DataFrame(
        {
            "unit": unit,
            "bank_number": np.full(count, 2),
            "account_number": _accounts(unit, 2),
            "deposit_number": serials("CD", start.astype(np.int64) * 1_000 + unit, 9),
            "account_kind": ["专用户"] * count,
            "opened_on": dates(start - 400),
            "fixed_fen": stream.integers(*FIXED_YUAN, count) * 50_000_000,
            "fixed_from_on": dates(start),
            "fixed_until_on": dates(start + 365),
            "rate_ppm": best.astype(np.int32),
            "best_rate_ppm": best.astype(np.int32),
            "selection_kind": ["竞争性存放"] * count,
        }
    )


def _accounts(unit: Ints, turn: int) -> pl.Series:
    return serials("8203", (unit * 3 + turn) * 6_151 + 20_011, 13)


def _files() -> Iterator[File]:
    yield register_file(PATH, FINANCE, "单位银行账户及存款台账.xls", LAYOUT)


EXTRACT = Extract(path=PATH, fill=deposit, files=_files, desk=Desk.COUNTY)

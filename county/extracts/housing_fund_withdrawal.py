"""Withdrawals from the housing fund: for homes, rent, loans, and at the end of work."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import choose, dates, draw, serials
from county.extract import Desk, Extract
from county.extracts.housing_fund import FUND
from county.extracts.housing_fund import PATH as ACCOUNTS
from county.file import File, half_year_files
from county.fund_grounds import grounds
from county.households import Days, Ints
from county.layouts import PAID, Layout, columns_of
from county.livelihood import cutting
from county.workdays import workdays_later
from county.world import World

PATH = "finance/housing_fund_withdrawal"
MONTHLY_FEN, MONTHS, RENT_PART = 110_000, (8, 36), 3
LAYOUT = Layout(
    title="住房公积金提取明细",
    columns=columns_of(
        "withdrawal_number:业务流水号 fund_account_number:个人公积金账号 "
        "person_name:职工姓名 id_number:职工身份证号 unit_name:缴存单位 "
        "reason:提取类型 home_number:不动产权证号或购房合同号 home_place:购房地区 "
        "home_address:房屋地址 home_price_fen:购房总价 applied_on:受理日期 "
        "paid_on:划款日期 amount_fen:提取额 payment_result:支付状态 "
        "returned_on:撤销日期 returned_fen:已退回金额 account_number:收款账号 "
        "accepted_by:经办人 reviewed_by:复核人 approved_by:审批人 :+办理网点"
    ),
    money="comma",
    codes={
        "reason": {
            "购房": "购买自住住房",
            "偿还贷款": "偿还购房贷款本息",
            "租房": "支付房租",
            "终止劳动关系": "与单位终止劳动关系",
            "死亡继承": "死亡",
        },
        "home_place": {"本县": "缴存地", "外地": "异地"},
        "payment_result": PAID,
    },
)


def fill(world: World) -> None:
    """Fill finance/housing_fund_withdrawal (about three rows for 100 people)."""
    stream = world.generator("fund withdrawal")
    rows = grounds(world, stream).sort("applied", "person", "reason", "home_number")
    people = rows["person"].to_numpy().astype(np.int64)
    applied: Days = rows["applied"].to_numpy().astype("datetime64[D]")
    paid = workdays_later(applied, stream.integers(1, 4, len(people)))
    rows = rows.with_columns(
        _serial(applied),
        *_accounts(world, people),
        *(
            world.persons[name].gather(people)
            for name in ("person_name", "id_number", "account_number")
        ),
        dates(applied).alias("applied_on"),
        dates(paid).alias("paid_on"),
        draw(("成功",), len(people), stream).alias("payment_result"),
        _amount(rows["reason"], stream),
    ).drop("applied")
    world.append(PATH, world.handled(PATH, _some_returned(rows, stream)))


def _serial(applied: Days) -> pl.Series:
    year = dates(applied).dt.year().cast(pl.String)
    place = np.arange(len(applied)) + 1
    return ("TQ" + year + serials("", place, 6)).alias("withdrawal_number")


def _accounts(world: World, people: Ints) -> list[pl.Series]:
    """Return each person's account and employer; a closed account is known no more."""
    known = world.tables[ACCOUNTS].unique("person", keep="first", maintain_order=True)
    mine = pl.DataFrame({"person": people.astype(np.int32)}).join(
        known.select("person", "unit_name"),
        on="person", how="left", maintain_order="left",
    )  # fmt: skip
    own = serials("420281", people + 1, 9)
    return [own.alias("fund_account_number"), mine["unit_name"]]


def _amount(reason: pl.Series, stream: np.random.Generator) -> pl.Series:
    """Return what was drawn: months of saving, a third of it for a year's rent."""
    months = stream.integers(*MONTHS, len(reason))
    part = np.where((reason == "租房").to_numpy(), RENT_PART, 1)
    return pl.Series("amount_fen", months * MONTHLY_FEN // part)


def _some_returned(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return the rows; one in two hundred was called off and paid back in a week."""
    back = choose(stream, np.arange(rows.height), rows.height / 200)
    marked = pl.int_range(pl.len()).is_in(back.tolist())
    return rows.with_columns(
        returned_on=pl.when(marked).then(pl.col("paid_on").dt.offset_by("7d")),
        returned_fen=pl.when(marked).then("amount_fen"),
    )


def files() -> Iterator[File]:
    """Yield the withdrawals by half-year."""
    file = File(
        path=PATH,
        supplier=FUND,
        folder="公积金提取",
        name="住房公积金提取明细（{half}半年）.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=(ACCOUNTS, "registry/real_estate"),
    desk=Desk.COUNTY,
    care=0.4,
    on_death=cutting(PATH, "applied_on"),
)

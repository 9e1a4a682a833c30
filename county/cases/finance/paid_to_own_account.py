"""FN-15: money moved to units' own and to personal accounts, and what seems so."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias, cast

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value, add
from county.cases.finance.contract_rows import UNIT
from county.cases.label import few, labels
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.world import World

RULE, TREASURY, BUDGET = "FN-15", "finance/treasury_payment", "finance/budget_item"
DATASETS = (TREASURY, BUDGET, PAYROLL)
DECEMBER, MAY = date(2025, 12, 24), date(2026, 5, 13)
SHARE_MILLI, LEAST, BATCH, FEW = 300, 500_000, 3, 12
PERSONAL_FEN = 1_860_000
WAGES = r"^(3010|3011|30199|30211|30226|30239|303)"
UNION = r"^(30228|3011)"
Site: TypeAlias = dict[str, Value]


def plant(world: World, count: int) -> None:
    """Plant on up to `count` units each; there may be fewer with budget and staff."""
    draw = Draw(world, RULE)
    sites = _sites(world)
    order = draw.stream.permutation(sites.height).tolist()
    half = min(count, (len(order) + 1) // 2)
    for place, turn in enumerate(order[: 2 * half]):
        kinds = VIOLATIONS if place < half else INNOCENTS
        site = sites.row(turn, named=True)
        add(world, TREASURY, [*kinds[place % len(kinds)](site)])


def _sites(world: World) -> pl.DataFrame:
    """Return units with a budget of the year before and three staff's accounts."""
    staff = world.tables[PAYROLL].filter(
        pl.col("staff_type").is_in(FISCAL), pl.col("account_number").is_not_null()
    )
    accounts = staff.select("unit_code", "person_name", "account_number")
    lists = (
        accounts.unique("account_number", keep="first", maintain_order=True)
        .sort("unit_code", "account_number")
        .group_by("unit_code", maintain_order=True)
        .agg("person_name", "account_number")
    )
    enough = lists.filter(pl.col("account_number").list.len() >= BATCH)
    return _year(world).join(enough, on="unit_code").sort("unit_code")


def _year(world: World) -> pl.DataFrame:
    """Return each unit's budget of 2025: unit_code, unit_name, year_fen."""
    lines = world.tables[BUDGET].filter(pl.col("budget_for") == date(2025, 1, 1))
    own = lines.group_by("unit_name").agg(year_fen=pl.col("available_fen").sum())
    units = world.tables[UNIT].select("unit_code", unit_name="organisation_name")
    return units.join(own, on="unit_name").filter(pl.col("year_fen") > 0)


def _payment(site: Site, number: int, changes: Site) -> Row:
    return {
        "payment_number": f"ZFFN15{site['unit_code']}{number:02d}",
        "paid_on": DECEMBER,
        "unit_code": site["unit_code"],
        "unit_name": site["unit_name"],
        "economic_code": "30299",
        "project_name": "公用经费",
        "payment_method": "授权支付",
        "fund_source": "一般公共预算",
        "payee_name": site["unit_name"],
        "payee_account_number": f"8203{site['unit_code']}0000001",
        "amount_fen": LEAST,
        "summary": "划转年末经费",
        **changes,
    }


def _own(site: Site, per_mille: int, **changes: Value) -> list[Row]:
    fen = int(str(site["year_fen"])) * per_mille // 1_000 + 1
    return [_payment(site, 1, {"amount_fen": fen, **changes})]


def _to_staff(site: Site, heads: int = 1, **changes: Value) -> list[Row]:
    names = cast("list[str]", site["person_name"])
    accounts = cast("list[str]", site["account_number"])
    return [
        _payment(
            site,
            number,
            {
                "paid_on": MAY,
                "payee_name": names[number],
                "payee_account_number": accounts[number],
                "amount_fen": PERSONAL_FEN,
                "summary": "付其他费用",
                **changes,
            },
        )
        for number in range(heads)
    ]


Kind: TypeAlias = Callable[[Site], list[Row]]
VIOLATIONS: tuple[Kind, ...] = (
    lambda site: _own(site, 450),
    _to_staff,
)
INNOCENTS: tuple[Kind, ...] = (
    lambda site: _own(site, 150),
    lambda site: _own(site, 450, summary="按云财库〔2025〕18号划转"),
    lambda site: _own(site, 450, economic_code="30228", summary="划转工会经费"),
    lambda site: _own(site, 450, paid_on=MAY),
    lambda site: _to_staff(site, economic_code="30211", summary="付差旅费"),
    lambda site: _to_staff(site, summary="付垫付会议费"),
    lambda site: _to_staff(site, amount_fen=LEAST - 1),
    lambda site: _to_staff(site, BATCH),
)


def judge(world: World) -> pl.DataFrame:
    """Return units that moved money to such accounts, and those that seem to."""
    paid = world.tables[TREASURY].with_columns(
        own=pl.col("payee_name") == pl.col("unit_name"),
        december=pl.col("paid_on").dt.month() == DECEMBER.month,
        month=pl.col("paid_on").dt.month_start(),
        code=pl.col("economic_code").fill_null(""),
    )
    codes = world.tables[UNIT].select("unit_code", object="credit_code")
    acts = pl.concat([_moved(world, paid), _personal(world, paid)])
    rows = acts.join(codes, on="unit_code").select("object", "mechanism").unique()
    bad = pl.col("mechanism").is_in(["moved_in_december", "to_a_personal_account"])
    return labels(RULE, [rows.filter(bad)], [few(rows.filter(~bad), 2 * FEW)])


def _moved(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    union = pl.col("code").str.contains(UNION)
    own = paid.filter("own").join(
        _year(world).select("unit_code", "year_fen"), on="unit_code", how="left"
    )
    counted = pl.when(~union & pl.col("december")).then("amount_fen").otherwise(0)
    share = 1_000 * counted.sum().over("unit_code") / pl.col("year_fen")
    return own.select(
        "unit_code",
        mechanism=pl.when(union)
        .then(pl.lit("union_fees"))
        .when(~pl.col("december"))
        .then(pl.lit("another_month"))
        .when(share < SHARE_MILLI)
        .then(pl.lit("small_share"))
        .when(pl.col("summary").str.contains("〔2025〕"))
        .then(pl.lit("approved"))
        .otherwise(pl.lit("moved_in_december")),
    )


def _personal(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    staff = world.tables[PAYROLL].filter(pl.col("staff_type").is_in([*FISCAL, "国企"]))
    accounts = staff["account_number"].drop_nulls().unique().implode()
    mine = paid.filter(pl.col("payee_account_number").is_in(accounts))
    wages = pl.col("code").str.contains(WAGES)
    alike = pl.len().over("unit_code", "month", "amount_fen")
    return mine.select(
        "unit_code",
        mechanism=pl.when(wages)
        .then(pl.lit("wages_or_travel"))
        .when(pl.col("amount_fen") < LEAST)
        .then(pl.lit("small_sum"))
        .when(alike >= BATCH)
        .then(pl.lit("alike_to_several"))
        .when(pl.col("summary").str.contains("垫付|差旅|误餐"))
        .then(pl.lit("cost_of_duty"))
        .otherwise(pl.lit("to_a_personal_account")),
    )

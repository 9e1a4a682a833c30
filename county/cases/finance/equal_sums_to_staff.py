"""FN-16: equal sums to most of a unit's staff, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value
from county.cases.finance.contract_rows import UNIT
from county.cases.finance.handled_rows import enter
from county.cases.label import labels
from county.cases.payroll_rows import PAYROLL
from county.world import World

RULE = "FN-16"
TREASURY, CLAIM = "finance/treasury_payment", "finance/expense_claim"
VOUCHER = "finance/voucher"
DATASETS = (TREASURY, VOUCHER, CLAIM, PAYROLL)
MONTH, DAY = date(2026, 9, 1), date(2026, 9, 16)
FEN, FEW_STAFF = 100_000, 3
SHOWN = ("person", "person_name", "id_number")
PAY_ITEMS = ("30102", "30103", "30107")
WAGE_ITEMS = ("30101", "30211", "30239")


def plant(world: World, count: int) -> None:
    """Plant on up to `count` units each; there may be fewer with enough staff."""
    draw = Draw(world, RULE)
    paid = _paid_staff(world)
    sizes = paid.group_by("unit_name").len().filter(pl.col("len") >= FEW_STAFF)
    units = sizes.sort("unit_name")["unit_name"].to_list()
    order = draw.stream.permutation(len(units)).tolist()
    half = min(count, (len(units) + 1) // 2)
    for place, turn in enumerate(order[: 2 * half]):
        staff = paid.filter(pl.col("unit_name") == units[turn]).to_dicts()
        kinds = VIOLATIONS if place < half else INNOCENTS
        kinds[place % len(kinds)](world, staff)


def _paid_staff(world: World) -> pl.DataFrame:
    """Return unit, name and account of everybody paid in the month, each once."""
    rows = world.tables[PAYROLL].filter(
        pl.col("paid_for") == MONTH, pl.col("account_number").is_not_null()
    )
    return (
        rows.select(*("unit_code", "unit_name"), *SHOWN, "account_number")
        .unique(["unit_name", "account_number"], keep="first", maintain_order=True)
        .sort("unit_name", "account_number")
    )


Staff = list[dict[str, Value]]


def _pay(world: World, staff: Staff, code: str = "30299", **changes: str | int) -> None:
    rows: list[Row] = [
        {
            "payment_number": f"ZFFN16{one['unit_code']}{number:03d}",
            "paid_on": DAY,
            "unit_code": one["unit_code"],
            "unit_name": one["unit_name"],
            "economic_code": code,
            "payee_name": one["person_name"],
            "payee_account_number": one["account_number"],
            "amount_fen": FEN,
            "summary": "付其他费用",
            "payment_method": "授权支付",
            "fund_source": "一般公共预算",
            **changes,
        }
        for number, one in enumerate(staff)
    ]
    enter(world, TREASURY, rows, {})


def _book(world: World, staff: Staff) -> None:
    """Pay out of the unit's own money: its books alone tell of it."""
    rows: list[Row] = [
        {
            "unit_code": one["unit_code"],
            "unit_name": one["unit_name"],
            "booked_for": MONTH,
            "booked_for_to": date(2026, 9, 30),
            "voucher_number": f"记9{number:03d}",
            "line_number": "1",
            "booked_on": DAY,
            "account_code": "500101",
            "account_name": "业务活动费用-其他",
            "summary": "付过节费",
            "debit_fen": FEN,
            "counterparty_name": one["person_name"],
            "counterparty_account_number": one["account_number"],
        }
        for number, one in enumerate(staff)
    ]
    enter(world, VOUCHER, rows, {"accepted_by": "prepared_by"})


def _claim(world: World, staff: Staff) -> None:
    """Have each claim the same sum for office supplies."""
    rows: list[Row] = [
        {
            **{name: one[name] for name in (*SHOWN, "account_number")},
            "claim_number": f"BXFN16{one['unit_code']}{number:03d}",
            "unit_code": one["unit_code"],
            "unit_name": one["unit_name"],
            "expense_kind": "办公费",
            "invoice_number": f"98{one['unit_code']}{number:08d}",
            "invoice_on": DAY - timedelta(days=6),
            "invoice_fen": FEN,
            "seller_name": "黄石市大众文具商行",
            "amount_fen": FEN,
            "reimbursed_on": DAY,
        }
        for number, one in enumerate(staff)
    ]
    enter(world, CLAIM, rows, {})


def _approved(world: World, staff: Staff) -> None:
    _pay(world, staff, "30103", summary="付考核奖")


def _meals(world: World, staff: Staff) -> None:
    _pay(world, staff, summary="付值守人员误餐补助")


def _travel(world: World, staff: Staff) -> None:
    _pay(world, staff, "30211", summary="付差旅费")


def _to_two(world: World, staff: Staff) -> None:
    _pay(world, staff[: FEW_STAFF - 1])


def _unequal(world: World, staff: Staff) -> None:
    """Pay each another sum."""
    for number, one in enumerate(staff):
        code = f"ZFFN16{one['unit_code']}{number:03d}"
        _pay(world, [one], payment_number=code, amount_fen=FEN + 1_700 * number)


VIOLATIONS = (_pay, _book, _claim)
INNOCENTS = (_approved, _meals, _travel, _to_two, _unequal)


def judge(world: World) -> pl.DataFrame:
    """Return which units paid most of their staff alike and which only seem to."""
    staff = world.tables[PAYROLL].select(
        "unit_name", account="account_number", month="paid_for"
    )
    sizes = staff.unique().group_by("unit_name", "month").len("staff")
    paid = _outside(world).join(
        staff.unique(), on=["unit_name", "account", "month"], how="semi"
    )
    key = ["unit_name", "month"]
    sums = paid.group_by(*key, "fen").agg(
        people=pl.col("account").n_unique(),
        free=pl.col("free").all(),
        mechanism=pl.col("way").min(),
    )
    own = paid.group_by(*key).agg(everybody=pl.col("account").n_unique())
    codes = world.tables[UNIT].select(
        unit_name="organisation_name", object="credit_code"
    )
    every = (
        sums.join(sizes, on=key)
        .join(own, on=key)
        .join(codes, on="unit_name", how="left")
        .with_columns(object=pl.coalesce("object", "unit_name"))
    )
    is_alike = (pl.col("people") >= FEW_STAFF) & (
        2 * pl.col("people") >= pl.col("staff")
    )
    wrong = every.filter(is_alike & ~pl.col("free"))
    fine = every.with_columns(
        mechanism=pl.when(is_alike)
        .then(pl.lit("approved_or_cost_of_duty"))
        .when(pl.col("everybody") >= FEW_STAFF)
        .then(pl.lit("unequal_sums"))
        .otherwise(pl.lit("paid_to_few"))
    )
    told = ["object", "mechanism"]
    return labels(
        RULE,
        [wrong.select(told).unique()],
        [fine.select(told).unique()],
    )


def _outside(world: World) -> pl.DataFrame:
    """Return unit_name, account, month, fen, free and way of all payments."""
    treasury = world.tables[TREASURY].select(
        "unit_name",
        account="payee_account_number",
        month=pl.col("paid_on").dt.month_start(),
        fen="amount_fen",
        free=pl.col("economic_code").is_in([*PAY_ITEMS, *WAGE_ITEMS])
        | pl.col("summary").str.contains("误餐"),
        way=pl.lit("out_of_the_treasury"),
    )
    books = world.tables[VOUCHER].filter(
        pl.col("payment_number").is_null(), pl.col("debit_fen") > 0
    )
    return pl.concat(
        [
            treasury,
            books.select(
                "unit_name",
                account="counterparty_account_number",
                month=pl.col("booked_on").dt.month_start(),
                fen="debit_fen",
                free=pl.lit(value=False),
                way=pl.lit("out_of_own_money"),
            ),
            world.tables[CLAIM]
            .filter(pl.col("expense_kind") != "差旅费")
            .select(
                "unit_name",
                account="account_number",
                month=pl.col("reimbursed_on").dt.month_start(),
                fen="amount_fen",
                free=pl.col("expense_kind").is_in(["培训费", "会议费"]),
                way=pl.lit("as_expenses"),
            ),
        ]
    )

"""E08: payments above a contract's price or before it, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value, add
from county.cases.finance.contract_rows import CONTRACT, UNIT, Parties, sign
from county.cases.label import few, labels
from county.world import World

RULE, PAYMENT = "E08", "finance/treasury_payment"
DATASETS = (PAYMENT, CONTRACT)
SIGNED = date(2026, 2, 10)
FEN, TOLERANCE = 20_000_000, 10_000
DEPOSIT, FRAMEWORK = "退还履约保证金", "框架协议"
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    parties = Parties(world, draw, "E08")
    for number in range(count):
        PLANTERS[number % len(PLANTERS)](world, parties)
    for number in range(count):
        INNOCENTS[number % len(INNOCENTS)](world, parties)


def _pay(
    world: World,
    parties: Parties,
    parts: tuple[tuple[int, int, str], ...],
    **changes: Value,
) -> None:
    """Sign a contract and pay parts: days after signing, money, summary."""
    both = {**parties.buyer(), **parties.seller()}
    number = sign(world, parties, FEN, SIGNED, {**both, **changes})
    unit = world.tables[UNIT].filter(
        pl.col("credit_code") == both["purchaser_credit_code"]
    )
    rows: list[Row] = [
        {
            "payment_number": f"ZFE08{parties.number()}",
            "paid_on": SIGNED + timedelta(days=days),
            "unit_code": unit["unit_code"][0],
            "unit_name": unit["organisation_name"][0],
            "contract_number": number,
            "fund_source": "一般公共预算",
            "payment_method": "直接支付",
            "payee_name": both["supplier_name"],
            "amount_fen": fen,
            "summary": summary,
            "is_procurement": "是",
        }
        for days, fen, summary in parts
    ]
    add(world, PAYMENT, rows)


def _too_much(world: World, parties: Parties) -> None:
    """Pay a contract's price and a third more."""
    third = (FEN // 3, "付合同款")
    _pay(world, parties, tuple((20 * turn, *third) for turn in range(1, 5)))


def _twice(world: World, parties: Parties) -> None:
    """Pay a contract twice."""
    _pay(world, parties, ((20, FEN, "付合同款"), (90, FEN, "付合同款")))


def _before(world: World, parties: Parties) -> None:
    """Pay a part before the contract is signed."""
    _pay(world, parties, ((-25, FEN // 2, "付合同款"), (40, FEN // 2, "付合同款")))


def _with_supplement(world: World, parties: Parties) -> None:
    """Pay a contract and its supplement."""
    more = FEN * 8 // 100
    parts = ((20, FEN, "付合同款"), (90, more, "付补充合同款"))
    _pay(world, parties, parts, supplement_fen=more)


def _deposit(world: World, parties: Parties) -> None:
    """Pay a contract and give the deposit back."""
    _pay(world, parties, ((20, FEN, "付合同款"), (120, FEN // 10, DEPOSIT)))


def _came_back(world: World, parties: Parties) -> None:
    """Pay anew what had come back."""
    parts = ((20, FEN, "付合同款"), (25, -FEN, "退汇"), (30, FEN, "付合同款"))
    _pay(world, parties, parts)


def _by_quantity(world: World, parties: Parties) -> None:
    """Settle a framework agreement by quantity."""
    parts = ((20, FEN, "付货款"), (60, FEN // 2, "付货款"))
    _pay(world, parties, parts, procurement_method=FRAMEWORK)


def _rounded(world: World, parties: Parties) -> None:
    """Pay a few yuan more than the price."""
    _pay(world, parties, ((20, FEN + 900, "付合同款"),))


def _year_before(world: World, parties: Parties) -> None:
    """Write the wrong year into the date of signing."""
    later = SIGNED + timedelta(days=355)
    _pay(world, parties, ((10, FEN, "付合同款"),), signed_on=later)


PLANTERS = (_too_much, _twice, _before)
INNOCENTS = (
    _with_supplement,
    _deposit,
    _came_back,
    _by_quantity,
    _rounded,
    _year_before,
)


def judge(world: World) -> pl.DataFrame:
    """Return units that paid more or earlier than agreed, and those that seem to."""
    contracts = world.tables[CONTRACT].select(
        "contract_number",
        "signed_on",
        "procurement_method",
        payee_name="supplier_name",
        agreed=pl.col("amount_fen"),
        price=pl.col("amount_fen") + pl.col("supplement_fen").fill_null(0),
    )
    units = world.tables[UNIT].select("unit_code", object="credit_code")
    deposit = pl.col("summary").str.contains("保证金")
    paid = world.tables[PAYMENT].join(contracts, on=["contract_number", "payee_name"])
    sums = paid.group_by(
        "contract_number", "unit_code", "agreed", "price", "signed_on",
        "procurement_method",
    ).agg(
        fen=pl.col("amount_fen").filter(~deposit).sum(),
        all=pl.col("amount_fen").sum(),
        first=pl.col("paid_on").filter(~deposit & (pl.col("amount_fen") > 0)).min(),
        back=(pl.col("amount_fen") < 0).any(),
    )  # fmt: skip
    judged = sums.join(units, on="unit_code").select("object", mechanism=_mechanism())
    bad = pl.col("mechanism").is_in(["paid_above", "paid_before"])
    usual = pl.col("mechanism") == "in_order"
    innocent = judged.filter(~bad & ~usual).unique()
    return labels(
        RULE, [judged.filter(bad)], [innocent, few(judged.filter(usual).unique(), FEW)]
    )


def _mechanism() -> pl.Expr:
    above = pl.col("fen") > pl.col("price") + TOLERANCE
    early = (pl.col("signed_on") - pl.col("first")).dt.total_days()
    return (
        pl.when(above & (pl.col("procurement_method") == FRAMEWORK))
        .then(pl.lit("settled_by_quantity"))
        .when(above)
        .then(pl.lit("paid_above"))
        .when(early > 300)  # noqa: PLR2004 - ten months
        .then(pl.lit("year_of_signing"))
        .when(early > 0)
        .then(pl.lit("paid_before"))
        .when("back")
        .then(pl.lit("came_back"))
        .when(pl.col("all") > pl.col("fen"))
        .then(pl.lit("deposit_returned"))
        .when(pl.col("fen") > pl.col("price"))
        .then(pl.lit("rounded"))
        .when(pl.col("fen") > pl.col("agreed"))
        .then(pl.lit("with_supplement"))
        .otherwise(pl.lit("in_order"))
    )

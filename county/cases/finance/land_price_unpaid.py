"""FN-12: prices of land overdue, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value
from county.cases.label import few, labels
from county.columns import table_schema
from county.world import World, today

RULE, SALE = "FN-12", "finance/land_sale"
DATASETS = (SALE,)
SIGNED = date(2025, 9, 8)
DUE = SIGNED + timedelta(days=30)
FEN, RATE, GRACE, REFUND = 300_000_000, 1_000, 30, 180
TOLERANCE, HALF_YEAR, FEW = 20_000, 180, 12
MONTH, YEAR = 31, 366


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    firms = world.tables["finance/supplier"].sort("supplier_credit_code")
    order = draw.stream.permutation(firms.height).tolist()
    rows: list[Row] = []
    for kinds, mark in ((PLANTED, "A"), (INNOCENT, "B")):
        for number in range(count):
            firm = firms.row(order[number % len(order)], named=True)
            key = f"FN12{mark}{number:04d}"
            rows += [_sale(key, firm, part) for part in kinds[number % len(kinds)]]
    schema = table_schema(SALE)
    frame = pl.DataFrame(rows, schema={name: schema[name] for name in rows[0]})
    handled = world.handled(SALE, frame).rename({"accepted_by": "handled_by"})
    world.append(SALE, handled)


def _sale(number: str, firm: dict[str, Value], changes: dict[str, Value]) -> Row:
    return {
        "supervision_number": number,
        "instalment": "1",
        "parcel_number": f"G{number}",
        "buyer_name": firm["supplier_name"],
        "buyer_credit_code": firm["supplier_credit_code"],
        "use_kind": "住宅",
        "sale_kind": "挂牌",
        "price_fen": FEN,
        "signed_on": SIGNED,
        "due_on": DUE,
        "due_fen": FEN,
        "paid_on": DUE - timedelta(days=2),
        "paid_fen": FEN,
        "penalty_fen": 0,
        "penalty_rate_ppm": RATE,
        "handed_over_on": SIGNED + timedelta(days=60),
        "certificate_on": None,
        "refund_fen": None,
        "refunded_on": None,
        "deferral_number": None,
        **changes,
    }


def _after(days: int) -> date:
    return DUE + timedelta(days=days)


Changes = dict[str, Value]
UNPAID: Changes = {"paid_on": None, "paid_fen": 0}
LATE: Changes = {"paid_on": _after(90)}
AHEAD: Changes = {**UNPAID, "due_on": SIGNED + timedelta(days=420)}
FIRST: Changes = {"due_fen": FEN // 2, "paid_fen": FEN // 2}


def _rest(days: int, **changes: Value) -> Changes:
    """Return the second half, due and paid so many days after the contract."""
    day = SIGNED + timedelta(days=days)
    return {**FIRST, "instalment": "2", "due_on": day, "paid_on": day, **changes}


PLANTED: tuple[tuple[Changes, ...], ...] = (
    (UNPAID,),
    (LATE,),
    ({**UNPAID, "certificate_on": _after(40)},),
    ({"refund_fen": FEN // 4, "refunded_on": _after(60)},),
    (FIRST, _rest(420, **UNPAID)),
    ({**FIRST, "due_on": _after(60), "paid_on": _after(50)}, _rest(300)),
)
INNOCENT: tuple[tuple[Changes, ...], ...] = (
    ({**UNPAID, "deferral_number": "云政函〔2025〕31号"},),
    ({**LATE, "penalty_fen": FEN * 90 * RATE // 1_000_000},),
    ({**UNPAID, "handed_over_on": None},),
    ({"certificate_on": _after(20)},),
    ({**LATE, "due_on": _after(95), "use_kind": "工业"},),
    (FIRST, _rest(360)),
    ({**AHEAD, "deferral_number": "云政函〔2025〕32号"},),
)


def _with_lax(sales: pl.DataFrame) -> pl.DataFrame:
    """Return the instalments, with whether their contract agreed on lax dates."""
    wait = (pl.col("due_on") - pl.col("signed_on")).dt.total_days()
    soon = pl.when(wait <= MONTH).then(pl.col("due_fen")).otherwise(0)
    contract = sales.group_by("supervision_number").agg(
        is_lax=(wait.max() > YEAR)
        | ((2 * soon.sum() < pl.col("price_fen").max()) & _is_for_homes().any())
    )
    return sales.join(contract, on="supervision_number", maintain_order="left")


def _is_for_homes() -> pl.Expr:
    return pl.col("use_kind").is_in(["住宅", "商服"])


def judge(world: World) -> pl.DataFrame:
    """Return the contracts with an instalment short, and those that seem so."""
    day = pl.lit(today)
    open_fen = pl.col("due_fen") - pl.col("paid_fen").fill_null(0)
    wait = (pl.col("paid_on") - pl.col("due_on")).dt.total_days().fill_null(0)
    owed = pl.col("due_fen") * wait * pl.col("penalty_rate_ppm") // 1_000_000
    short = (wait > 0) & (owed - pl.col("penalty_fen") > TOLERANCE)
    overdue = (open_fen > 0) & ((day - pl.col("due_on")).dt.total_days() > GRACE)
    first = (pl.col("certificate_on") < pl.col("paid_on")).fill_null(value=False) | (
        (open_fen > 0) & pl.col("certificate_on").is_not_null()
    )
    back = (pl.col("refunded_on") - pl.col("paid_on")).dt.total_days() <= REFUND
    away = pl.col("handed_over_on").is_null() & (
        (day - pl.col("signed_on")).dt.total_days() > HALF_YEAR
    )
    excused = pl.col("deferral_number").is_not_null()
    rows = _with_lax(world.tables[SALE]).select(
        object="supervision_number",
        mechanism=pl.when(first)
        .then(pl.lit("certificate_first"))
        .when(back.fill_null(value=False))
        .then(pl.lit("refunded"))
        .when((overdue | short | pl.col("is_lax")) & excused)
        .then(pl.lit("put_off"))
        .when(pl.col("is_lax"))
        .then(pl.lit("lax_schedule"))
        .when((overdue | short) & away)
        .then(pl.lit("land_not_handed_over"))
        .when(overdue)
        .then(pl.lit("overdue"))
        .when(short)
        .then(pl.lit("penalty_short"))
        .when(wait > 0)
        .then(pl.lit("penalty_paid"))
        .when(open_fen > 0)
        .then(pl.lit("not_due"))
        .otherwise(pl.lit("in_time")),
    )
    wrong = ["certificate_first", "refunded", "overdue", "penalty_short"]
    wrong.append("lax_schedule")
    bad = pl.col("mechanism").is_in(wrong)
    usual = pl.col("mechanism").is_in(["in_time", "not_due"])
    return labels(
        RULE,
        [rows.filter(bad)],
        [rows.filter(~bad & ~usual), few(rows.filter(usual).unique(), FEW)],
    )

"""E01: suppliers paid twice on an invoice, and what only looks so."""

from collections.abc import Iterable, Mapping

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value
from county.cases.label import labels
from county.world import World

RULE, VOUCHER, PAYMENT = "E01", "finance/voucher", "finance/treasury_payment"
DATASETS = (VOUCHER, PAYMENT)
LOOKS = {"0": "O", "1": "I", "5": "S"}
FORM = "有限公司"
TWICE = ("same_number_again", "number_written_otherwise")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, one in each unit."""
    draw = Draw(world, RULE)
    bills = _bills(world, draw)
    for number, bill in enumerate(bills[:count]):
        PLANTERS[number % len(PLANTERS)](world, bill)
    for number, bill in enumerate(bills[count : 2 * count]):
        INNOCENTS[number % len(INNOCENTS)](world, bill)


def _bills(world: World, draw: Draw) -> list[dict[str, Value]]:
    """Return one booked invoice of each unit, in drawn order."""
    booked = world.tables[VOUCHER].filter(
        pl.col("invoice_number").is_not_null(), pl.col("debit_fen") > 0
    )
    single = booked.filter(pl.len().over("payment_number") == 1)
    ordered = single.sort("unit_code", "payment_number")
    each = ordered.unique("unit_code", keep="first", maintain_order=True).to_dicts()
    places: list[int] = draw.stream.permutation(len(each)).tolist()
    return [each[place] for place in places]


def _book(world: World, bill: Mapping[str, Value], mark: str, **changes: Value) -> None:
    """Book a bill once more, as a payment of its own."""
    row: Row = {
        **bill,
        "payment_number": f"{bill['payment_number']}{mark}",
        "voucher_number": f"{bill['voucher_number']}{mark}",
        **changes,
    }
    _add(world, VOUCHER, [row])


def _add(world: World, path: str, rows: Iterable[Row]) -> None:
    """Append rows that name their officials already."""
    schema = world.tables[path].schema
    frame = pl.DataFrame(list(rows), schema=schema)
    world.append(path, frame)


def _same_number(world: World, bill: Mapping[str, Value]) -> None:
    """Pay on the same number again."""
    _book(world, bill, "A")


def _like_number(world: World, bill: Mapping[str, Value]) -> None:
    """Pay on a number in which letters stand for digits, to a shortened name."""
    number = str(bill["invoice_number"])
    written = "".join(LOOKS.get(sign, sign) for sign in number[:12]) + number[12:]
    name = str(bill["counterparty_name"]).replace(FORM, "")
    changes = {"invoice_number": f"{written[:8]}-{written[8:]}"}
    _book(world, bill, "B", **changes, counterparty_name=name)


def _in_parts(world: World, bill: Mapping[str, Value]) -> None:
    """Pay an invoice in two parts."""
    fen = int(str(bill["debit_fen"]))
    own = pl.col("payment_number") == bill["payment_number"]
    table = world.tables[VOUCHER]
    part = pl.when(own & (pl.col("debit_fen") > 0)).then(fen // 2)
    world.tables[VOUCHER] = table.with_columns(
        part.otherwise("debit_fen").alias("debit_fen")
    )
    _book(world, bill, "C", debit_fen=fen - fen // 2)


def _reversed(world: World, bill: Mapping[str, Value]) -> None:
    """Take a repeated entry back with red letters."""
    _book(world, bill, "D")
    _book(world, bill, "E", debit_fen=-int(str(bill["debit_fen"])))


def _came_back(world: World, bill: Mapping[str, Value]) -> None:
    """Send anew what the bank sent back."""
    _book(world, bill, "F")
    paid = world.tables[PAYMENT].filter(
        pl.col("payment_number") == bill["payment_number"]
    )
    back = {
        **paid.row(0, named=True),
        "payment_number": f"{bill['payment_number']}G",
        "amount_fen": -int(str(paid["amount_fen"][0])),
        "summary": "退汇",
    }
    _add(world, PAYMENT, [back])


def _other_seller(world: World, bill: Mapping[str, Value]) -> None:
    """Pay another seller whose invoice bears the number."""
    _book(world, bill, "H", counterparty_name="黄石市大众文具商行")


def _next_number(world: World, bill: Mapping[str, Value]) -> None:
    """Pay the same sum on the next invoice."""
    number = str(bill["invoice_number"])
    _book(world, bill, "I", invoice_number=f"39{number[2:]}")


PLANTERS = (_same_number, _like_number)
INNOCENTS = (_in_parts, _reversed, _came_back, _other_seller, _next_number)


def judge(world: World) -> pl.DataFrame:
    """Return units that paid an invoice twice and those that only seem to have."""
    units = world.tables["registry/unit"].select("unit_code", object="credit_code")
    number = pl.col("invoice_number").str.replace_all("-", "")
    for digit, letter in LOOKS.items():
        number = number.str.replace_all(letter, digit)
    lines = (
        world.tables[VOUCHER]
        .filter(pl.col("invoice_number").is_not_null(), pl.col("debit_fen") != 0)
        .select(
            "unit_code",
            "payment_number",
            "debit_fen",
            "invoice_fen",
            "invoice_number",
            number=number,
            seller=pl.col("counterparty_name").str.replace_all("有限公司|[（）]", ""),
        )
    )
    back = world.tables[PAYMENT].filter(pl.col("amount_fen") < 0)
    sent = back.select(payment_number=pl.col("payment_number").str.strip_suffix("G"))
    by_invoice = lines.group_by("number", "seller").agg(
        unit_code=pl.col("unit_code").max(),
        payments=pl.col("payment_number").n_unique(),
        first=pl.col("payment_number").min(),
        fen=pl.col("debit_fen").sum(),
        gross=pl.col("debit_fen").filter(pl.col("debit_fen") > 0).sum(),
        face=pl.col("invoice_fen").max(),
        spellings=pl.col("invoice_number").n_unique(),
    )
    sellers = pl.col("seller").n_unique().over("number")
    twins = pl.len().over("unit_code", "gross") > 1
    seen = by_invoice.with_columns(sellers=sellers, twin=twins).filter(
        (pl.col("payments") > 1) | (pl.col("sellers") > 1) | pl.col("twin")
    )
    returned = pl.col("first").is_in(sent["payment_number"].to_list())
    judged = seen.join(units, on="unit_code").select(
        "object", mechanism=_mechanism(returned)
    )
    bad = pl.col("mechanism").is_in(TWICE)
    return labels(RULE, [judged.filter(bad)], [judged.filter(~bad)])


def _mechanism(returned: pl.Expr) -> pl.Expr:
    return (
        pl.when((pl.col("payments") == 1) & (pl.col("sellers") > 1))
        .then(pl.lit("number_of_another_seller"))
        .when(pl.col("payments") == 1)
        .then(pl.lit("same_sum_on_another_invoice"))
        .when(pl.col("gross") <= pl.col("face"))
        .then(pl.lit("paid_in_parts"))
        .when(pl.col("fen") <= pl.col("face"))
        .then(pl.lit("reversed"))
        .when(returned)
        .then(pl.lit("came_back"))
        .when(pl.col("spellings") > 1)
        .then(pl.lit(TWICE[1]))
        .otherwise(pl.lit(TWICE[0]))
    )

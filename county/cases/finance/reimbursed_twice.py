"""FN-05: claims paid twice, and what only looks so."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, plant_each
from county.cases.edit import Value, add
from county.cases.label import few, labels
from county.world import World

RULE, CLAIM = "FN-05", "finance/expense_claim"
DATASETS = (CLAIM,)
TRIP, MEAL, FUEL = "差旅费", "公务接待费", "公车运维费"
TOUCHED, ROUND_FEN, FEW, DIGITS = 2, 10_000, 12, 20


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _claims(
    world: World, draw: Draw, wanted: int, where: pl.Expr
) -> list[dict[str, Value]]:
    """Draw people, and one claim of each that fulfils the condition."""
    table = world.tables[CLAIM].join(living(world), on="person", how="semi")
    fit = table.filter(where).unique("person", keep="first", maintain_order=True)
    people = draw.take(fit["person"], wanted)
    return fit.filter(pl.col("person").is_in(people)).to_dicts()


def _other_unit(world: World, row: Mapping[str, Value]) -> dict[str, Value]:
    units = world.tables["registry/unit"].sort("unit_code")
    others = units.filter(pl.col("unit_code") != row["unit_code"])
    unit = others.row(int(str(row["person"])) % others.height, named=True)
    return {"unit_code": unit["unit_code"], "unit_name": unit["organisation_name"]}


def _day(row: Mapping[str, Value], name: str, days: int) -> date:
    value = row[name]
    if not isinstance(value, date):
        raise TypeError(name)
    return value + timedelta(days=days)


def _again(
    world: World, rows: Iterable[Mapping[str, Value]], mark: str, **changes: Value
) -> None:
    """Enter claims once more under a number of their own, three weeks later."""
    more = [
        {
            **row,
            "claim_number": f"{row['claim_number']}{mark}",
            "reimbursed_on": _day(row, "reimbursed_on", 21),
            **changes,
        }
        for row in rows
    ]
    add(world, CLAIM, more)


ANY = pl.col("amount_fen") > 0
LONG_TRIP = (pl.col("expense_kind") == TRIP) & (
    pl.col("trip_until_on") - pl.col("trip_from_on") >= pl.duration(days=2)
)
OFFICE = pl.col("expense_kind") != TRIP


def _same_invoice(world: World, draw: Draw, wanted: int) -> int:
    """Claim an invoice again, at another unit."""
    rows = _claims(world, draw, wanted, ANY)
    _again(world, [{**row, **_other_unit(world, row)} for row in rows], "A")
    return len(rows)


def _same_trip(world: World, draw: Draw, wanted: int) -> int:
    """Claim the same days at another unit with another invoice."""
    rows = _claims(world, draw, wanted, LONG_TRIP)
    changed = [
        {
            **row,
            **_other_unit(world, row),
            "invoice_number": f"9{str(row['invoice_number'])[1:]}",
        }
        for row in rows
    ]
    _again(world, changed, "B")
    return len(rows)


def _same_meal(world: World, draw: Draw, wanted: int) -> int:
    """Claim two meals of one day, shop and sum."""
    return _meals(world, draw, wanted, MEAL, 68_800)


def _meals(world: World, draw: Draw, wanted: int, kind: str, fen: int) -> int:
    rows = _claims(world, draw, wanted, OFFICE)
    first = [
        {
            **row,
            "expense_kind": kind,
            "invoice_number": f"8{str(row['invoice_number'])[1:]}",
            "invoice_fen": fen,
            "amount_fen": fen,
        }
        for row in rows
    ]
    second = [
        {**row, "invoice_number": f"7{str(row['invoice_number'])[1:]}"} for row in first
    ]
    _again(world, first, "C")
    _again(world, second, "D")
    return len(rows)


def _reversed(world: World, draw: Draw, wanted: int) -> int:
    """Take a repeated claim back with red letters."""
    rows = _claims(world, draw, wanted, OFFICE)
    _again(world, rows, "E")
    for row in rows:
        back = -int(str(row["amount_fen"]))
        later = _day(row, "reimbursed_on", 30)
        _again(world, [row], "F", amount_fen=back, reimbursed_on=later)
    return len(rows)


def _shared_out(world: World, draw: Draw, wanted: int) -> int:
    """Share an invoice out between two units, half by half."""
    rows = _claims(world, draw, wanted, OFFICE)
    for row in rows:
        fen = int(str(row["invoice_fen"]))
        own = pl.col("claim_number") == row["claim_number"]
        table = world.tables[CLAIM]
        half = pl.when(own).then(fen // 2).otherwise("amount_fen")
        world.tables[CLAIM] = table.with_columns(half.alias("amount_fen"))
        other = {**row, **_other_unit(world, row), "amount_fen": fen - fen // 2}
        _again(world, [other], "G", is_split_approved="是")
    return len(rows)


def _next_trip(world: World, draw: Draw, wanted: int) -> int:
    """Let a trip for another unit begin on the day on which one ends."""
    rows = _claims(world, draw, wanted, LONG_TRIP)
    changed = [
        {
            **row,
            **_other_unit(world, row),
            "invoice_number": f"6{str(row['invoice_number'])[1:]}",
            "trip_from_on": row["trip_until_on"],
            "trip_until_on": _day(row, "trip_until_on", 1),
        }
        for row in rows
    ]
    _again(world, changed, "H")
    return len(rows)


def _card(world: World, draw: Draw, wanted: int) -> int:
    """Top two fuel cards up by the same round sum on one day."""
    return _meals(world, draw, wanted, FUEL, 100_000)


def _old_numbers(world: World, draw: Draw, wanted: int) -> int:
    """Let two sellers have used one short number."""
    rows = _claims(world, draw, wanted, OFFICE)
    short = [{**row, "invoice_number": "00012345"} for row in rows]
    other = [
        {**row, "seller_name": f"黄石市{number}号文具店", "seller_credit_code": None}
        for number, row in enumerate(short)
    ]
    _again(world, other, "I")
    return len(rows)


PLANTERS: tuple[Planter, ...] = (_same_invoice, _same_trip, _same_meal)
INNOCENTS: tuple[Planter, ...] = (
    _reversed,
    _shared_out,
    _next_trip,
    _card,
    _old_numbers,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid twice and who only seems to have been."""
    claims = world.tables[CLAIM].filter(pl.col("person") >= 0)
    wrong: list[pl.DataFrame] = []
    innocent: list[pl.DataFrame] = []
    for judged in (_invoices(claims), _trips(claims), _meals_of(claims)):
        bad = pl.col("mechanism").str.starts_with("same")
        wrong.append(judged.filter(bad))
        innocent.append(few(judged.filter(~bad).unique(), FEW))
    return labels(RULE, wrong, innocent)


def _invoices(claims: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("invoice_number")
    key = [
        number,
        pl.when(number.str.len_chars() < DIGITS).then("seller_name").alias("by"),
    ]
    many = claims.with_columns(
        *key, part=pl.min_horizontal("amount_fen", "invoice_fen")
    ).filter(pl.len().over("invoice_number", "by") > 1)
    later = many.sort("reimbursed_on", "claim_number").with_columns(
        total=pl.col("part").sum().over("invoice_number", "by"),
        gross=pl.col("part").clip(lower_bound=0).cum_sum().over("invoice_number", "by"),
    )
    over = (pl.col("total") > pl.col("invoice_fen")) & (
        pl.col("gross") > pl.col("invoice_fen")
    )
    red = (pl.col("amount_fen") < 0).any().over("invoice_number", "by")
    shared = later.with_columns(
        mechanism=pl.when(over & (pl.col("amount_fen") > 0))
        .then(pl.lit("same_invoice"))
        .when(red)
        .then(pl.lit("reversed"))
        .otherwise(pl.lit("shared_out"))
    )
    short = claims.filter(pl.col("invoice_number").str.len_chars() < DIGITS).select(
        "person", mechanism=pl.lit("short_number_of_another_seller")
    )
    return pl.concat([shared.select("person", "mechanism"), short])


def _trips(claims: pl.DataFrame) -> pl.DataFrame:
    trips = claims.filter(pl.col("expense_kind") == TRIP).select(
        "person",
        "claim_number",
        "unit_code",
        "invoice_number",
        start="trip_from_on",
        end="trip_until_on",
    )
    pairs = trips.join(trips, on="person", suffix="_other").filter(
        pl.col("claim_number") < pl.col("claim_number_other"),
        pl.col("unit_code") != pl.col("unit_code_other"),
        pl.col("invoice_number") != pl.col("invoice_number_other"),
    )
    days = (
        pl.min_horizontal("end", "end_other")
        - pl.max_horizontal("start", "start_other")
    ).dt.total_days() + 1
    return pairs.filter(days > 0).select(
        "person",
        mechanism=pl.when(days >= TOUCHED)
        .then(pl.lit("same_trip"))
        .otherwise(pl.lit("next_trip")),
    )


def _meals_of(claims: pl.DataFrame) -> pl.DataFrame:
    same = ["person", "unit_code", "seller_name", "invoice_on", "invoice_fen"]
    meals = claims.filter(pl.col("expense_kind").is_in([MEAL, FUEL]))
    twice = meals.filter(pl.len().over(*same, "expense_kind") > 1)
    odd = pl.col("invoice_fen") % ROUND_FEN != 0
    return twice.select(
        "person",
        mechanism=pl.when(odd).then(pl.lit("same_meal")).otherwise(pl.lit("round_sum")),
    )

"""Rows of pensions and of refunds that the cases of several rules add."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl

from county.cases.choose import living
from county.cases.edit import Row, Value, add, facts
from county.cases.months import last_day
from county.world import World, first_month

PENSION = "social_security/pension_payment"
REFUND = "social_security/pension_refund"
RESIDENT, ENTERPRISE, INSTITUTION = "居民养老", "企业养老", "机关养老"
PAID, MONTHS = "已支付", 12
PARTS = ("central", "province", "city", "county", "extra")
NAMES = ("person_name", "id_number", "sex", "town", "village", "account_number")
BASE = pl.sum_horizontal([f"{part}_base_fen" for part in PARTS])


def steady(world: World, *schemes: str, oldest: int = 200) -> list[int]:
    """Return the living who drew one pension of a scheme in all months, and paid."""
    drawn = world.tables[PENSION].join(
        living(world, youngest=60, oldest=oldest), on="person", how="semi"
    )
    inside = pl.col("paid_for") >= first_month
    whole = drawn.filter(inside & (pl.col("payment_flag") == PAID))
    counts = whole.group_by("person").agg(
        pl.len(), pl.col("paid_for").n_unique(), pl.col("scheme").first()
    )
    whole_year = (pl.col("len") == MONTHS) & (pl.col("paid_for") == MONTHS)
    chosen = counts.filter(whole_year & pl.col("scheme").is_in(schemes))
    return chosen["person"].to_list()


def draw_pension(
    world: World,
    months: Mapping[int, Sequence[date]],
    scheme: str,
    *,
    amounts: Mapping[int, int] | None = None,
    number: Mapping[int, str] | None = None,
    **values: Value,
) -> None:
    """Pay a pension without parts in these months; `number`: to strangers instead."""
    rows: list[Row] = []
    for person, paid in months.items():
        amount = (amounts or {}).get(person, 240_000 + person % 70 * 1_000)
        stranger = (number or {}).get(person)
        rows += [
            {**_pension(world, person, scheme, month, amount, stranger), **values}
            for month in paid
        ]
    add(world, PENSION, rows)


def _pension(  # noqa: PLR0913, PLR0917 - one row, told apart by nothing else
    world: World, person: int, scheme: str, month: date, amount: int, number: str | None
) -> dict[str, Value]:
    known = facts(world, person)
    row: dict[str, Value] = {name: known[name] for name in NAMES}
    row |= {f"{part}_base_fen": 0 for part in PARTS}
    return row | {
        "person": -1 if number else person,
        "id_number": number or known["id_number"],
        "scheme": scheme,
        "paid_for": month,
        "paid_in": month,
        "payment_flag": PAID,
        "amount_fen": amount,
        "personal_account_fen": 0,
        "funeral_fen": 0,
        "account_name": known["person_name"],
        "batch": f"YL{month:%Y%m}",
    }


def give_back(
    world: World, people: Iterable[int], first: date, last: date, reason: str
) -> None:
    """Enter that everything paid between two months came back to the fund."""
    rows: list[Row] = []
    paid = world.tables[PENSION]
    for person in people:
        known = facts(world, person)
        own = paid.filter(
            pl.col("person") == person, pl.col("paid_for").is_between(first, last)
        )
        rows.append(
            {
                "person": person,
                "person_name": known["person_name"],
                "id_number": known["id_number"],
                "insurance": own["scheme"][0],
                "refund_reason": reason,
                "paid_for": first,
                "paid_for_to": last_day(last),
                "amount_fen": int(own["amount_fen"].sum()),
                "refund_way": "银行转账",
                "received_flag": "已到账",
                "received_on": date(2026, 10, 20),
                "town": known["town"],
                "village": known["village"],
            }
        )
    add(world, REFUND, rows)


def refunded(world: World) -> pl.DataFrame:
    """Return person, first, last and fen of what came back, by refund."""
    rows = world.tables.get(REFUND, pl.DataFrame())
    return rows.filter(pl.col("received_flag") == "已到账").select(
        "person", first="paid_for", last="paid_for_to", fen="amount_fen"
    )

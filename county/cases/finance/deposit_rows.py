"""Deposits that the cases of the rules about public money add."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value
from county.columns import table_schema
from county.world import World

DEPOSIT, UNIT = "finance/deposit", "registry/unit"
SEEN, FROM = date(2026, 9, 30), date(2026, 4, 3)
FEN, BEST = 800_000_000, 16_500
OWN_RULES = "社会保险|社保|医疗保障|医保|住房公积金|工会|法院|检察院"


def usual_units(world: World) -> pl.DataFrame:
    """Return the units whose money no rules of its own govern, by their code."""
    own = pl.col("organisation_name").str.contains(OWN_RULES)
    return world.tables[UNIT].filter(~own).sort("unit_code")


def plant_deposits(
    world: World, draw: Draw, mark: str, kinds: Sequence[dict[str, Value]], count: int
) -> None:
    """Give units drawn by lot one deposit each, of the kinds by turns."""
    units = usual_units(world)
    order = draw.stream.permutation(units.height).tolist()
    rows: list[Row] = []
    for number in range(count):
        unit = units.row(order[number % len(order)], named=True)
        rows.append(
            fixed_deposit(f"8299{mark}{number:010d}", unit, kinds[number % len(kinds)])
        )
    enter_deposits(world, rows)


def enter_deposits(world: World, rows: Sequence[Row]) -> None:
    """Append deposits of the same columns, with the officials who handle them."""
    if not rows:
        return
    schema = table_schema(DEPOSIT)
    frame = pl.DataFrame(list(rows), schema={name: schema[name] for name in rows[0]})
    handled = world.handled(DEPOSIT, frame).rename({"accepted_by": "handled_by"})
    world.append(DEPOSIT, handled.drop("reviewed_by"))


def fixed_deposit(number: str, unit: Row, changes: Row) -> Row:
    """Return a competitive deposit at the best rate, but for the changes."""
    return {
        "account_number": number,
        "deposit_number": f"CD{number[-6:]}",
        "unit_code": unit["unit_code"],
        "unit_name": unit["organisation_name"],
        "bank": "建行云溪支行",
        "branch": "城关支行",
        "account_kind": "专用户",
        "opened_on": date(2024, 6, 3),
        "closed_on": None,
        "balance_fen": None,
        "average_balance_fen": None,
        "balance_on": SEEN,
        "fixed_fen": FEN,
        "fixed_from_on": FROM,
        "fixed_until_on": date(2027, 4, 3),
        "rate_ppm": BEST,
        "best_rate_ppm": BEST,
        "selection_kind": "竞争性存放",
        "approval_number": "云财库〔2024〕12号",
        **changes,
    }

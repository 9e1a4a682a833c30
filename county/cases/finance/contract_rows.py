"""Projects, contracts and their parties: rows that cases add."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value
from county.columns import table_schema
from county.world import World

PROJECT, CONTRACT = "finance/procurement_project", "finance/contract"
SUPPLIER, UNIT = "finance/supplier", "registry/unit"
GOODS, SERVICE, WORKS = "A02010105", "C21040000", "B02010000"
KINDS = {"A": "货物", "B": "工程", "C": "服务"}
YEAR_START = date(2026, 1, 1)


class Parties:
    """Hands out units and suppliers, one after the other, and numbers."""

    def __init__(self, world: World, draw: Draw, mark: str) -> None:
        """Shuffle units and suppliers; `mark` begins every number given."""
        self.mark, self.given, self.bought, self.sold = mark, 0, 0, 0
        units = world.tables[UNIT].sort("unit_code").to_dicts()
        suppliers = world.tables[SUPPLIER].sort("supplier_credit_code").to_dicts()
        order = draw.stream.permutation(len(units)).tolist()
        self.units: list[dict[str, Value]] = [units[place] for place in order]
        order = draw.stream.permutation(len(suppliers)).tolist()
        self.suppliers: list[dict[str, Value]] = [suppliers[place] for place in order]

    def number(self) -> str:
        """Return a number that nobody else has."""
        self.given += 1
        return f"{self.mark}{self.given:05d}"

    def buyer(self) -> dict[str, Value]:
        """Return the columns of a purchaser."""
        unit = self.units[self.bought % len(self.units)]
        self.bought += 1
        return {
            "purchaser_name": unit["organisation_name"],
            "purchaser_credit_code": unit["credit_code"],
        }

    def seller(self) -> dict[str, Value]:
        """Return the columns of a supplier."""
        firm = self.suppliers[self.sold % len(self.suppliers)]
        self.sold += 1
        return {
            "supplier_name": firm["supplier_name"],
            "supplier_credit_code": firm["supplier_credit_code"],
        }


def buy(
    world: World,
    parties: Parties,
    fen: int,
    day: date,
    changes: Mapping[str, Value],
) -> str:
    """Enter a project for goods that was announced on a day; return its number.

    The winner is the supplier among the changes, else the next one.
    """
    number = parties.number()
    winner = changes if "supplier_name" in changes else parties.seller()
    own = {k: value for k, value in changes.items() if not k.startswith("supplier_")}
    row: Row = {
        "project_number": f"XM{number}",
        "section_number": "1",
        "project_name": f"采购项目{number}",
        "category_code": GOODS,
        "category_name": "品目",
        "project_kind": KINDS[str(changes.get("category_code", GOODS))[0]],
        "budget_for": YEAR_START,
        "budget_for_to": date(2026, 12, 31),
        "budget_fen": fen + 10_000,
        "award_fen": fen,
        "procurement_method": "竞争性磋商",
        "announced_on": day,
        "opened_on": day + timedelta(days=12),
        "awarded_on": day + timedelta(days=15),
        "winner_name": winner["supplier_name"],
        "winner_credit_code": winner["supplier_credit_code"],
        "bidder_count": 3,
        **own,
    }
    _append(world, PROJECT, row, {"accepted_by": "handled_by"})
    return str(row["project_number"])


def sign(
    world: World,
    parties: Parties,
    fen: int,
    day: date,
    changes: Mapping[str, Value],
) -> str:
    """Enter a contract for goods signed on a day; return its number."""
    number = parties.number()
    row: Row = {
        "contract_number": f"HT{number}",
        "contract_name": f"合同{number}",
        "category_code": GOODS,
        "category_name": "品目",
        "procurement_method": "自行采购",
        "signed_on": day,
        "starts_on": day + timedelta(days=3),
        "ends_on": day + timedelta(days=93),
        "amount_fen": fen,
        "supplement_fen": 0,
        "paid_fen": 0,
        "status": "履行中",
        **changes,
    }
    _append(world, CONTRACT, row, {"accepted_by": "signed_by"})
    return str(row["contract_number"])


def _append(world: World, path: str, row: Row, renamed: dict[str, str]) -> None:
    """Append one row with the officials of its table, under that table's words."""
    schema = table_schema(path)
    frame = pl.DataFrame([row], schema={name: schema[name] for name in row})
    world.append(path, world.handled(path, frame).rename(renamed))

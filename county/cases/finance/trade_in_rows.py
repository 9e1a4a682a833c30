"""Rows of trade-ins that cases plant: one buyer, one thing, and what is changed."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, living, outside
from county.cases.edit import Row, Value, add, facts
from county.extracts.trade_in_subsidy import PATH
from county.world import World

Changes = Mapping[str, Value]
BOUGHT, WAIT = date(2026, 3, 12), timedelta(days=24)
SHOP = ("云溪县众信商贸有限公司", "91420281MA9YJHX01H")
FRIDGE: Changes = {
    "category": "家电",
    "goods_kind": "冰箱",
    "energy_grade": "一级",
    "price_fen": 360_000,
    "subsidy_fen": 54_000,
}
PHONE: Changes = {
    "category": "数码",
    "goods_kind": "手机",
    "energy_grade": None,
    "price_fen": 280_000,
    "subsidy_fen": 42_000,
}
CAR: Changes = {
    "category": "汽车报废更新",
    "goods_kind": "燃油车",
    "energy_grade": None,
    "price_fen": 9_800_000,
    "subsidy_fen": 980_000,
}
RETURNED: Changes = {"status": "已退回", "refunded_on": date(2026, 4, 20)}


def buyers(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw heads of households that have bought nothing yet."""
    heads = living(world, youngest=24, oldest=70).filter(
        pl.col("relation_to_head") == "户主"
    )
    return draw.take(outside(world, heads, PATH)["person"], wanted)


def purchase(
    world: World, buyer: int, turn: int, goods: Changes, changes: Changes
) -> Row:
    """Return the `turn`-th purchase of a buyer: numbers of its own unless changed."""
    own = facts(world, buyer)
    row: dict[str, Value] = {
        "application_number": f"YJHX4202812026{turn}{buyer:07}",
        **{name: own[name] for name in ("person_name", "id_number", "town", "village")},
        "person": buyer,
        "brand_model": "云驰 YX-500",
        "serial_number": f"SN26C{turn}{buyer:07}",
        "old_item_number": None,
        "old_plate_number": None,
        "merchant_name": SHOP[0],
        "merchant_credit_code": SHOP[1],
        "invoice_number": f"26429{turn}{buyer:014}",
        "invoice_on": BOUGHT,
        "invoice_status": "正常",
        "invoice_fen": None,
        "status": "已拨付",
        "account_number": None,
        "refund_fen": None,
        "refunded_on": None,
        **goods,
        **changes,
    }
    row["invoice_fen"] = row["invoice_fen"] or row["price_fen"]
    bought = row["invoice_on"]
    paid = bought + WAIT if isinstance(bought, date) else None
    row.setdefault("applied_on", bought)
    row.setdefault("paid_on", paid if row["status"] != "审核驳回" else None)
    if row["status"] == "已退回":
        row["refund_fen"] = row["subsidy_fen"]
    return row


def buy(world: World, *rows: Row) -> None:
    """Add purchases; all have the same columns."""
    add(world, PATH, list(rows))

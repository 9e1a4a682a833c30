"""Rows of people whom the state keeps, that the cases of several rules add."""

from datetime import date

from county.cases.edit import Row, Value, facts
from county.world import World

KEPT, LONG_AGO = "relief/tekun_person", date(2024, 1, 1)


def keep(world: World, person: int, **changes: Value) -> Row:
    """Return the row of somebody whom the state has kept for long."""
    row = facts(world, person)
    return {
        "certificate_number": f"TK9{person:09d}",
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "area_kind": "农村",
        "care_kind": "分散",
        "self_care": "全自理",
        "standard_fen": 93_000,
        "care_fen": 7_000,
        "first_for": LONG_AGO,
        "status": "在保",
        "account_name": row["person_name"],
        "account_number": row["account_number"],
        "town": row["town"],
        "village": row["village"],
        "person": person,
        **changes,
    }

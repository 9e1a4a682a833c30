"""Rows of the register of households that are or were poor, and of their members."""

from collections.abc import Sequence
from datetime import date

from county.cases.edit import Row, Value, add, facts
from county.world import World

HOME, MEMBER = "relief/registered_household", "relief/registered_person"
IDENTIFIED = date(2021, 6, 15)


def enter_home(
    world: World, head: int, others: Sequence[int] = (), **changes: Value
) -> None:
    """Enter a watched household, identified in June 2021 unless changed."""
    row = facts(world, head)
    names = ("person_name", "id_number", "phone", "town", "village", "village_group")
    home: dict[str, Value] = {name: row[name] for name in names}
    home |= {
        "household_number": f"69{head:08d}",
        "household_kind": "监测户",
        "monitoring_kind": "边缘易致贫户",
        "member_count": 1 + len(others),
        "identified_on": IDENTIFIED,
        "cause": "因病",
        "income_fen": 720_000,
        "status": "在册",
        "account_number": row["account_number"],
        "person": head,
        **changes,
    }
    add(world, HOME, [home])
    add(world, MEMBER, [_member(world, one, home) for one in (head, *others)])


def _member(world: World, person: int, home: Row) -> Row:
    row = facts(world, person)
    names = ("person_name", "id_number", "relation_to_head", "sex")
    known: dict[str, Value] = {name: row[name] for name in names}
    return known | {
        "household_number": home["household_number"],
        "labour_kind": "普通劳动力",
        "is_dibao": "否",
        "is_tekun": "否",
        "is_resettled": "否",
        "is_disabled": "否",
        "added_on": home["identified_on"],
        "town": row["town"],
        "village": row["village"],
        "village_group": row["village_group"],
        "person": person,
    }

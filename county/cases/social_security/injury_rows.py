"""Rows of the injury insurance that cases add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from county.cases.edit import Row, Value, add, facts
from county.world import World

INJURY = "social_security/injury_payment"
ALLOWANCE, SURVIVOR, FUNERAL = "伤残津贴", "供养亲属抚恤金", "丧葬补助金"
FULL_FEN, KIN_FEN = 360_000, 138_000


@dataclass(frozen=True, kw_only=True)
class Kin:
    """A survivor: what they are to the dead, and whether they can work."""

    person: int
    relation: str
    is_unable: str = "否"


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """What is paid to (or for) one worker in these months."""

    months: Sequence[date]
    item: str = ALLOWANCE
    amount_fen: int = FULL_FEN
    kin: Kin | None = None
    result: str = "成功"
    injured_on: date = date(2023, 5, 6)


def pay_injury(world: World, worker: int, benefit: Benefit) -> None:
    """Pay a benefit of the injury insurance, a row a month."""
    known = facts(world, worker)
    grade = "三级" if benefit.item == ALLOWANCE else "工亡"
    rows: list[Row] = [
        {
            "person": worker,
            "person_name": known["person_name"],
            "id_number": known["id_number"],
            "unit_name": "云溪县远山建材有限公司",
            "injury_grade": grade,
            "injured_on": benefit.injured_on,
            "benefit_item": benefit.item,
            "paid_for": month,
            "amount_fen": benefit.amount_fen,
            "account_number": known["account_number"],
            "payment_result": benefit.result,
            "paid_on": month + timedelta(days=19),
            **_kin(world, benefit.kin),
        }
        for month in benefit.months
    ]
    add(world, INJURY, rows)


def _kin(world: World, kin: Kin | None) -> dict[str, Value]:
    if kin is None:
        absent: dict[str, Value] = dict.fromkeys(
            ("kin_name", "kin_id_number", "kin_relation", "kin_birth_on"), None
        )
        return {**absent, "kin_is_unable": None, "kin_person": -1}
    known = facts(world, kin.person)
    return {
        "kin_person": kin.person,
        "kin_name": known["person_name"],
        "kin_id_number": known["id_number"],
        "kin_relation": kin.relation,
        "kin_birth_on": known["birth_on"],
        "kin_is_unable": kin.is_unable,
    }

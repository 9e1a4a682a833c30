"""Rows of employment subsidies that cases add: quarters, or once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from county.cases.edit import Row, add, facts
from county.cases.months import after, last_day, month_at
from county.world import World

SUBSIDY = "social_security/employment_subsidy"
POSTS, PREMIUMS, STARTS = "公益性岗位补贴", "社会保险补贴", "一次性创业补贴"
QUARTERS = (2, 5, 8)  # the window months in which quarters begin
AMOUNT_FEN = {POSTS: 478_800, PREMIUMS: 168_000, STARTS: 500_000}


@dataclass(frozen=True, kw_only=True)
class Aid:
    """A subsidy: what for, for which quarters (or, once, in which month)."""

    kind: str = POSTS
    starts: Sequence[int] = QUARTERS
    unit: str | None = "云溪县城乡环卫所"
    business: str | None = None
    code: str | None = None
    result: str = "成功"


def subsidise(
    world: World, person: int, aid: Aid, *, number: str | None = None
) -> None:
    """Pay a subsidy of employment; `number`: to a stranger of that number."""
    known = facts(world, person)
    rows: list[Row] = []
    for start in aid.starts:
        first = month_at(start)
        final = last_day(first if aid.kind == STARTS else after(first, 2))
        rows.append(
            {
                "person": -1 if number else person,
                "person_name": known["person_name"],
                "id_number": number or known["id_number"],
                "sex": known["sex"],
                "town": known["town"],
                "village": known["village"],
                "account_number": known["account_number"],
                "subsidy_kind": aid.kind,
                "person_kind": "大龄失业人员",
                "unit_name": aid.unit if aid.kind == POSTS else None,
                "post": "保洁员" if aid.kind == POSTS else None,
                "started_on": date(2025, 3, 1),
                "ended_on": date(2028, 2, 28),
                "business_name": aid.business,
                "business_credit_code": aid.code,
                "paid_for": first,
                "paid_for_to": final,
                "amount_fen": AMOUNT_FEN[aid.kind],
                "payment_result": aid.result,
                "paid_on": final + timedelta(days=20),
            }
        )
    add(world, SUBSIDY, rows)

"""Rows of medical settlements that cases add."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from county.cases.edit import Row, add, facts
from county.world import World

SETTLEMENT = "social_security/medical_settlement"
STAY, SHOP = "住院", "药店购药"
COUNTY_HOSPITAL, CITY_HOSPITAL = "云溪县人民医院", "楚北市中心医院"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One settlement: where, from when, until when, and who paid what (fen)."""

    admitted_on: date
    discharged_on: date
    hospital: str = COUNTY_HOSPITAL
    kind: str = STAY
    fund_fen: int = 320_000
    account_fen: int = 0
    settled_on: date | None = None
    is_shared: str = "否"


def settle(
    world: World, people: Iterable[int], visit: Visit, *, mark: str = "A"
) -> None:
    """Enter the same visit for each person; `mark` keeps the numbers apart."""
    rows: list[Row] = []
    for person in people:
        known = facts(world, person)
        rows.append(
            {
                "person": person,
                "person_name": known["person_name"],
                "id_number": known["id_number"],
                "settlement_number": f"JS{mark}{visit.admitted_on:%m%d}{person:07}",
                "insurance": "居民医保",
                "visit_kind": visit.kind,
                "admitted_on": visit.admitted_on,
                "discharged_on": visit.discharged_on,
                "settled_on": visit.settled_on or visit.discharged_on,
                "hospital": visit.hospital,
                "hospital_number": "H42028" + str(len(visit.hospital)),
                "total_fen": abs(visit.fund_fen) + visit.account_fen + 90_000,
                "fund_fen": visit.fund_fen,
                "personal_account_fen": visit.account_fen,
                "cash_fen": 90_000,
                "is_shared_account": visit.is_shared,
            }
        )
    add(world, SETTLEMENT, rows)

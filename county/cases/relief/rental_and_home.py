"""K16: tenants of public housing with a home or wages of their own, and who may."""

from datetime import date

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.relief.rental_judgement import (
    FARMHOUSE,
    FUND,
    HOME,
    LASTING,
    PAYROLL,
    RENTAL,
    RULE,
    judge,
)
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (RENTAL, HOME, FUND, PAYROLL)
RENTED_FROM = date(2022, 5, 1)
BEFORE, LATELY = date(2024, 3, 8), date(2026, 9, 14)
SOLD_SOON, SOLD_LATE = date(2024, 7, 9), date(2025, 9, 10)
SMALL, LARGE = 21_000, 96_000  # milli square metres


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _lodge(
    world: World, draw: Draw, wanted: int, members: int = 2, **changes: Value
) -> list[int]:
    """Let people without means rent a flat; return them."""
    people = living(world, youngest=26, oldest=58)
    work = "social_security/contribution", "registry/company", "loan/loan_contract"
    free = outside(world, people, *DATASETS, *work)
    chosen = draw.take(free["person"], wanted)
    rows: list[Row] = []
    for person in chosen:
        row = facts(world, person)
        tenancy: dict[str, Value] = {
            "contract_number": f"GZF9{person:07d}",
            "person_name": row["person_name"],
            "id_number": row["id_number"],
            "member_count": members,
            "support_kind": "实物配租",
            "income_fen": 90_000,
            "decided_on": date(2022, 3, 20),
            "rented_from": RENTED_FROM,
            "rented_to": date(2027, 4, 30),
            "status": "在租",
            "left_on": None,
            "town": row["town"],
            "village": row["village"],
            "person": person,
        }
        rows.append({**tenancy, **changes})
    add(world, RENTAL, rows)
    return chosen


def _own(world: World, people: list[int], **changes: Value) -> int:
    """Register a flat of each of these people."""
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        flat: dict[str, Value] = {
            "person_name": row["person_name"],
            "id_number": row["id_number"],
            "unit_number": f"420281900{person:07d}F00010001",
            "certificate_number": f"鄂(2024)云溪县不动产权第9{person:06d}号",
            "right_kind": "国有建设用地使用权/房屋所有权",
            "use_kind": "住宅",
            "nature": "商品房",
            "floor_area_milli": LARGE,
            "register_kind": "转移",
            "registered_on": BEFORE,
            "status": "现势",
            "ownership_kind": "单独所有",
            "acquired_by": "购买",
            "person": person,
        }
        rows.append({**flat, **changes})
    add(world, HOME, rows)
    return len(people)


def _save(world: World, people: list[int], base_fen: int, status: str = LASTING) -> int:
    """Open accounts with the housing fund."""
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        rows.append(
            {
                "fund_account_number": f"4202819{person:08d}",
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "unit_number": "C9000016",
                "unit_name": "云溪县宏达机械制造有限公司",
                "base_fen": base_fen,
                "monthly_fen": base_fen // 5,
                "rate_ppm": 100_000,
                "opened_on": date(2020, 7, 1),
                "paid_until": date(2026, 10, 1),
                "status": status,
                "closed_on": None if status == LASTING else date(2023, 2, 1),
                "person": person,
            }
        )
    add(world, FUND, rows)
    return len(people)


def _with_home(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants own a flat of size for two years."""
    return _own(world, _lodge(world, draw, wanted))


def _aided_with_home(world: World, draw: Draw, wanted: int) -> int:
    """Pay for the rent of people who own a flat."""
    aid: dict[str, Value] = {"support_kind": "租赁补贴", "subsidy_fen": 21_000}
    return _own(world, _lodge(world, draw, wanted, 2, **aid))


def _sold_late(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants have owned a flat for a year and a half."""
    return _own(world, _lodge(world, draw, wanted), status="历史", ended_on=SOLD_LATE)


def _sold_in_time(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants have sold the flat that came to them within the time to move."""
    sold: dict[str, Value] = {"status": "历史", "ended_on": SOLD_SOON}
    return _own(world, _lodge(world, draw, wanted), **sold)


def _well_paid(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants pay into the fund on a base above the limit."""
    return _save(world, _lodge(world, draw, wanted), 520_000)


def _moving_out(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants buy a flat two months ago."""
    return _own(world, _lodge(world, draw, wanted), registered_on=LATELY)


def _small_home(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants own a home too small for two."""
    return _own(world, _lodge(world, draw, wanted), floor_area_milli=SMALL)


def _farmhouse(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants own their house in the village."""
    people = _lodge(world, draw, wanted)
    return _own(world, people, nature=FARMHOUSE, acquired_by="自建")


def _moved_out(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants give the flat back before they bought one."""
    left: dict[str, Value] = {"left_on": date(2024, 1, 31), "status": "退出"}
    return _own(world, _lodge(world, draw, wanted, 2, **left))


def _many_mouths(world: World, draw: Draw, wanted: int) -> int:
    """Let one wage feed three."""
    return _save(world, _lodge(world, draw, wanted, 3), 520_000)


def _lost_work(world: World, draw: Draw, wanted: int) -> int:
    """Let tenants have had an account with the fund that was sealed long ago."""
    return _save(world, _lodge(world, draw, wanted, 1), 520_000, "封存")


PLANTERS: tuple[Planter, ...] = (_with_home, _aided_with_home, _well_paid, _sold_late)
INNOCENTS: tuple[Planter, ...] = (
    _moving_out,
    _sold_in_time,
    _small_home,
    _farmhouse,
    _moved_out,
    _many_mouths,
    _lost_work,
)

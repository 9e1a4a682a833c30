"""LN-02: a claimed group that nothing bears out, and borrowers who only look so."""

from datetime import date, timedelta

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, add, facts, firm_code, mark, own
from county.cases.loan.group_judgement import (
    CONTRIBUTION,
    JOBLESS,
    LISTED,
    RULE,
    STUDENT,
    VETERAN,
    judge,
)
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend, lines
from county.cases.months import month_at, window
from county.cases.payroll_rows import PAYROLL
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, CONTRIBUTION, STUDENT, VETERAN, LISTED)
COMPANY = "registry/company"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _borrowers(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    """Draw people whom no list of groups knows, each with a month of signing."""
    people = outside(world, living(world, youngest=31, oldest=55), CONTRACT, LINE)
    people = outside(
        world, people, PAYROLL, CONTRIBUTION, VETERAN, LISTED, COMPANY, kin=False
    )
    people = outside(world, people, STUDENT, kin=False)
    chosen = draw.take(people["person"], wanted)
    return {person: draw.number(3, 6) for person in chosen}


def _lend(world: World, months: dict[int, int], group: str) -> int:
    loans = [
        Loan(person=person, signed_on=_signed(month))
        for person, month in months.items()
    ]
    lend(world, loans)
    mark(world, CONTRACT, own(months), borrower_kind=group)
    add(world, LINE, [row for loan in loans for row in lines(world, loan)])
    return len(loans)


def _signed(month: int) -> date:
    return month_at(month) + timedelta(days=11)


def _insure(world: World, person: int, months: list[date], unit: str) -> None:
    row = facts(world, person)
    both = {"person_name": row["person_name"], "id_number": row["id_number"]}
    rows: list[Row] = [
        {
            **both,
            "insurance": "企业养老",
            "paid_for": month,
            "paid_in": month,
            "base_fen": 420_000,
            "unit_share_fen": 67_200,
            "personal_share_fen": 33_600,
            "unit_number": "4228990001",
            "unit_name": unit,
            "contribution_kind": "正常应缴",
            "payer_kind": "单位",
            "received_flag": "已到账",
            "person": person,
        }
        for month in months
    ]
    add(world, CONTRIBUTION, rows)


EMPLOYER, OWN_FIRMS = "云溪县宏达纺织有限公司", 10_000_000


def _employed(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people whom one employer insures all the year."""
    months = _borrowers(world, draw, wanted)
    for person in months:
        _insure(world, person, window(0, 12), EMPLOYER)
    return _lend(world, months, JOBLESS)


def _hired_that_month(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who had begun to work in the month of signing."""
    months = _borrowers(world, draw, wanted)
    for person, month in months.items():
        _insure(world, person, window(month, 12), EMPLOYER)
    return _lend(world, months, JOBLESS)


def _no_veteran(world: World, draw: Draw, wanted: int) -> int:
    """Lend as to a veteran to people who were no soldiers."""
    return _lend(world, _borrowers(world, draw, wanted), "退役军人")


def _not_registered(world: World, draw: Draw, wanted: int) -> int:
    """Lend as to the formerly poor to people who never were registered."""
    return _lend(world, _borrowers(world, draw, wanted), "脱贫人口")


def _graduate(world: World, months: dict[int, int], years: int) -> None:
    rows: list[Row] = []
    for person, month in months.items():
        row, left = facts(world, person), _signed(month).year - years
        rows.append(
            {
                "student_number": f"B9{person:09d}",
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "school": "汉江职业技术学院",
                "stage": "专科",
                "study_form": "全日制",
                "enrolled_on": date(left - 3, 9, 1),
                "expected_on": date(left, 6, 30),
                "left_on": date(left, 6, 30),
                "status": "毕业",
                "person": person,
            }
        )
    add(world, STUDENT, rows)


def _long_graduated(world: World, draw: Draw, wanted: int) -> int:
    """Lend as to graduates to people who left college eight years before."""
    months = _borrowers(world, draw, wanted)
    _graduate(world, months, 8)
    return _lend(world, months, "高校毕业生")


def _young_graduate(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who left college three years before."""
    months = _borrowers(world, draw, wanted)
    _graduate(world, months, 3)
    return _lend(world, months, "高校毕业生")


def _degree_from_afar(world: World, draw: Draw, wanted: int) -> int:
    """Lend as to graduates to people whose college is not the county's."""
    return _lend(world, _borrowers(world, draw, wanted), "高校毕业生")


def _late_stop(world: World, draw: Draw, wanted: int) -> int:
    """Let the former employer pay for the month of signing, and no more."""
    months = _borrowers(world, draw, wanted)
    for person, month in months.items():
        _insure(world, person, window(month - 1, month + 1), EMPLOYER)
    return _lend(world, months, JOBLESS)


def _hired_later(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who find work in the month after."""
    months = _borrowers(world, draw, wanted)
    for person, month in months.items():
        _insure(world, person, window(month + 1, 12), EMPLOYER)
    return _lend(world, months, JOBLESS)


def _own_firm(world: World, draw: Draw, wanted: int) -> int:
    """Let the borrower's own new firm pay the contributions."""
    months = _borrowers(world, draw, wanted)
    for person, month in months.items():
        row = facts(world, person)
        name = f"云溪县{row['person_name']}餐饮服务有限公司"
        firm: Row = {
            "credit_code": firm_code("91", OWN_FIRMS + person),
            "organisation_name": name,
            "company_kind": "有限责任公司",
            "legal_representative": row["person_name"],
            "legal_representative_id_number": row["id_number"],
            "founded_on": _signed(month - 2),
            "status": "存续",
            "legal_representative_person": person,
        }
        add(world, COMPANY, [firm])
        _insure(world, person, window(month - 1, 12), name)
    return _lend(world, months, JOBLESS)


PLANTERS: tuple[Planter, ...] = (
    _employed,
    _hired_that_month,
    _no_veteran,
    _not_registered,
    _long_graduated,
)
INNOCENTS: tuple[Planter, ...] = (
    _late_stop,
    _hired_later,
    _own_firm,
    _young_graduate,
    _degree_from_afar,
)

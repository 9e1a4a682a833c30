"""LN-01: which borrowers the county itself calls wrong."""

import pytest

from county.cases.loan_to_fiscal_staff import judge
from tests.county.worlds import labelled, world_of

CONTRACT, PAYROLL = "loan/loan_contract", "finance/staff_payroll"
PEOPLE = "person | household | spouse\n0 | 0 | 1\n1 | 0 | 0"
SIGNED = """
    contract_number | person | spouse_person | loan_kind    | signed_on
    K1              | 0      | 1             | 创业担保贷款 | 2026-05-10
"""
WAGE = "person | paid_for | staff_type | left_on\n"


def year(person: int, staff_type: str, start: int = 1, stop: int = 10) -> str:
    return "\n".join(
        f"{person} | 2026-{month:02d}-01 | {staff_type} |"
        for month in range(start, stop + 1)
    )


@pytest.mark.parametrize(
    ("wages", "expected"),
    [
        (year(0, "公务员"), ("planted", "civil_servant")),
        (year(0, "事业在编"), ("planted", "public_institution")),
        (year(0, "事业在编", 4), ("planted", "joined_before")),
        (
            year(0, "事业在编", 1, 8) + "2026-08-20",
            ("planted", "left_later"),
        ),
        (year(0, "遗属补助"), ("look_alike", "survivors_aid")),
        (year(0, "公益性岗位"), ("look_alike", "non_fiscal_post")),
        (year(0, "工勤", 1, 3), ("look_alike", "resigned_before")),
        (
            year(0, "工勤", 1, 5) + "2026-05-26",
            ("look_alike", "resigned_at_signing"),
        ),
        (year(0, "参公", 7), ("look_alike", "hired_after")),
        (year(1, "公务员"), ("look_alike", "spouse_on_payroll")),
        (year(1, "村干部"), None),
    ],
)
def test_judges_one_loan_signed_in_may(
    wages: str, expected: tuple[str, str] | None
) -> None:
    given = {CONTRACT: SIGNED, PAYROLL: WAGE + wages}
    assert labelled(judge(world_of(PEOPLE, given))).get(0) == expected


def test_other_kinds_of_loan_do_not_count() -> None:
    given = {
        CONTRACT: SIGNED.replace("创业担保贷款", "商业贷款"),
        PAYROLL: WAGE + year(0, "公务员"),
    }
    assert labelled(judge(world_of(PEOPLE, given))) == {}

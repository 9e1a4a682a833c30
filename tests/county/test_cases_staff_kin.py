"""LN-14: whose relatives at the bank the county itself calls in question."""

import pytest

from county.cases.loan.staff_kin_judgement import judge
from tests.county.worlds import labelled, world_of

BOOK = """
    person | household_number
    0      | H1
    1      | {book}
"""
SIGNED = """
    contract_number | person | loan_kind    | signed_on
    K1              | 0      | 创业担保贷款 | 2026-01-14
"""
GIVEN = {
    "loan/loan_contract": SIGNED,
    "loan/loan_note": "note_number | contract_number\nN1 | K1",
    "finance/interest_subsidy": "note_number | bank | person\nN1 | 甲银行 | 0",
    "social_security/contribution": (
        "person | unit_name | unit_share_fen | paid_for\n1 | 甲银行 | 600 | 2026-01-01"
    ),
    "finance/staff_payroll": "person | paid_for",
    "registry/cadre": "person",
    "registry/declared_kin": "person | kin_person",
    "loan/guarantee": "contract_number",
}
WEDDING = "person | spouse_person | kind | registered_on\n0 | 1 | 结婚 | 2012-05-01"


@pytest.mark.parametrize(
    ("book", "register", "expected"),
    [
        ("H1", WEDDING, ("planted", "at_bank")),
        ("H2", WEDDING, ("planted", "at_bank")),
        ("H2", WEDDING.partition("\n")[0], None),
        ("H1", f"{WEDDING}\n1 | 0 | 离婚 | 2021-05-17", None),
        ("H1", f"{WEDDING}\n1 | 0 | 离婚 | 2026-02-17", ("planted", "at_bank")),
    ],
)
def test_who_is_a_relative_on_the_day_of_signing(
    book: str, register: str, expected: tuple[str, str] | None
) -> None:
    given = {
        **GIVEN,
        "registry/marriage": register,
        "registry/resident": BOOK.format(book=book),
    }
    world = world_of("person | household\n0 | 0\n1 | 1", given)
    assert labelled(judge(world)).get(0) == expected

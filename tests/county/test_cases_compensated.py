"""LN-13: whom the county itself takes to have means while the fund's money is out."""

import pytest

from county.cases.loan.compensated_not_recovered import judge
from tests.county.worlds import labelled, world_of

GIVEN = {
    "loan/loan_contract": """
        person | contract_number | loan_kind
        0      | HT1             | 创业担保贷款
    """,
    "loan/guarantee": """
        person | contract_number | status | compensated_on | compensated_fen
        -1     | HT1             | 代偿   | 2025-05-06     | 100
    """,
    "registry/company": """
        person | credit_code | founded_on | legal_representative_person
        -1     | X1          | 2026-02-10 | 1
    """,
    "registry/vehicle": "person\n1",
    "registry/real_estate": "person\n1",
}


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("0 | X1 | 股东 | ", "planted"),
        ("0 | X1 | 监事 | ", "look_alike"),
        ("0 | X1 | 股东 | 2026-06-01", "look_alike"),
        ("1 | X1 | 股东 | ", "look_alike"),
    ],
)
def test_a_share_in_a_new_firm_is_means(member: str, kind: str) -> None:
    members = f"person | credit_code | member_kind | left_on\n{member}"
    world = world_of("person\n0\n1", {**GIVEN, "registry/company_member": members})
    assert labelled(judge(world))[0][0] == kind

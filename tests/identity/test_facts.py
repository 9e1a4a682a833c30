"""A role takes the facts of its own columns, and no other person's."""

import pytest

from identity.facts import fact_columns
from store.odcs import contract_for


@pytest.mark.parametrize(
    ("path", "role", "expected"),
    [
        (
            "registry/resident",
            "person",
            {
                "birth_on": "birth_on",
                "sex": "sex",
                "town": "town",
                "village": "village",
                "address": "address",
            },
        ),
        ("loan/loan_contract", "person", {"address": "address", "phone": "phone"}),
        ("loan/loan_contract", "spouse", {}),
        ("registry/company", "legal_representative", {}),
        (
            "loan/account_transaction",
            "person",
            {"account_number": "account_number"},
        ),
        ("social_security/injury_payment", "kin", {"birth_on": "kin_birth_on"}),
        ("relief/subsidy_payment", "payee", {"account_number": "account_number"}),
    ],
)
def test_columns_of_a_role(path: str, role: str, expected: dict[str, str]) -> None:
    assert fact_columns(contract_for(path), role) == expected

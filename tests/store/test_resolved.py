"""The resolved table has the accepted columns, then those of each role."""

from store.odcs import all_contracts, contract_for
from store.resolved import person_roles, resolved_types, role_column


def test_the_default_role_has_no_prefix() -> None:
    assert role_column("person", "person_id") == "person_id"
    assert role_column("organisation", "organisation_id") == "organisation_id"
    assert role_column("spouse", "person_id") == "spouse_person_id"


def test_a_loan_contract_names_borrower_and_spouse() -> None:
    contract = contract_for("loan/loan_contract")
    assert [role.role for role in person_roles(contract)] == ["person", "spouse"]
    types = resolved_types(contract)
    assert list(types)[: len(contract.sql_types)] == list(contract.sql_types)
    added = list(types)[len(contract.sql_types) :]
    assert added[:6] == [
        "person_id",
        "link_tier",
        "link_milli",
        "id_kind",
        "name_key",
        "id_text",
    ]
    assert "spouse_name_key" in added
    assert {"organisation_id", "accepting_unit_organisation_id"} <= set(added)


def test_officials_without_a_number_are_no_role() -> None:
    roles = {r.role for c in all_contracts() for r in person_roles(c)}
    assert not roles & {"accepting", "reviewing", "approving", "paying"}

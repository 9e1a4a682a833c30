"""Which datasets tell of kin follows from their contracts."""

from identity.kin_source import (
    HouseholdSource,
    MarriageSource,
    PairSource,
    kin_sources,
)
from store.odcs import all_contracts


def test_the_sources_are_found_in_the_contracts() -> None:
    found = kin_sources(all_contracts())
    households = {s.dataset: s.kind for s in found if isinstance(s, HouseholdSource)}
    pairs = {(s.dataset, s.role) for s in found if isinstance(s, PairSource)}
    marriages = [s for s in found if isinstance(s, MarriageSource)]
    assert households == {
        "registry/resident": "户口簿",
        "relief/registered_person": "申报",
    }
    assert pairs == {
        ("registry/declared_kin", "kin"),
        ("relief/dibao_member", "head"),
        ("loan/loan_contract", "spouse"),
        ("relief/dibao_kin_register", "officer"),
        ("relief/orphan", "father"),
        ("relief/orphan", "mother"),
        ("relief/public_rental", "spouse"),
        ("social_security/injury_payment", "kin"),
    }
    (marriage,) = marriages
    assert (marriage.dataset, marriage.event, marriage.day) == (
        "registry/marriage",
        "kind",
        "registered_on",
    )

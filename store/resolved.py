"""The resolved table: accepted rows with the person or organisation of each role.

One place for its columns, because identity writes it, rules read it, and their
tests build it empty.
"""

from dataclasses import dataclass

from store.contract import Contract
from store.meaning import Meaning

PERSON_COLUMNS = {
    "person_id": "VARCHAR",
    "link_tier": "VARCHAR",
    "link_milli": "INTEGER",
    "id_kind": "VARCHAR",
    "name_key": "VARCHAR",
    "id_text": "VARCHAR",
}
ORGANISATION_COLUMN = "organisation_id"
DEFAULT_ROLES = frozenset({"person", "organisation"})


@dataclass(frozen=True, kw_only=True)
class PersonRole:
    """The columns in which one dataset names one kind of person."""

    role: str
    id_column: str
    name_column: str | None


@dataclass(frozen=True, kw_only=True)
class OrganisationRole:
    """The columns in which one dataset names one kind of organisation."""

    role: str
    name_column: str | None
    code_column: str | None


def role_column(role: str, column: str) -> str:
    """Return the resolved column of a role: `person_id`, `spouse_person_id`."""
    return column if role in DEFAULT_ROLES else f"{role}_{column}"


def person_roles(contract: Contract) -> tuple[PersonRole, ...]:
    """Return the roles that have an ID column, in the contract's order."""
    found = contract.roles(Meaning.ID_NUMBER, Meaning.PERSON_NAME)
    return tuple(
        PersonRole(
            role=role,
            id_column=columns[Meaning.ID_NUMBER],
            name_column=columns.get(Meaning.PERSON_NAME),
        )
        for role, columns in found.items()
        if Meaning.ID_NUMBER in columns
    )


def organisation_roles(contract: Contract) -> tuple[OrganisationRole, ...]:
    """Return the roles that an organisation's name or code stands in, in order."""
    found = contract.roles(Meaning.ORGANISATION_NAME, Meaning.CREDIT_CODE)
    return tuple(
        OrganisationRole(
            role=role,
            name_column=columns.get(Meaning.ORGANISATION_NAME),
            code_column=columns.get(Meaning.CREDIT_CODE),
        )
        for role, columns in found.items()
    )


def resolved_types(contract: Contract) -> dict[str, str]:
    """Return the DuckDB type of each column of `resolved.<dataset>`, in order.

    First the accepted columns, then for each role with an ID column the six of
    `PERSON_COLUMNS`, then one organisation id for each organisation role.
    """
    types = dict(contract.sql_types)
    for person in person_roles(contract):
        for name, kind in PERSON_COLUMNS.items():
            types[role_column(person.role, name)] = kind
    for organisation in organisation_roles(contract):
        types[role_column(organisation.role, ORGANISATION_COLUMN)] = "VARCHAR"
    return types

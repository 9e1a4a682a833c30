"""Where datasets tell who is whose relative, found from their contracts.

Three structures tell of kin: rows that share a household number and state a relation
to its head, a row with a role that is a relative's (`KIN_ROLES`), and the register
of marriages, whose rows begin and end a marriage. A guardian or a payee is no kin: it
may be a village committee.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from store.contract import Contract
from store.meaning import Meaning
from store.resolved import person_roles

HOUSEHOLD_BOOK, MARRIAGE, DECLARED = "户口簿", "婚姻", "申报"
HOUSEHOLD_NUMBER, RELATION_TO_HEAD = "household_number", "relation_to_head"
STATE_REGISTERS = "registry"  # elsewhere a household is what it declared itself
OWN_ROLE, SPOUSE_ROLE, SPOUSE = "person", "spouse", "配偶"
STATUS, STANDING, CHANGED_ON = "status", "正常", "changed_on"
MARRIED, DIVORCED = "结婚", "离婚"


@dataclass(frozen=True, kw_only=True)
class KinRole:
    """A role that is a relative's: what it and the row's person are to each other.

    Either a word that the role itself says, or the column that states it.
    """

    word: str | None = None
    own_word: str | None = None
    column: str | None = None
    own_column: str | None = None


KIN_ROLES = {
    SPOUSE_ROLE: KinRole(word=SPOUSE, own_word=SPOUSE),
    "father": KinRole(word="父"),
    "mother": KinRole(word="母"),
    "kin": KinRole(column="kin_relation"),
    "head": KinRole(own_column=RELATION_TO_HEAD),
    "officer": KinRole(own_column="relation"),
}


@dataclass(frozen=True, kw_only=True)
class HouseholdSource:
    """A list of people by household; `ends_on` is the day a status not 正常 began."""

    dataset: str
    kind: str
    ends_on: str | None


@dataclass(frozen=True, kw_only=True)
class PairSource:
    """A dataset whose rows name a person and a relative, and in which role."""

    dataset: str
    role: str
    kin: KinRole


@dataclass(frozen=True, kw_only=True)
class MarriageSource:
    """A register of marriages and divorces: the columns that say which, and when."""

    dataset: str
    event: str
    day: str


KinSource = HouseholdSource | PairSource | MarriageSource


def kin_sources(contracts: Iterable[Contract]) -> tuple[KinSource, ...]:
    """Return everything that tells of kin, sorted by dataset."""
    ordered = sorted(contracts, key=lambda contract: contract.path)
    return tuple(source for contract in ordered for source in _sources(contract))


def _sources(contract: Contract) -> tuple[KinSource, ...]:
    marriage = _marriage(contract)
    if marriage is not None:
        return (marriage,)
    return (*_households(contract), *_pairs(contract))


def _households(contract: Contract) -> tuple[HouseholdSource, ...]:
    names = {column.name for column in contract.columns}
    if not {HOUSEHOLD_NUMBER, RELATION_TO_HEAD} <= names or not _has_person(contract):
        return ()
    own = contract.system == STATE_REGISTERS
    source = HouseholdSource(
        dataset=contract.path,
        kind=HOUSEHOLD_BOOK if own else DECLARED,
        ends_on=CHANGED_ON if CHANGED_ON in names and _has_status(contract) else None,
    )
    return (source,)


def _pairs(contract: Contract) -> tuple[PairSource, ...]:
    if not _has_person(contract):
        return ()
    names = {None, *(column.name for column in contract.columns)}
    return tuple(
        PairSource(dataset=contract.path, role=role.role, kin=KIN_ROLES[role.role])
        for role in person_roles(contract)
        if role.role in KIN_ROLES
        and {KIN_ROLES[role.role].column, KIN_ROLES[role.role].own_column} <= names
    )


def _marriage(contract: Contract) -> MarriageSource | None:
    events = [c.name for c in contract.columns if {MARRIED, DIVORCED} <= set(c.codes)]
    days = [c.name for c in contract.columns if c.meaning is Meaning.DATE]
    roles = {role.role for role in person_roles(contract)}
    if not events or not days or not {OWN_ROLE, SPOUSE_ROLE} <= roles:
        return None
    return MarriageSource(dataset=contract.path, event=events[0], day=days[0])


def _has_person(contract: Contract) -> bool:
    return any(role.role == OWN_ROLE for role in person_roles(contract))


def _has_status(contract: Contract) -> bool:
    return any(c.name == STATUS and STANDING in c.codes for c in contract.columns)

"""Where a contract says who handled an act, for which place, batch and scheme.

Every dataset is brought to one shape, so that one query counts them all. What a
contract does not have is null; who benefits stands in none of the columns shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rules.rule import Rule
from store.contract import Contract
from store.meaning import Meaning
from store.odcs import contract_for
from store.resolved import resolved_types
from store.statement import Layer, piled

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "handler": "accepting",
        "reviewer": "reviewing",
        "approver": "approving",
        "payer": "paying",
    }
)
COUNTER = "accepting_unit"  # only who accepts sits there
OFFICES = ("agency", "department")
BOOKING_SYSTEMS = frozenset({"finance"})  # there the row's unit is who handled it
BOOKING_UNIT = "unit_name"
INSTITUTIONS = (
    "training_organisation",
    "institution",
    "school_name",
    "hospital",
    "bank",
    "insurer",
    "dealer",
)
NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "record_id": ("record_id",),
        "person_id": ("person_id",),
        "link_tier": ("link_tier",),
        "id_text": ("id_text",),
        "counter": (COUNTER,),
        "institution": INSTITUTIONS,
        "town": ("town",),
        "village": ("village",),
        "batch": ("batch",),
        "scheme": ("scheme", "project_name", "loan_kind", "relief_kind"),
        "sex": ("sex",),
        "birth_on": ("birth_on",),
        "applied_on": ("applied_on", "accepted_on"),
        "decided_on": ("decided_on", "approved_on", "signed_on"),
        "paid_on": ("paid_on", "disbursed_on", "first_paid_on", "started_on"),
    }
)
DATES = frozenset({"birth_on", "applied_on", "decided_on", "paid_on"})
NARROWED = "narrowed_by"
TYPES: Mapping[str, str] = MappingProxyType(
    {
        NARROWED: "VARCHAR",
        **{name: "DATE" if name in DATES else "VARCHAR" for name in NAMED},
        **dict.fromkeys(("office", *STEPS), "VARCHAR"),
        "counted": "VARCHAR",
    }
)


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Which of a dataset's acts a rule asks about: those with one value in a column."""

    column: str
    value: str

    def __str__(self) -> str:
        """Return `loan_kind=创业担保贷款`."""
        return f"{self.column}={self.value}"


def narrowing_of(rule: Rule) -> Narrowing | None:
    """Return how a parameter narrows the acts: one named as a column of theirs.

    Who handles other kinds of loan is no peer of who handles the kind asked about.
    """
    columns = {column.name for column in contract_for(rule.act).columns}
    values = rule.params.model_dump()
    named = sorted(name for name in values if name in columns)
    texts = [name for name in named if isinstance(values[name], str)]
    return Narrowing(column=texts[0], value=values[texts[0]]) if texts else None


def handled_query(contract: Contract, narrowing: Narrowing | None, table: str) -> str:
    """Return the query for the acts of a dataset in the shape of `TYPES`.

    `table` holds rows of the resolved dataset. `counted` says what a subject is:
    `person`, or `act` where none is named.
    """
    columns = handled_columns(contract)
    if narrowing is not None:
        columns[NARROWED] = narrowing.column
    counted = "person" if "person_id" in columns else "act"
    layer = Layer(
        table=table,
        fixed={"counted": counted},
        columns=columns,
    )
    return piled(TYPES, [layer])


def handled_columns(contract: Contract) -> dict[str, str]:
    """Return the dataset's own column for each column of the shape that it has."""
    known = resolved_types(contract)
    found = {
        name: column
        for name, candidates in NAMED.items()
        if (column := _first(candidates, known)) is not None
    }
    office = _first(_offices(contract), known)
    named = {"office": office} if office else {}
    return {**found, **named, **_handlers(contract)}


def _offices(contract: Contract) -> tuple[str, ...]:
    booked = contract.system in BOOKING_SYSTEMS
    return (*OFFICES, BOOKING_UNIT) if booked else OFFICES


def _handlers(contract: Contract) -> dict[str, str]:
    roles = contract.roles(Meaning.PERSON_NAME)
    return {
        step: roles[role][Meaning.PERSON_NAME]
        for step, role in STEPS.items()
        if role in roles
    }


def _first(candidates: Iterable[str], known: Mapping[str, str]) -> str | None:
    return next((name for name in candidates if name in known), None)

"""Who a clue is about: names and numbers from the identity stage."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

ORGANISATION = "organisation.parquet"
PEOPLE = ("person", "official", "household")
BODIES = ("organisation", "unit")
NUMBERED = ("project", "contract")
ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person's name and resident number, or a body's name and credit code.

    What has but a number of its own, a project or a contract, is called by it; an
    account shows it where a number stands.
    """

    name: str = ""
    id_number: str = ""


UNKNOWN = Subject()


def load_subjects(
    person: Path, wanted: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Subject]:
    """Return the subjects by (kind, id), as far as identity knows them.

    `person` is identity's `person.parquet`; organisations are read from
    `organisation.parquet` beside it where there is one.
    """
    bodies = person.with_name(ORGANISATION)
    people = _named(person, ("person_id", "person_name", "id_number"), wanted)
    named = (
        _named(bodies, ("organisation_id", "organisation_name", "credit_code"), wanted)
        if bodies.is_file()
        else {}
    )
    by_kind: dict[str, dict[str, Subject]] = {
        **dict.fromkeys(PEOPLE, people),
        **dict.fromkeys(BODIES, named),
    }
    return {
        (kind, key): by_kind.get(kind, {}).get(key, _by_itself(kind, key))
        for kind, key in wanted
    }


def _by_itself(kind: str, key: str) -> Subject:
    """Return what is known of a subject that identity does not name."""
    if kind == ACCOUNT:
        return Subject(id_number=key)
    return Subject(name=key) if kind in (*BODIES, *NUMBERED) else UNKNOWN


def _named(
    file: Path, columns: tuple[str, str, str], wanted: Collection[tuple[str, str]]
) -> dict[str, Subject]:
    key, name, number = columns
    ids = pl.LazyFrame({key: sorted({each for _, each in wanted})}, {key: pl.String})
    rows = pl.scan_parquet(file, glob=False).select(columns)
    found = rows.join(ids, on=key, how="semi").sort(columns).collect()
    return {
        row[key]: Subject(name=row[name] or "", id_number=row[number] or "")
        for row in found.iter_rows(named=True)
    }

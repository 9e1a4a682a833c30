"""Read `data_contracts/*/*.odcs.yaml` strictly: what is not known is an error.

The file format is the Open Data Contract Standard 3.1 (bitol-io). Its own
reader drops misspelt keys silently, so these models refuse them instead.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

import yaml
from pydantic import ValidationError

from store.contract import (
    TRACE_TYPES,
    VALIDITY_TYPES,
    Column,
    Contract,
    Mode,
    PersonalData,
    Severity,
)
from store.errors import ContractError
from store.heading import plain_heading
from store.meaning import SUFFIXES, Meaning
from store.normalise import NORMALISERS
from store.odcs_document import Custom, Document, Property, Sla, Table
from store.vocabulary import shared_words

SUFFIX = ".odcs.yaml"
TABLE_PROPERTIES = {
    "mode",
    "period",
    "validFrom",
    "validTo",
    "hints",
    "quarantineAboveMilli",
    "needsApproval",
}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast
COLUMN_PROPERTIES = {
    "meaning",
    "normaliser",
    "headings",
    "vocabulary",
    "role",
    "codes",
    "severity",
}
DAYS = {"d": 1, "month": 31, "y": 366}
MONTHS = {"month": 1, "y": 12}


@cache
def all_contracts() -> tuple[Contract, ...]:
    """Return every contract that ships, sorted by path."""
    systems = [entry for entry in files("data_contracts").iterdir() if entry.is_dir()]
    found = [
        parse_contract(file.name, file.read_text(encoding="utf-8"))
        for system in systems
        for file in _yaml_files(system)
    ]
    return tuple(sorted(found, key=lambda contract: contract.path))


def _yaml_files(system: Traversable) -> list[Traversable]:
    return [file for file in system.iterdir() if file.name.endswith(SUFFIX)]


def contract_for(path: str) -> Contract:
    """Return the contract of `<system>/<dataset>`; raises `ContractError`."""
    for contract in all_contracts():
        if contract.path == path:
            return contract
    raise ContractError(f"没有数据契约 {path}")


def parse_contract(name: str, text: str) -> Contract:
    """Return the contract in `text`; `name` names the file in errors.

    Raises `ContractError` for unknown keys, an unknown normaliser, a heading
    that two columns claim, a spelling that two codes claim, a type that is not
    its meaning's, or a column without meaning or personal-data class.
    """
    try:
        document = Document.model_validate(yaml.load(text, LOADER))
        contract = _contract(document)
    except (ValidationError, ValueError, KeyError, yaml.YAMLError) as error:
        raise ContractError(f"数据契约 {name} 有误：{error}") from error
    _refuse_shared_headings(name, contract)
    return contract


def _contract(document: Document) -> Contract:
    table = document.schema_[0]
    custom = _customs(table.customProperties, TABLE_PROPERTIES)
    promises = {entry.property: entry for entry in document.slaProperties}
    stated = _stated_headings(table)
    columns = tuple(_column(entry, stated) for entry in table.properties)
    unique = _unique(table)
    _refuse_unknown_columns(custom, unique, columns)
    return Contract(
        system=document.domain,
        dataset=table.name,
        version=document.version,
        title=document.name,
        owner=document.team.name,
        purpose=document.description.purpose,
        hints=tuple(cast("list[str]", custom.get("hints", []))),
        mode=Mode(str(custom["mode"])),
        period=cast("str | None", custom.get("period")),
        valid_from=cast("str | None", custom.get("validFrom")),
        valid_to=cast("str | None", custom.get("validTo")),
        quarantine_above_milli=int(str(custom.get("quarantineAboveMilli", 50))),
        retention_days=_days(promises["retention"]),
        frequency_months=_frequency(promises.get("frequency")),
        latency_days=_days(promises["latency"]) if "latency" in promises else 0,
        needs_approval=bool(custom.get("needsApproval", False)),
        unique=unique,
        columns=columns,
    )


def _days(promise: Sla) -> int:
    return promise.value * DAYS[promise.unit]


def _frequency(promise: Sla | None) -> int:
    """Return how many months lie between two deliveries; 0 = on request only."""
    if promise is None:
        return 0
    if promise.unit not in MONTHS:
        raise ValueError("frequency is stated in months or years")
    return promise.value * MONTHS[promise.unit]


def _stated_headings(table: Table) -> dict[str, str]:
    """Return which column states a heading itself; shared words give way to it."""
    return {
        plain_heading(heading): entry.name
        for entry in table.properties
        for heading in (entry.businessName, *_own_headings(entry))
    }


def _own_headings(entry: Property) -> list[str]:
    values = {custom.property: custom.value for custom in entry.customProperties}
    return cast("list[str]", values.get("headings", []))


def _unique(table: Table) -> tuple[str, ...]:
    found = [q for q in table.quality if q.metric == "duplicateValues"]
    return tuple(found[0].arguments["properties"]) if found else ()


def _column(entry: Property, stated: Mapping[str, str]) -> Column:
    custom = _customs(entry.customProperties, COLUMN_PROPERTIES)
    meaning = Meaning(str(custom["meaning"]))
    normaliser = str(custom.get("normaliser", meaning.value))
    if normaliser not in NORMALISERS:
        raise ValueError(f"{entry.name}: unknown normaliser {normaliser!r}")
    if not entry.name.endswith(SUFFIXES.get(meaning, "")):
        raise ValueError(f"{entry.name}: {meaning} ends in {SUFFIXES[meaning]}")
    if meaning.is_personal and entry.classification is PersonalData.NONE:
        raise ValueError(f"{entry.name}: {meaning} is personal data")
    if (entry.logicalType, entry.physicalType) != _types_of(meaning):
        raise ValueError(f"{entry.name}: {meaning} is stored as {_types_of(meaning)}")
    shared = shared_words(cast("list[str]", custom.get("vocabulary", [])))
    own_codes = cast("dict[str, list[str]]", custom.get("codes", {}))
    codes = {**shared.codes, **own_codes} if meaning is Meaning.CODE else own_codes
    _refuse_shared_spellings(entry.name, meaning, codes)
    others = [
        *_own_headings(entry),
        *(
            h
            for h in shared.headings
            if stated.get(plain_heading(h), entry.name) == entry.name
        ),
    ]
    return Column(
        name=entry.name,
        headings=tuple(dict.fromkeys((entry.businessName, *others))),
        meaning=meaning,
        normaliser=normaliser,
        personal=entry.classification,
        description=entry.description,
        examples=tuple(entry.examples),
        role=str(custom.get("role", _default_role(meaning))),
        required=entry.required,
        key=entry.primaryKey,
        minimum=entry.logicalTypeOptions.minimum,
        maximum=entry.logicalTypeOptions.maximum,
        pattern=entry.logicalTypeOptions.pattern,
        codes={name: tuple(map(str, spellings)) for name, spellings in codes.items()},
        severity=Severity(str(custom.get("severity", Severity.ERROR.value))),
    )


def _types_of(meaning: Meaning) -> tuple[str, str]:
    """Return the logical and physical type that a column of a meaning states."""
    logical = {"VARCHAR": "string", "DATE": "date"}.get(meaning.sql, "integer")
    return logical, meaning.sql


def _refuse_shared_spellings(
    name: str, meaning: Meaning, codes: Mapping[str, Sequence[str]]
) -> None:
    if (meaning is Meaning.CODE) != bool(codes):
        raise ValueError(f"{name}: codes belong to the meaning code, and only to it")
    claims = Counter(
        plain
        for code, others in codes.items()
        for plain in {plain_heading(str(text)) for text in (code, *others)}
    )
    shared = sorted(text for text, count in claims.items() if count > 1)
    if shared:
        raise ValueError(f"{name}: {shared} stand for two codes")


def _default_role(meaning: Meaning) -> str:
    if meaning in {Meaning.ORGANISATION_NAME, Meaning.CREDIT_CODE}:
        return "organisation"
    return "person"


def _customs(entries: list[Custom], allowed: set[str]) -> dict[str, object]:
    unknown = {entry.property for entry in entries} - allowed
    if unknown:
        raise ValueError(f"unknown custom properties {sorted(unknown)}")
    return {entry.property: entry.value for entry in entries}


def _refuse_unknown_columns(
    custom: dict[str, object], unique: tuple[str, ...], columns: tuple[Column, ...]
) -> None:
    names = Counter(column.name for column in columns)
    taken = sorted(names.keys() & {*TRACE_TYPES, *VALIDITY_TYPES})
    if taken:
        raise ValueError(f"columns named like those of every table: {taken}")
    if names.total() > len(names):
        raise ValueError(f"columns named twice: {sorted(names - Counter(set(names)))}")
    places = {place: custom.get(place) for place in ("period", "validFrom", "validTo")}
    places |= {f"duplicateValues {name}": name for name in unique}
    for place, named in places.items():
        if named is not None and named not in names:
            raise ValueError(f"{place} names no column: {named}")
    if (custom["mode"] == Mode.PERIOD) != ("period" in custom):
        raise ValueError("mode period needs a period, and only it has one")


def _refuse_shared_headings(name: str, contract: Contract) -> None:
    claims = Counter(
        plain
        for column in contract.columns
        for plain in {plain_heading(heading) for heading in column.headings}
    )
    shared = sorted(heading for heading, count in claims.items() if count > 1)
    if shared:
        raise ContractError(f"数据契约 {name} 有误：表头 {shared} 属于两列")

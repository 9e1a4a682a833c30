"""Read `data_contracts/*/*.odcs.yaml` strictly: what is not known is an error.

The file format is the Open Data Contract Standard 3.1 (bitol-io). Its own
reader drops misspelt keys silently, so these models refuse them instead.
"""

from collections import Counter
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, cast

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from store.contract import Column, Contract, Mode, PersonalData, Severity
from store.errors import ContractError
from store.heading import plain_heading
from store.meaning import SUFFIXES, Meaning
from store.normalise import NORMALISERS

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
SUFFIX = ".odcs.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Custom(_Strict):
    property: str
    value: Any


class _Options(_Strict):
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None


class _Quality(_Strict):
    type: Literal["library"]
    metric: Literal["rowCount", "duplicateValues"]
    mustBe: int | None = None  # noqa: N815 - the standard's own spelling
    mustBeGreaterThan: int | None = None  # noqa: N815 - the standard's own spelling
    arguments: dict[str, list[str]] = {}
    severity: Severity = Severity.ERROR
    description: str = ""


class _Property(_Strict):
    name: Name
    businessName: str  # noqa: N815 - the standard's own spelling
    logicalType: Literal["string", "integer", "date"]  # noqa: N815 - as above
    physicalType: str  # noqa: N815 - the standard's own spelling
    classification: PersonalData
    description: str = ""
    required: bool = False
    primaryKey: bool = False  # noqa: N815 - the standard's own spelling
    primaryKeyPosition: int | None = None  # noqa: N815 - as above
    examples: list[str] = []
    logicalTypeOptions: _Options = _Options()  # noqa: N815 - as above
    customProperties: list[_Custom]  # noqa: N815 - the standard's own spelling


class _Table(_Strict):
    name: Name
    physicalName: Name  # noqa: N815 - the standard's own spelling
    physicalType: Literal["table"]  # noqa: N815 - the standard's own spelling
    description: str
    dataGranularityDescription: str  # noqa: N815 - the standard's own spelling
    properties: list[_Property]
    quality: list[_Quality] = []
    customProperties: list[_Custom]  # noqa: N815 - the standard's own spelling


class _Description(_Strict):
    purpose: str
    usage: str
    limitations: str = ""


class _Sla(_Strict):
    property: Literal["frequency", "latency", "retention"]
    value: int
    unit: Literal["d", "month", "y"]


class _Team(_Strict):
    name: str


class _Document(_Strict):
    apiVersion: Literal["v3.1.0"]  # noqa: N815 - the standard's own spelling
    kind: Literal["DataContract"]
    id: str
    name: str
    version: str
    status: Literal["active", "draft", "retired"]
    domain: Name
    description: _Description
    tags: list[str] = []
    schema_: Annotated[list[_Table], Field(alias="schema", min_length=1, max_length=1)]
    slaProperties: list[_Sla]  # noqa: N815 - the standard's own spelling
    team: _Team


TABLE_PROPERTIES = {
    "mode",
    "period",
    "validFrom",
    "validTo",
    "hints",
    "quarantineAboveMilli",
}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast
COLUMN_PROPERTIES = {"meaning", "normaliser", "headings", "role", "codes", "severity"}
DAYS = {"d": 1, "month": 31, "y": 366}


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
        document = _Document.model_validate(yaml.load(text, LOADER))
        contract = _contract(document)
    except (ValidationError, ValueError, KeyError, yaml.YAMLError) as error:
        raise ContractError(f"数据契约 {name} 有误：{error}") from error
    _refuse_shared_headings(name, contract)
    return contract


def _contract(document: _Document) -> Contract:
    table = document.schema_[0]
    custom = _customs(table.customProperties, TABLE_PROPERTIES)
    retention = {entry.property: entry for entry in document.slaProperties}["retention"]
    columns = tuple(_column(entry) for entry in table.properties)
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
        retention_days=retention.value * DAYS[retention.unit],
        unique=unique,
        columns=columns,
    )


def _unique(table: _Table) -> tuple[str, ...]:
    found = [q for q in table.quality if q.metric == "duplicateValues"]
    return tuple(found[0].arguments["properties"]) if found else ()


def _column(entry: _Property) -> Column:
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
    codes = cast("dict[str, list[str]]", custom.get("codes", {}))
    _refuse_shared_spellings(entry.name, meaning, codes)
    others = cast("list[str]", custom.get("headings", []))
    return Column(
        name=entry.name,
        headings=tuple(dict.fromkeys((entry.businessName, *others))),
        meaning=meaning,
        normaliser=normaliser,
        personal=entry.classification,
        description=entry.description,
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
    name: str, meaning: Meaning, codes: dict[str, list[str]]
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


def _customs(entries: list[_Custom], allowed: set[str]) -> dict[str, object]:
    unknown = {entry.property for entry in entries} - allowed
    if unknown:
        raise ValueError(f"unknown custom properties {sorted(unknown)}")
    return {entry.property: entry.value for entry in entries}


def _refuse_unknown_columns(
    custom: dict[str, object], unique: tuple[str, ...], columns: tuple[Column, ...]
) -> None:
    names = Counter(column.name for column in columns)
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

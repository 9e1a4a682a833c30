"""A contract's promises as checks, and the checks as Great Expectations.

`checks_of` is what the house says about a check: its severity and the sentence
that a clerk reads. `expectation_of` is what the tool is asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from checks.reading import BAD, DOUBTFUL, GIVEN
from checks.remedy import reason_of
from checks.tool import load_tool
from store.contract import Column, Contract, Severity
from store.meaning import Meaning

Weight = Literal["blocking", "error", "warning"]
# The share of rows that must keep a promise which single rows may break.
SHARES_MILLI = {"id_valid": 980, "named": 999, "name_whole": 995}
# What is left of a rare character that the supplier's system could not write:
# a question mark, an empty box, or a private-use code point.
LOST_CHARACTER = r"^.*[?？□\x{FFFD}\x{E000}-\x{F8FF}].*$"
# Damaged by Excel as often as not, and rarely what a rule rests on.
FRAGILE = frozenset({Meaning.ACCOUNT_NUMBER, Meaning.PHONE, Meaning.NUMBER})


@dataclass(frozen=True, kw_only=True)
class Check:
    """One promise: which rows break it, how heavy that is, what a clerk reads."""

    name: str
    column: str = ""
    heading: str = ""
    severity: Weight
    kind: str
    target: str = ""
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    reason: str = ""
    value: str = ""

    @property
    def label(self) -> str:
        """Return e.g. `id_number.required`, unique within a suite."""
        return f"{self.column}.{self.name}" if self.column else self.name


def checks_of(contract: Contract, present: Collection[str]) -> tuple[Check, ...]:
    """Return the checks of one contract; `present` are the typed table's columns."""
    found = [_row_count(), _complaint()]
    for column in contract.columns:
        found += _column_checks(column, present)
    if unique := contract.unique or contract.key:
        found.append(_unique(contract, unique))
    return tuple(found)


def expectation_of(check: Check) -> object:
    """Return the check as an expectation of Great Expectations."""
    build = getattr(load_tool().expectations, check.kind)
    column = {"column": check.target} if check.target else {}
    severity = "warning" if check.severity == "warning" else "critical"
    meta = {"check": check.label}
    return build(**column, **check.options, severity=severity, meta=meta)


def _row_count() -> Check:
    return Check(
        name="row_count",
        severity="blocking",
        kind="ExpectTableRowCountToBeBetween",
        options={"min_value": 1},
    )


def _complaint() -> Check:
    return Check(
        name="whole_row",
        severity="error",
        kind="ExpectColumnValuesToBeNull",
        target="complaint",
    )


def _unique(contract: Contract, names: tuple[str, ...]) -> Check:
    headings = "、".join(contract.column(name).title for name in names)
    first, *others = names
    if not others:
        kind, target, options = "ExpectColumnValuesToBeUnique", first, {}
    else:
        kind, target = "ExpectCompoundColumnsToBeUnique", ""
        options = {"column_list": list(names), "ignore_row_if": "any_value_is_missing"}
    return Check(
        name="unique",
        heading=headings,
        severity="warning",
        kind=kind,
        target=target,
        options=options,
    )


def _column_checks(column: Column, present: Collection[str]) -> Iterator[Check]:
    name = column.name
    if column.required:
        target = f"{name}{GIVEN}" if f"{name}{GIVEN}" in present else name
        yield _of(column, "required", "ExpectColumnValuesToNotBeNull", target)
    if f"{name}{BAD}" in present:
        yield _of(column, "readable", "ExpectColumnValuesToBeNull", f"{name}{BAD}")
    if column.codes:
        kind, codes = "ExpectColumnValuesToBeInSet", list(column.codes)
        yield _of(column, "code_list", kind, name, value_set=codes)
    if column.minimum is not None or column.maximum is not None:
        bounds = {"min_value": column.minimum, "max_value": column.maximum}
        yield _of(column, "range", "ExpectColumnValuesToBeBetween", name, **bounds)
    if column.pattern is not None:
        kind, regex = "ExpectColumnValuesToMatchRegex", _anchored(column.pattern)
        yield _of(column, "pattern", kind, name, regex=regex)
    yield from _share_checks(column, present)


def _share_checks(column: Column, present: Collection[str]) -> Iterator[Check]:
    """Yield what only a whole delivery can break: shares, never single rows."""
    name = column.name
    if f"{name}{DOUBTFUL}" in present:
        kind = "ExpectColumnValuesToBeNull"
        yield _of(column, "id_valid", kind, f"{name}{DOUBTFUL}")
    if column.meaning is Meaning.PERSON_NAME and column.required:
        yield _of(column, "named", "ExpectColumnValuesToNotBeNull", name)
        kind = "ExpectColumnValuesToNotMatchRegex"
        yield _of(column, "name_whole", kind, name, regex=LOST_CHARACTER)


def _anchored(pattern: str) -> str:
    """Return a pattern for the whole text, whatever the engine's `~` means."""
    return f"^(?:{pattern.removeprefix('^').removesuffix('$')})$"


def _of(column: Column, name: str, kind: str, target: str, **options: object) -> Check:
    if name in SHARES_MILLI:
        options["mostly"] = SHARES_MILLI[name] / 1000
    return Check(
        name=name,
        column=column.name,
        heading=column.title,
        severity=_severity(column, name),
        kind=kind,
        target=target,
        options=options,
        reason=reason_of(column, name),
        value=target if target.endswith(BAD) else column.name,
    )


def _severity(column: Column, name: str) -> Weight:
    is_fragile = column.meaning in FRAGILE and not (column.required or column.key)
    if name in SHARES_MILLI or (name == "readable" and is_fragile):
        return "warning"
    return "warning" if column.severity is Severity.WARNING else "error"

"""What a contract promises, as checks and as sentences."""

from pathlib import Path

import pytest

from checks.conformance import check_snapshot
from checks.reading import BAD, FALLIBLE
from checks.suite import Check, checks_of
from store.contract import Column, Contract, Severity
from store.meaning import Meaning
from store.odcs import all_contracts
from tests.checks.deliveries import column, contract, snapshot

ALL = [pytest.param(agreed, id=agreed.path) for agreed in all_contracts()]


def named(agreed: Contract, name: str, *present: str) -> Check:
    return next(c for c in checks_of(agreed, present) if c.name == name)


@pytest.mark.parametrize("agreed", ALL)
def test_every_contract_s_suite_runs_and_withholds_an_empty_delivery(
    tmp_path: Path, agreed: Contract
) -> None:
    folder = snapshot(tmp_path, [], dataset=agreed.path)
    out = tmp_path / "out"
    out.mkdir()
    summary = check_snapshot(folder, agreed, out, memory_mb=256, threads=1)
    assert summary["blocked"] is True
    assert summary["quarantined"] == 0


@pytest.mark.parametrize("agreed", ALL)
def test_every_check_of_a_contract_has_a_name_of_its_own(agreed: Contract) -> None:
    present = [f"{c.name}{BAD}" for c in agreed.columns if c.meaning in FALLIBLE]
    labels = [check.label for check in checks_of(agreed, present)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            column("a_fen", "金额", Meaning.MONEY, minimum=-50, maximum=123_456),
            "“金额”超出合理范围 -0.50 元 至 1234.56 元；请核对原件后更正",
        ),
        (
            column("rate_ppm", "利率", Meaning.RATE, maximum=240_000),
            "“利率”超出上限 24.0000%；请核对原件后更正",
        ),
        (
            column("days", "天数", Meaning.COUNT, minimum=1),
            "“天数”超出下限 1；请核对原件后更正",
        ),
    ],
)
def test_ranges_are_told_in_the_units_people_use(given: Column, reason: str) -> None:
    assert named(contract(given), "range").reason == reason


@pytest.mark.parametrize("pattern", [r"\d{4}", r"^\d{4}$", r"a|b"])
def test_patterns_are_anchored(pattern: str) -> None:
    given = column("batch", "批次", Meaning.NUMBER, pattern=pattern)
    regex = str(named(contract(given), "pattern").options["regex"])
    assert regex.startswith("^(?:")
    assert regex.endswith(")$")
    assert "^(?:^" not in regex


def test_a_lenient_column_only_warns() -> None:
    given = column(
        "a_fen", "金额", Meaning.MONEY, required=True, severity=Severity.WARNING
    )
    checks = checks_of(contract(given), ["a_fen__bad"])
    assert {c.severity for c in checks if c.column} == {"warning"}


def test_a_number_that_excel_damaged_warns_unless_it_is_the_key() -> None:
    loose = contract(column("number", "编号", Meaning.NUMBER))
    key = contract(column("number", "编号", Meaning.NUMBER, key=True))
    assert named(loose, "readable", "number__bad").severity == "warning"
    assert named(key, "readable", "number__bad").severity == "error"

"""The tool's failures are the tool's, and its counts are proved."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from checks.conformance import check_snapshot
from checks.engine import Session
from checks.suite import Check
from checks.validate import Failing, Finding, Validation, opened
from store.errors import EngineError, StorageError
from store.warehouse import Warehouse
from tests.checks.deliveries import contract, line, snapshot

ROWS = pl.DataFrame({"record_id": ["a-0", "a-1", "a-2"], "code": ["1\\", "x", None]})
SOUND = Check(
    name="required",
    column="code",
    severity="error",
    kind="ExpectColumnValuesToNotBeNull",
    target="code",
)


@pytest.fixture(name="warehouse")
def opened_warehouse() -> Generator[Warehouse]:
    """Yield a database with one small table."""
    with Warehouse.scratch(memory_mb=256) as warehouse:
        warehouse.write("typed", ROWS)
        yield warehouse


def find(warehouse: Warehouse, *checks: Check) -> tuple[Finding, ...]:
    with opened(warehouse, "typed") as validation:
        return validation.findings(checks)


@pytest.mark.parametrize(
    "broken",
    [
        replace(SOUND, target="no_such_column"),
        replace(SOUND, kind="ExpectColumnValuesToMatchRegex", options={"regex": "("}),
        replace(SOUND, kind="ExpectColumnValuesToBeBetween", options={"min_value": 1}),
    ],
)
def test_a_check_that_cannot_run_raises(warehouse: Warehouse, broken: Check) -> None:
    with pytest.raises(EngineError, match="无法执行") as caught:
        find(warehouse, broken)
    assert "1\\" not in str(caught.value)


def test_one_broken_check_is_not_hidden_by_sound_ones(warehouse: Warehouse) -> None:
    broken = replace(SOUND, name="range", target="no_such_column")
    with pytest.raises(EngineError, match=r"code\.range"):
        find(warehouse, SOUND, broken)


def test_a_full_disk_is_told_as_such(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("磁盘空间不足")

    with opened(warehouse, "typed") as validation:
        monkeypatch.setattr(warehouse, "answer", full)
        with pytest.raises(StorageError):
            validation.findings([SOUND])


def test_patterns_keep_their_backslashes(warehouse: Warehouse) -> None:
    pattern = replace(
        SOUND,
        name="pattern",
        kind="ExpectColumnValuesToMatchRegex",
        options={"regex": r"^(?:\d\\)$"},
    )
    with opened(warehouse, "typed") as validation:
        findings = validation.findings([pattern])
        failing = validation.failing(findings)[0]
    _, rows = warehouse.answer(failing.query.rstrip(";"))
    assert (findings[0].unexpected, [row[0] for row in rows]) == (1, ["a-1"])


def test_a_query_that_names_other_rows_than_were_counted_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_rows(_: Validation, asked: list[Finding]) -> tuple[Failing, ...]:
        query = "SELECT record_id FROM typed"
        return tuple(Failing(finding=finding, query=query) for finding in asked)

    monkeypatch.setattr(Validation, "failing", all_rows)
    folder = snapshot(tmp_path, [line(), line(amount_fen="x")])
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(EngineError, match="隔离 2 行"):
        check_snapshot(folder, contract(), out, memory_mb=512, threads=2)
    assert list(out.iterdir()) == []


def test_cursors_hand_out_rows_after_the_query_is_over(warehouse: Warehouse) -> None:
    cursor = Session(warehouse).cursor()
    cursor.execute("SELECT record_id FROM typed WHERE code = $1", ["x"])
    warehouse.run("SELECT 1")
    assert cursor.fetchone() == ("a-1",)
    assert cursor.fetchone() is None
    cursor.execute("SELECT record_id FROM typed ORDER BY record_id")
    assert cursor.fetchmany(2) == [("a-0",), ("a-1",)]
    assert cursor.fetchall() == [("a-2",)]

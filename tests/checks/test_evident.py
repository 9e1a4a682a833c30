"""What one count settles is what the tool itself would have said."""

from collections.abc import Mapping

import polars as pl
import pytest

from checks.evident import evident_findings
from checks.suite import Check
from checks.validate import opened
from store.warehouse import Warehouse

ROWS = pl.DataFrame(
    {"record_id": ["a-0", "a-1"], "none": [None, None], "some": ["x", None]},
    schema={"record_id": pl.String, "none": pl.String, "some": pl.String},
)
KINDS: Mapping[str, Mapping[str, object]] = {
    "ExpectColumnValuesToBeNull": {},
    "ExpectColumnValuesToBeInSet": {"value_set": ["y"]},
    "ExpectColumnValuesToMatchRegex": {"regex": "^y$"},
    "ExpectColumnValuesToNotMatchRegex": {"regex": "^y$", "mostly": 0.9},
}


def _check(kind: str, target: str) -> Check:
    return Check(
        name="it", column=target, severity="error", kind=kind, target=target,
        options=KINDS[kind],
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_column_is_judged_as_the_tool_judges_it(kind: str) -> None:
    check = _check(kind, "none")
    with Warehouse.scratch(memory_mb=256) as warehouse:
        warehouse.write("typed", ROWS)
        evident = evident_findings(warehouse, "typed", [check])
        with opened(warehouse, "typed") as validation:
            (told,) = validation.findings([check])
    assert evident == {check.label: told}


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_with_a_value_is_left_to_the_tool(kind: str) -> None:
    with Warehouse.scratch(memory_mb=256) as warehouse:
        warehouse.write("typed", ROWS)
        assert evident_findings(warehouse, "typed", [_check(kind, "some")]) == {}


def test_a_table_without_rows_is_left_to_the_tool() -> None:
    check = _check("ExpectColumnValuesToBeNull", "none")
    with Warehouse.scratch(memory_mb=256) as warehouse:
        warehouse.write("typed", ROWS.clear())
        assert evident_findings(warehouse, "typed", [check]) == {}

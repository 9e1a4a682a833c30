"""What holds for every ready test: one answer for any order of rows, no floats."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from rules.audit_tests.catalogue import RUNS, AuditTest, all_audit_tests
from rules.policy import policy_tables
from tests.rules.audit_tests.rows import asked, table

EVERY = all_audit_tests()
CALENDAR = policy_tables(None)["holiday"]
ROWS = 240
AMOUNTS = [(n * n * 7_919) % 900_000 - 40 for n in range(ROWS)]
VALUES: dict[str, list[Any]] = {
    "any": [n % 37 for n in range(ROWS)],
    "text": [
        f"{'宏发隆顺'[n % 4]}{'建装工程'[n % 3]}商行{n % 11}" for n in range(ROWS)
    ],
    "number": [f"票{n * 3 % 400:04}" for n in range(ROWS)],
    "amount": AMOUNTS,
    "date": [date(2023, 10, 1) + timedelta(days=n * 5) for n in range(ROWS)],
}
each_test = pytest.mark.parametrize("test", EVERY, ids=lambda test: test.name)


def answers(test: AuditTest, rows: pl.DataFrame) -> list[Any]:
    result = test.run(rows, asked(calendar=CALENDAR, min_count=5, factor=2, unit=100))
    tables = [(name, frame.rows()) for name, frame in result.tables.items()]
    return [result.sentence, result.left_out, tables, result.records.rows()]


def rows_for(test: AuditTest) -> pl.DataFrame:
    keys = ["甲乙丙"[n % 3] for n in range(ROWS)]
    return table(VALUES[test.looks_at], keys if test.takes_key else ())


def test_the_catalogue_and_the_functions_are_the_same_tests() -> None:
    assert [test.name for test in EVERY] == list(RUNS)


@each_test
def test_the_order_of_rows_does_not_matter(test: AuditTest) -> None:
    rows = rows_for(test)
    turned = rows.sample(fraction=1, shuffle=True, seed=5)
    assert answers(test, turned) == answers(test, rows)


@each_test
def test_no_figure_is_a_float(test: AuditTest) -> None:
    result = test.run(rows_for(test), asked(calendar=CALENDAR, min_count=5))
    for frame in (*result.tables.values(), result.records):
        assert not [kind for kind in frame.dtypes if kind.is_float()]
        assert "record_id" in result.records.columns


@each_test
def test_rows_without_values_are_no_error(test: AuditTest) -> None:
    rows = rows_for(test).with_columns(pl.lit(None).alias("value_1"))
    kind = rows_for(test).schema["value_1"]
    result = test.run(rows.cast({"value_1": kind}), asked(calendar=CALENDAR))
    assert result.sentence
    if test.name != "random-sample":
        assert result.left_out
        assert result.records.is_empty()

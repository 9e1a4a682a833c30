"""Great Expectations on DuckDB: put checks to a table, read back counts and rows.

A check that could not be evaluated is the tool's failure and raises; it never
counts as bad data. What is kept of the results are counts, never values.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from checks.engine import URL, Session
from checks.suite import Check, expectation_of
from checks.tool import Batch, Result, load_tool
from store.digest import Json
from store.errors import EngineError, StorageError
from store.warehouse import Warehouse

# SUMMARY without examples: no value of a row enters what is stored.
COUNTS = {"result_format": "SUMMARY", "partial_unexpected_count": 0}
ROWS = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": 0,
    "unexpected_index_column_names": ["record_id"],
}
KEPT = ("element_count", "missing_count", "unexpected_count", "observed_value")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one check found: how many rows it looked at and how many broke it."""

    check: Check
    success: bool
    rows: int
    unexpected: int
    expectation: str
    counts: Mapping[str, int]

    def as_json(self) -> dict[str, Json]:
        """Return the line of the summary that the report shows."""
        return {
            "name": self.check.name,
            "column": self.check.column,
            "heading": self.check.heading,
            "severity": self.check.severity,
            "unexpected": self.unexpected,
            "rows": self.rows,
            "success": self.success,
        }


@dataclass(frozen=True, kw_only=True)
class Failing:
    """The rows that broke one check, as the query that yields their ids."""

    finding: Finding
    query: str


class Validation:
    """One table under Great Expectations."""

    def __init__(self, session: Session, batch: Batch) -> None:
        """Hold an open batch; see `opened`."""
        self.session = session
        self.batch = batch

    def findings(self, checks: Sequence[Check]) -> tuple[Finding, ...]:
        """Return what each check found, in the order of the checks.

        Raises `EngineError` where a check could not be evaluated.
        """
        results = self._results(checks, COUNTS)
        return tuple(_finding(check, results[check.label]) for check in checks)

    def failing(self, findings: Iterable[Finding]) -> tuple[Failing, ...]:
        """Return the query for the failing rows of each finding.

        Great Expectations lists at most 200 rows but always gives the query.
        """
        asked = list(findings)
        results = self._results([finding.check for finding in asked], ROWS)
        return tuple(
            Failing(
                finding=finding,
                query=str(
                    results[finding.check.label].result["unexpected_index_query"]
                ),
            )
            for finding in asked
        )

    def _results(
        self, checks: Sequence[Check], result_format: dict[str, Any]
    ) -> dict[str, Result]:
        if not checks:
            return {}
        suite = load_tool().ExpectationSuite(
            name="contract", expectations=[expectation_of(check) for check in checks]
        )
        answer = self.batch.validate(suite, result_format=result_format)
        for result in answer.results:
            self._raise_failure(result)
        found = {_label(result): result for result in answer.results}
        if missing := sorted({check.label for check in checks} - set(found)):
            raise EngineError(f"检查没有结果：{'、'.join(missing)}")
        return found

    def _raise_failure(self, result: Result) -> None:
        """Raise where the tool failed; its own words may quote a row's values."""
        if not _raised(result.exception_info or {}):
            return
        for failure in self.session.failures:
            if isinstance(failure, StorageError):
                raise failure
        raise EngineError(
            f"检查 {_label(result)} 无法执行（{result.expectation_config.type}）",
            remedy="这是程序故障，不是数据问题：请保留现场并联系维护人员",
        ) from next(iter(self.session.failures), None)


@contextmanager
def opened(warehouse: Warehouse, table: str) -> Generator[Validation]:
    """Open a table for checks; costs 3 s of imports the first time.

    The tool keeps what it has opened until the process ends, so the session
    lets go of the warehouse when the checks are over.
    """
    session = Session(warehouse)
    try:
        yield Validation(session, _batch(session, table))
    finally:
        session.close_for_good()


def _batch(session: Session, table: str) -> Batch:
    context = load_tool().get_context(mode="ephemeral")
    from great_expectations.data_context.types.base import (  # noqa: PLC0415 - comes with the tool
        ProgressBarsConfig,
    )

    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(
        "warehouse",
        connection_string=URL,
        kwargs={"connect_args": {"session": session}},
    )
    asset = source.add_table_asset(table, table_name=table)
    batch: Batch = asset.add_batch_definition_whole_table("all").get_batch()
    return batch


def _raised(info: Mapping[str, Any]) -> bool:
    """Say whether there was an exception; its record has two shapes."""
    nested = [cast("dict[str, Any]", e) for e in info.values() if isinstance(e, dict)]
    return any(entry.get("raised_exception") for entry in (info, *nested))


def _label(result: Result) -> str:
    return str((result.expectation_config.meta or {}).get("check", ""))


def _finding(check: Check, result: Result) -> Finding:
    """Return the counts of one result; on an empty table they come as None."""
    counts = {name: int(result.result.get(name) or 0) for name in KEPT}
    rows = counts["element_count"] or counts["observed_value"]
    if rows and check.target and result.result.get("unexpected_count") is None:
        raise EngineError(f"检查 {check.label} 没有给出不合格行数")
    return Finding(
        check=check,
        success=bool(result.success),
        rows=rows,
        unexpected=counts["unexpected_count"],
        expectation=result.expectation_config.type,
        counts={name: n for name, n in counts.items() if name in result.result},
    )

"""What is owed when: months, quarters, years, and an office's own day."""

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from flows.due_dates import due_text, latest_periods, periods_due_in
from store.odcs import contract_for
from store.programme import Calendar

MONTHLY = contract_for("relief/dibao_payment")
OWN = Calendar(due_day={MONTHLY.path: 31})


@pytest.mark.parametrize(
    ("months", "until", "text", "due_on"),
    [
        (1, "2026-11-20", "2026年10月", "2026-11-10"),
        (1, "2026-11-01", "2026年10月", "2026-11-10"),
        (1, "2026-01-31", "2025年12月", "2026-01-10"),
        (3, "2026-11-20", "2026年7—9月", "2026-10-10"),
        (3, "2026-09-30", "2026年4—6月", "2026-07-10"),
        (6, "2026-11-20", "2026年1—6月", "2026-07-10"),
        (12, "2026-11-20", "2025年", "2026-01-10"),
    ],
)
def test_the_latest_period_that_ended(
    months: int, until: str, text: str, due_on: str
) -> None:
    contract = replace(MONTHLY, frequency_months=months)
    latest = next(latest_periods(contract, date.fromisoformat(until), Calendar()))
    assert (latest.text, str(latest.due_on)) == (text, due_on)


def test_what_is_delivered_on_request_is_never_owed() -> None:
    contract = replace(MONTHLY, frequency_months=0)
    assert list(latest_periods(contract, date(2026, 11, 20), Calendar())) == []
    assert "按需" in due_text(contract, Calendar())


def test_an_offices_own_day_counts_and_stays_within_the_month() -> None:
    periods = islice(latest_periods(MONTHLY, date(2026, 3, 20), OWN), 2)
    assert [str(one.due_on) for one in periods] == ["2026-03-31", "2026-02-28"]
    assert "次月 31 日前" in due_text(MONTHLY, OWN)


def test_a_month_knows_what_falls_due_in_it() -> None:
    yearly = replace(MONTHLY, frequency_months=12, latency_days=30)
    due = periods_due_in(yearly, date(2026, 1, 1), Calendar())
    assert [period.text for period in due] == ["2025年"]
    assert periods_due_in(yearly, date(2026, 2, 1), Calendar()) == []

"""What is overdue: months that a list holds, registers by the day they came."""

from dataclasses import replace
from datetime import date

import pytest

from flows.owed import Arrivals, Desk, all_overdue, owed_in, refuse_unknown_datasets
from store.errors import SettingsError
from store.odcs import all_contracts, contract_for
from store.programme import Calendar

DIBAO = contract_for("relief/dibao_payment")  # monthly list, 10 days
RESIDENT = contract_for("registry/resident")  # quarterly register, 15 days
AS_OF = date(2026, 11, 20)


def desk(path: str, *days: str, months: tuple[str, ...] = ()) -> Desk:
    came = tuple(date.fromisoformat(day) for day in days)
    arrivals = {path: Arrivals(days=came, months=frozenset(months))}
    return Desk(as_of=AS_OF, own=Calendar(), arrivals=arrivals)


@pytest.mark.parametrize(
    ("days", "months", "missing"),
    [
        ((), (), ["2026年10月"]),  # never: only the last one is asked for
        (("2026-11-06",), ("2026-10",), []),
        (("2026-10-06",), ("2026-08", "2026-09"), ["2026年10月"]),
        (("2026-09-06",), ("2026-08",), ["2026年9月", "2026年10月"]),
        (("2026-11-06",), ("2026-08",), ["2026年9月", "2026年10月"]),
        (("2026-11-06",), ("2026-11",), []),  # nothing older was ever delivered
    ],
)
def test_a_list_has_come_for_the_months_it_holds(
    days: tuple[str, ...], months: tuple[str, ...], missing: list[str]
) -> None:
    late = all_overdue(desk(DIBAO.path, *days, months=months), [DIBAO])
    assert [period.text for one in late for period in one.missing] == missing


@pytest.mark.parametrize(
    ("day", "missing"),
    [("2026-10-08", 0), ("2026-09-27", 0), ("2026-09-24", 1)],
)
def test_a_register_has_come_when_it_shows_the_periods_end(
    day: str, missing: int
) -> None:
    late = all_overdue(desk(RESIDENT.path, "2026-07-05", day), [RESIDENT])
    assert len(late) == missing


def test_the_due_day_itself_is_not_overdue() -> None:
    on_the_day = replace(desk(DIBAO.path), as_of=date(2026, 11, 10))
    (late,) = all_overdue(on_the_day, [DIBAO])
    assert late.missing[-1].text == "2026年9月"
    after = replace(desk(DIBAO.path), as_of=date(2026, 11, 11))
    (late,) = all_overdue(after, [DIBAO])
    assert (late.missing[-1].text, late.days) == ("2026年10月", 1)


def test_overdue_counts_from_the_oldest_missing_period() -> None:
    (late,) = all_overdue(desk(DIBAO.path, "2026-09-06", months=("2026-08",)), [DIBAO])
    assert str(late.since) == "2026-10-10"
    assert late.days == (AS_OF - date(2026, 10, 10)).days
    assert late.last_on == date(2026, 9, 6)


def test_a_month_shows_what_came_and_what_is_still_due() -> None:
    came = desk(DIBAO.path, "2026-11-06", months=("2026-10",))
    (owed,) = owed_in(came, [DIBAO], date(2026, 11, 1))
    assert (owed.status, str(owed.received_on)) == ("received", "2026-11-06")
    (owed,) = owed_in(came, [DIBAO], date(2026, 12, 1))
    assert (owed.status, owed.days) == ("due", 20)
    (owed,) = owed_in(desk(DIBAO.path), [DIBAO], date(2026, 11, 1))
    assert (owed.status, owed.days) == ("overdue", 10)


def test_a_dataset_that_is_not_there_is_named() -> None:
    own = Calendar(payment_day={"relief/none": 3})
    with pytest.raises(SettingsError, match="relief/none"):
        refuse_unknown_datasets(own, all_contracts())

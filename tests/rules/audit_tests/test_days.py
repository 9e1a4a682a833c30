"""Ends of months and years; weekends, holidays and years nobody has decided."""

from datetime import date, timedelta

import polars as pl

from rules.audit_tests.holidays import UNDECIDED, holidays
from rules.audit_tests.month_end import month_end
from rules.policy import policy_tables
from tests.rules.audit_tests.rows import asked, records, table

CALENDAR = policy_tables(None)["holiday"]
YEAR = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]


def test_an_even_year_is_not_high() -> None:
    result = month_end(table(YEAR), asked())
    (row,) = result.tables["月末年末"].to_dicts()
    assert (row["month_end"], row["year_end"]) == (36, 10)
    assert row["month_end_milli"] == row["month_end_even_milli"] == 98
    assert row["is_high"] is False
    assert records(result) == []


def test_the_key_that_pays_at_the_end_of_months_is_high() -> None:
    late = [date(2025, 11, 28), date(2025, 11, 27), date(2025, 12, 25)] * 10
    result = month_end(table([*YEAR, *late], ["甲"] * 365 + ["乙"] * 30), asked())
    high = {r["key_1"]: r["is_high"] for r in result.tables["月末年末"].to_dicts()}
    assert high == {"甲": False, "乙": True}
    assert len(records(result)) == 20
    assert result.records["day_kind"].unique().sort().to_list() == ["年末", "月末"]


def test_amounts_are_summed_beside_the_counts() -> None:
    days = [date(2025, 12, 31), date(2025, 12, 25), date(2025, 6, 10)]
    rows = table(days, amount_1=[700, 200, 100])
    (row,) = month_end(rows, asked()).tables["月末年末"].to_dicts()
    assert (row["total"], row["month_end_total"], row["year_end_total"]) == (
        1_000,
        700,
        900,
    )
    assert (row["month_end_total_milli"], row["year_end_total_milli"]) == (700, 900)


def test_few_days_are_not_judged() -> None:
    result = month_end(table([date(2025, 12, 31), None]), asked())
    assert result.left_out == ("1 行没有日期，未计入", "1 组不足 20 行，未判断")
    assert records(result) == []


def test_holidays_weekends_and_make_up_days() -> None:
    days = [
        date(2025, 10, 8),  # 国庆节、中秋节, a Wednesday
        date(2025, 10, 11),  # a Saturday of work
        date(2025, 10, 12),  # a Sunday
        date(2025, 10, 13),  # a Monday
    ]
    result = holidays(table(days), asked(calendar=CALENDAR))
    assert result.records.rows() == [
        ("r000", "节假日", "2025年国庆节、中秋节"),
        ("r002", "周末", ""),
    ]
    (row,) = result.tables["节假日"].to_dicts()
    assert (row["holidays"], row["weekends"], row["workdays"]) == (1, 1, 2)
    assert row["off_milli"] == 500


def test_a_year_without_a_notice_is_not_decided() -> None:
    days = [date(2019, 10, 1), date(2025, 10, 1)]
    result = holidays(table(days), asked(calendar=CALENDAR))
    assert records(result) == ["r001"]
    assert "1 行不能判断：政策表 holiday 没有 2019 年的放假安排" in result.left_out
    by_year = result.tables["按年"].select("year", "undecided").rows()
    assert by_year == [(2019, 1), (2025, 0)]
    bare = holidays(table(days), asked())
    assert bare.tables["节假日"]["undecided"].to_list() == [2]
    assert UNDECIDED in bare.left_out[0]


def test_a_day_of_the_offices_own_does_not_decide_the_year() -> None:
    fair = {
        "holiday": "2027年县庆",
        "kind": "holiday",
        "year": "2027年",
        "valid_from": date(2027, 3, 1),
        "valid_to": None,
        "source": "县政府通知",
        "verified": "yes",
    }
    calendar = pl.concat([CALENDAR, pl.DataFrame([fair], schema=CALENDAR.schema)])
    days = [date(2027, 3, 1), date(2027, 3, 2)]
    result = holidays(table(days), asked(calendar=calendar))
    assert records(result) == ["r000"]
    assert result.tables["节假日"]["undecided"].to_list() == [1]


def test_the_calendar_is_whole_and_cites_what_is_not_verified() -> None:
    assert set(CALENDAR["year"]) == {"2024年", "2025年", "2026年"}
    work = CALENDAR.filter(pl.col("kind") == "workday")
    assert work.select(pl.col("valid_from").dt.weekday() >= 6).to_series().all()
    free = CALENDAR.filter(pl.col("kind") == "holiday").with_columns(
        days=(pl.col("valid_to") - pl.col("valid_from")).dt.total_days() + 1
    )
    # Holidays as the notices count them, with the weekends that join on.
    counted = free.group_by("year").agg(pl.col("days").sum()).sort("year").rows()
    assert counted == [
        ("2024年", 1 + 8 + 3 + 5 + 1 + 3 + 7),
        ("2025年", 28),
        ("2026年", 33),
    ]
    result = holidays(table([date(2025, 10, 1)]), asked(calendar=CALENDAR))
    assert any("尚未逐条核对" in text for text in result.left_out)

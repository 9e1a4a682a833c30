"""Weekends and public holidays, by the policy table `holiday`.

The table has one row a span and year as the State Council's yearly notice gave it,
make-up workdays among them. A year without a notice (no row of its National Day)
is not decided, and the result says so.
"""

from datetime import date

import polars as pl

from rules.audit_tests.result import RECORD, Asked, Result, keys_of, told

DAY, MILLI = "value_1", 1_000
WORKDAY, HOLIDAY, WEEKEND, UNDECIDED = "工作日", "节假日", "周末", "不能判断"
SATURDAY = 6
NATIONAL_DAY = "国庆"  # in every notice, and in none of an office's own days


def holidays(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the rows of weekends and holidays, and what years are not decided."""
    keys = keys_of(rows)
    calendar = asked.calendar if asked.calendar is not None else pl.DataFrame()
    known = rows.filter(pl.col(DAY).is_not_null())
    marked = known.join(_kinds(known[DAY].unique(), calendar), on=DAY, how="left")
    counts = tuple(
        (pl.col("day_kind") == kind).sum().cast(pl.Int64).alias(name)
        for name, kind in (
            ("holidays", HOLIDAY),
            ("weekends", WEEKEND),
            ("workdays", WORKDAY),
            ("undecided", UNDECIDED),
        )
    )
    by_year = marked.group_by(pl.col(DAY).dt.year().cast(pl.Int64).alias("year"))
    groups = marked.group_by(keys).agg(counts) if keys else marked.select(counts)
    off = marked.filter(pl.col("day_kind").is_in([HOLIDAY, WEEKEND]))
    return Result(
        sentence=f"落在节假日的有 {_of(off, HOLIDAY):,} 行，落在周末的有 "
        f"{_of(off, WEEKEND):,} 行（调休上班日算工作日）。",
        tables={
            "节假日": _ordered(groups, keys),
            "按年": by_year.agg(counts).sort("year"),
        },
        records=off.sort(DAY, RECORD).select(RECORD, "day_kind", "holiday"),
        left_out=(
            *told(rows.height - known.height, "{count} 行没有日期，未计入"),
            *_undecided(marked),
            *_unverified(calendar),
        ),
    )


def _of(rows: pl.DataFrame, kind: str) -> int:
    return rows.filter(pl.col("day_kind") == kind).height


def _ordered(groups: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    off = pl.col("holidays") + pl.col("weekends")
    decided = off + pl.col("workdays")
    shared = groups.with_columns(off_milli=off * MILLI // pl.max_horizontal(decided, 1))
    order = ["holidays", "weekends", *keys]
    turned = [True, True, *(False for _ in keys)]
    return shared.sort(order, descending=turned, nulls_last=True)


def _kinds(days: pl.Series, calendar: pl.DataFrame) -> pl.DataFrame:
    """Return what each day is, and the holiday it belongs to ("" for none)."""
    spans = calendar.to_dicts()
    years = {span["year"] for span in spans if NATIONAL_DAY in span["holiday"]}
    listed: dict[date, tuple[str, str]] = {
        day: (span["kind"], span["holiday"])
        for span in spans
        for day in pl.date_range(
            span["valid_from"], span["valid_to"] or span["valid_from"], eager=True
        )
    }
    kinds = [_kind(day, listed, years) for day in days.sort().to_list()]
    schema = {DAY: pl.Date, "day_kind": pl.String, "holiday": pl.String}
    return pl.DataFrame(kinds, schema=schema, orient="row")


def _kind(
    day: date, listed: dict[date, tuple[str, str]], years: set[str]
) -> tuple[date, str, str]:
    kind, name = listed.get(day, ("", ""))
    if kind == "holiday":
        return day, HOLIDAY, name
    if kind == "workday":
        return day, WORKDAY, ""
    if f"{day.year}年" not in years:
        return day, UNDECIDED, ""
    return day, (WEEKEND if day.isoweekday() >= SATURDAY else WORKDAY), ""


def _undecided(marked: pl.DataFrame) -> tuple[str, ...]:
    open_ones = marked.filter(pl.col("day_kind") == UNDECIDED)
    years = sorted(set(open_ones[DAY].dt.year().to_list()))
    named = "、".join(str(year) for year in years)
    text = f"{{count}} 行不能判断：政策表 holiday 没有 {named} 年的放假安排"
    return told(open_ones.height, text)


def _unverified(calendar: pl.DataFrame) -> tuple[str, ...]:
    if not calendar.height or "no" not in calendar["verified"].to_list():
        return ()
    return ("节假日安排凭记忆录入，尚未逐条核对国务院办公厅通知原文",)

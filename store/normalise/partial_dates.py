"""Days of birth as far as they are stated: the day, the month, or the year alone."""

import re
from datetime import date
from typing import TypeAlias

import polars as pl

from store.normalise.dates import (
    CENTURY_PIVOT,
    DEFAULTS,
    FIRST_YEAR,
    LAST_YEAR,
    read_date,
)
from store.normalise.plain import FEW, plain_unspaced

Stated: TypeAlias = tuple[date | None, int | None, int | None]

NOTHING: Stated = (None, None, None)
SCHEMA = {"day": pl.Date, "year": pl.Int16, "month": pl.Int8}
# The shapes that are read without looking at single rows, with polars' formats.
ORDINARY = (
    (r"^[0-9]{8}$", "%Y%m%d"),
    (r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$", "%Y-%m-%d"),
    (r"^[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}$", "%Y/%m/%d"),
)
YEAR = re.compile(r"(\d{4})(?:\.0+)?(?:年(?:出生|生)?)?|(\d{4})([-/.]?)00?\3(?:00?)?")
# Behind the month a day that was not recorded (00), or that no month of the solar
# calendar has (30 February: perhaps a lunar one).
MONTH = re.compile(
    r"(\d{4}|\d{2}(?=年))[-/.年](1[0-2]|0?[1-9])(?:月份?)?"
    r"(?:(?:[-/.]|(?<=月))(?:00?|29|30|31)日?)?(?:出?生)?"
)
COMPACT_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2])(?:00|29|30|31)?(?:\.0+)?")
# 1983.1 may be what a spreadsheet left of 1983.10.
AMBIGUOUS = re.compile(r"(\d{4})\.1")
SHORT_DAY = re.compile(r"(\d{2})(\d{2})(\d{2})(?:\.0+)?")
CENTURY = 1900
# What remains of the default 1900-01-01 without its day.
DEFAULT_MONTHS = ((1900, 1), (1900, None))


def read_birth_days(texts: pl.Series) -> pl.DataFrame:
    """Return `day`, `year` (Int16) and `month` (Int8) of each text.

    `day` is what `read_dates` reads and six digits with a two-digit year (830502);
    `year` and `month` stand also where no day is stated (1983年5月, 198305, 1983).
    All are null where nothing can be read for certain, and for the systems'
    default of 1900-01-01.
    """
    delivered = texts.cast(pl.String)
    if len(texts) < FEW:
        read = [NOTHING if text is None else read_birth_day(text) for text in delivered]
        return pl.DataFrame(read, schema=SCHEMA, orient="row")
    day = _ordinary(delivered)
    rows = (day.is_null() & delivered.is_not_null()).arg_true()
    frame = pl.DataFrame(
        {"day": day, "year": day.dt.year(), "month": day.dt.month()},
        schema_overrides=SCHEMA,
    )
    return _with_others(frame, rows, delivered.gather(rows)) if len(rows) else frame


def _with_others(
    frame: pl.DataFrame, rows: pl.Series, texts: pl.Series
) -> pl.DataFrame:
    """Return the frame with the unusual texts read one by one, each once."""
    distinct = texts.unique()
    read = [read_birth_day(text) for text in distinct.to_list()]
    table = pl.DataFrame(read, schema=SCHEMA, orient="row").with_columns(text=distinct)
    found = (
        texts.alias("text")
        .to_frame()
        .join(table, on="text", how="left", maintain_order="left")
    )
    return frame.with_columns(frame[name].scatter(rows, found[name]) for name in SCHEMA)


def _ordinary(texts: pl.Series) -> pl.Series:
    """Return the days of 19830502, 1983-05-02 and 1983/5/2, null for the rest."""
    text = pl.col("text")
    read = [
        pl.when(text.str.contains(shape)).then(
            text.str.to_date(written, strict=False, exact=True)
        )
        for shape, written in ORDINARY
    ]
    day = pl.coalesce(*read)
    holds = day.dt.year().is_between(FIRST_YEAR, LAST_YEAR) & ~day.is_in(DEFAULTS)
    return texts.alias("text").to_frame().select(pl.when(holds).then(day)).to_series()


def read_birth_day(text: str) -> Stated:
    """Return (day, year, month) of one text, as far as it states them."""
    if day := read_date(text):
        return day, day.year, day.month
    value = plain_unspaced(text)
    if (found := SHORT_DAY.fullmatch(value)) and int(found[1]) > CENTURY_PIVOT:
        day = read_date("-".join(found.groups()))
        return (day, day.year, day.month) if day else NOTHING
    if found := AMBIGUOUS.fullmatch(value):
        return _stated(int(found[1]), None)
    if found := COMPACT_MONTH.fullmatch(value) or MONTH.fullmatch(value):
        return _stated(_full_year(found[1]), int(found[2]))
    if found := YEAR.fullmatch(value):
        return _stated(int(found[1] or found[2]), None)
    return NOTHING


def _full_year(written: str) -> int:
    year = int(written)
    if len(written) > len("99"):
        return year
    return CENTURY + year if year > CENTURY_PIVOT else 0


def _stated(year: int, month: int | None) -> Stated:
    """Return year and month; nothing where impossible or a system's default."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return NOTHING
    return NOTHING if (year, month) in DEFAULT_MONTHS else (None, year, month)

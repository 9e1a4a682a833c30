"""Interpret a delivered text column as its contract says."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

from store.contract import Column
from store.meaning import Meaning
from store.normalise.amounts import (
    read_counts,
    read_money,
    read_quantities,
    read_rates,
)
from store.normalise.dates import DEFAULTS, read_dates, stated_date
from store.normalise.periods import read_periods
from store.normalise.plain import is_absent, on_unique
from store.normalise.words import (
    read_account_numbers,
    read_codes,
    read_numbers,
    read_phones,
    read_places,
    read_texts,
)

Reader = Callable[[pl.Series], pl.Series]

# Identity columns stay as delivered: what identity makes of them is shown beside.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "id_number": read_texts,
        "person_name": read_texts,
        "organisation_name": read_texts,
        "credit_code": read_texts,
        "account_number": read_account_numbers,
        "phone": read_phones,
        "address": read_places,
        "place": read_places,
        "quantity": read_quantities,
        "count": read_counts,
        "date": read_dates,
        "number": read_numbers,
        "text": read_texts,
    }
)


def interpret(
    column: Column, text: pl.Series, units: pl.Series | None
) -> dict[str, pl.Series]:
    """Return the typed series of one column, by their names.

    `units` is the unit that the heading states for each row (`万元`), null or ""
    where it states none. A period gives `<name>` (first day) and `<name>_to`
    (last day), every other meaning one series. What cannot be read is null;
    nothing is raised.
    """
    if column.meaning is Meaning.PERIOD:
        first, last = read_periods(text)
        return {
            column.name: first.alias(column.name),
            f"{column.name}_to": last.alias(f"{column.name}_to"),
        }
    typed = _read(column, text, units)
    return {column.name: typed.cast(column.meaning.polars).alias(column.name)}


def _read(column: Column, text: pl.Series, units: pl.Series | None) -> pl.Series:
    match column.normaliser:
        case "money":
            return read_money(text, units)
        case "rate":
            return read_rates(text, units)
        case "code":
            return read_codes(text, column.codes)
        case _:
            return READERS[column.normaliser](text)


def says_nothing(column: Column, text: pl.Series) -> pl.Series:
    """Say for each row whether nothing was recorded: then null is no misreading.

    Besides empty cells these are the marks of `store.normalise.plain.ABSENT` and,
    in a date column, a system's default such as 1900-01-01.
    """
    is_date = column.meaning in {Meaning.DATE, Meaning.PERIOD}

    def read(value: str, _: str) -> bool:
        return is_absent(value) or (is_date and stated_date(value) in DEFAULTS)

    return on_unique(text, None, read, pl.Boolean).fill_null(value=True)

"""Few records are read, and few pairs measured, one by one: the result is the same."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.levels import day, person_name
from identity.matcher.prepare import preparer
from store.normalise.plain import FEW
from tests.store.normalise.test_few import TEXTS

MANY = 50
ODD = st.sampled_from(
    [
        *("护照遗失", "4.2E+17", "420526198305021000", "420526199*****", "H12345678"),
        *("420526830502123", "42052619830502123X", "男", " 女 ", "m", "1983-05-02"),
        *("张三（曾用名李四）", "3组5号"),
    ]
)
KINDS = ("resident_id", "person_name", "day", "sex", "place", "house", "digits")


@pytest.mark.parametrize("kind", KINDS)
@given(texts=st.lists(st.one_of(TEXTS, ODD), min_size=1, max_size=FEW - 1))
def test_few_records_are_prepared_as_many(kind: str, texts: list[str | None]) -> None:
    few = preparer(kind)(pl.Series(texts, dtype=pl.String), None)
    more = pl.Series(texts + ["42052619830502123X"] * MANY, dtype=pl.String)
    many = preparer(kind)(more, None)
    assert few.keys() == many.keys()
    for name, column in few.items():
        assert column.dtype == many[name].dtype
        assert column.to_list() == many[name].head(len(texts)).to_list()


def day_number(parts: tuple[int, int, int]) -> int:
    year, month, date = parts
    return year * 10_000 + month * 100 + date


DAYS = st.tuples(st.integers(1900, 2026), st.integers(0, 12), st.integers(0, 31))
BORN = st.one_of(st.none(), DAYS.map(day_number))
NAME = st.one_of(st.none(), st.text("张章王李欧阳娜伟玮?某", min_size=1, max_size=4))


def same(measure: Callable[[pl.DataFrame], pl.DataFrame], pairs: pl.DataFrame) -> None:
    few = measure(pairs)
    many = measure(pl.concat([pairs] * FEW)).head(pairs.height)
    assert few.select(many.columns).equals(many)


@given(st.lists(st.tuples(BORN, BORN), min_size=1, max_size=FEW - 1))
def test_few_dates_are_measured_as_many(
    dates: list[tuple[int | None, int | None]],
) -> None:
    schema = {"l.born": pl.Int32, "r.born": pl.Int32}
    same(day.measure, pl.DataFrame(dates, schema=schema, orient="row"))


@given(st.lists(st.tuples(NAME, NAME), min_size=1, max_size=FEW - 1))
def test_few_names_are_measured_as_many(
    names: list[tuple[str | None, str | None]],
) -> None:
    sides = {
        letter: preparer("person_name")(
            pl.Series([pair[place] for pair in names], dtype=pl.String), None
        )
        for place, letter in enumerate("lr")
    }
    columns = {
        f"{s}.{name}": c for s, made in sides.items() for name, c in made.items()
    }
    same(person_name.measure, pl.DataFrame(columns))

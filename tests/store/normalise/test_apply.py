"""A contract's column decides how its text is read and what type comes out."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.contract import Column, PersonalData
from store.meaning import Meaning
from store.normalise import NORMALISERS
from store.normalise.apply import READERS, interpret, says_nothing
from store.odcs import all_contracts

COLUMNS = [column for contract in all_contracts() for column in contract.columns]


def _column(name: str, meaning: Meaning) -> Column:
    return Column(
        name=name,
        headings=("列",),
        meaning=meaning,
        normaliser=meaning.value,
        personal=PersonalData.PERSONAL,
        codes={"男": ("1",)} if meaning is Meaning.CODE else {},
    )


@settings(max_examples=60, deadline=None)
@given(
    column=st.sampled_from(COLUMNS),
    texts=st.lists(st.text(max_size=20) | st.none(), max_size=4),
)
def test_any_text_gives_the_contracts_types_and_never_raises(
    column: Column, texts: list[str | None]
) -> None:
    found = interpret(column, pl.Series(texts, dtype=pl.String), None)
    for name, series in found.items():
        assert series.name == name
        assert series.dtype == column.meaning.polars
        assert len(series) == len(texts)
    assert (f"{column.name}_to" in found) == (column.meaning is Meaning.PERIOD)


def test_money_takes_the_unit_of_the_heading() -> None:
    column = _column("amount_fen", Meaning.MONEY)
    found = interpret(column, pl.Series(["1.5"]), pl.Series(["万元"]))
    assert found["amount_fen"].to_list() == [1_500_000]


def test_a_period_gives_first_and_last_day() -> None:
    column = _column("paid_for", Meaning.PERIOD)
    found = interpret(column, pl.Series(["202402"]), None)
    assert found["paid_for"].to_list() == [date(2024, 2, 1)]
    assert found["paid_for_to"].to_list() == [date(2024, 2, 29)]


@pytest.mark.parametrize("meaning", [Meaning.ID_NUMBER, Meaning.PERSON_NAME])
def test_identity_columns_stay_as_delivered(meaning: Meaning) -> None:
    text = pl.Series([" 張 偉（户主）", "4.2E+17", "", None])
    found = interpret(_column("column", meaning), text, None)["column"]
    assert found.to_list() == ["張 偉（户主）", "4.2E+17", None, None]


def test_nothing_recorded_is_told_from_misread() -> None:
    text = pl.Series(["1900-01-01", "2024-02-30", "/", None, "2024-03-01"])
    found = says_nothing(_column("paid_on", Meaning.DATE), text)
    assert found.to_list() == [True, False, True, True, False]


def test_every_normaliser_a_contract_may_name_has_a_reader() -> None:
    assert set(READERS) | {"money", "rate", "code", "period"} == NORMALISERS

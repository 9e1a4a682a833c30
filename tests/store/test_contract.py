"""What derives from a contract."""

import polars as pl
import pytest

from store.meaning import Meaning
from store.odcs import contract_for

PENSION = contract_for("social_security/pension_payment")
MEMBER = contract_for("relief/dibao_member")


def test_a_period_is_stored_as_its_first_and_last_day() -> None:
    types = PENSION.value_types
    assert (types["paid_for"], types["paid_for_to"]) == (pl.Date, pl.Date)
    assert PENSION.sql_types["paid_for_to"] == "DATE"


def test_every_table_carries_its_trace_and_validity() -> None:
    names = list(PENSION.schema)
    assert names[:3] == ["record_id", "source_file", "source_sheet"]
    assert {"valid_from", "valid_to", "delivery", "supplier"} <= set(names)


def test_polars_and_duckdb_name_the_same_columns_in_the_same_order() -> None:
    assert list(PENSION.schema) == list(PENSION.sql_types)


def test_roles_bring_names_and_numbers_together() -> None:
    roles = MEMBER.roles(Meaning.ID_NUMBER, Meaning.PERSON_NAME)
    assert roles["person"] == {
        Meaning.PERSON_NAME: "person_name",
        Meaning.ID_NUMBER: "id_number",
    }
    assert roles["head"][Meaning.ID_NUMBER] == "head_id_number"


def test_the_key_tells_records_apart() -> None:
    assert MEMBER.key == ("id_number", "head_id_number")


def test_reports_use_the_first_heading() -> None:
    assert PENSION.column("amount_fen").title == "总额"


def test_an_unknown_column_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"pension_payment\.shoe_size"):
        PENSION.column("shoe_size")

"""Composed SQL: nothing from a name or a file can end a statement."""

from pathlib import Path

import pytest

from store import statement
from store.errors import EngineError


@pytest.mark.parametrize("name", ["a", "a_1.B", "_x"])
def test_a_plain_identifier_is_quoted(name: str) -> None:
    assert statement.quoted(name) == ".".join(f'"{part}"' for part in name.split("."))


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "a;b", "a.", "1a", "姓名", "a\nb"])
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(EngineError, match="not an identifier"):
        statement.quoted(name)


@pytest.mark.parametrize(
    ("given", "expected"), [("a", "'a'"), ("a'b", "'a''b'"), ("';--", "''';--'")]
)
def test_a_literal_cannot_end_early(given: str, expected: str) -> None:
    assert statement.literal(given) == expected


def test_each_statement_names_its_table_in_quotes() -> None:
    files = [Path("a'b.parquet")]
    made = (
        statement.create_view("s.t", files),
        statement.create_table("s.t", files),
        statement.create_empty("s.t", {"a": "VARCHAR"}),
        statement.create_from("s.t", "other"),
        statement.create_projection("s.t", "other", ["a"]),
        statement.select_all("s.t"),
        statement.count_rows("s.t"),
        statement.fingerprint("s.t"),
    )
    assert all('"s"."t"' in sql for sql in made)
    assert "'a''b.parquet'" in made[0]

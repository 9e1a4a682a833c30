"""What an unknown heading may be: by spelling and cells, and not too eagerly."""

from collections.abc import Sequence

import pytest

from connectors.likeness import suggestions
from store.odcs import contract_for
from tests.connectors import given

PENSION = contract_for("social_security/pension_payment")
NUMBERS = [given.id_number(n) for n in range(3)]
CASES: list[tuple[str, Sequence[str], str]] = [
    ("待遇总额数", ("215.50", "300"), "amount_fen"),
    ("证照编码", NUMBERS, "id_number"),
    ("待遇总额数", ("无", "有"), ""),
    ("序号", ("1", "2", "3"), ""),
    ("备注", ("", ""), ""),
    ("家属电话", ("13900000000",), ""),
    ("保险类别", ("城乡居民基本养老保险", "机关养老"), "scheme"),
]


@pytest.mark.parametrize(("heading", "values", "column"), CASES)
def test_suggests_a_column_or_nothing(
    heading: str, values: Sequence[str], column: str
) -> None:
    (found,) = suggestions({0: heading}, PENSION.columns, {0: values})
    assert (found.column.name if found.column else "") == column


def test_no_column_is_suggested_twice() -> None:
    headings = {0: "证照编码", 1: "证照编码2"}
    found = suggestions(headings, PENSION.columns, {0: NUMBERS, 1: NUMBERS})
    assert [one.column and one.column.name for one in found].count("id_number") == 1

"""The error tree: places, remedies, exit codes, and that it is documented."""

import re

import pytest

from store import errors
from store.errors import CrosscheckError, HeaderError, Place
from tests.house.source import ROOT

TREE = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, CrosscheckError)
]


def test_message_names_place_and_remedy() -> None:
    error = HeaderError(
        "缺少必需的列",
        place=Place(file="发放.xlsx", sheet="1月", row=7, column="金额"),
        remedy="请补上该列后重报",
    )
    assert str(error) == (
        "发放.xlsx › 表“1月” › 第 7 行 › 列“金额”：缺少必需的列。请补上该列后重报"
    )


def test_message_without_a_place_is_just_the_message() -> None:
    assert str(HeaderError("没有表头")) == "没有表头"


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_every_error_and_its_exit_code_stand_in_the_tree(
    kind: type[CrosscheckError],
) -> None:
    drawn = re.search(rf"{kind.__name__} \((\d+)\)", errors.__doc__ or "")
    assert drawn
    assert int(drawn.group(1)) == kind.exit_code


def test_every_exit_code_is_documented_for_the_operator() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    codes = {kind.exit_code for kind in TREE}
    assert {code for code in codes if f"| {code} |" not in page} == set()

"""The page that says which rule answers which model names rules that there are."""

import re
from pathlib import Path

import pytest

from rules.library import all_rules

PAGE = Path(__file__).parents[2] / "docs" / "catalogue.md"
NAMED = re.compile(r"\b(?:[A-Z]{2}-\d\d[A-Z]?|[A-Z]\d\d)\b")
ROWS = [
    line.strip("| ").split("|")
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|")
]
ANSWERED = {cells[0].strip(): cells[-1] for cells in ROWS if len(cells) > 1}


@pytest.mark.parametrize("model", sorted(ANSWERED))
def test_answers_are_rules_that_there_are(model: str) -> None:
    told = set(NAMED.findall(ANSWERED[model]))
    assert told - {rule.id for rule in all_rules()} == set()


def test_the_page_names_rules() -> None:
    assert any(NAMED.findall(answer) for answer in ANSWERED.values())

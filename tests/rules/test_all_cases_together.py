"""All cases in one county: no rule is misled by what another rule's case did."""

import pytest

from county.cases.library import all_cases
from rules.library import rule_for
from rules.runner import inputs_of
from tests.support.clean_county import judge_at
from tests.support.place import Place, write_place
from tests.support.whole_county import whole_county

PEOPLE, SEED = 8_000, 5
RULES = tuple(cases.rule for cases in all_cases())


@pytest.fixture(name="place", scope="module")
def a_county_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Place:
    paths = {path for rule in RULES for path in inputs_of(rule_for(rule))}
    world = whole_county(PEOPLE, SEED)
    return write_place(world, paths, tmp_path_factory.mktemp("county"))


@pytest.mark.parametrize("rule", RULES)
def test_finds_all_planted_and_nobody_else(place: Place, rule: str) -> None:
    board = judge_at(place, rule)
    assert board.planted, "no planted case"
    assert board.wrong.is_empty(), board.table()

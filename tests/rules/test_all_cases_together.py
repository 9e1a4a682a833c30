"""All cases in one county: no rule is misled by what another rule's case did."""

import pytest

from county.cases.library import all_cases
from county.world import World
from tests.support.clean_county import judge_on
from tests.support.whole_county import whole_county

PEOPLE, SEED = 8_000, 5
RULES = tuple(cases.rule for cases in all_cases())


@pytest.fixture(scope="module")
def world() -> World:
    return whole_county(PEOPLE, SEED)


@pytest.mark.parametrize("rule", RULES)
def test_finds_all_planted_and_nobody_else(world: World, rule: str) -> None:
    board = judge_on(world, rule)
    assert board.planted, "no planted case"
    assert board.wrong.is_empty(), board.table()

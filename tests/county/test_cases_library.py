"""Planting: every rule gets its violations and as many look-alikes."""

import polars as pl
import pytest

from county.cases.choose import MINIMUM_CASES, cases_for
from county.cases.label import LABEL
from county.cases.library import CASES, judge_all, plant_all
from county.simulate import simulate
from county.world import World

PEOPLE = 2000


@pytest.fixture(scope="module")
def planted() -> World:
    world = simulate(PEOPLE, 3)
    plant_all(world)
    return world


def test_the_innocent_county_has_no_violation() -> None:
    labels = judge_all(simulate(PEOPLE, 3))
    assert labels.filter(pl.col("kind") == "planted").is_empty()


def test_every_rule_gets_its_violations_and_as_many_look_alikes(planted: World) -> None:
    counts = judge_all(planted).group_by("rule", "kind").len()
    assert set(counts["rule"]) == {cases.rule for cases in CASES}
    assert counts.height == 2 * len(CASES)
    assert counts["len"].min() == MINIMUM_CASES


def test_every_rule_has_several_mechanisms_of_both_kinds(planted: World) -> None:
    labels = judge_all(planted)
    mechanisms = labels.group_by("rule", "kind").agg(pl.col("mechanism").n_unique())
    assert mechanisms.filter(pl.col("mechanism") < 4).is_empty()


def test_nobody_has_two_labels_of_one_rule(planted: World) -> None:
    labels = judge_all(planted)
    assert labels.schema == LABEL
    assert not labels.select("rule", "person").is_duplicated().any()


def test_the_same_seed_plants_the_same_cases(planted: World) -> None:
    again = simulate(PEOPLE, 3)
    plant_all(again)
    assert judge_all(again).equals(judge_all(planted))
    assert all(again.tables[path].equals(rows) for path, rows in planted.tables.items())


def test_the_dead_of_the_planted_cases_are_in_the_register_of_deaths(
    planted: World,
) -> None:
    dead = planted.persons.filter(pl.col("died_on").is_not_null())["person"]
    listed = planted.tables["registry/death"]["person"]
    assert set(listed) - {-1} == set(dead)


@pytest.mark.parametrize(
    ("people", "cases"), [(2_000, 12), (20_000, 12), (500_000, 200)]
)
def test_larger_counties_get_more_cases(people: int, cases: int) -> None:
    assert cases_for(people) == cases

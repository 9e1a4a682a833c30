"""Planting: every rule gets its violations and as many look-alikes."""

import polars as pl
import pytest

from county.cases.choose import MINIMUM_CASES, cases_for
from county.cases.label import KEY, LABEL
from county.cases.library import all_cases, judge_all, plant_all
from county.files import all_files
from county.simulate import simulate
from county.world import World
from rules.library import all_rules
from rules.rule import Queue, Status
from store.contract import Column, Severity
from store.meaning import Meaning
from store.normalise.credit_code import credit_code
from store.odcs import all_contracts

PEOPLE, SEVERAL, FEW_THINGS = 8000, 2, 2


def test_every_rule_that_runs_has_cases() -> None:
    running = {Status.IN_USE, Status.SHADOW}
    wanted = {rule.id for rule in all_rules() if rule.status in running}
    assert sorted(wanted - {cases.rule for cases in all_cases()}) == []


def test_cases_are_named_as_the_module_of_their_rule() -> None:
    modules = {rule.id: rule.module.split(".")[1:] for rule in all_rules()}
    astray = {
        cases.rule: cases.module
        for cases in all_cases()
        if cases.module.split(".")[2:]
        not in (modules[cases.rule], modules[cases.rule][-1:])
    }
    assert astray == {}


def test_those_who_let_people_die_come_before_all_others() -> None:
    turns = {cases.rule: cases.turn for cases in all_cases()}
    assert (turns["PR-01"], turns["SS-01"], turns["LN-01"]) == (0, 0, 1)
    assert [*turns.values()] == sorted(turns.values())


@pytest.fixture(scope="module")
def planted() -> World:
    world = simulate(PEOPLE, 3)
    plant_all(world)
    return world


@pytest.fixture(scope="module")
def labels(planted: World) -> pl.DataFrame:
    return judge_all(planted)


def test_the_innocent_county_has_no_violation() -> None:
    # What did not arrive, and what a rule in shadow asks, occurs in any county.
    firm = [
        rule.id
        for rule in all_rules()
        if rule.queue is Queue.CLUE and rule.status is Status.IN_USE
    ]
    wrong = judge_all(simulate(PEOPLE, 3)).filter(
        pl.col("kind") == "planted", pl.col("rule").is_in(firm)
    )
    assert wrong.group_by("rule", "mechanism").len().sort("rule").rows() == []


def test_every_rule_gets_its_violations_and_look_alikes(labels: pl.DataFrame) -> None:
    counts = labels.group_by("rule", "kind").len().sort("rule", "kind")
    rules = sorted(cases.rule for cases in all_cases())
    kinds = [(rule, kind) for rule in rules for kind in ("look_alike", "planted")]
    assert counts.select("rule", "kind").rows() == kinds
    # Where the cases of many rules meet in one home, some of either turn innocent;
    # of schools, firms and villages there are few.
    things = labels.filter(pl.col("object") != "")["rule"].unique().to_list()
    least = pl.when(pl.col("rule").is_in(things)).then(FEW_THINGS)
    short = pl.col("len") < least.otherwise(MINIMUM_CASES // 3)
    assert counts.filter(short).rows() == []


def test_every_rule_has_several_mechanisms_of_both_kinds(labels: pl.DataFrame) -> None:
    several = labels.group_by("rule", "kind").agg(pl.col("mechanism").n_unique())
    alone = several.filter(pl.col("mechanism") < SEVERAL)
    assert alone.select("rule", "kind").rows() == []


def test_a_mechanism_is_of_one_kind(labels: pl.DataFrame) -> None:
    kinds = labels.group_by("rule", "mechanism").agg(pl.col("kind").n_unique())
    assert kinds.filter(pl.col("kind") > 1).select("rule", "mechanism").rows() == []


def test_nobody_has_two_labels_of_one_rule(labels: pl.DataFrame) -> None:
    assert labels.schema == LABEL
    assert not labels.select(KEY).is_duplicated().any()


def test_the_same_seed_plants_the_same_cases(
    planted: World, labels: pl.DataFrame
) -> None:
    again = simulate(PEOPLE, 3)
    plant_all(again)
    assert judge_all(again).equals(labels)
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


def _columns(planted: World) -> list[tuple[str, Column, pl.Series]]:
    """Return path, column and values of whatever a contract asks for and we fill."""
    return [
        (contract.path, column, planted.tables[contract.path][column.name])
        for contract in all_contracts()
        for column in contract.columns
        if column.name in planted.tables[contract.path].columns
    ]


def test_what_the_cases_plant_is_delivered(planted: World) -> None:
    carried: dict[str, set[str]] = {}
    for file in all_files():
        carried.setdefault(file.path, set()).update(file.layout.names)
    lost = [
        (path, column.name)
        for path, column, values in _columns(planted)
        if values.count() and column.name not in carried[path]
    ]
    assert lost == []


def test_what_the_cases_plant_is_not_quarantined(planted: World) -> None:
    empty = [
        (path, column.name, values.null_count())
        for path, column, values in _columns(planted)
        if column.required and column.severity is Severity.ERROR and values.null_count()
    ]
    assert empty == []


def test_firms_of_the_cases_have_codes_and_names_of_their_own(planted: World) -> None:
    wrong = [
        (path, column.name)
        for path, column, values in _columns(planted)
        if column.meaning is Meaning.CREDIT_CODE
        and any(credit_code(code) != code for code in values.drop_nulls().unique())
    ]
    assert wrong == []
    firms = planted.tables["registry/company"]
    assert not firms["credit_code"].is_duplicated().any()
    names = firms["organisation_name"]
    assert names.filter(names.is_duplicated()).to_list() == []

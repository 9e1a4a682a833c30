"""Innocent people and violations that turn on who a dirty record is about."""

import polars as pl
import pytest

from county.cases.dirty_records import DIRTY_CASES, DirtyCase
from county.cases.label import KEY, LOOK_ALIKE, PLANTED
from county.cases.library import judge_all
from county.cases.mistaken import CONFUSIONS, Confusion
from county.columns import FORCED
from county.dirt import soil
from county.world import World
from tests.county.simulated import planted

CONFUSED = [(one, kind) for one in CONFUSIONS for kind in one.kinds]


@pytest.fixture(scope="module")
def world() -> World:
    return planted()


@pytest.fixture(scope="module")
def labels(world: World) -> pl.DataFrame:
    return judge_all(world)


@pytest.mark.parametrize(("confusion", "kind"), CONFUSED)
def test_every_rule_has_innocent_people_to_confuse(
    labels: pl.DataFrame, confusion: Confusion, kind: str
) -> None:
    mine = labels.filter(rule=confusion.rule, mechanism=kind)
    assert mine.height >= 2
    assert set(mine["kind"]) == {LOOK_ALIKE}


@pytest.mark.parametrize("case", DIRTY_CASES, ids=lambda case: case.mechanism)
def test_every_kind_of_dirt_hides_violations(
    labels: pl.DataFrame, case: DirtyCase
) -> None:
    mine = labels.filter(rule=case.rule, mechanism=case.mechanism)
    assert mine.height >= 2
    assert set(mine["kind"]) == {PLANTED}


@pytest.mark.parametrize("case", DIRTY_CASES, ids=lambda case: case.mechanism)
def test_no_deciding_record_of_theirs_bears_a_whole_number(
    world: World, labels: pl.DataFrame, case: DirtyCase
) -> None:
    people = labels.filter(rule=case.rule, mechanism=case.mechanism)["person"]
    rows = world.tables[case.path].filter(pl.col("person").is_in(people.implode()))
    form = "xlsx" if case.error == "excel" else "csv"
    dirty, errors = soil(world, case.path, rows, form, world.generator("test"))
    assert set(errors[0]["id_error"]) == {case.error}
    assert not dirty["id_number"].eq_missing(rows["id_number"]).any()


def test_a_twin_differs_by_one_character_of_the_name_and_few_digits(
    world: World, labels: pl.DataFrame
) -> None:
    people = labels.filter(rule="LN-01", mechanism="twin")
    known = world.persons.join(people, on="person", how="semi")
    twins = world.tables["finance/staff_payroll"].filter(
        pl.col(FORCED) == "digit", pl.col("person") < 0
    )
    born = pl.col("id_number").str.head(14)
    pairs = known.with_columns(born=born).join(
        twins.unique("id_number").with_columns(born=born), on="born", suffix="_twin"
    )
    assert pairs.height >= people.height
    for mine, theirs in pairs.select("person_name", "person_name_twin").iter_rows():
        assert (mine[:2], len(mine)) == (theirs[:2], len(theirs))
        assert mine != theirs


def test_twins_and_namesakes_are_residents_with_numbers_of_their_own(
    world: World,
) -> None:
    residents = world.tables["registry/resident"]
    strangers = residents.filter(pl.col("person") < 0)
    assert strangers.height > 10
    assert set(strangers["status"]) == {"正常"}
    assert not strangers["id_number"].is_duplicated().any()
    owned = world.persons["id_number"].implode()
    assert not strangers["id_number"].is_in(owned).any()


def test_the_record_of_a_spouse_bears_the_number_of_the_innocent(world: World) -> None:
    rows = world.tables["registry/death"].filter(pl.col(FORCED) == "relative")
    dirty, _ = soil(world, "registry/death", rows, "csv", world.generator("test"))
    spouses = world.persons["spouse"].gather(rows["person"])
    assert rows.height >= 2
    assert dirty["id_number"].equals(
        world.persons["id_number"].gather(spouses).rename("id_number")
    )


def test_whoever_resembles_somebody_is_no_violation(labels: pl.DataFrame) -> None:
    kinds = {kind for _, kind in CONFUSED}
    alike = labels.filter(pl.col("mechanism").is_in(kinds))
    assert alike.filter(pl.col("kind") == PLANTED).is_empty()
    assert not labels.select(KEY).is_duplicated().any()

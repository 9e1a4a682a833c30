"""`identity kin`: a small county's relatives agree with its truth, and stay masked."""

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from county.cases.library import plant_all
from county.family_ties import near_kin
from county.simulate import simulate
from county.world import World
from flows.cli.main import app
from flows.night import run_night
from identity.kin import Tie
from store.errors import MatchError
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.conftest import PEOPLE, SEED
from tests.support.homes import AS_OF, copied

TELLING = ("常住人口", "婚姻登记", "亲属申报")
PAIR = ("one", "two")


@pytest.fixture(scope="module")
def home(whole_county: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a county after a night on what tells of kin; never change it."""
    home = copied(whole_county, tmp_path_factory.mktemp("kin") / "home")
    for delivery in home.inbox.glob("*/*"):
        if not any(word in delivery.name for word in TELLING):
            shutil.rmtree(delivery)
    run_night(home, date.fromisoformat(AS_OF))
    return home


@pytest.fixture(scope="module")
def world() -> World:
    """Return the world that the county was made from."""
    world = simulate(PEOPLE, SEED)
    plant_all(world)
    return world


@pytest.fixture(scope="module")
def ties(home: Home) -> pl.DataFrame:
    """Return the published ties, with the true people as `one` and `two`."""
    truth = pl.read_parquet(home.truth / "persons.parquet")
    numbers = truth.select("id_number", number="person")
    with Warehouse.published(home.warehouse) as warehouse:
        ties = warehouse.frame("FROM identity.tie")
        people = warehouse.frame("SELECT person_id, id_number FROM identity.person")
    true = people.join(numbers, on="id_number").drop("id_number")
    other = true.rename({"person_id": "other_person_id", "number": "two"})
    known = ties.join(true.rename({"number": "one"}), on="person_id")
    whole = known.join(other, on="other_person_id")
    assert whole.height == ties.height
    return whole


def run(home: Home, *arguments: str) -> Result:
    line = ["identity", "kin", *arguments, "--home", str(home.root)]
    return CliRunner().invoke(app, line)


def told(home: Home, asked: str) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = json.loads(run(home, asked, "--json").stdout)
    return people


def pairs(rows: pl.DataFrame) -> set[frozenset[int]]:
    return {frozenset(pair) for pair in rows.select(PAIR).iter_rows()}


def test_a_household_book_ties_only_who_truly_lives_together(
    ties: pl.DataFrame, world: World
) -> None:
    book = ties.filter(pl.col("kind") == "户口簿")
    household = world.persons["household"]
    assert book.height > PEOPLE // 2
    assert (household.gather(book["one"]) == household.gather(book["two"])).all()


def test_a_marriage_that_lasts_ties_husband_and_wife(
    ties: pl.DataFrame, world: World
) -> None:
    married = ties.filter(pl.col("kind") == "婚姻")
    lasting = married.filter(pl.col("valid_to").is_null())
    spouses = world.persons["spouse"]
    assert (spouses.gather(lasting["one"]) == lasting["two"]).all()
    assert lasting.height > PEOPLE // 40
    ended = married.filter(pl.col("valid_to").is_not_null())
    assert ended.height
    assert pairs(ended).isdisjoint(pairs(lasting))


def test_a_declared_relative_is_what_the_family_tree_says(
    ties: pl.DataFrame, world: World
) -> None:
    declared = ties.filter(pl.col("dataset") == "registry/declared_kin")
    tree = near_kin(world, world.persons["person"])
    words = {(one, two): word for one, two, word in tree.iter_rows()}
    assert declared.height
    for row in declared.iter_rows(named=True):
        turned = row["relation"] is not None
        stated = row["relation"] if turned else row["other_relation"]
        pair = (row["two"], row["one"]) if turned else (row["one"], row["two"])
        assert words[pair] == stated


def test_relatives_are_listed_with_their_source_and_masked(
    home: Home, ties: pl.DataFrame, world: World
) -> None:
    row = ties.filter(pl.col("dataset") == "registry/declared_kin").row(0, named=True)
    shown = run(home, row["person_id"])
    assert shown.exit_code == 0
    assert "已知亲属" in shown.stdout
    assert "｜申报｜组织—干部申报的亲属（" in shown.stdout
    for person in (row["one"], row["two"]):
        assert world.persons["person_name"][person] not in shown.stdout
        assert world.persons["id_number"][person] not in shown.stdout


def test_a_record_names_everybody_it_is_about(home: Home, ties: pl.DataFrame) -> None:
    row = ties.filter(pl.col("dataset") == "registry/declared_kin").row(0, named=True)
    people = told(home, row["record_id"])
    both = [row["person_id"], row["other_person_id"]]
    assert [person["person_id"] for person in people] == both
    assert people[:1] == told(home, both[0])
    for person, other in zip(people, reversed(both), strict=True):
        assert other in {relative["person_id"] for relative in person["relatives"]}


def test_every_tie_is_seen_from_both_sides(home: Home, ties: pl.DataFrame) -> None:
    words = {"kind": "户口簿", "relation": "户主", "other_relation": "子"}
    row = ties.filter(**words).row(0, named=True)
    seen = [_first(told(home, one), two) for one, two in _both_ways(row)]
    assert seen[0]["text"] == "同户，户主（本人）的子"
    assert seen[1]["text"] == "同户，户主；本人是户主的子"
    assert seen[0]["record_ids"] == seen[1]["record_ids"]
    assert len(seen[0]["places"]) == 2


def _both_ways(row: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    one, two = row["person_id"], row["other_person_id"]
    return (one, two), (two, one)


def _first(people: list[dict[str, Any]], relative: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        tie
        for one in people[0]["relatives"]
        if one["person_id"] == relative
        for tie in one["ties"]
        if tie["kind"] == "户口簿"
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("kind", "own", "other", "text"),
    [
        ("婚姻", "配偶", "配偶", "本人的配偶"),
        ("申报", None, "子", "本人的子"),
        ("申报", "子", None, "本人是其子"),
        ("申报", None, None, "关系未写明"),
    ],
)
def test_two_people_in_one_row_are_told_as_stated(
    kind: str, own: str | None, other: str | None, text: str
) -> None:
    assert _tie(kind, own, other, records=1).text == text


@pytest.mark.parametrize(
    ("own", "other", "text"),
    [
        ("户主", "户主", "同户，两人都写作户主"),
        ("户主", None, "同户，户主（本人）的成员"),
        ("子", "配偶", "同户，户主的配偶；本人是户主的子"),
    ],
)
def test_housemates_are_told_by_what_they_are_to_the_head(
    own: str | None, other: str | None, text: str
) -> None:
    assert _tie("户口簿", own, other, records=2).text == text


def _tie(kind: str, own: str | None, other: str | None, *, records: int) -> Tie:
    return Tie(
        kind=kind,
        relation=other,
        own_relation=own,
        dataset="registry/resident",
        title="户籍",
        record_ids=("r-1", "r-2")[:records],
        places=(),
        valid_from=None,
        valid_to=None,
        tier="T1",
        records=1,
    )


def test_an_unknown_number_is_refused_and_not_repeated(home: Home) -> None:
    refused = run(home, "420281190001011234").exception
    assert isinstance(refused, MatchError)
    assert "没有这个编号的人" in str(refused)
    assert "420281190001011234" not in str(refused)


def test_a_home_without_a_night_is_told_to_run_one(tmp_path: Path) -> None:
    (tmp_path / "crosscheck.toml").touch()
    refused = run(Home(tmp_path), "P1").exception
    assert isinstance(refused, MatchError)
    assert "crosscheck night" in str(refused)


def test_a_night_from_before_ties_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "crosscheck.toml").touch()
    with Warehouse.create(Home(tmp_path).warehouse) as warehouse:
        warehouse.empty("identity.person", {"person_id": "VARCHAR"})
    refused = run(Home(tmp_path), "P1").exception
    assert isinstance(refused, MatchError)
    assert "亲属关系" in str(refused)

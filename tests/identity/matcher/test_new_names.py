"""Places that were renamed or merged are one place, where people's numbers say so."""

from dataclasses import replace

import polars as pl
import pytest

import identity
from identity.matcher.compare import Sides
from identity.matcher.epoch_file import read_epoch, write_epoch
from identity.matcher.link import Linked
from identity.matcher.lookup import Register
from identity.matcher.model_file import load_model
from identity.matcher.new_names import learn_new_names, under_new_names
from identity.matcher.prepare import prepare
from tests.identity.matcher.people import People
from tests.identity.matcher.people import people as make_people

MODEL = load_model("resident")
OLD, NEW, PART = "青山村", "石桥新村", "白坡村"
RENAMED = {OLD: NEW, PART: NEW}  # two villages were merged into a new one


@pytest.fixture(scope="module")
def made() -> People:
    """Return a register with the new name of two villages, and claims with the old."""
    people = make_people(3000, 3000)
    register = people.register.with_columns(pl.col("village").replace(RENAMED))
    return replace(people, register=register)


@pytest.fixture(scope="module")
def linked(made: People) -> Linked:
    return identity.link(made.register, made.claims, "resident")


def test_the_new_names_are_learnt(linked: Linked) -> None:
    names = linked.epoch.new_names
    assert names["town"].is_empty()
    old = names["village"].sort("old")["old"].to_list()
    assert old == sorted(["青山", "白坡"])
    assert names["village"]["new"].unique().to_list() == ["石桥新"]


def test_a_renamed_village_speaks_for_a_person_with_a_level_of_its_own(
    linked: Linked,
) -> None:
    names = linked.model.comparison("village").names
    place = names.index("renamed")
    met = linked.pairs.filter(pl.col("village") == place)
    assert met.height
    assert (met["village.milli"] > 0).all()
    told = linked.sides.right.rows["village.key"].gather(met["right"])
    assert set(told) == {"青山", "白坡"}
    # what the village says, the town does not say again
    assert (met["town"] == -1).all()


def test_who_has_only_name_and_old_village_is_found(made: People) -> None:
    one = made.register.filter(pl.col("village") == NEW).row(0, named=True)
    asked = {"record_id": "C", "name": one["name"], "village": OLD}
    claims = pl.concat([made.claims, pl.DataFrame([asked])], how="diagonal")
    found = identity.link(made.register, claims, "resident").pairs
    assert one["record_id"] in set(found.filter(right_id="C")["left_id"])


def test_looking_one_up_knows_them_too(made: People, linked: Linked) -> None:
    one = made.register.filter(pl.col("village") == NEW).row(0, named=True)
    register = Register(made.register, MODEL, linked.epoch)
    asked = {"name": one["name"], "village": OLD, "birth_date": one["birth_date"]}
    pairs = register.find(asked).pairs
    best = pairs.filter(place=0).row(0, named=True)
    assert best["left_id"] == one["record_id"]
    assert MODEL.comparison("village").names[best["village"]] == "renamed"


def test_an_epoch_keeps_them(
    linked: Linked, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("epoch")
    write_epoch(linked.epoch, folder)
    kept = read_epoch(folder).new_names
    assert kept["village"].equals(linked.epoch.new_names["village"])


@pytest.mark.parametrize(
    ("moved", "stayed", "learnt"),
    [(10, 0, True), (9, 0, False), (40, 10, True), (40, 11, False), (0, 20, False)],
)
def test_ten_people_and_four_fifths_make_a_new_name(
    moved: int, stayed: int, *, learnt: bool
) -> None:
    people = make_people(200, 1).register
    numbers = people["id_number"].head(moved + stayed)
    ids = [f"r{at}" for at in range(len(numbers))]
    claims = pl.DataFrame({"record_id": ids, "id_number": numbers, "village": "旧村"})
    villages = ["新村"] * moved + ["旧村"] * stayed
    register = claims.with_columns(village=pl.Series(villages))
    sides = Sides(
        left=prepare(register, MODEL, "左表"),
        right=prepare(claims, MODEL, "右表"),
        is_one=False,
    )
    names = learn_new_names(sides, MODEL)
    assert names["village"].height == learnt
    now = under_new_names(sides, names).right.rows["village.now"]
    assert set(now) == ({"新"} if learnt else {"旧"})


def test_within_one_table_nothing_is_renamed(made: People) -> None:
    linked = identity.link(made.register, None, "resident")
    assert linked.epoch.new_names == {}

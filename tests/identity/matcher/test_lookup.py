"""Looking one person up gives what linking the whole table gives."""

import polars as pl
import pytest

import identity
from identity.matcher.lookup import Register
from identity.matcher.model_file import load_model
from tests.identity.matcher.people import People, people

MODEL = load_model("resident")
Best = tuple[str, int, str, str]


@pytest.fixture(scope="module")
def made() -> People:
    return people(1500, 300, seed=5)


@pytest.fixture(scope="module")
def linked(made: People) -> identity.Linked:
    return identity.link(made.register, made.claims, MODEL)


def best(linked: identity.Linked) -> dict[str, Best]:
    """Return the first candidate of each right record."""
    first = linked.pairs.filter(pl.col("place") == 0)
    columns = ("right_id", "left_id", "weight_milli", "decision", "tier")
    return {row[0]: row[1:] for row in first.select(columns).iter_rows()}


def test_every_claim_finds_whom_linking_finds(
    made: People, linked: identity.Linked
) -> None:
    register = Register(made.register, MODEL, linked.epoch)
    together = best(linked)
    assert len(together) > 250
    for claim in made.claims.to_dicts():
        alone = best(register.find(claim))
        assert alone.get("lookup") == together.get(claim["record_id"])


def test_a_number_that_names_nobody_makes_nobody_certain(made: People) -> None:
    number = made.register["id_number"][0]
    crowd = made.register.with_columns(
        pl.when(pl.int_range(pl.len()) < 6)
        .then(pl.lit(number))
        .otherwise("id_number")
        .alias("id_number")
    )
    claim = {"record_id": "C1", "id_number": number, "name": crowd["name"][3]}
    one = pl.DataFrame([claim])
    linked = identity.link(crowd, pl.concat([one, made.claims], how="diagonal"), MODEL)
    alone = best(Register(crowd, MODEL, linked.epoch).find(claim))
    assert alone["lookup"] == best(linked)["C1"]
    assert alone["lookup"][3] != "T1"


def test_nothing_said_finds_nobody(made: People, linked: identity.Linked) -> None:
    register = Register(made.register, MODEL, linked.epoch)
    assert not register.find({}).pairs.height
    assert not register.find({"name": None, "id_number": "无"}).pairs.height

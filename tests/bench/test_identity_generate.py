"""The generated residents: the same for a seed, true to what they say of themselves."""

import polars as pl
import pytest

from bench.identity.claims import CLEAN, ID_RATES, NAME_RATES
from bench.identity.generate import generate
from bench.identity.numbers import altered, one_digit_wrong, transposed
from store.normalise.id_number import judge_id_numbers

PEOPLE, ASKED, SEED = 20_000, 10_000, 7


def are_valid(numbers: pl.Series) -> bool:
    return bool((judge_id_numbers(numbers)["id_kind"] == "valid").all())


@pytest.fixture(scope="module", name="made")
def _made() -> tuple[pl.DataFrame, pl.DataFrame]:
    return generate(PEOPLE, ASKED, SEED)


def test_same_seed_same_people(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    again = generate(PEOPLE, ASKED, SEED)
    assert made[0].equals(again[0])
    assert made[1].equals(again[1])


def test_register_is_clean_and_unique(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    register, _ = made
    assert register.height == PEOPLE
    for column in ("record_id", "person", "id_number"):
        assert register[column].n_unique() == PEOPLE
    assert are_valid(register["id_number"])
    assert (register["id_number"].str.slice(6, 8) == register["birth_date"]).all()


def test_four_claims_of_five_are_in_the_register(
    made: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    register, claims = made
    assert claims.join(register, on="person", how="semi").height == ASKED * 0.8


def test_clean_claims_are_those_of_the_register(
    made: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    register, claims = made
    both = claims.join(register, on="person", suffix="_true")
    number = both.filter(pl.col("id_err") == CLEAN)
    name = both.filter(pl.col("name_err") == CLEAN)
    assert (number["id_number"] == number["id_number_true"]).all()
    assert (name["name"] == name["name_true"]).all()


def test_spoiled_claims_differ(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    register, claims = made
    both = claims.join(register, on="person", suffix="_true")
    number = both.filter(pl.col("id_err") != CLEAN)
    name = both.filter(pl.col("name_err") != CLEAN)
    assert number["id_number"].ne_missing(number["id_number_true"]).all()
    assert (name["name"] != name["name_true"]).all()


def test_a_swapped_number_is_of_the_household(
    made: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    register, claims = made
    swapped = claims.filter(pl.col("id_err") == "swap").join(
        register.select("person", "household"), on="person"
    )
    owners = register.select("id_number", owned="household")
    known = swapped.join(owners, on="id_number")
    assert known.height > 0
    assert (known["household"] == known["owned"]).all()


@pytest.mark.parametrize("kind", ["excel15", "masked", "missing"])
def test_rates_are_as_stated(
    made: tuple[pl.DataFrame, pl.DataFrame], kind: str
) -> None:
    share = (made[1]["id_err"] == kind).sum() / ASKED
    assert share == pytest.approx(ID_RATES[kind], abs=0.006)


def test_dirt_doubles_the_errors(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    _, dirty = generate(PEOPLE, ASKED, SEED, 2.0)
    for column, rates in (("id_err", ID_RATES), ("name_err", NAME_RATES)):
        once = (made[1][column] != CLEAN).sum() / ASKED
        twice = (dirty[column] != CLEAN).sum() / ASKED
        assert once <= sum(rates.values()) + 0.01
        assert twice == pytest.approx(2 * once, rel=0.1)


def test_an_altered_number_is_valid_and_another() -> None:
    number = "420526199001011230"
    other = altered(number, 0.4)
    assert are_valid(pl.Series([other]))
    assert other[:14] == number[:14]
    assert other != number


@pytest.mark.parametrize("die", [0.0, 0.3, 0.61, 0.99])
def test_a_slip_of_the_pen_is_another_number(die: float) -> None:
    number = "420526199001011237"
    assert (
        sum(a != b for a, b in zip(one_digit_wrong(number, die), number, strict=True))
        == 1
    )
    assert sorted(transposed(number, die)) == sorted(number)
    assert transposed(number, die) != number

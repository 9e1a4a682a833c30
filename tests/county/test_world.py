"""The simulated world: a consistent, innocent county."""

from functools import cache

import numpy as np
import polars as pl
import pytest

from county.columns import PATHS, table_schema
from county.numbers import bank_cards, citizen_numbers, credit_codes
from county.simulate import simulate
from county.world import World, first_month, last_month, today
from store.odcs import all_contracts

PEOPLE = 2000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@cache
def world() -> World:
    """Return one small county, made once."""
    return simulate(PEOPLE, 11)


def _deaths() -> pl.DataFrame:
    return world().persons.select("person", "died_on").drop_nulls()


def test_counts_the_living_and_keeps_the_dead_beside_them() -> None:
    persons = world().persons
    assert persons["died_on"].is_null().sum() == PEOPLE
    assert persons.height == PEOPLE * 1.08
    assert persons["person"].to_list() == list(range(persons.height))


def test_gives_everybody_a_valid_number_of_their_own() -> None:
    persons = world().persons
    assert persons["id_number"].n_unique() == persons.height
    for number, born, sex in persons.select("id_number", "birth_on", "sex").iter_rows():
        total = sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True))
        assert number[17] == "10X98765432"[total % 11]
        assert number[6:14] == f"{born:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (sex == "男")


def test_makes_kin_that_can_be_kin() -> None:
    persons = world().persons
    born = persons["birth_on"].to_numpy().astype("datetime64[D]").astype(np.int64)
    for side, sex in (("mother", "女"), ("father", "男")):
        children = persons.filter(pl.col(side) >= 0)
        parents = persons[children[side].to_list()]
        assert set(parents["sex"]) == {sex}
        gap = born[children["person"]] - born[parents["person"]]
        assert gap.min() > 17 * 365
    couples = persons.filter(pl.col("spouse") >= 0)
    back = persons["spouse"].gather(couples["spouse"].cast(pl.Int64))
    assert back.to_list() == couples["person"].to_list()


def test_gives_each_household_one_living_head() -> None:
    living = world().persons.filter(pl.col("died_on").is_null())
    heads = living.group_by("household").agg(
        (pl.col("relation_to_head") == "户主").sum().alias("heads")
    )
    assert heads["heads"].max() == 1


def test_has_namesakes() -> None:
    names = simulate(20_000, 3).persons["person_name"].value_counts()
    assert (names["count"] >= 3).sum() > 10


def test_fills_every_table_under_its_schema() -> None:
    assert sorted(world().tables) == sorted(PATHS)
    for path, table in world().tables.items():
        assert table.schema == table_schema(path), path
        assert table.height > 0, path


def test_has_the_columns_of_the_contracts() -> None:
    for contract in all_contracts():
        known = table_schema(contract.path)
        for name, kind in contract.value_types.items():
            if name not in {"agency", "paid_by"}:
                assert known.get(name) == kind, (contract.path, name)


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("social_security/pension_payment", "paid_in"),
        ("social_security/contribution", "paid_for"),
        ("finance/staff_payroll", "paid_for"),
        ("relief/dibao_payment", "paid_for"),
        ("relief/subsidy_payment", "paid_for"),
    ],
)
def test_pays_nobody_after_the_month_of_death(path: str, column: str) -> None:
    paid = world().tables[path].join(_deaths(), on="person")
    late = paid.filter(pl.col(column) > pl.col("died_on").dt.month_end())
    assert late.height == 0


def test_keeps_poor_relief_away_from_the_payroll() -> None:
    staff = set(world().tables["finance/staff_payroll"]["person"])
    assert not staff & set(world().tables["relief/dibao_member"]["person"])


def test_trains_only_migrants_with_the_migrants_money() -> None:
    classes = world().tables["relief/training_enrolment"]
    trained = set(classes.filter(pl.col("fund_source") == "移民")["person"])
    assert trained
    assert trained <= set(world().tables["relief/migrant"]["person"])


def test_lends_with_guarantee_to_nobody_on_the_payroll() -> None:
    contracts = (
        world()
        .tables["loan/loan_contract"]
        .filter(pl.col("loan_kind") == "创业担保贷款")
    )
    staff = set(world().tables["finance/staff_payroll"]["person"])
    assert not staff & set(contracts["person"])
    assert not staff & set(contracts["spouse_person"])


def test_subsidises_no_day_of_interest_twice_and_none_after_settlement() -> None:
    lines = (
        world()
        .tables["finance/interest_subsidy"]
        .join(
            world().tables["loan/loan_note"].select("note_number", "settled_on"),
            on="note_number",
            how="left",
        )
        .sort("note_number", "interest_from")
    )
    before = pl.col("interest_to").shift(1).over("note_number")
    assert lines.filter(pl.col("interest_from") <= before).height == 0
    assert lines.filter(pl.col("interest_to") >= pl.col("settled_on")).height == 0
    assert lines["paid_on"].max() <= today  # type: ignore[operator]  # a date


def test_stays_within_its_year() -> None:
    paid = world().tables["social_security/pension_payment"]["paid_in"]
    assert paid.min() == first_month
    assert paid.max() == last_month


def test_is_the_same_world_for_the_same_numbers_only() -> None:
    again, other = simulate(PEOPLE, 11), simulate(PEOPLE, 12)
    assert again.persons.equals(world().persons)
    for path, table in world().tables.items():
        assert again.tables[path].equals(table), path
    assert not other.persons.equals(world().persons)


def test_refuses_rows_with_columns_that_a_table_does_not_have() -> None:
    empty = World(people=1, seed=1)
    with pytest.raises(ValueError, match="shoe_size"):
        empty.append("relief/migrant", pl.DataFrame({"shoe_size": [43]}))


def test_ends_a_period_with_its_month_unless_told_otherwise() -> None:
    one = World(people=1, seed=1)
    one.append(
        "relief/dibao_payment",
        pl.DataFrame({"paid_for": [first_month]}),
    )
    row = one.tables["relief/dibao_payment"].row(0, named=True)
    assert str(row["paid_for_to"]) == "2025-11-30"
    assert row["person"] == -1


def test_gives_numbers_until_a_birth_date_is_full() -> None:
    count = 501
    born = pl.Series([first_month] * count)
    region = np.full(count, 420281, dtype=np.int64)
    with pytest.raises(ValueError, match="sequence"):
        citizen_numbers(region, born, np.ones(count, dtype=np.bool_))


def test_gives_bank_cards_and_credit_codes_a_check_digit() -> None:
    for card in bank_cards(np.arange(50, dtype=np.int64)):
        digits = [int(c) for c in reversed(card)]
        doubled = [sum(divmod(2 * d, 10)) for d in digits[1::2]]
        assert (sum(digits[::2]) + sum(doubled)) % 10 == 0
    codes = credit_codes("91", 420281, np.arange(50, dtype=np.int64))
    assert codes.n_unique() == codes.len()
    assert set(codes.str.len_chars()) == {18}

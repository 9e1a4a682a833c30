"""Every contract that ships loads, explains itself and derives one table."""

from collections import Counter

import polars as pl
import pytest

from store.contract import Contract, Mode, PersonalData
from store.meaning import Meaning
from store.odcs import all_contracts, contract_for
from store.warehouse import Warehouse

PATHS = tuple(contract.path for contract in all_contracts())
ACTS = (
    "social_security/pension_payment",
    "relief/dibao_payment",
    "relief/subsidy_payment",
    "relief/training_enrolment",
    "finance/interest_subsidy",
    "loan/loan_contract",
)
each_contract = pytest.mark.parametrize("path", PATHS)


@each_contract
def test_every_column_has_meaning_class_and_description(path: str) -> None:
    contract = contract_for(path)
    assert contract.purpose
    assert contract.owner
    assert contract.hints
    assert contract.retention_days >= 365
    for column in contract.columns:
        assert isinstance(column.meaning, Meaning)
        assert isinstance(column.personal, PersonalData)
        assert column.description


@each_contract
def test_polars_and_duckdb_see_one_table(path: str) -> None:
    contract = contract_for(path)
    with Warehouse.scratch() as warehouse:
        warehouse.empty("accepted.it", contract.sql_types)
        derived = warehouse.frame("FROM accepted.it").schema
    assert derived == contract.schema


@each_contract
def test_a_row_can_be_told_from_a_total_by_some_number(path: str) -> None:
    contract = contract_for(path)
    numbers = [c for c in contract.columns if c.meaning is Meaning.ID_NUMBER]
    assert contract.key or any(column.required for column in numbers)


@each_contract
def test_names_and_numbers_of_people_are_marked_as_personal(path: str) -> None:
    for column in contract_for(path).columns:
        if column.meaning in {Meaning.ID_NUMBER, Meaning.ACCOUNT_NUMBER}:
            assert column.personal is PersonalData.SENSITIVE, column.name
        elif column.meaning.is_personal:
            assert column.personal is PersonalData.PERSONAL, column.name


@each_contract
def test_every_role_has_a_name_or_a_number_of_its_own(path: str) -> None:
    contract = contract_for(path)
    roles = contract.roles(Meaning.ID_NUMBER, Meaning.PERSON_NAME)
    columns = [
        column.name
        for column in contract.columns
        if column.meaning in {Meaning.ID_NUMBER, Meaning.PERSON_NAME}
    ]
    assert sum(map(len, roles.values())) == len(columns)


@pytest.mark.parametrize("path", ACTS)
def test_every_act_names_its_officials(path: str) -> None:
    contract = contract_for(path)
    roles = {"accepted_by": "accepting", "reviewed_by": "reviewing"}
    roles |= {"approved_by": "approving", "paid_by": "paying"}
    assert {name: contract.column(name).role for name in roles} == roles


@pytest.mark.parametrize(
    "path", ["finance/land_compensation", "relief/temporary_relief"]
)
def test_what_is_paid_in_parts_keeps_its_parts(path: str) -> None:
    # A later delivery replaces rows of one key: a second part is no correction.
    assert "paid_on" in contract_for(path).key


def test_hints_point_to_one_dataset() -> None:
    claims = Counter(hint for contract in all_contracts() for hint in contract.hints)
    assert [hint for hint, count in claims.items() if count > 1] == []


def _periods(contract: Contract) -> set[Meaning]:
    named = (contract.period, contract.valid_from, contract.valid_to)
    return {contract.column(name).meaning for name in named if name}


@each_contract
def test_periods_and_validity_are_days_or_periods(path: str) -> None:
    contract = contract_for(path)
    assert _periods(contract) <= {Meaning.DATE, Meaning.PERIOD}
    assert (contract.mode is Mode.PERIOD) == (contract.period is not None)


def test_money_is_whole_fen() -> None:
    for contract in all_contracts():
        for column in contract.columns:
            if column.meaning is Meaning.MONEY:
                assert contract.schema[column.name] == pl.Int64
                assert column.name.endswith("_fen")


def test_one_department_has_one_name() -> None:
    owners = {name for one in all_contracts() for name in one.owner.split("、")}
    plain = Counter(name.partition("（")[0] for name in owners)
    assert [name for name, count in plain.items() if count > 1] == []
    short = {"县人社局", "县住建局", "县市场监管局", "县社保中心", "县残联"}
    assert not owners & short

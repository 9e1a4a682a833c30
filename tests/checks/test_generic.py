"""What is learnt to point at nobody, and what is left alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from checks.generic import GENERIC, learn_generic_values, thresholds
from store.odcs import contract_for
from store.tables import GENERIC_VALUE

NUMBER, SHARED = "420281199001011237", "420281198805054326"
PATH, LOANS, RESIDENT = (
    "relief/training_enrolment",
    "loan/loan_contract",
    "registry/resident",
)
Rows = Sequence[Mapping[str, str]]


def learn(folder: Path, given: Mapping[str, Rows]) -> dict[tuple[str, str], str]:
    """Return the kind of each (meaning, value) that the rows teach."""
    contracts = [contract_for(path) for path in given]
    files: dict[str, Path] = {}
    for contract in contracts:
        files[contract.path] = folder / f"{contract.dataset}.parquet"
        shaped = [
            {n: row.get(n) for n in contract.schema} for row in given[contract.path]
        ]
        pl.DataFrame(shaped, schema=contract.schema).write_parquet(files[contract.path])
    learn_generic_values(files, contracts, folder, memory_mb=512, threads=1)
    found = pl.read_parquet(folder / GENERIC)
    assert found.columns == list(GENERIC_VALUE)
    return {(m, v): k for m, v, k, *_ in found.iter_rows()}


def people(count: int, **more: str) -> list[dict[str, str]]:
    """Return rows of as many different people, equal in what is given."""
    names = "赵钱孙李周吴郑王冯陈褚卫"
    return [{"person_name": f"{names[n]}一山", **more} for n in range(count)]


def test_a_number_of_many_names_is_generic_and_a_familys_is_not(tmp_path: Path) -> None:
    many = people(thresholds()["id_number_people"], id_number=SHARED)
    few = people(2, id_number=NUMBER)
    assert learn(tmp_path, {PATH: [*many, *few]}) == {
        ("id_number", SHARED): "many_people"
    }


def test_spellings_of_one_number_and_one_name_count_once(tmp_path: Path) -> None:
    rows = [
        {"id_number": text, "person_name": name}
        for text in (SHARED, f"'{SHARED}", f" {SHARED}")
        for name in ("赵一山", "赵 一山", "赵一山（户主）")
    ]
    assert learn(tmp_path, {PATH: rows}) == {}


def test_the_heads_number_repeated_for_the_members(tmp_path: Path) -> None:
    rows = people(3, id_number=SHARED, household_number="H1")
    assert learn(tmp_path, {RESIDENT: rows}) == {
        ("id_number", SHARED): "household_number"
    }


def test_a_phone_needs_many_people_in_many_households(tmp_path: Path) -> None:
    count = thresholds()["phone_people"]
    village = people(count, phone="13871234567")
    family = people(count - 1, phone="13987654321")
    assert learn(tmp_path, {LOANS: [*village, *family]}) == {
        ("phone", "13871234567"): "many_people"
    }


def test_placeholders_need_no_crowd(tmp_path: Path) -> None:
    rows = [
        {"person_name": "赵一山", "account_number": "000000000", "phone": "11111111"}
    ]
    assert learn(tmp_path, {PATH: rows}) == {
        ("account_number", "000000000"): "placeholder",
        ("phone", "11111111"): "placeholder",
    }

"""People are linked by valid numbers and compatible names, and never merged else."""

from dataclasses import replace
from pathlib import Path

import pytest

from identity.link_records import link_records
from store.odcs import contract_for
from store.tables import CONFLICT, LINK, PERSON
from tests.identity.tables import (
    CONTRACT,
    DEATH,
    KEY,
    RESIDENT,
    Linked,
    accepted_table,
    link,
    person,
)

# 420281 with invented people: valid check characters, nobody's numbers.
NUMBER, OLD_NUMBER, OTHER = (
    "420281199001011237",
    "420281900101123",
    "420281198805054326",
)


def test_same_number_and_name_in_two_datasets_is_one_person(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明")],
            DEATH: [person("d-1", f" '{NUMBER}", "张 小明(户主)")],
        },
    )
    resident, death = linked.tie("r-1"), linked.tie("d-1")
    assert resident == death
    assert resident[0] is not None
    assert resident[1] == "T1"
    assert linked.table("person").height == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("张小明", "T1"),
        ("張小明", "T1"),
        ("张 小 明（已故）", "T1"),
        ("张晓明", "T2"),
        ("张□明", "T2"),
        ("张某某", "T2"),
        ("张小朋", "T2"),
        ("张明小", "T2"),
        ("李大勇", "name_conflict"),
        ("张大勇", "name_conflict"),
        (None, "no_name"),
        ("无", "no_name"),
    ],
)
def test_a_name_beside_the_registered_number(
    tmp_path: Path, name: str | None, expected: str
) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明")],
            DEATH: [person("d-1", NUMBER, name)],
        },
    )
    tied, tier = linked.tie("d-1")
    assert tier == expected
    assert (tied is not None) == (expected in {"T1", "T2"})


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("萧晓堃", "肖晓坤"),
        ("傅国昇", "付国升"),
        ("曾小红", "增小红"),
        ("买买提·吐尔逊", "买买提"),
        ("张伟", "ZHANG WEI"),
    ],
)
def test_variants_homophones_and_cut_names_are_t2(
    tmp_path: Path, registered: str, written: str
) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, registered)],
            DEATH: [person("d-1", NUMBER, written)],
        },
    )
    assert linked.tie("d-1") == (linked.tie("r-1")[0], "T2")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (None, "no_id"),
        ("420281199001011238", "bad_check_digit"),
        ("420281********1237", "masked"),
        ("420281199001011000", "excel_damaged"),
        ("111111111111111111", "placeholder"),
    ],
)
def test_a_number_that_proves_nothing_ties_nobody(
    tmp_path: Path, number: str | None, reason: str
) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明")],
            DEATH: [person("d-1", number, "张小明"), person("d-2", number, "张小明")],
        },
    )
    assert linked.tie("d-1") == linked.tie("d-2") == (None, reason)


def test_a_15_digit_number_joins_its_18_digit_form_as_t3(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明")],
            DEATH: [
                person("d-1", OLD_NUMBER, "张小明"),
                person("d-2", OLD_NUMBER, "李大勇"),
            ],
        },
    )
    assert linked.tie("d-1") == (linked.tie("r-1")[0], "T3")
    assert linked.tie("d-2") == (None, "name_conflict")


def test_a_disability_certificate_counts_as_its_id(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明")],
            DEATH: [person("d-1", f"{NUMBER}43", "张小明")],
        },
    )
    assert linked.tie("d-1") == linked.tie("r-1")


def test_the_spouses_number_is_a_conflict_and_never_merged(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明"), person("r-2", OTHER, "李翠花")],
            DEATH: [person("d-1", OTHER, "张小明")],
        },
    )
    assert linked.tie("d-1") == (None, "name_conflict")
    conflict = linked.table("conflict").row(0, named=True)
    assert conflict == {
        "dataset": DEATH,
        "role": "person",
        "record_id": "d-1",
        "id_number": OTHER,
        "person_name": "张小明",
        "other_name": "李翠花",
    }


def test_the_register_names_the_person_even_against_many(tmp_path: Path) -> None:
    others = [person(f"d-{n}", NUMBER, "李大勇") for n in range(5)]
    linked = link(
        tmp_path, {RESIDENT: [person("r-1", NUMBER, "张小明")], DEATH: others}
    )
    assert linked.table("person")["person_name"].to_list() == ["张小明"]
    assert {linked.tie(f"d-{n}")[1] for n in range(5)} == {"name_conflict"}


def test_without_a_register_the_usual_name_counts(tmp_path: Path) -> None:
    names = ["张□明", "张□明", "张□明", "张小明", "张小明", "李大勇"]
    rows = [person(f"d-{n}", NUMBER, name) for n, name in enumerate(names)]
    linked = link(tmp_path, {DEATH: rows})
    assert linked.table("person")["person_name"].to_list() == ["张小明"]
    assert [linked.tie(f"d-{n}")[1] for n in range(6)] == [
        *["T2"] * 3,
        *["T1"] * 2,
        "name_conflict",
    ]


def test_every_role_with_a_number_is_linked(tmp_path: Path) -> None:
    loan = {
        **person("c-1", NUMBER, "张小明"),
        "spouse_name": "李翠花",
        "spouse_id_number": OTHER,
    }
    linked = link(
        tmp_path, {RESIDENT: [person("r-2", OTHER, "李翠花")], CONTRACT: [loan]}
    )
    assert linked.tie("c-1", "spouse") == linked.tie("r-2")
    assert linked.tie("c-1")[1] == "T1"


def test_a_person_shows_birth_and_sex_of_the_number(tmp_path: Path) -> None:
    linked = link(tmp_path, {RESIDENT: [person("r-1", NUMBER, "买买提·吐尔逊")]})
    shown = linked.table("person").row(0, named=True)
    assert str(shown["birth_on"]) == "1990-01-01"
    assert (shown["sex"], shown["records"]) == ("男", 1)
    assert shown["person_name"] == "买买提·吐尔逊"


def test_ids_are_keyed_with_the_homes_secret(tmp_path: Path) -> None:
    rows = {RESIDENT: [person("r-1", NUMBER, "张小明")]}
    found: list[str | None] = []
    for name, key in (("one", KEY), ("same", KEY), ("other", b"another secret")):
        (tmp_path / name).mkdir()
        found.append(link(tmp_path / name, rows, key=key).tie("r-1")[0])
    assert found[0] == found[1] != found[2]
    assert str(found[0]).startswith("P")
    assert len(str(found[0])) == 16


def test_nothing_delivered_gives_empty_tables_of_the_agreed_columns(
    tmp_path: Path,
) -> None:
    linked = link(tmp_path, {})
    for name, columns in (("link", LINK), ("conflict", CONFLICT), ("person", PERSON)):
        assert linked.table(name).columns == list(columns)
        assert linked.table(name).is_empty()


def test_the_summary_holds_counts_only(tmp_path: Path) -> None:
    linked = link(
        tmp_path,
        {
            RESIDENT: [person("r-1", NUMBER, "张小明")],
            DEATH: [person("d-1", None, "张小明")],
        },
    )
    assert linked.summary == {
        "records": 2,
        "tiers": {"T1": 1},
        "reasons": {"no_id": 1},
        "persons": 1,
        "organisations": 0,
    }


def test_a_table_without_a_name_column_is_tied_by_the_number_alone(
    tmp_path: Path,
) -> None:
    death = contract_for(DEATH)
    nameless = replace(
        death, columns=tuple(c for c in death.columns if c.name != "person_name")
    )
    accepted = {
        RESIDENT: tmp_path / "resident.parquet",
        DEATH: tmp_path / "death.parquet",
    }
    resident = contract_for(RESIDENT)
    known = accepted_table(resident, [person("r-1", NUMBER, "张小明")])
    known.write_parquet(accepted[RESIDENT])
    rows = [
        {"record_id": "d-1", "id_number": NUMBER},
        {"record_id": "d-2", "id_number": OTHER},
    ]
    accepted_table(nameless, rows).write_parquet(accepted[DEATH])
    summary = link_records(accepted, [resident, nameless], tmp_path, key=KEY)
    linked = Linked(folder=tmp_path, accepted=accepted, summary=summary)
    assert linked.tie("d-1") == (linked.tie("r-1")[0], "T2")
    assert linked.tie("d-2") == (None, "no_name")

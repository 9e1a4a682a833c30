"""Who shares a household, who is married, whom somebody declared: never one person."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from identity.households import MOST_IN_A_HOUSEHOLD, TIE_FILE, tie_people
from store.digest import Json
from store.odcs import contract_for
from store.tables import TIE
from tests.flows.deliveries import number
from tests.identity.tables import RESIDENT, Rows, link, person
from tests.support.tables import as_text, parse_table

MARRIAGE, DECLARED = "registry/marriage", "registry/declared_kin"
DIBAO, POOR = "relief/dibao_member", "relief/registered_person"
NAMES = {"a": "张大山", "b": "李翠花", "c": "张小明", "d": "王五一", "e": "赵秀英"}
NUMBERS = {key: number("19700101", 10 + at) for at, key in enumerate(NAMES)}


def drawn(
    folder: Path, given: Mapping[str, Rows]
) -> tuple[pl.DataFrame, Mapping[str, Json]]:
    """Return the ties of the given rows and the summary; everybody is a resident."""
    folder.mkdir(exist_ok=True)
    known = [person(f"known-{key}", NUMBERS[key], name) for key, name in NAMES.items()]
    whole = {"registry/death": known, **given}
    linked = link(folder, whole)
    contracts = [contract_for(path) for path in whole]
    links = linked.folder / "link.parquet"
    summary = tie_people(linked.accepted, contracts, links, folder)
    return pl.read_parquet(folder / TIE_FILE), summary


def check(folder: Path, given: Mapping[str, Rows], expect: str) -> None:
    """Compare the ties with a table in which people are the letters of `NAMES`.

    Of two people the table's first is the one that comes first in it, whichever has
    the smaller id.
    """
    found, _ = drawn(folder, given)
    letters = _letters(folder)
    expected = parse_table(expect)
    columns = list(expected[0])
    rows = _named(found, letters)
    actual = [{name: as_text(row[name]) for name in columns} for row in rows]
    assert sorted(actual, key=repr) == sorted(expected, key=repr)


def _letters(folder: Path) -> dict[str, str]:
    people = pl.read_parquet(folder / "identity" / "person.parquet")
    ids = dict(people.select("id_number", "person_id").iter_rows())
    return {ids[number]: key for key, number in NUMBERS.items()}


def _named(ties: pl.DataFrame, letters: Mapping[str, str]) -> list[dict[str, object]]:
    rows = ties.to_dicts()
    for row in rows:
        one, two = letters[row["person_id"]], letters[row["other_person_id"]]
        words = (row["relation"], row["other_relation"])
        turned = one > two
        row["one"], row["two"] = (two, one) if turned else (one, two)
        row["is"], row["other_is"] = reversed(words) if turned else words
    return rows


def member(
    record: str, key: str, household: str | None, relation: str | None
) -> dict[str, object]:
    return {
        **person(record, NUMBERS[key], NAMES[key]),
        "household_number": household,
        "relation_to_head": relation,
    }


def couple(record: str, kind: str, day: str, keys: str = "ab") -> dict[str, object]:
    own, other = keys[0], keys[1]
    return {
        **person(record, NUMBERS[own], NAMES[own]),
        "spouse_name": NAMES[other],
        "spouse_id_number": NUMBERS[other],
        "kind": kind,
        "registered_on": date.fromisoformat(day),
    }


def test_any_two_members_of_a_household_are_tied_by_what_they_are_to_its_head(
    tmp_path: Path,
) -> None:
    check(
        tmp_path,
        {
            RESIDENT: [
                member("r-1", "a", "H1", "户主"),
                member("r-2", "b", "H1", "配偶"),
                member("r-3", "c", "H1", "子"),
                member("r-4", "d", "H2", "户主"),
                member("r-5", "e", None, "户主"),
            ]
        },
        """
        one | two | is   | other_is | kind   | dataset           | tier | records
        a   | b   | 户主 | 配偶     | 户口簿 | registry/resident | T1   | 1
        a   | c   | 户主 | 子       | 户口簿 | registry/resident | T1   | 1
        b   | c   | 配偶 | 子       | 户口簿 | registry/resident | T1   | 1
        """,
    )


def test_a_tie_keeps_both_records_and_the_weaker_link(tmp_path: Path) -> None:
    rows = [member("r-1", "a", "H1", "户主"), member("r-2", "c", "H1", "子")]
    rows[1]["person_name"] = "张晓明"  # sounds alike: T2
    found, _ = drawn(tmp_path, {POOR: rows})
    (row,) = found.to_dicts()
    assert {row["record_id"], row["other_record_id"]} == {"r-1", "r-2"}
    assert row["tier"] == "T2"
    assert row["person_id"] < row["other_person_id"]


def test_who_left_the_household_is_kin_until_that_day(tmp_path: Path) -> None:
    left = {"status": "迁出", "changed_on": date(2025, 3, 1)}
    stays = {"status": "正常", "changed_on": date(2020, 1, 1)}
    check(
        tmp_path,
        {
            RESIDENT: [
                {**member("r-1", "a", "H1", "户主"), **stays},
                {**member("r-2", "b", "H1", "配偶"), **stays},
                {**member("r-3", "c", "H1", "子"), **left},
            ]
        },
        """
        one | two | valid_to
        a   | b   |
        a   | c   | 2025-03-01
        b   | c   | 2025-03-01
        """,
    )


@pytest.mark.parametrize(("people", "ties"), [(30, 1), (31, 0)])
def test_a_number_that_too_many_share_names_no_household(
    tmp_path: Path, people: int, ties: int
) -> None:
    rows = [member("r-1", "a", "无", "户主"), member("r-2", "b", "无", "配偶")]
    unknown = [
        {**person(f"x-{n}", None, "某某"), "household_number": "无"}
        for n in range(people - 2)
    ]
    found, summary = drawn(tmp_path, {RESIDENT: [*rows, *unknown]})
    assert MOST_IN_A_HOUSEHOLD == 30
    assert found.height == ties
    expected = {} if ties else {RESIDENT: 1}
    assert summary["crowded_numbers"] == expected
    assert summary["households"] == ties


def test_a_relief_list_by_household_is_what_the_household_declared(
    tmp_path: Path,
) -> None:
    dibao = {
        **person("m-1", NUMBERS["c"], NAMES["c"]),
        "head_name": NAMES["a"],
        "head_id_number": NUMBERS["a"],
        "relation_to_head": "儿子",
    }
    head = person("m-2", NUMBERS["a"], NAMES["a"])
    own = {**dibao, **head, "relation_to_head": "户主"}
    poor = [member("p-1", "a", "H7", "户主"), member("p-2", "b", "H7", "妻")]
    check(
        tmp_path,
        {DIBAO: [dibao, own], POOR: poor},
        """
        one | two | is   | other_is | kind | dataset
        a   | c   |      | 儿子     | 申报 | relief/dibao_member
        a   | b   | 户主 | 妻       | 申报 | relief/registered_person
        """,
    )


def test_a_declared_relative_is_what_the_declaration_says(tmp_path: Path) -> None:
    declared = {
        **person("k-1", NUMBERS["e"], NAMES["e"]),
        "kin_name": NAMES["d"],
        "kin_id_number": NUMBERS["d"],
        "kin_relation": "兄弟姐妹",
    }
    unknown = {**declared, "record_id": "k-3", "kin_id_number": None}
    again = {**declared, "record_id": "k-2"}
    check(
        tmp_path,
        {DECLARED: [declared, again, unknown]},
        """
        one | two | is       | other_is | kind | record_id | other_record_id | records
        d   | e   | 兄弟姐妹 |          | 申报 | k-1       |                 | 2
        """,
    )


@pytest.mark.parametrize(
    ("events", "expect"),
    [
        (
            ["结婚 2010-05-01"],
            [("2010-05-01", None, "m-0", None)],
        ),
        (
            ["结婚 2010-05-01", "离婚 2015-06-01"],
            [("2010-05-01", "2015-06-01", "m-0", "m-1")],
        ),
        (
            ["离婚 2015-06-01", "结婚 2010-05-01", "结婚 2018-01-01"],
            [
                ("2010-05-01", "2015-06-01", "m-1", "m-0"),
                ("2018-01-01", None, "m-2", None),
            ],
        ),
        (
            [
                "结婚 2010-05-01",
                "补发结婚证 2012-01-01",
                "离婚 2015-06-01",
                "补发离婚证 2016-01-01",
            ],
            [("2010-05-01", "2015-06-01", "m-0", "m-2")],
        ),
        (["补发结婚证 2012-01-01"], [(None, None, "m-0", None)]),
        (["离婚 2015-06-01"], [(None, "2015-06-01", "m-0", None)]),
    ],
)
def test_a_marriage_lasts_from_its_registration_to_its_divorce(
    tmp_path: Path,
    events: Sequence[str],
    expect: Sequence[tuple[str | None, ...]],
) -> None:
    rows = [couple(f"m-{n}", *event.split()) for n, event in enumerate(events)]
    found, _ = drawn(tmp_path, {MARRIAGE: rows})
    columns = ("valid_from", "valid_to", "record_id", "other_record_id")
    actual = [tuple(as_text(row[c]) for c in columns) for row in found.to_dicts()]
    assert sorted(actual, key=repr) == sorted(expect, key=repr)
    assert set(found["kind"]) == {"婚姻"}
    assert set(found["relation"]) == set(found["other_relation"]) == {"配偶"}


def test_people_are_never_merged_and_nobody_is_kin_to_himself(tmp_path: Path) -> None:
    rows = [member("r-1", "a", "H1", "户主"), member("r-2", "a", "H1", "子")]
    couples = [couple("m", "结婚", "2010-05-01")]
    found, _ = drawn(tmp_path, {RESIDENT: rows, MARRIAGE: couples})
    assert found.filter(pl.col("person_id") >= pl.col("other_person_id")).is_empty()
    assert found["kind"].to_list() == ["婚姻"]
    people = pl.read_parquet(tmp_path / "identity" / "person.parquet")
    assert people.height == len(NAMES)


def test_any_order_of_the_rows_gives_the_same_bytes(tmp_path: Path) -> None:
    day = date(2001, 1, 1)
    rows = [
        *(member(f"r-{key}", key, "H1", "子") for key in "abc"),
        *(member(f"s-{key}", key, "H1", "其他") for key in "cde"),
    ]
    couples = [
        couple(f"m-{n}", "结婚", str(day + timedelta(days=n)), keys)
        for n, keys in enumerate(("ab", "ac", "de", "ba"))
    ]
    one, two = tmp_path / "one", tmp_path / "two"
    drawn(one, {RESIDENT: rows, MARRIAGE: couples})
    drawn(two, {MARRIAGE: couples[::-1], RESIDENT: rows[::-1]})
    assert (one / TIE_FILE).read_bytes() == (two / TIE_FILE).read_bytes()


def test_nothing_that_tells_of_kin_gives_an_empty_table(tmp_path: Path) -> None:
    found, summary = drawn(tmp_path, {})
    assert found.is_empty()
    assert found.columns == list(TIE)
    assert summary == {"ties": {}, "households": 0, "crowded_numbers": {}}

"""Rosters alike or copied, too many hours, schools led by an official's kin."""

import polars as pl
import pytest

from rules.relief.training_roster import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

TRAINING, MIGRANT = "relief/training_enrolment", "relief/migrant"
HEADER = (
    "record_id | person_id | class_number | training_organisation | organisation_id "
    "| trade | level | started_on | ended_on | hours | subsidy_fen | payment_result "
    "| link_tier | source_file | source_sheet | source_row"
)


def roster(mark: str, people: range, **changes: str) -> list[str]:
    cells = {
        "school": "甲校",
        "code": "",
        "trade": "电工",
        "level": "初级",
        "start": "2026-03-02",
        "end": "2026-03-13",
        "hours": "96",
        "result": "成功",
        "tier": "T1",
        **changes,
    }
    return [
        f"{mark}{n} | P{n} | {mark} | {cells['school']} | {cells['code']} "
        f"| {cells['trade']} | {cells['level']} | {cells['start']} | {cells['end']} "
        f"| {cells['hours']} | 1000 | {cells['result']} | {cells['tier']} "
        f"| 名册 | 1 | {row}"
        for row, n in enumerate(people, 10)
    ]


def later(people: range, **changes: str) -> list[str]:
    days = {"start": "2026-05-06", "end": "2026-05-15"}
    return roster("B", people, **{**days, **changes})


def given(*rows: list[str], **more: str) -> dict[str, str]:
    text = "\n".join((HEADER, *(row for part in rows for row in part)))
    return {
        TRAINING: text,
        **{path.replace("_", "/", 1): t for path, t in more.items()},
    }


def register(step: int, people: range) -> str:
    rows = [
        f"M{n} | P{n} | 移民 | 1 | {2 + place * step}" for place, n in enumerate(people)
    ]
    return "\n".join(
        ("record_id | person_id | source_file | source_sheet | source_row", *rows)
    )


def test_counts_those_who_are_in_both_rosters() -> None:
    """两班名册有十人以上、八成相同的，列出后一班的共有学员."""
    check_rule(
        RULE,
        given=given(
            roster("A", range(1, 13)), later(range(3, 14), trade="焊工", school="乙校")
        ),
        expect="""
            outcome | subject_kind | subject_id | reason   | amount_fen | items | severity
            hit     | organisation | 乙校       | 名册雷同 | 10000      | 10    | S2
        """,
    )


@pytest.mark.parametrize(
    ("people", "changes", "outcomes"),
    [
        (range(4, 14), {}, []),  # nine of twelve and ten
        (range(3, 18), {}, ["hit"]),  # ten of the smaller's twelve
        (range(1, 13), {"level": "中级"}, ["explained"]),
        (range(1, 13), {"level": "中级", "trade": "焊工"}, ["hit"]),
        (range(1, 13), {"result": "退回"}, []),
        (range(1, 13), {"tier": "T4"}, []),
    ],
)
def test_when_rosters_are_alike(
    people: range, changes: dict[str, str], outcomes: list[str]
) -> None:
    """不足八成或十人的、已退回的、身份不牢的不列；同一工种换等级的可以解释."""
    found = hits_of(RULE, given(roster("A", range(1, 13)), later(people, **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("step", "people", "reasons"),
    [
        (1, range(1, 13), ["名册照抄"]),
        (3, range(1, 13), ["名册照抄"]),
        (4, range(1, 13), []),
        (1, range(12, 0, -1), []),  # the register the other way round
        (1, range(4, 13), []),  # nine in a row
    ],
)
def test_a_roster_copied_from_a_register(
    step: int, people: range, reasons: list[str]
) -> None:
    """学员依次出现在移民名册相邻各行的列出；次序不同、相隔较远的不列."""
    rows = given(roster("A", range(1, 13)), relief_migrant=register(step, people))
    assert [hit["reason"] for hit in hits_of(RULE, rows)] == reasons


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"hours": "120"}, []),  # ten a day
        ({"hours": "121"}, ["hit"]),
        ({"hours": "121", "end": ""}, []),
        ({"hours": "200", "trade": "线上客服"}, ["explained"]),
    ],
)
def test_hours_that_do_not_fit(changes: dict[str, str], outcomes: list[str]) -> None:
    """课时多于每天十课时的列出；没有结业日期的不列，线上课可以解释."""
    found = hits_of(RULE, given(roster("A", range(1, 4), **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("phones", "households", "items"),
    [
        ("A A A", "H1 H2 H3", [3]),
        ("A A A", "H1 H2 H2", []),  # two homes
        ("A A B", "H1 H2 H3", []),
        ("A A A", "", [3]),  # no household book, each a home of its own
        ("L L L", "H1 H2 H3", []),  # the village's landline
        ("Z Z Z", "H1 H2 H3", []),  # no number at all
        ("X X X", "H1 H2 H3", []),
    ],
)
def test_one_telephone_of_several_homes(
    phones: str, households: str, items: list[int]
) -> None:
    """三户以上的学员登记同一手机号码的列出；两户、固定电话、占位号码的不列."""
    numbers = {
        "A": "13912345678", "B": "13912345679", "L": "0715-8123456",
        "Z": "13900000000", "X": "",
    }  # fmt: skip
    lines = [f"{HEADER} | phone"]
    lines += [
        f"{row} | {numbers[phone]}"
        for row, phone in zip(roster("A", range(1, 4)), phones.split(), strict=True)
    ]
    homes = ["record_id | person_id | household_number | status"]
    homes += [
        f"R{n} | P{n} | {home} | 正常" for n, home in enumerate(households.split(), 1)
    ]
    rows = {TRAINING: "\n".join(lines), "registry/resident": "\n".join(homes)}
    found = hits_of(RULE, rows)
    assert [hit["items"] for hit in found] == items
    assert {hit["reason"] for hit in found} <= {"电话共用"}


@pytest.mark.parametrize(
    ("start", "end", "changes", "outcomes"),
    [
        ("2026-05-01", "2026-05-16", {}, ["hit"]),  # begins on a holiday
        ("2026-04-20", "2026-05-05", {}, ["hit"]),  # ends on one
        ("2026-04-27", "2026-05-09", {"hours": "80"}, []),  # eight other days
        ("2026-04-27", "2026-05-09", {"hours": "81"}, ["hit"]),
        ("2026-05-09", "2026-05-20", {}, []),  # a Saturday that is worked
        ("2026-05-01", "", {}, ["hit"]),
        ("2026-05-01", "2026-05-16", {"trade": "线上客服"}, ["explained"]),
        ("2026-05-01", "2026-05-16", {"result": "退回"}, []),
        ("2019-10-01", "2019-10-20", {}, ["cannot_decide"]),  # no table of that year
        ("2019-10-08", "2019-10-20", {}, ["cannot_decide"]),
    ],
)
def test_a_class_on_public_holidays(
    start: str, end: str, changes: dict[str, str], outcomes: list[str]
) -> None:
    """开班、结业在法定节假日或课时只有节假日上课才排得下的列出；没有当年安排的无法判断."""
    found = hits_of(
        RULE, given(roster("A", range(1, 4), start=start, end=end, **changes))
    )
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("official", "removed", "ids"),
    [("P90", "", ["G1"]), ("P90", "2026-01-31", []), ("P91", "", [])],
)
def test_a_school_led_by_an_official(
    official: str, removed: str, ids: list[str]
) -> None:
    """机构由在任干部负责的列出，已离任的不列."""
    company = """
        record_id | organisation_id | legal_representative_person_id | founded_on
        K1        | G1              | P90                            | 2020-01-01
    """
    post = (
        "record_id | person_id | unit_name | appointed_on | removed_on\n"
        f"O1 | {official} | 某局 | 2015-01-01 | {removed}"
    )
    rows = given(
        roster("A", range(1, 4), code="G1"),
        registry_company=company,
        registry_cadre=post,
    )
    found = hits_of(RULE, rows)
    assert [hit["subject_id"] for hit in found] == ids
    assert all(hit["severity"] == "S3" for hit in found)


def test_a_place_counts_once() -> None:
    """同一学员同一班有几种情形的，只计一次."""
    rows = given(roster("A", range(1, 13)), later(range(1, 13), hours="300"))
    assert pl.DataFrame(hits_of(RULE, rows))["amount_fen"].to_list() == [12000]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-13G")

"""Certificates that are another's, used again, too early or not there."""

import pytest

from rules.relief.training_certificate import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

TRAINING = "relief/training_enrolment"
HEADER = (
    "record_id | person_id | class_number | started_on | ended_on | certificate_number "
    "| certificate_on | subsidy_fen | payment_result | link_tier"
)


def place(record: str, number: str, **changes: str) -> str:
    cells = {
        "person": record.replace("T", "P"),
        "class": "C1",
        "start": "2026-03-02",
        "issued": "2026-03-25",
        "result": "成功",
        "tier": "T1",
        **changes,
    }
    return (
        f"{record} | {cells['person']} | {cells['class']} | {cells['start']} "
        f"| {cells['start'][:8]}20 | {number} | {cells['issued']} | 1000 "
        f"| {cells['result']} | {cells['tier']}"
    )


def given(*rows: str) -> dict[str, str]:
    return {TRAINING: "\n".join((HEADER, *rows))}


def test_two_people_with_one_number() -> None:
    """两名学员编号去掉空格符号后相同的，都列出."""
    check_rule(
        RULE,
        given=given(place("T1", "S 01-7"), place("T2", "s017"), place("T3", "S018")),
        expect="""
            outcome | subject_id | reason   | amount_fen | severity | evidence_for
            hit     | P1         | 一证多人 | 1000       | S2       | T1 T2
            hit     | P2         | 一证多人 | 1000       | S2       | T1 T2
        """,
    )


@pytest.mark.parametrize(
    ("other", "outcomes"),
    [
        (place("T4", "S2", **{"class": "C2"}), ["explained"] * 3),
        (place("T4", "S1", **{"class": "C2"}), ["hit"] * 4),  # beyond the class
        (place("T4", "S2"), ["hit"] * 3),  # somebody of the class has another
    ],
)
def test_the_number_of_a_whole_class(other: str, outcomes: list[str]) -> None:
    """全班同一编号的视为班级编号；编号用到班外或班内另有编号的仍列出."""
    rows = given(*(place(f"T{n}", "S1") for n in (1, 2, 3)), other)
    assert [hit["outcome"] for hit in hits_of(RULE, rows)] == outcomes


@pytest.mark.parametrize(
    ("changes", "records"),
    [
        ({}, ["T2"]),
        ({"result": "退回"}, []),
        ({"class": "C1"}, []),  # the same class, delivered twice
        ({"tier": "T4"}, []),  # counts rest on firm ties
    ],
)
def test_a_certificate_used_again(changes: dict[str, str], records: list[str]) -> None:
    """同一人用同一证书再领一班的列出；已退回、重复报送、身份不牢的不列."""
    second = {"person": "P1", "class": "C2", "start": "2026-05-02", "issued": ""}
    rows = given(place("T1", "S1"), place("T2", "S1", **{**second, **changes}))
    found = [hit for hit in hits_of(RULE, rows) if hit["reason"] == "一证多领"]
    assert [hit["items"] for hit in found] == [1 for _ in records]


@pytest.mark.parametrize(
    ("issued", "reasons"),
    [
        ("2026-03-19", ["结业前发证"]),
        ("2026-03-20", []),  # the last day
        ("", []),
    ],
)
def test_issued_before_the_class_ended(issued: str, reasons: list[str]) -> None:
    """结业日之前发证的列出，结业当日发证或未填日期的不列."""
    found = hits_of(RULE, given(place("T1", "S1", issued=issued)))
    assert [hit["reason"] for hit in found] == reasons


def test_a_weak_tie_to_a_certificate_too_early_is_to_be_confirmed() -> None:
    """身份待核的，列出并标明待核身份."""
    (hit,) = hits_of(RULE, given(place("T1", "S1", issued="2026-03-03", tier="T4")))
    assert (hit["outcome"], hit["tier"]) == ("hit", "T4")


@pytest.mark.parametrize(
    ("others", "subjects"), [(("S1", "S2"), ["P9"]), (("S1", ""), []), (("", ""), [])]
)
def test_missing_where_the_class_has_numbers(
    others: tuple[str, str], subjects: list[str]
) -> None:
    """同班多数有编号而本人没有的列出；全班不填编号的不列."""
    rows = [place(f"T{n}", number) for n, number in enumerate(others, 1)]
    found = hits_of(RULE, given(*rows, place("T9", "—", issued="")))
    assert [hit["subject_id"] for hit in found] == subjects
    assert all(hit["severity"] == "S3" for hit in found)


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-13E")

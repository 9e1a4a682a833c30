"""Migrants' training subsidised for people who are not in the migrant register."""

import pytest

from rules.relief.migrant_training_by_non_migrant import RULE
from tests.support.tables import check_rule, hits_of

TRAINING = "relief/training_enrolment"
MIGRANT = "relief/migrant"
RESIDENT = "registry/resident"
NOBODY = """
    record_id | person_id | name_key | id_text            | valid_from
    G9        | P9        | 丙某     | 420281198001011239 | 2007-01-01
"""
HOME = """
    record_id | person_id | name_key | household_number | relation_to_head
    R1        | P1        | 甲某     | H1               | 户主
    R2        | P2        | 乙某     | H1               | 配偶
"""


def enrolled(columns: str = "", cells: str = "", person: str = "P1") -> str:
    """Return a table of one enrolment paid from migrants' funds."""
    return f"""
        record_id | person_id | name_key | id_text            | fund_source | started_on | ended_on   | subsidy_fen {columns}
        T1        | {person}  | 甲某     | 420281199001011234 | 移民        | 2026-03-02 | 2026-03-20 | 120000      {cells}
    """


def outcomes(
    training: str, migrant: str = NOBODY, resident: str | None = HOME
) -> list[tuple[object, object]]:
    """Return outcome and reason of each hit."""
    given = {TRAINING: training, MIGRANT: migrant}
    if resident is not None:
        given[RESIDENT] = resident
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_finds_a_trainee_who_is_not_in_the_register() -> None:
    """开班当日不在移民名册的学员列出."""
    check_rule(
        RULE,
        given={TRAINING: enrolled(), MIGRANT: NOBODY, RESIDENT: HOME},
        expect="""
            outcome | subject_id | matter              | amount_fen | severity | evidence_for
            hit     | P1         | relief/移民培训补贴 | 120000     | S3       | T1
        """,
    )


@pytest.mark.parametrize(
    ("columns", "cells"),
    [("| trade", "| 电工")],
)
def test_ignores_people_registered_when_the_class_began(
    columns: str, cells: str
) -> None:
    """开班当日在册的，不列."""
    migrant = """
        person_id | valid_from | valid_to
        P1        | 2007-01-01 | 2026-03-02
    """
    assert outcomes(enrolled(columns, cells), migrant) == []


def test_somebody_removed_before_the_class_is_not_in_the_register() -> None:
    """开班前一天已核减的列出，并注明名册记录."""
    migrant = """
        record_id | person_id | valid_from | valid_to
        G1        | P1        | 2007-01-01 | 2026-03-01
    """
    given = {TRAINING: enrolled(), MIGRANT: migrant, RESIDENT: HOME}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == "hit"
    assert [pointer["record_id"] for pointer in hit["evidence_against"]] == ["G1"]  # type: ignore[attr-defined]  # a list of records


@pytest.mark.parametrize(
    ("entered", "outcome"),
    [("2027-03-02", "explained"), ("2027-03-03", "hit")],
)
def test_being_entered_within_a_year_explains(entered: str, outcome: str) -> None:
    """开班一年以内补登入册的有合理解释，更晚的列出."""
    migrant = f"""
        person_id | valid_from
        P1        | {entered}
    """
    ((found, _),) = outcomes(enrolled(), migrant)
    assert found == outcome


def test_explains_payments_that_came_back_and_neighbours() -> None:
    """已退回的、按库区周边村民口径参加的，有合理解释."""
    returned = enrolled("| payment_result", "| 退回")
    assert outcomes(returned) == [("explained", "payment_returned")]
    neighbour = enrolled("| enrollee_kind", "| 库区周边")
    assert outcomes(neighbour) == [("explained", "reservoir_neighbour")]


def test_explains_the_spouse_of_a_migrant() -> None:
    """移民的配偶有合理解释，并注明户籍和名册记录."""
    migrant = """
        record_id | person_id | valid_from
        G2        | P2        | 2007-01-01
    """
    given = {TRAINING: enrolled(), MIGRANT: migrant, RESIDENT: HOME}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("explained", "migrant_family")
    against = [p["record_id"] for p in hit["evidence_against"]]  # type: ignore[attr-defined]  # a list of records
    assert against == ["R2", "G2"]


def test_a_spouse_who_fits_only_by_name_cannot_be_decided() -> None:
    """只有姓名相符、身份核不定的移民配偶，无法判断."""
    migrant = """
        person_id | name_key | id_text | valid_from
                  | 乙某     | 1234    | 2007-01-01
    """
    assert outcomes(enrolled(), migrant) == [("cannot_decide", "migrant_family")]


def test_without_the_resident_register_family_cannot_be_decided() -> None:
    """没有户籍数据的，是否移民家属无法判断."""
    assert outcomes(enrolled(), resident=None) == [("cannot_decide", "migrant_family")]


@pytest.mark.parametrize(
    "row",
    [
        "甲某 | 420281********9999",  # the first six
        "甲某 | 999999199001019999",  # the date of birth
        "甲某 | 9234561234",  # the last four
        "甲某 |",  # no number at all
        "丁某 | 420281199001011234",  # the number under another name
    ],
)
def test_an_unresolved_namesake_cannot_be_decided(row: str) -> None:
    """名册中有同名而证件残缺或部分相符的，无法判断."""
    migrant = f"""
        name_key | id_text
        {row}
    """
    assert outcomes(enrolled(), migrant) == [("cannot_decide", "unresolved_namesake")]


def test_a_namesake_with_a_number_that_differs_altogether_is_another_person() -> None:
    """同名而证件号码完全不同的，是另一人，仍列出."""
    migrant = """
        name_key | id_text
        甲某     | 999999198812129999
    """
    assert outcomes(enrolled(), migrant) == [("hit", "不在名册")]


@pytest.mark.parametrize(
    "row",
    [
        "甲某 | 999999198812129999 | valid |    |",  # a relative's number
        "甲某 | 999999198812129999 | valid | P9 | T2",  # tied to one of similar name
    ],
)
def test_a_namesake_with_a_number_of_another_cannot_be_decided(row: str) -> None:
    """同名者的号码可能是亲属的，无法判断."""
    migrant = f"""
        name_key | id_text | id_kind | person_id | link_tier
        {row}
    """
    assert outcomes(enrolled(), migrant) == [("cannot_decide", "unresolved_namesake")]


def test_a_trainee_without_a_valid_number_cannot_be_decided() -> None:
    """学员没有有效证件号码的，单列为无法判断."""
    check_rule(
        RULE,
        given={TRAINING: enrolled(person=""), MIGRANT: NOBODY, RESIDENT: HOME},
        expect="""
            outcome       | subject_id | reason                   | tier
            cannot_decide | T1         | 学员的有效身份证件号码   |
        """,
    )


@pytest.mark.parametrize(
    "table",
    [
        enrolled().replace("移民", "人社"),
        enrolled().replace("120000", "0"),
    ],
)
def test_ignores_other_funds_and_unpaid_places(table: str) -> None:
    """其他资金列支、没有补贴的，不列."""
    assert outcomes(table) == []

# ruff: noqa: E501 - a row of a given / expect table cannot be wrapped
"""DQ-07 to DQ-12 on a few rows: whole deliveries, dates, and proof of life."""

import pytest

from checks.sanity.run import missing_data
from tests.checks.sanity import check_named, expect_findings

RESIDENT, DEATH = "registry/resident", "registry/death"
PENSION, LOAN = "social_security/pension_payment", "loan/loan_contract"
CERTIFICATE = "social_security/life_certificate"
HOSPITAL = "social_security/medical_settlement"


def test_dq07_compares_with_the_hand_over_sheet() -> None:
    given = {
        "control": """
            dataset        | supplier | delivery | delivered_on | rows | stated_rows
            registry/death | 甲局     | 甲局/1   | 2026-05-06   | 10   | 10
            registry/death | 乙局     | 乙局/1   | 2026-05-06   | 10   | 12
            registry/death | 丙局     | 丙局/1   | 2026-05-06   | 10   |
        """
    }
    expect_findings(
        "DQ-07",
        given,
        """
        delivery | variant  | detail
        乙局/1   | rows     | 交接单 12 行，读到 10 行
        丙局/1   | unstated |
        """,
    )


def test_dq08_finds_gaps_lateness_and_months_to_come() -> None:
    given = {
        PENSION: """
            record_id | supplier | delivered_on | paid_for   | paid_in
            A         | 社保局   | 2026-05-06   | 2026-01-01 | 2026-01-01
            B         | 社保局   | 2026-05-06   | 2026-04-01 | 2026-04-01
            C         | 社保局   | 2026-05-06   | 2026-08-01 | 2026-08-01
        """,
        "control": """
            dataset                         | supplier | delivery | delivered_on
            social_security/pension_payment | 社保局   | 社保局/5 | 2026-05-06
            registry/death                  | 民政局   | 民政局/1 | 2026-11-01
        """,
    }
    expect_findings(
        "DQ-08",
        given,
        """
        record_id | delivery | variant | detail
                  | 社保局/5 | gap     | 2026-02、2026-03
                  | 社保局/5 | late    | 上次 2026-05-06，应每 1 个月报送一次
        C         |          | ahead   |
        """,
    )


def paid(month: str, count: int, town: str, fen: int, kind: str = "valid") -> str:
    """Return as many rows of one month, delivered the month after."""
    year, number = month.split("-")
    day = f"{year}-{int(number) + 1:02}-06"
    return "\n".join(
        f"社保局|{day}|{month}-01|{month}-01|{town}|{fen}|{kind}" for _ in range(count)
    )


def test_dq09_finds_towns_that_dropped_out_and_drift() -> None:
    header = "supplier|delivered_on|paid_for|paid_in|town|amount_fen|id_kind"
    rows = [
        header,
        paid("2026-04", 60, "东镇", 100),
        paid("2026-04", 20, "西镇", 100),
        paid("2026-04", 3, "南镇", 100),
        paid("2026-05", 60, "东镇", 300),
        paid("2026-05", 10, "东镇", 100, "missing"),
    ]
    expect_findings(
        "DQ-09",
        {PENSION: "\n".join(rows)},
        """
        column_name | variant | detail
        town        | town    | 西镇
                    | rows    | 2026-04 83 行，2026-05 70 行
                    | sum     | 2026-04 83 元，2026-05 190 元
        id_number   | numbers | 由千分之 0 升到千分之 142
        """,
    )


def test_dq09_says_nothing_of_small_changes_and_old_months() -> None:
    header = "supplier|delivered_on|paid_for|paid_in|town|amount_fen|id_kind"
    steady = [
        header,
        paid("2026-04", 60, "东镇", 100),
        paid("2026-05", 66, "东镇", 100),
    ]
    settled = [
        header,
        paid("2026-03", 60, "东镇", 100),
        paid("2026-04", 100, "东镇", 100),
        paid("2026-05", 100, "东镇", 100),
    ]
    expect_findings("DQ-09", {PENSION: "\n".join(steady)}, "")
    expect_findings("DQ-09", {PENSION: "\n".join(settled)}, "")


def test_dq10_shows_code_points_and_never_the_cell() -> None:
    given = {
        RESIDENT: """
            record_id | person_name | name_key
            A         | 张\ue863    | 张?
            B         | 张三        | 张三
        """,
        "quarantine": """
            record_id | dataset           | column_name | check_name | value
            Q         | registry/resident | birth_on    | readable   | 张三\ufffd
            R         | registry/resident | birth_on    | range      | 2999
            S         | registry/resident | birth_on    | required   |
        """,
    }
    expect_findings(
        "DQ-10",
        given,
        """
        record_id | column_name | variant        | detail
        A         | person_name | lost_character | U+E863
        Q         | birth_on    | readable       | （含字符 U+FFFD）
        R         | birth_on    | range          |
        """,
    )


def test_dq11_finds_dates_that_cannot_be() -> None:
    given = {
        DEATH: """
            record_id | delivered_on | died_on    | registered_on | id_text            | id_kind
            A         | 2026-05-06   | 2026-01-01 | 2026-01-05    | 420281199001011237 | valid
            B         | 2026-05-06   | 2027-01-01 | 2027-01-05    |                    | missing
            C         | 2026-05-06   | 2026-01-01 | 2025-01-05    |                    | missing
            D         | 2026-05-06   | 1980-01-01 | 1980-01-05    | 420281199001011237 | valid
        """,
        RESIDENT: """
            record_id | delivered_on | birth_on
            E         | 2026-05-06   | 2029-01-01
        """,
    }
    expect_findings(
        "DQ-11",
        given,
        """
        record_id | column_name   | variant
        B         | died_on       | future_death
        C         | registered_on | registered_before_death
        D         | died_on       | death_before_birth
        E         | birth_on      | future_birth
        """,
    )


DEATHS = """
    record_id | person_id | died_on
    D1        | P1        | 2026-03-10
    D2        | P2        | 2026-03-10
    D3        | P3        | 2026-03-10
    D4        | P4        | 2026-03-10
"""


def test_dq12_tells_presence_in_person_from_mere_use() -> None:
    given = {
        DEATH: DEATHS,
        CERTIFICATE: """
            person_id | certified_on | way      | result
            P1        | 2026-05-01   | 柜台     | 通过
            P2        | 2026-05-01   | 刷卡     | 通过
            P3        | 2026-05-01   | 人脸识别 | 未通过
            P4        | 2026-03-10   | 人脸识别 | 通过
        """,
    }
    expect_findings(
        "DQ-12",
        given,
        """
        record_id | variant
        D1        | in_person
        D2        | use_only
        """,
    )


def test_dq12_counts_a_stay_in_hospital() -> None:
    given = {
        DEATH: DEATHS,
        HOSPITAL: """
            person_id | admitted_on | visit_kind
            P1        | 2026-05-01  | 住院
            P2        | 2026-05-01  | 药店购药
        """,
    }
    expect_findings("DQ-12", given, "record_id|variant\nD1|in_person\nD2|use_only")


@pytest.mark.parametrize(
    ("available", "missing"),
    [
        ([DEATH, HOSPITAL], ()),
        ([DEATH], (CERTIFICATE, HOSPITAL)),
        ([CERTIFICATE], (DEATH,)),
    ],
)
def test_dq12_says_what_it_lacks(
    available: list[str], missing: tuple[str, ...]
) -> None:
    assert missing_data(check_named("DQ-12"), available) == missing

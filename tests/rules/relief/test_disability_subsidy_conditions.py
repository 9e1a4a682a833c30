"""Subsidies to the disabled against certificate, grade and other benefits."""

from datetime import date
from pathlib import Path

import pytest

from rules.relief.disability_subsidy_conditions import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.policy import end_rows
from tests.support.tables import check_rule, hits_of, run_on

PAID, CERTIFICATE = "relief/disability_subsidy", "registry/disability_certificate"
MEMBER, KEPT = "relief/dibao_member", "relief/tekun_person"
INJURY = "social_security/injury_payment"
HALF = "2026-01-01 | 2026-06-30 | 10000 | 60000 | 成功"
SOUND = "肢体 | 一级 | 2018-01-01 | 2027-12-31 | 有效 |"


def given(
    cells: str = SOUND, *, kind: str = "护理补贴", paid: str = HALF, **other: str
) -> dict[str, str]:
    return {
        PAID: f"""
            record_id | person_id | subsidy_kind | paid_for | paid_for_to | standard_fen | amount_fen | payment_result
            A         | P1        | {kind}       | {paid}
        """,
        CERTIFICATE: f"""
            record_id | person_id | disability_class | disability_grade | issued_on | valid_until | status | cancelled_on
            C1        | P1        | {cells}
        """,
        **other,
    }


def test_counts_the_months_after_the_certificate_ended() -> None:
    """残疾人证到期次月起的补贴逐月计算."""
    check_rule(
        RULE,
        given=given("肢体 | 一级 | 2016-02-10 | 2026-02-10 | 过期 |"),
        expect="""
            outcome | subject_id | amount_fen | period_from | severity | evidence_for
            hit     | P1         | 40000      | 2026-03-01  | S3       | C1 A
        """,
    )


@pytest.mark.parametrize(
    ("cells", "outcomes"),
    [
        (SOUND, []),
        ("肢体 | 一级 | 2016-06-10 | 2026-06-10 | 过期 |", []),  # in the last month
        ("肢体 | 一级 | 2018-01-01 | 2027-12-31 | 注销 | 2026-05-02", ["hit"]),
        ("肢体 | 一级 | 2018-01-01 | 2027-12-31 | 注销 |", ["cannot_decide"]),
        ("肢体 | 三级 | 2018-01-01 | 2027-12-31 | 有效 |", ["hit"]),
        ("智力 | 三级 | 2018-01-01 | 2027-12-31 | 有效 |", []),
        ("多重 | 三级 | 2018-01-01 | 2027-12-31 | 有效 |", ["cannot_decide"]),
        ("肢体 | | 2018-01-01 | 2027-12-31 | 有效 |", ["cannot_decide"]),
    ],
)
def test_which_certificates_are_in_question(cells: str, outcomes: list[str]) -> None:
    """已注销、等级不在范围的列出；智力三级不列，多重残疾、等级空白、没有注销日期的无法判断."""
    assert [hit["outcome"] for hit in hits_of(RULE, given(cells))] == outcomes


def test_a_grade_whose_row_ended_is_no_grade_beyond_the_policy(tmp_path: Path) -> None:
    """护理补贴的等级范围中断的月份，无法判断，不当作等级不在范围."""
    policy = local_policy(tmp_path)
    end_rows(policy, "disability_subsidy", date(2025, 12, 31), [("护理补贴", "一级")])
    hits, _, _ = run_on(RULE, given(), policy_home=policy)
    assert hits.select("outcome", "reason").rows() == [
        ("cannot_decide", "当月护理补贴的等级范围")
    ]


def test_a_new_certificate_takes_over() -> None:
    """已换新证的，不列."""
    tables = given("肢体 | 一级 | 2016-02-10 | 2026-02-10 | 过期 |")
    tables[CERTIFICATE] += "C2 | P1 | 肢体 | 二级 | 2026-02-20 | 2036-02-20 | 有效 |\n"
    assert hits_of(RULE, tables) == []


def test_grade_three_may_have_the_subsidy_for_living() -> None:
    """三级残疾可以领生活补贴，不列."""
    cells = "肢体 | 三级 | 2018-01-01 | 2027-12-31 | 有效 |"
    assert hits_of(RULE, given(cells, kind="生活补贴")) == []


def test_what_came_back_counts_for_nothing() -> None:
    """已退回的，不列."""
    cells = "肢体 | 三级 | 2018-01-01 | 2027-12-31 | 有效 |"
    assert hits_of(RULE, given(cells, paid=HALF.replace("成功", "退回"))) == []


@pytest.mark.parametrize(
    ("kind", "stopped", "amounts"),
    [
        ("生活补贴", "停保 | 2026-02-28", [30000]),
        ("生活补贴", "停保 | 2026-05-31", []),  # within the grace
        ("生活补贴", "在保 |", []),
        ("护理补贴", "停保 | 2026-02-28", []),
    ],
)
def test_the_subsidy_for_living_ends_with_the_allowance(
    kind: str, stopped: str, amounts: list[int]
) -> None:
    """停保第三个月起仍领生活补贴的列出，护理补贴不受影响."""
    listed = f"""
        record_id | person_id | certificate_number | first_for  | status | stopped_on
        M1        | P1        | D1                 | 2020-01-01 | {stopped}
    """
    found = hits_of(RULE, given(kind=kind, **{MEMBER: listed}))
    assert [hit["amount_fen"] for hit in found] == amounts


@pytest.mark.parametrize(
    ("first", "stopped", "amounts"),
    [
        ("2024-01-01", "", [60000]),
        ("2026-03-01", "", [30000]),  # not the month in which it began
        ("2024-01-01", "2026-03-10", [20000]),  # nor the one in which it ended
        ("2026-06-01", "", []),
    ],
)
def test_care_beside_being_kept(first: str, stopped: str, amounts: list[int]) -> None:
    """特困供养覆盖整月又领护理补贴的列出，首月和末月不计."""
    kept = f"""
        record_id | person_id | standard_fen | first_for | stopped_on
        K1        | P1        | 90000        | {first}   | {stopped}
    """
    found = hits_of(RULE, given(**{KEPT: kept}))
    assert [hit["amount_fen"] for hit in found] == amounts


def test_care_beside_the_care_of_the_injured() -> None:
    """同月又领工伤生活护理费的，计较低的一项."""
    injured = """
        record_id | person_id | benefit_item | paid_for   | amount_fen | payment_result
        I1        | P1        | 生活护理费   | 2026-02-01 | 8000       | 成功
        I2        | P1        | 生活护理费   | 2026-03-01 | 20000      | 成功
        I3        | P1        | 伤残津贴     | 2026-04-01 | 20000      | 成功
    """
    (hit,) = hits_of(RULE, given(**{INJURY: injured}))
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 18000)


def test_asks_how_far_the_place_has_extended_the_subsidies() -> None:
    """写明须取得本地关于对象范围和停发时点的规定."""
    (hit,) = hits_of(RULE, given("肢体 | 四级 | 2018-01-01 | 2027-12-31 | 有效 |"))
    assert hit["evidence_missing"] == [
        "本地残疾人补贴实施办法中关于对象范围和停发时点的规定"
    ]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-09")

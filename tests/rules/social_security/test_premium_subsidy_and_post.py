"""The subsidy for one's own insurance in months of a subsidised public post."""

import pytest

from rules.social_security.premium_subsidy_and_post import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

SUBSIDY = "social_security/employment_subsidy"
HEADER = (
    "record_id | person_id | subsidy_kind | unit_name | paid_for | paid_for_to "
    "| amount_fen | payment_result | link_tier"
)


def aid(kind: str, start: str, end: str, **changes: str) -> str:
    cells = {"unit": "", "result": "成功", "tier": "T1", **changes}
    return (
        f"{kind[0]}{start[5:7]} | P1 | {kind} | {cells['unit']} | {start} | {end} "
        f"| 90000 | {cells['result']} | {cells['tier']}"
    )


def given(*rows: str) -> dict[str, str]:
    return {SUBSIDY: "\n".join((HEADER, *rows))}


POST = aid("公益性岗位补贴", "2026-04-01", "2026-06-30", unit="环卫所")


def test_two_of_three_months_together() -> None:
    """季度中有两个月与岗位补贴同期的，按月数比例计算."""
    check_rule(
        RULE,
        given=given(POST, aid("社会保险补贴", "2026-05-01", "2026-07-31")),
        expect="""
            outcome | subject_id | amount_fen | period_from | evidence_for
            hit     | P1         | 60000      | 2026-05-01  | 公04 社05
        """,
    )


@pytest.mark.parametrize(
    ("start", "end", "changes", "outcomes"),
    [
        ("2026-04-01", "2026-06-30", {}, ["hit"]),
        ("2026-06-01", "2026-06-30", {}, ["hit"]),  # the month that it is for
        ("2026-06-01", "2026-08-31", {}, ["explained"]),  # changing over
        ("2026-07-01", "2026-09-30", {}, []),
        ("2026-04-01", "2026-06-30", {"unit": "环卫所"}, []),
        ("2026-04-01", "2026-06-30", {"result": "退回"}, []),
        ("2026-04-01", "2026-06-30", {"tier": "T4"}, ["hit"]),
        ("2026-04-01", "2026-06-30", {"tier": "T6"}, []),
    ],
)
def test_which_months_meet(
    start: str, end: str, changes: dict[str, str], outcomes: list[str]
) -> None:
    """只有转换当月相同的可以解释；先后衔接、单位申领、已退回、身份不牢的不列."""
    found = hits_of(RULE, given(POST, aid("社会保险补贴", start, end, **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("J10")

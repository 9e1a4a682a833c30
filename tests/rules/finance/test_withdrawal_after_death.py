"""Withdrawals from the fund after the holder's death."""

import pytest

from rules.finance.withdrawal_after_death import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

FUND, DEATH = "finance/housing_fund_withdrawal", "registry/death"
CERTIFICATE = "social_security/life_certificate"
DIED = """
    record_id | person_id | died_on    | registered_on | source
    D1        | P1        | 2026-03-10 | 2026-03-20    | 公安注销
"""


def drawn(**changes: str) -> str:
    cells = {
        "reason": "租房",
        "applied": "2026-06-01",
        "paid": "2026-06-04",
        "back": "",
        "tier": "T1",
        **changes,
    }
    return (
        "record_id | person_id | reason | applied_on | paid_on | amount_fen "
        "| returned_fen | link_tier\n"
        f"F1 | P1 | {cells['reason']} | {cells['applied']} | {cells['paid']} "
        f"| 1200000 | {cells['back']} | {cells['tier']}"
    )


def outcomes(**changes: str) -> list[str]:
    given = {FUND: drawn(**changes), DEATH: DIED}
    return [str(hit["outcome"]) for hit in hits_of(RULE, given)]


def test_drawn_after_the_death() -> None:
    """死亡以后以继承以外的原因申请提取的，列为重点核查."""
    check_rule(
        RULE,
        given={FUND: drawn(), DEATH: DIED},
        expect="""
            outcome | subject_id | reason     | amount_fen | severity | evidence_for
            hit     | P1         | 死亡后提取 | 1200000    | S2       | F1 D1
        """,
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reason": "死亡继承"}, []),
        ({"applied": "2026-03-10"}, []),  # on the very day
        ({"applied": "2026-03-11"}, ["hit"]),
        ({"applied": "", "paid": "2026-06-04"}, ["hit"]),
        ({"applied": "", "paid": "2026-03-09"}, []),
        ({"back": "1200000"}, ["explained"]),
        ({"tier": "T6"}, []),
    ],
)
def test_what_counts(changes: dict[str, str], expected: list[str]) -> None:
    """继承提取、生前申请死后支付的不列；款项已退回的有合理解释."""
    assert outcomes(**changes) == expected


@pytest.mark.parametrize(
    ("reason", "paid", "expected"),
    [
        ("偿还贷款", "2026-05-09", "explained"),
        ("偿还贷款", "2026-05-10", "hit"),
        ("租房", "2026-05-09", "hit"),
    ],
)
def test_a_standing_order(reason: str, paid: str, expected: str) -> None:
    """委托还贷在死亡登记信息传递期内的有合理解释，其他原因的没有."""
    told = outcomes(reason=reason, applied="2026-05-01", paid=paid)
    assert told == [expected]


def test_certified_alive_later() -> None:
    """死亡登记以后本人到场认证的有合理解释；身份对应把握不大的列为待核身份."""
    certified = """
        person_id | certified_on | way  | result
        P1        | 2026-07-01   | 柜台 | 通过
    """
    given = {FUND: drawn(), DEATH: DIED, CERTIFICATE: certified}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == "explained"
    (weak,) = hits_of(RULE, {FUND: drawn(tier="T4"), DEATH: DIED})
    assert weak["tier"] == "T4"


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("HF-05")

"""Pay that is no lower after a decision that lowers it."""

import pytest

from rules.finance.pay_after_decision import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

DECISION, PAYROLL = "registry/discipline_decision", "finance/staff_payroll"


def decided(
    consequence: str, kind: str = "降级", ended: str = "", tier: str = "T1"
) -> str:
    return f"""
        record_id | person_id | decision_kind | effective_on | ended_on | pay_consequence | link_tier
        D         | P1        | {kind}        | 2026-02-10   | {ended}  | {consequence}   | {tier}
    """


def wages(
    *gross: int, kind: str = "公务员", net: tuple[int, ...] = (), first: int = 1
) -> str:
    """Return wages of the months from January (or `first`) on."""
    rows = ["record_id | person_id | staff_type | gross_fen | net_fen | paid_for"]
    for number, wage in enumerate(gross):
        kept = (net or gross)[number]
        month = number + first
        rows.append(f"W{month} | P1 | {kind} | {wage} | {kept} | 2026-{month:02}-01")
    return "\n".join(rows)


SAME = wages(*[600000] * 5)


def test_counts_the_months_from_the_second_after_the_decision() -> None:
    """决定生效次月之后，应发工资没有降低的月份逐月列出."""
    check_rule(
        RULE,
        given={DECISION: decided("降低工资"), PAYROLL: SAME},
        expect="""
            outcome | subject_id | amount_fen | items | severity | reason | evidence_for
            hit     | P1         |            | 2     | S3       | 应降低 | W1 W4 W5 D
        """,
    )


@pytest.mark.parametrize(
    ("decision", "payroll", "outcome"),
    [
        (decided("停发部分", "撤职"), SAME, "hit"),
        (decided("降低工资"), wages(600000, 600000, 600000, 560000, 560000), ""),
        (decided("不变", "警告"), SAME, ""),
        (decided("停发工资", "开除"), SAME, ""),  # FN-01 asks for it
        (decided("", "刑事判决"), SAME, "cannot_decide"),
        (decided("", "警告"), SAME, ""),
        (decided("降低工资", ended="2026-04-10"), SAME, ""),
        (decided("降低工资", tier="T4"), SAME, "hit"),
        (decided("降低工资", tier="T6"), SAME, ""),
        (decided("降低工资"), wages(*[600000] * 5, kind="临聘"), ""),
        (decided("降低工资"), wages(*[600000] * 5, kind=""), "cannot_decide"),
        (decided("降低工资"), wages(*[600000] * 3, first=3), "cannot_decide"),
    ],
)
def test_which_decisions_and_wages_count(
    decision: str, payroll: str, outcome: str
) -> None:
    """撤职、降级等要求降低的才比；已降低、影响期满、非在编的不列，没有写明工资处理或没有此前工资的无法判断."""
    found = hits_of(RULE, {DECISION: decision, PAYROLL: payroll})
    assert [hit["outcome"] for hit in found] == ([outcome] if outcome else [])


def test_what_is_withheld_explains_it() -> None:
    """应发不变而在扣款中减发的，有合理解释."""
    net = (500000, 500000, 500000, 450000, 450000)
    given = {DECISION: decided("降低工资"), PAYROLL: wages(*[600000] * 5, net=net)}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("explained", "withheld_from_net")


def test_six_months_weigh_more() -> None:
    """满六个月的，列为重点核查."""
    given = {DECISION: decided("降低工资"), PAYROLL: wages(*[600000] * 9)}
    (hit,) = hits_of(RULE, given)
    assert (hit["items"], hit["severity"]) == (6, "S2")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("DD-01")

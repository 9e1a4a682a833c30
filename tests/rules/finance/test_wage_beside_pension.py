"""A wage beside retired pay or a pension, and retired pay beside a pension."""

import pytest

from rules.finance.wage_beside_pension import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYROLL, PENSION = "finance/staff_payroll", "social_security/pension_payment"
HEAD = "record_id | person_id | staff_type | gross_fen | paid_for | link_tier"
MONTHS = ("2026-01-01", "2026-02-01", "2026-03-01")


def paid(kind: str, *months: str, fen: int = 600000, tier: str = "T1") -> list[str]:
    return [f"{kind}{m[5:7]} | P1 | {kind} | {fen} | {m} | {tier}" for m in months]


def payroll(*parts: list[str]) -> dict[str, str]:
    return {PAYROLL: "\n".join([HEAD, *(row for part in parts for row in part)])}


def pension(
    *months: str, scheme: str = "机关养老", flag: str = "已支付", tier: str = "T1"
) -> dict[str, str]:
    head = "record_id | person_id | scheme | payment_flag | amount_fen | paid_for"
    rows = [
        f"Y{m[5:7]} | P1 | {scheme} | {flag} | 480000 | {m} | {tier}" for m in months
    ]
    return {PENSION: "\n".join([f"{head} | link_tier", *rows])}


def test_counts_the_lower_of_wage_and_pension() -> None:
    """在职工资与养老金同月发放的，计较低的一项."""
    check_rule(
        RULE,
        given=payroll(paid("公务员", *MONTHS)) | pension(*MONTHS[1:]),
        expect="""
            outcome | amount_fen | items | severity | reason           | period_from
            hit     | 960000     | 2     | S3       | 在职工资与养老金 | 2026-02-01
        """,
    )


@pytest.mark.parametrize(
    ("scheme", "flag", "outcomes"),
    [
        ("企业养老", "已支付", ["hit"]),
        ("机关养老", "退回", []),
        ("居民养老", "已支付", []),
    ],
)
def test_only_pensions_of_employees_that_were_paid(
    scheme: str, flag: str, outcomes: list[str]
) -> None:
    """企业、机关养老金发放成功的才比；退回的、居民养老不比."""
    given = payroll(paid("工勤", *MONTHS)) | pension(*MONTHS, scheme=scheme, flag=flag)
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == outcomes


def test_retired_pay_and_pension_beside_a_wage_count_once() -> None:
    """同月有离退休费又有养老金的，只计一次."""
    given = payroll(paid("公务员", *MONTHS), paid("离退休", *MONTHS, fen=80000))
    (hit,) = hits_of(RULE, given | pension(*MONTHS))
    assert (hit["reason"], hit["amount_fen"]) == ("在职工资与离退休费", 240000)


@pytest.mark.parametrize(("month", "outcome"), [(2, "explained"), (1, "hit")])
def test_the_one_month_of_retiring_is_explained(month: int, outcome: str) -> None:
    """退休交接当月重合一个月的有合理解释."""
    drawn = pension(MONTHS[month], "2026-04-01", "2026-05-01")
    if month == 1:
        drawn = pension("2025-12-01", MONTHS[month])
    (hit,) = hits_of(RULE, payroll(paid("公务员", *MONTHS)) | drawn)
    assert hit["outcome"] == outcome


@pytest.mark.parametrize(
    ("fen", "outcome"), [(240000, "explained"), (240001, "hit"), (480000, "hit")]
)
def test_a_small_part_is_an_allowance(fen: int, outcome: str) -> None:
    """离退休费不超过养老金一半的视为统筹外补贴，有合理解释."""
    (hit,) = hits_of(RULE, payroll(paid("离退休", *MONTHS, fen=fen)) | pension(*MONTHS))
    assert hit["outcome"] == outcome


def test_hired_again_after_retiring_is_no_wage_in_service() -> None:
    """退休后返聘的，不算在职工资."""
    given = payroll(paid("临聘", *MONTHS), paid("离退休", *MONTHS, fen=80000))
    assert not hits_of(RULE, given)


@pytest.mark.parametrize(("tier", "count"), [("T1", 1), ("T5", 0)])
def test_a_weak_tie_asks_who_it_is(tier: str, count: int) -> None:
    """身份对应把握不大的列为待核身份，两处都把握不大的不列."""
    given = payroll(paid("公务员", *MONTHS, tier="T4")) | pension(*MONTHS, tier=tier)
    found = hits_of(RULE, given)
    assert [hit["tier"] for hit in found] == ["T4"] * count


def test_staff_of_a_kind_that_nobody_knows_is_a_question() -> None:
    """人员身份空白或不在身份口径表中的，无法判断，须先补充人员身份."""
    for kind in ("县聘人员", ""):
        given = payroll(paid(kind, *MONTHS)) | pension(*MONTHS)
        found = [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]
        assert found == [("cannot_decide", "工资册中的人员身份")], kind


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-03")

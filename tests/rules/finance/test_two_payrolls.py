"""Two wages for one month, or a wage beside an enterprise's insurance."""

import pytest

from rules.finance.two_payrolls import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYROLL, CONTRIBUTION = "finance/staff_payroll", "social_security/contribution"
PRACTICE = "registry/professional_registration"
HEAD = (
    "record_id | person_id | unit_code | staff_type | position | gross_fen | paid_for"
)
MONTHS = ("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01")


def paid(
    unit: str, *months: str, kind: str = "公务员", position: str = ""
) -> list[str]:
    gross = 600000 - int(unit)
    return [
        f"{unit}-{month[5:7]} | P1 | {unit} | {kind} | {position} | {gross} | {month}"
        for month in months
    ]


def payroll(*parts: list[str]) -> dict[str, str]:
    return {PAYROLL: "\n".join([HEAD, *(row for part in parts for row in part)])}


def insured(*months: str, cells: str = "单位 | 正常应缴") -> dict[str, str]:
    head = "record_id | person_id | insurance | unit_name | base_fen | unit_share_fen"
    rows = [
        f"C{month[5:7]} | P1 | 企业养老 | 甲公司 | 400000 | 64000 | {month} | {cells}"
        for month in months
    ]
    head += " | paid_for | payer_kind | contribution_kind"
    return {CONTRIBUTION: "\n".join([head, *rows])}


def test_counts_the_lower_wage_of_each_month() -> None:
    """两个单位同月发放的，各月计较低的一处."""
    check_rule(
        RULE,
        given=payroll(paid("100", *MONTHS), paid("200", *MONTHS[1:])),
        expect="""
            outcome | subject_id | amount_fen | items | severity | reason
            hit     | P1         | 1799400    | 3     | S2       | 两处发放
        """,
    )


@pytest.mark.parametrize(
    ("other", "outcome", "reason"),
    [
        (paid("200", "2026-04-01"), "explained", "transfer_month"),
        (paid("200", *MONTHS, kind="村干部"), "explained", "non_fiscal_post"),
        (paid("200", *MONTHS, position="挂职副镇长"), "explained", "secondment"),
        (paid("200", *MONTHS, kind=""), "", ""),
        (paid("200", *MONTHS, kind="离退休"), "", ""),
        (paid("200", *MONTHS, kind="遗属补助"), "", ""),
        (paid("200", *MONTHS), "hit", "两处发放"),
    ],
)
def test_what_makes_a_second_wage_lawful(
    other: list[str], outcome: str, reason: str
) -> None:
    """调动当月、村干部等非编制岗位、挂职的有合理解释；离退休费、遗属补助、身份不明的不列."""
    found = hits_of(RULE, payroll(paid("100", *MONTHS), other))
    told = [(hit["outcome"], hit["reason"]) for hit in found]
    assert told == ([(outcome, reason)] if outcome else [])


def test_two_lists_of_one_unit_are_one_wage() -> None:
    """同一单位同月分两张工资表的，算一处."""
    twice = [row.replace("100-", "101-", 1) for row in paid("100", *MONTHS)]
    assert not hits_of(RULE, payroll(paid("100", *MONTHS), twice))


@pytest.mark.parametrize(
    ("contributed", "items"),
    [
        (insured(*MONTHS), 4),
        (insured(*MONTHS[:3]), 3),
        (insured(*MONTHS[:2]), 0),
        (insured(*MONTHS, cells="个体 | 正常应缴"), 0),
        (insured(*MONTHS, cells="单位 | 补缴"), 0),
    ],
)
def test_an_enterprise_that_insures_for_months(
    contributed: dict[str, str], items: int
) -> None:
    """企业按职工身份缴费满三个月的列出；两个月、个人缴费、补缴的不列."""
    found = hits_of(RULE, payroll(paid("100", *MONTHS)) | contributed)
    assert [hit["items"] for hit in found] == ([items] if items else [])
    assert all(hit["amount_fen"] == items * 400000 for hit in found)


def test_a_second_practice_that_is_registered_explains_it() -> None:
    """在另一单位登记有多点执业的，有合理解释."""
    licence = """
        record_id | person_id | kind     | unit_name | registered_on | status
        L1        | P1        | 执业医师 | 甲公司    | 2025-01-01    | 有效
    """
    given = payroll(paid("100", *MONTHS)) | insured(*MONTHS) | {PRACTICE: licence}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("explained", "registered_practice")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-02")

"""Two pensions paid for one month."""

import pytest

from rules.social_security.two_pensions_in_one_month import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYMENT = "social_security/pension_payment"
REFUND = "social_security/pension_refund"
PAYROLL = "finance/staff_payroll"

BOTH = """
record_id|person_id|scheme |paid_for  |paid_in   |amount_fen|central_base_fen|county_base_fen
A        |P1       |居民养老|2026-01-01|2026-01-01|20000     |15000           |3000
B        |P1       |居民养老|2026-02-01|2026-02-01|20000     |15000           |3000
C        |P1       |居民养老|2026-03-01|2026-03-01|20000     |15000           |3000
X        |P1       |企业养老|2026-02-01|2026-02-01|300000    |                |
Y        |P1       |企业养老|2026-03-01|2026-03-01|300000    |                |
"""


def pair(other: str, *, month: str = "2026-02-01", **cells: str) -> str:
    """Return a resident pension of a year, and one month of another scheme."""
    head = "record_id|person_id|link_tier|scheme|paid_for|paid_in|amount_fen|agency"
    head += "|payment_flag"
    rows = [
        f"R{n} |P1|T1|居民养老|2026-0{n}-01|2026-0{n}-01|20000||" for n in range(1, 5)
    ]
    tier, sum_fen = cells.get("tier", "T1"), cells.get("sum_fen", "300000")
    flag, agency = cells.get("flag", "已支付"), cells.get("agency", "")
    rows.append(f"X|P1|{tier}|{other}|{month}|{month}|{sum_fen}|{agency}|{flag}")
    return "\n".join((head, *rows))


def test_counts_the_base_pension_of_the_months_paid_twice() -> None:
    """两项待遇重叠两个月的，计这两个月的居民基础养老金."""
    check_rule(
        RULE,
        given={PAYMENT: BOTH},
        expect="""
outcome|subject_id|matter                  |amount_fen|items|severity|evidence_for
hit    |P1        |social_security/居民养老|36000     |2    |S3      |B C X Y
""",
    )


def test_of_two_employees_pensions_the_smaller_one_is_in_question() -> None:
    """企业养老与机关养老同月发放的，计较低的一项."""
    table = """
        person_id | scheme   | paid_for   | paid_in    | amount_fen
        P1        | 企业养老 | 2026-02-01 | 2026-02-01 | 300000
        P1        | 机关养老 | 2026-02-01 | 2026-02-01 | 250000
    """
    (hit,) = hits_of(RULE, {PAYMENT: table})
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 250000)
    assert hit["matter"] == "social_security/企业养老"


@pytest.mark.parametrize(
    ("agencies", "hits"),
    [
        (("甲县社保局", "乙县社保局"), 1),
        (("甲县社保局", "甲县社保局"), 0),
        (("", ""), 0),
    ],
)
def test_two_offices_of_one_scheme(agencies: tuple[str, str], hits: int) -> None:
    """同一险种由两个经办机构同月发放的列出，同一机构或机构不明的不列."""
    one, other = agencies
    table = f"""
        person_id | agency  | scheme   | paid_for   | paid_in    | amount_fen
        P1        | {one}   | 企业养老 | 2026-02-01 | 2026-02-01 | 300000
        P1        | {other} | 企业养老 | 2026-02-01 | 2026-02-01 | 250000
    """
    found = hits_of(RULE, {PAYMENT: table})
    assert [hit["amount_fen"] for hit in found] == [250000] * hits


@pytest.mark.parametrize(
    ("table", "outcome", "reason"),
    [
        (pair("企业养老"), "explained", "pension_transfer"),
        # from the first month of the data on nobody knows when the other began
        (pair("企业养老", month="2026-01-01"), "hit", "居民与职工"),
        (
            pair("机关养老", month="2026-01-01", sum_fen="30000"),
            "explained",
            "handed_on_allowance",
        ),
        (pair("机关养老", month="2026-01-01", sum_fen="30001"), "hit", "居民与职工"),
    ],
)
def test_lawful_overlaps(table: str, outcome: str, reason: str) -> None:
    """衔接当月的重叠、不超过三百元的代发补助有合理解释；数据第一个月就重叠的仍列出."""
    (hit,) = hits_of(RULE, {PAYMENT: table})
    assert (hit["outcome"], hit["reason"]) == (outcome, reason)


def test_a_payment_that_came_back_is_none() -> None:
    """其中一笔已退回的，不列."""
    table = pair("企业养老", month="2026-01-01", flag="退回")
    assert hits_of(RULE, {PAYMENT: table}) == []


def test_before_the_pensions_excluded_each_other_there_is_no_question() -> None:
    """规定两项待遇不能同时领取之前的月份，不列."""
    assert hits_of(RULE, {PAYMENT: BOTH.replace("2026-", "2012-")}) == []


@pytest.mark.parametrize(
    ("fen", "flag", "outcome"),
    [
        (36000, "已到账", "explained"),
        (35999, "已到账", "hit"),
        (36000, "未到账", "hit"),
    ],
)
def test_what_came_back(fen: int, flag: str, outcome: str) -> None:
    """重叠部分已全部退回基金的有合理解释，少退一分或尚未到账的仍列出."""
    refund = f"""
        person_id | paid_for   | paid_for_to | amount_fen | received_flag
        P1        | 2026-02-01 | 2026-03-31  | {fen}      | {flag}
    """
    (hit,) = hits_of(RULE, {PAYMENT: BOTH, REFUND: refund})
    assert hit["outcome"] == outcome


def test_survivors_aid_is_no_pension() -> None:
    """随机关养老代发的遗属补助不算养老待遇."""
    payroll = """
        person_id | staff_type | paid_for   | gross_fen
        P1        | 遗属补助   | 2026-01-01 | 60000
    """
    table = pair("机关养老", month="2026-01-01", sum_fen="60000")
    (hit,) = hits_of(RULE, {PAYMENT: table, PAYROLL: payroll})
    assert (hit["outcome"], hit["reason"]) == ("explained", "survivors_aid")


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """一处身份对应把握不大的列为待核身份，两处都把握不大的不列."""
    table = pair("企业养老", month="2026-01-01", tier="T5")
    (hit,) = hits_of(RULE, {PAYMENT: table})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    assert hits_of(RULE, {PAYMENT: table.replace("T1", "T4")}) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-02")

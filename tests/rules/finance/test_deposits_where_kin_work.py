"""A unit's money at the bank that employs a relative of those who decide."""

import pytest

from rules.finance.deposits_where_kin_work import RULE
from rules.rule import Status
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple

DEPOSIT, CADRE = "finance/deposit", "registry/cadre"
PAID_IN = "social_security/contribution"
HEAD = (
    "record_id | unit_name | account_number | deposit_number | account_kind | bank | "
    "balance_on | balance_fen | fixed_fen | selection_kind | handled_by | approved_by"
)
HERE = (
    "D1 | 县文化馆 | A1 | CD1 | 专用户 | 农商行 | 2026-09-30 | | 600000000 "
    "| 集体决策 | 甲 | 乙"
)
THERE = "D2 | 县文化馆 | A2 | 0 | 基本户 | 建行 | 2026-09-30 | 400000000 | | | 甲 | 乙"
LEADER = "P1 | 丙 | 县文化馆 | 馆长 | 是 | 2020-01-01 |"
WORKS = "2026-05-01 | 农商行 | 90000"


def found(
    *deposits: str, cadre: str = LEADER, works: str = WORKS, tier: str = "T1"
) -> list[dict[str, object]]:
    """Return the hits where P2 is P1's spouse."""
    given = {
        DEPOSIT: "\n".join([HEAD, *deposits]),
        CADRE: "record_id | person_id | person_name | unit_name | position | "
        f"is_leader | appointed_on | removed_on\nC1 | {cadre}",
        PAID_IN: "record_id | person_id | paid_for | unit_name | unit_share_fen"
        f"\nK1 | P2 | {works}",
    }
    return hits_of_couple(RULE, given, tier=tier)


def test_stays_in_shadow() -> None:
    """本规则随程序发布时为影子运行."""
    assert RULE.status is Status.SHADOW


def test_most_of_the_money_where_the_spouse_works() -> None:
    """单位六成资金存放在负责人配偶任职的银行的，列出该单位，金额为在该行的存款."""
    (hit,) = found(HERE, THERE)
    told = (hit["outcome"], hit["subject_kind"], hit["subject_id"], hit["amount_fen"])
    assert told == ("hit", "unit", "县文化馆", 600_000_000)


@pytest.mark.parametrize(
    ("deposit", "hits"),
    [
        (HERE, 1),
        (HERE.replace("600000000", "599999999"), 0),  # just under the share
        (HERE.replace("农商行", "建行"), 0),
        (HERE.replace("专用户", "零余额"), 0),
    ],
)
def test_the_share_of_the_bank(deposit: str, hits: int) -> None:
    """在该银行的存款占六成起列出；略低于六成、存在别的银行或属零余额账户的不列."""
    assert len(found(deposit, THERE)) == hits


def test_little_money_is_left_out() -> None:
    """在该银行的存款满一百万元才列出."""
    assert len(found(HERE.replace("600000000", "100000000"))) == 1
    assert not found(HERE.replace("600000000", "99999999"))


@pytest.mark.parametrize(
    ("cadre", "hits"),
    [
        ("P1 | 丙 | 县文化馆 | 办事员 | 否 | 2020-01-01 |", 0),
        ("P1 | 丙 | 县文化馆 | 会计 | 否 | 2020-01-01 |", 1),
        ("P1 | 乙 | 县文化馆 | 办事员 | 否 | 2020-01-01 |", 1),  # who signed
        ("P1 | 丙 | 县图书馆 | 馆长 | 是 | 2020-01-01 |", 0),
        ("P1 | 丙 | 县文化馆 | 馆长 | 是 | 2020-01-01 | 2026-08-31", 0),
        ("P1 | 丙 | 县文化馆 | 馆长 | 是 | 2026-10-01 |", 0),
    ],
)
def test_who_has_a_say(cadre: str, hits: int) -> None:
    """在任的负责人、会计和存款经办审批人计入；其他人员、外单位的、已免职或尚未任职的不计."""
    assert len(found(HERE, cadre=cadre)) == hits


@pytest.mark.parametrize(
    ("works", "hits"),
    [
        ("2025-10-01 | 农商行 | 90000", 1),
        ("2025-09-01 | 农商行 | 90000", 0),  # more than a year ago
        ("2026-05-01 | 建行 | 90000", 0),
        ("2026-05-01 | 农商行 | 0", 0),  # paid for oneself
    ],
)
def test_employed_at_the_bank_within_the_year(works: str, hits: int) -> None:
    """亲属一年内由该银行缴纳社会保险的计入；一年以前的、别的银行的、没有单位缴费的不计."""
    assert len(found(HERE, works=works)) == hits


def test_a_competition_explains_it() -> None:
    """经竞争性存放选定银行的，有合理解释."""
    (hit,) = found(HERE.replace("集体决策", "竞争性存放"))
    assert hit["outcome"] == "explained"


def test_two_weak_ties_are_no_chain() -> None:
    """身份对应把握不大的，列为较弱的一档，不按可靠身份列出."""
    assert [hit["tier"] for hit in found(HERE, tier="T4")] == ["T4"]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-11B")

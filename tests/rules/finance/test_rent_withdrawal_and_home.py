"""Withdrawals for rent beside a home."""

from datetime import date

import pytest

from rules.finance.rent_withdrawal_and_home import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import check_rule, hits_of

FUND, HOME = "finance/housing_fund_withdrawal", "registry/real_estate"


def drawn(tier: str = "T1", reason: str = "租房", back: str = "") -> str:
    return f"""
        record_id | person_id | reason | applied_on | paid_on | amount_fen | returned_fen | link_tier
        F1 | P1 | {reason} | 2026-03-04 | 2026-03-08 | 1200000 | {back} | {tier}
    """


def flat(owner: str = "P1", **changes: str) -> str:
    cells = {
        "use": "住宅",
        "nature": "商品房",
        "way": "购买",
        "share": "",
        "since": "2019-05-01",
        "until": "",
        "status": "现势",
        **changes,
    }
    until = cells["until"]
    return f"""
        record_id | person_id | unit_number | use_kind | nature | acquired_by | share_ppm | registered_on | status | ended_on | valid_to
        R1 | {owner} | U1 | {cells["use"]} | {cells["nature"]} | {cells["way"]} | {cells["share"]} | {cells["since"]} | {cells["status"]} | {until} | {until}
    """


def outcomes(home: str, fund: str = "") -> list[str]:
    hits = hits_of(RULE, {FUND: fund or drawn(), HOME: home})
    return [str(hit["outcome"]) for hit in hits]


def test_rent_beside_a_home() -> None:
    """申请时本人在本县有住房的列出."""
    check_rule(
        RULE,
        given={FUND: drawn(), HOME: flat()},
        expect="""
            outcome | subject_id | reason     | amount_fen | severity | evidence_for
            hit     | P1         | 本人有住房 | 1200000    | S3       | F1 R1
        """,
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"since": "2025-09-04"}, ["hit"]),
        ({"since": "2025-09-05"}, []),  # not half a year yet
        ({"status": "历史", "until": "2026-03-04"}, []),
        ({"status": "历史", "until": "2026-03-05"}, ["hit"]),
        ({"status": "历史"}, ["cannot_decide"]),
        ({"use": "车位"}, []),
        ({"nature": "自建房"}, ["explained"]),
        ({"way": "继承"}, ["explained"]),
        ({"share": "250000"}, ["explained"]),
        ({"share": "500000"}, ["hit"]),
    ],
)
def test_what_home(changes: dict[str, str], expected: list[str]) -> None:
    """取得不满半年、已转出、车位不列；农村自建、继承、小份额有合理解释；转出日期不明的无法判断."""
    assert outcomes(flat(**changes)) == expected


@pytest.mark.parametrize(("until", "hits"), [(None, 1), (date(2026, 3, 3), 0)])
def test_the_spouse(until: date | None, hits: int) -> None:
    """申请时配偶有住房的列出，此前已离婚的不列."""
    given = {FUND: drawn(), HOME: flat("P2")}
    found = hits_of_couple(RULE, given, until=until)
    assert [hit["reason"] for hit in found] == ["配偶有住房"] * hits


def test_other_withdrawals() -> None:
    """其他原因的提取、他人的住房不列；款项已退回的有合理解释；把握不大的列为待核身份."""
    assert outcomes(flat(), drawn(reason="购房")) == []
    assert outcomes(flat("P9")) == []
    assert outcomes(flat(), drawn(back="1200000")) == ["explained"]
    (hit,) = hits_of(RULE, {FUND: drawn("T4"), HOME: flat()})
    assert (hit["tier"], hit["severity"]) == ("T4", "S4")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("HF-04")

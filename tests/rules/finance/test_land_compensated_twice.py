"""Compensation for land and houses that is paid twice."""

import pytest

from rules.finance.land_compensated_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PATH, RESIDENT = "finance/land_compensation", "registry/resident"
HEAD = (
    "record_id | person_id | agreement_number | project_name | village | village_group"
    " | area_milli | house_area_milli | land_fen | house_fen | amount_fen | signed_on"
    " | paid_on | payment_result | link_tier"
)


def paid(record: str, **changes: str) -> str:
    cells = {
        "record_id": record,
        "person_id": "P1",
        "agreement_number": "Z1",
        "project_name": "快速通道",
        "village": "上湾村",
        "village_group": "2组",
        "area_milli": "1500",
        "house_area_milli": "",
        "land_fen": "900000",
        "house_fen": "",
        "amount_fen": "900000",
        "signed_on": "2026-03-02",
        "paid_on": "2026-04-01",
        "payment_result": "成功",
        "link_tier": "T1",
        **changes,
    }
    return " | ".join(cells.values())


def given(*rows: str) -> dict[str, str]:
    return {PATH: "\n".join([HEAD, *rows])}


def test_counts_what_was_paid_beyond_the_agreement() -> None:
    """同一协议累计发放超过约定额的，计超过部分."""
    check_rule(
        RULE,
        given=given(paid("A"), paid("B", paid_on="2026-05-01", amount_fen="300000")),
        expect="""
            outcome | subject_id | amount_fen | items | severity | reason   | evidence_for
            hit     | P1         | 300000     | 1     | S2       | 同一协议 | A B
        """,
    )


@pytest.mark.parametrize(
    "later",
    [
        {"agreement_number": "Z2", "area_milli": "1501"},
        {"agreement_number": "Z2", "project_name": "河道治理"},
        {"agreement_number": "Z2", "village_group": "3组"},
        {"agreement_number": "Z2", "house_area_milli": "120000"},
        {"agreement_number": "Z2", "person_id": "P2"},  # nobody's relative
        {"agreement_number": "Z2", "link_tier": "T6"},
        {"payment_result": "退回"},
        # The same agreement's row for the house.
        {"land_fen": "", "house_fen": "500000", "amount_fen": "500000"},
    ],
)
def test_what_is_no_repetition(later: dict[str, str]) -> None:
    """面积、项目、村组不同，不同的人，已退回，土地与房屋分行的，不列."""
    assert hits_of(RULE, given(paid("A"), paid("B", **later))) == []


def test_instalments_add_up_to_the_agreement() -> None:
    """分期支付合计不超过约定额的不列，多出的一期列出."""
    halves = [paid(one, amount_fen="450000") for one in "AB"]
    assert hits_of(RULE, given(*halves)) == []
    (hit,) = hits_of(RULE, given(*halves, paid("C", amount_fen="450000")))
    assert hit["amount_fen"] == 450000


def test_a_second_agreement_over_the_same() -> None:
    """同一地块同一面积的两份协议，列后一份."""
    (hit,) = hits_of(RULE, given(paid("A"), paid("B", agreement_number="Z2")))
    assert (hit["reason"], hit["amount_fen"]) == ("两份协议", 900000)


def test_a_weak_tie_is_a_question_who_it_is() -> None:
    """身份对应把握不大的降低等级."""
    rows = given(paid("A"), paid("B", agreement_number="Z2", link_tier="T4"))
    (hit,) = hits_of(RULE, rows)
    assert (hit["tier"], hit["severity"]) == ("T4", "S3")


def test_without_the_parts_nothing_says_what_was_agreed() -> None:
    """协议没有分项约定额的，无法判断."""
    (hit,) = hits_of(RULE, given(paid("A", land_fen=""), paid("B", land_fen="")))
    assert hit["outcome"] == "cannot_decide"
    assert "协议约定的各项补偿金额" in str(hit["evidence_missing"])


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LC-01")

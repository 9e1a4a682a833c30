"""Leases of villages past their end, and leases to cadres and their relatives."""

from datetime import date

import pytest

from rules.finance.lease_expired_or_to_cadre import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import check_rule, hits_of

LEASE, CADRE = "finance/village_contract", "registry/cadre"
HEAD = (
    "record_id | contract_number | town | village | subject | person_id | signed_on | "
    "starts_on | ends_on | annual_rent_fen | award_kind | has_meeting_record | "
    "status | delivered_on"
)
OVER = (
    "L1 | H1 | 甲镇 | 东村 | 鱼塘 | P8 | 2020-01-05 | 2020-02-01 | 2026-01-31 "
    "| 365000 | 公开竞价 | 是 | 履行中 | 2026-11-07"
)
PRIVATE = (
    "L1 | H1 | 甲镇 | 东村 | 鱼塘 | P1 | 2024-01-05 | 2024-02-01 | 2029-01-31 "
    "| 365000 | 协议发包 | 否 | 履行中 | 2026-11-07"
)
CADRES = """
    record_id | person_id | identity     | town | village | appointed_on | removed_on
    C1        | P1        | 村(社区)干部 | 甲镇 | 东村    | 2021-01-01   | 2025-12-31
"""


def given(*rows: str, cadres: str = CADRES) -> dict[str, str]:
    return {LEASE: "\n".join([HEAD, *rows]), CADRE: cadres}


def test_a_lease_past_its_end() -> None:
    """合同到期后仍在履行的列出，金额为到期以来按年租金折算的数额."""
    check_rule(
        RULE,
        given=given(OVER),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | reason
            hit     | contract     | H1         | 280000     | 1     | 到期未收回
        """,
    )


@pytest.mark.parametrize(
    "rows",
    [
        (OVER.replace("履行中", "已到期"),),
        (OVER.replace("履行中", "已解除"),),
        (OVER.replace("2026-11-07", "2026-05-01"),),
        (OVER, OVER.replace("L1 | H1", "L2 | H2").replace("2026-01-31", "2031-01-31")),
    ],
)
def test_ended_in_order(rows: tuple[str, ...]) -> None:
    """已到期或已解除、到期未满宽限期、另有后续合同的，不列."""
    assert not hits_of(RULE, given(*rows))


def test_the_grace_after_the_end() -> None:
    """到期超过宽限期一天仍在履行的，列出."""
    late = OVER.replace("2026-11-07", "2026-05-02")
    assert [hit["outcome"] for hit in hits_of(RULE, given(late))] == ["hit"]


@pytest.mark.parametrize(
    ("lease", "outcomes"),
    [
        (PRIVATE, ["hit"]),
        (PRIVATE.replace("东村", "西村"), []),
        (PRIVATE.replace("甲镇", "乙镇"), []),
        (PRIVATE.replace("2024-01-05", "2020-12-31"), []),  # before the office
        (PRIVATE.replace("2024-01-05", "2026-01-01"), []),  # after it
        (PRIVATE.replace("| P1 |", "| P3 |"), []),
        (PRIVATE.replace("协议发包", "公开竞价"), ["explained"]),
        (PRIVATE.replace("| 否 |", "| 是 |"), ["explained"]),
    ],
)
def test_a_lease_to_a_cadre(lease: str, outcomes: list[str]) -> None:
    """任职期间承租本村资产的干部列出；外村的、任职前后签订的不列；公开竞价或有会议记录的有合理解释."""
    assert [hit["outcome"] for hit in hits_of(RULE, given(lease))] == outcomes


@pytest.mark.parametrize(
    ("tier", "until", "told"),
    [
        ("T1", None, [("亲属承租", "T1")]),
        ("T5", None, [("亲属承租", "T5")]),
        ("T6", None, []),
        ("T1", date(2023, 6, 1), []),  # divorced
    ],
)
def test_a_lease_to_a_relative(
    tier: str, until: date | None, told: list[tuple[str, str]]
) -> None:
    """干部配偶承租的列出，按亲属关系的把握分档；把握过低或签约前已离婚的不列."""
    lease = PRIVATE.replace("| P1 |", "| P2 |")
    found = hits_of_couple(RULE, given(lease), tier=tier, until=until)
    assert [(hit["reason"], hit["tier"]) for hit in found] == told


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("T01")

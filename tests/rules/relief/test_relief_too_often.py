"""Temporary relief too often, twice for one approval, or to the dead."""

from pathlib import Path

import pytest

from rules.relief.relief_too_often import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import hits_of, run_on

PATH, DEATH = "relief/temporary_relief", "registry/death"
CERTIFICATE = "social_security/life_certificate"
HEAD = (
    "record_id | person_id | relief_kind | approval_number | applied_on | decided_on"
    " | paid_on | amount_fen | payment_result | link_tier"
)


def granted(record: str, **changes: str) -> str:
    cells = {
        "record_id": record,
        "person_id": "P1",
        "relief_kind": "急难型",
        "approval_number": f"LS{record}",
        "applied_on": "2026-03-01",
        "decided_on": "2026-03-09",
        "paid_on": "2026-03-20",
        "amount_fen": "90000",
        "payment_result": "成功",
        "link_tier": "T1",
        **changes,
    }
    return " | ".join(cells.values())


def given(*rows: str) -> dict[str, str]:
    return {PATH: "\n".join([HEAD, *rows])}


def outcomes(tmp_path: Path, *rows: str) -> list[tuple[object, object]]:
    """Return outcome and sum where the county allows two a year."""
    hits, _, _ = run_on(RULE, given(*rows), policy_home=local_policy(tmp_path))
    return list(hits.select("outcome", "amount_fen").iter_rows())


def later(month: int) -> dict[str, str]:
    return {"decided_on": f"2026-{month:02}-09", "paid_on": f"2026-{month:02}-20"}


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        ({}, [("hit", 70000)]),
        ({"payment_result": "退回"}, []),
        ({"relief_kind": "支出型"}, []),
        ({"decided_on": "2025-12-28"}, []),
        ({"person_id": "P2"}, []),
        ({"approval_number": "LSB"}, []),  # a part of the second
        ({"link_tier": "T6"}, []),
    ],
)
def test_the_third_of_a_year(
    tmp_path: Path, third: dict[str, str], expected: list[tuple[object, object]]
) -> None:
    """一年内第三次救助超过本地次数的列出；退回、类型不同、跨年、分次发放的不计."""
    last = granted("C", **{"amount_fen": "70000", **later(8), **third})
    assert outcomes(tmp_path, granted("A"), granted("B", **later(5)), last) == expected


def test_without_the_local_figure_it_cannot_be_decided() -> None:
    """没有本地次数规定的，无法判断."""
    (hit,) = hits_of(RULE, given(granted("A"), granted("B", **later(5))))
    assert hit["outcome"] == "cannot_decide"
    assert "本地临时救助每年次数的规定" in str(hit["evidence_missing"])


def test_one_approval_paid_again() -> None:
    """同一审批编号同一金额再次发放的列出."""
    again = granted("B", approval_number="LSA", paid_on="2026-05-20")
    (hit,) = hits_of(RULE, given(granted("A"), again))
    assert (hit["reason"], hit["amount_fen"], hit["severity"]) == (
        "同一审批",
        90000,
        "S2",
    )


@pytest.mark.parametrize(
    ("died_on", "tier", "found"),
    [
        ("2026-02-20", "T1", ["死亡之后"]),
        ("2026-03-01", "T1", []),
        ("2026-03-10", "T1", []),  # applied for while alive
        ("2026-02-20", "T4", ["死亡之后"]),
        ("2026-02-20", "T6", []),
    ],
)
def test_applied_for_after_death(died_on: str, tier: str, found: list[str]) -> None:
    """申请日期晚于死亡日期的列出，申请以后死亡的不列."""
    death = f"""
        record_id | person_id | died_on   | source   | link_tier
        D         | P1        | {died_on} | 公安注销 | {tier}
    """
    hits = hits_of(RULE, {**given(granted("A")), DEATH: death})
    assert [hit["reason"] for hit in hits] == found


def test_signs_of_life_say_nothing_of_a_second_payment() -> None:
    """生存认证不能解释同一审批的重复发放."""
    again = granted("B", approval_number="LSA", paid_on="2026-03-25")
    death = """
        record_id | person_id | died_on    | source
        D         | P1        | 2026-09-10 | 公安注销
    """
    seen = """
        record_id | person_id | certified_on | way  | result
        L         | P1        | 2026-04-20   | 入户 | 通过
    """
    tables = {**given(granted("A"), again), DEATH: death, CERTIFICATE: seen}
    (hit,) = hits_of(RULE, tables)
    assert (hit["outcome"], hit["reason"]) == ("hit", "同一审批")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("TR-01")

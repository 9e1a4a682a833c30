"""Purchase withdrawals from the housing fund and the land register."""

from datetime import date
from typing import Any

import pytest

from rules.finance.purchase_and_land_register import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import check_rule, hits_of

FUND, HOME = "finance/housing_fund_withdrawal", "registry/real_estate"
RIGHT = (
    "record_id | person_id | name_key | unit_number | certificate_number | use_kind "
    "| register_kind | registered_on | status | ended_on | valid_to | link_tier "
    "| delivered_on"
)


def drawn(**changes: str) -> str:
    cells = {
        "number": "鄂(2024)云溪县不动产权第0000001号",
        "place": "本县",
        "applied": "2024-03-04",
        "reason": "购房",
        "returned": "",
        "result": "成功",
        "tier": "T1",
        **changes,
    }
    return (
        "record_id | person_id | name_key | reason | home_number | home_place "
        "| applied_on | paid_on | amount_fen | returned_fen | payment_result "
        "| link_tier\n"
        f"F1 | P1 | 测试甲 | {cells['reason']} | {cells['number']} | {cells['place']} "
        f"| {cells['applied']} | 2024-03-08 | 5000000 | {cells['returned']} "
        f"| {cells['result']} | {cells['tier']}"
    )


def right(owner: str = "P9", **changes: str) -> str:
    cells = {
        "id": f"R{owner}",
        "name": f"人{owner}",
        "unit": "U1",
        "number": "鄂（2024）云溪县不动产权第0000001号",
        "use": "住宅",
        "kind": "转移",
        "since": "2024-02-20",
        "until": "",
        "tier": "T1",
        **changes,
    }
    status = "历史" if cells["until"] else "现势"
    return (
        f"{cells['id']} | {owner} | {cells['name']} | {cells['unit']} "
        f"| {cells['number']} | {cells['use']} | {cells['kind']} | {cells['since']} "
        f"| {status} | {cells['until']} | {cells['until']} | {cells['tier']} "
        "| 2026-11-06"
    )


def given(*rights: str, **changes: str) -> dict[str, str]:
    return {FUND: drawn(**changes), HOME: "\n".join((RIGHT, *rights))}


def outcomes(*rights: str, **changes: str) -> list[tuple[object, object]]:
    hits = hits_of(RULE, given(*rights, **changes))
    return [(hit["outcome"], hit["reason"]) for hit in hits]


def test_the_home_named_is_anothers() -> None:
    """所凭权证的住房登记在他人名下的，列为重点核查，不论括号写法."""
    check_rule(
        RULE,
        given=given(right()),
        expect="""
            outcome | subject_id | reason         | amount_fen | severity | evidence_for
            hit     | P1         | 登记在他人名下 | 5000000    | S2       | F1 RP9
        """,
    )


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"since": "2026-03-04", "number": "新证"}, []),  # second-hand, registered late
        ({"since": "2026-03-05", "number": "新证"}, ["登记在他人名下"]),
        ({"unit": "U2", "number": "别处"}, ["登记在他人名下"]),
    ],
)
def test_the_home_becomes_the_persons(
    changes: dict[str, str], reasons: list[str]
) -> None:
    """同一住房在申请后两年内登记到本人名下的不列，登记到别处住房的不算."""
    sold = right(until="2024-04-20")
    mine = right("P1", **changes)
    assert [reason for _, reason in outcomes(sold, mine)] == reasons


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"since": "2021-03-04"}, []),
        ({"since": "2021-03-03"}, [("hit", "未见登记")]),
        ({"kind": "预告"}, []),
        ({"kind": "注销"}, [("hit", "未见登记")]),
        ({"use": "车位"}, [("hit", "未见登记")]),
        ({"tier": "T4"}, []),
        ({"tier": "T6"}, [("hit", "未见登记")]),
    ],
)
def test_a_contract_that_the_register_does_not_know(
    changes: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    """凭购房合同提取的，前后有本人住宅或预告登记的不列，只有车位、已注销的列出."""
    mine = right("P1", number="别号", **changes)
    assert outcomes(mine, number="预售2024-77") == expected


@pytest.mark.parametrize(
    ("applied", "outcome"),
    [("2024-11-06", "hit"), ("2024-11-07", "cannot_decide")],
)
def test_a_presale_is_given_time(applied: str, outcome: str) -> None:
    """预售住房两年内还没有登记的，暂时无法判断."""
    found = outcomes(right(), number="预售2024-77", applied=applied)
    assert [result for result, _ in found] == [outcome]


@pytest.mark.parametrize(
    ("since", "until", "heir", "reasons"),
    [
        ("2024-02-20", "2024-08-20", "P9", ["短期转出"]),
        ("2024-02-20", "2024-08-21", "P9", []),  # longer than half a year
        ("2024-02-20", "2024-03-04", "P9", []),  # before the withdrawal
        ("2024-02-20", "2024-08-20", "P1", []),  # a new certificate of one's own
    ],
)
def test_a_home_soon_given_on(
    since: str, until: str, heir: str, reasons: list[str]
) -> None:
    """登记后半年内转给他人的列出；满半年、换发本人新证的不列."""
    mine = right("P1", id="R1", since=since, until=until)
    then = right(heir, id="R2", number="后证", since=until)
    assert [reason for _, reason in outcomes(mine, then)] == reasons


def _couple(until: date | None = None) -> list[dict[str, Any]]:
    return hits_of_couple(RULE, given(right("P2")), until=until)


def test_a_home_of_the_spouse() -> None:
    """登记在配偶名下的有合理解释；购房以前已经离婚的列出."""
    assert [hit["outcome"] for hit in _couple()] == ["explained"]
    assert [hit["outcome"] for hit in _couple(date(2020, 5, 1))] == ["hit"]


@pytest.mark.parametrize(
    "changes", [{"returned": "5000000"}, {"result": "退回"}, {"result": "失败"}]
)
def test_money_that_came_back(changes: dict[str, str]) -> None:
    """撤销提取、款项退回或没有付出的有合理解释."""
    assert [outcome for outcome, _ in outcomes(right(), **changes)] == ["explained"]


def test_what_came_back_in_part_is_not_asked_about() -> None:
    """退回一部分的，只计没有退回的金额."""
    (hit,) = hits_of(RULE, given(right(), returned="2000000"))
    assert hit["amount_fen"] == 3000000


@pytest.mark.parametrize(
    "changes", [{"place": "外地"}, {"reason": "偿还贷款"}, {"tier": "T6"}]
)
def test_other_withdrawals(changes: dict[str, str]) -> None:
    """外地购房、其他原因的提取和身份不牢的不列."""
    assert outcomes(right(), **changes) == []


def test_an_unresolved_owner_of_the_same_name() -> None:
    """同名权利人身份未核定的，无法判断；身份对应把握不大的提取列为待核身份."""
    found = outcomes(right("", id="R0", name="测试甲", tier=""))
    assert [outcome for outcome, _ in found] == ["cannot_decide"]
    (hit,) = hits_of(RULE, given(right(), tier="T5"))
    assert (hit["tier"], hit["severity"]) == ("T5", "S3")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("HF-01")


def test_a_home_that_a_later_register_has_no_more_was_bought() -> None:
    """名册曾登记在本人名下、后来不再列出且没有转移日期的，购房属实，不列."""
    head = RIGHT.replace(" | delivered_on", "") + " | delivered_on"
    own = right("P1").replace("现势 |  |  | T1", "现势 |  | 2026-06-09 | T1")
    assert "2026-06-09" in own
    assert hits_of(RULE, {FUND: drawn(), HOME: f"{head}\n{own}"}) == []

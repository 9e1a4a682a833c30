"""Refunds that registers, contributions or rates contradict."""

import pytest

from rules.social_security.retention_refund_unmet import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PATH, COMPANY = "social_security/retention_refund", "registry/company"
PREMIUMS = "social_security/contribution"


def paid(record: str = "A", **changes: str) -> dict[str, str]:
    return {
        "record_id": record,
        "refund_kind": "稳岗返还",
        "organisation_id": "O1",
        "unit_number": "4228001",
        "paid_for": "2024-01-01",
        "paid_for_to": "2024-12-31",
        "scale": "小型",
        "first_count": "40",
        "last_count": "10",
        "average_count": "40",
        "laid_off_count": "0",
        "premium_fen": "1000000",
        "amount_fen": "600000",
        "refund_fen": "",
        "payee_organisation_id": "O1",
        "payment_result": "成功",
        "paid_on": "2025-08-05",
        **changes,
    }


def given(*rows: dict[str, str], **more: str) -> dict[str, str]:
    head = " | ".join(rows[0])
    table = "\n".join([head, *(" | ".join(row.values()) for row in rows)])
    return {PATH: table, **more}


def firms(status: str, cancelled: str, payee: str = "存续") -> dict[str, str]:
    return {
        COMPANY: f"""
            record_id | organisation_id | status   | cancelled_on | valid_to
            F1        | O1              | {status} | {cancelled}  | {cancelled}
            F2        | O2              | {payee}  |              |
        """
    }


def insured(people: int, unit: str = "O1", month: str = "2024-12-01") -> dict[str, str]:
    head = "record_id | organisation_id | person_id | insurance | paid_for"
    rows = [f"C{n} | {unit} | P{n} | 失业 | {month}" for n in range(people)]
    return {PREMIUMS: "\n".join([head, *rows])}


def test_paid_after_the_end() -> None:
    """单位注销后拨付的，全额列出，登记作为依据."""
    check_rule(
        RULE,
        given={**given(paid()), **firms("注销", "2025-03-01")},
        expect="""
            outcome | subject_id | amount_fen | severity | reason     | evidence_for
            hit     | O1         | 600000     | S2       | 注销后拨付 | F1 A
        """,
    )


@pytest.mark.parametrize(
    ("changes", "status", "ended", "outcomes"),
    [
        ({}, "存续", "", []),
        ({}, "注销", "2025-08-05", []),
        ({}, "注销", "2025-08-04", ["hit"]),
        ({"payee_organisation_id": "O2"}, "注销", "2025-03-01", ["explained"]),
        ({"refund_fen": "600000"}, "注销", "2025-03-01", []),
        ({"refund_kind": "扩岗补助"}, "注销", "2025-03-01", []),
    ],
)
def test_what_ends_a_firm(
    changes: dict[str, str], status: str, ended: str, outcomes: list[str]
) -> None:
    """拨付后才注销、已全部退回的不列；付给存续的承继单位的作合理解释."""
    found = hits_of(RULE, {**given(paid(**changes)), **firms(status, ended)})
    assert [hit["outcome"] for hit in found] == outcomes


def test_a_closed_payee_is_no_successor() -> None:
    """收款单位也已注销的，仍列出."""
    rows = given(paid(payee_organisation_id="O2"))
    (hit,) = hits_of(RULE, {**rows, **firms("注销", "2025-03-01", payee="注销")})
    assert hit["outcome"] == "hit"


@pytest.mark.parametrize(
    ("stated", "people", "amounts"),
    [
        ("10", 10, []),
        ("10", 7, []),
        ("10", 6, [240_000]),
        ("100", 90, []),
        ("100", 89, [66_000]),
        ("10", 14, []),
    ],
)
def test_fewer_people_than_stated(stated: str, people: int, amounts: list[int]) -> None:
    """申报人数超过缴费人数的允许差的，按差额折算列出."""
    found = hits_of(RULE, {**given(paid(last_count=stated)), **insured(people)})
    assert [hit["amount_fen"] for hit in found] == amounts
    assert {hit["reason"] for hit in found} <= {"人数不符"}


def test_people_are_counted_over_all_accounts() -> None:
    """分户参保的单位，各户申报人数合计后与缴费人数比."""
    client = paid("B", unit_number="4228001P", last_count="6")
    both = given(paid(), client)
    assert hits_of(RULE, {**both, **insured(14)}) == []
    (hit,) = hits_of(RULE, {**both, **insured(11)})
    assert hit["items"] == 2


def test_an_account_of_another_place_is_not_compared() -> None:
    """参保户编号对应得上缴费记录的才比，在外地参保的一户不计入申报人数."""
    head = (
        "record_id | organisation_id | unit_number | person_id | insurance | paid_for"
    )
    rows = [f"C{n} | O8 | 4228001 | P{n} | 失业 | 2024-12-01" for n in range(8)]
    ours = {PREMIUMS: "\n".join([head, *rows])}
    away = paid("B", unit_number="4210777", last_count="60")
    assert hits_of(RULE, {**given(paid(), away), **ours}) == []
    (hit,) = hits_of(RULE, {**given(paid(last_count="16"), away), **ours})
    assert hit["amount_fen"] == 600_000 * 8 // 16


@pytest.mark.parametrize(
    ("unit", "month", "outcomes"),
    [
        ("O9", "2024-12-01", ["cannot_decide"]),
        ("O1", "2024-11-01", []),
    ],
)
def test_without_contributions(unit: str, month: str, outcomes: list[str]) -> None:
    """单位名下没有缴费记录的无法判断，当月没有缴费数据的不比."""
    found = hits_of(RULE, {**given(paid()), **insured(30, unit, month)})
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("people", "gone", "found"),
    [("40", "2", 0), ("40", "3", 1), ("30", "6", 0), ("30", "7", 1), ("31", "2", 1)],
)
def test_the_rate_of_layoffs(people: str, gone: str, found: int) -> None:
    """裁员率超过规定的列出，三十人（含）以下的单位适用较宽的限额."""
    counts = {"first_count": people, "average_count": people}
    hits = hits_of(RULE, given(paid(**counts, laid_off_count=gone)))
    assert [hit["reason"] for hit in hits] == ["裁员率超限"] * found


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"amount_fen": "600100"}, []),
        ({"amount_fen": "600200"}, ["cannot_decide"]),
        ({"amount_fen": "900000"}, ["cannot_decide"]),
        ({"amount_fen": "900200"}, ["hit"]),
        ({"amount_fen": "900200", "refund_fen": "300200"}, []),
        ({"amount_fen": "500200", "scale": "大型"}, ["hit"]),
        ({"amount_fen": "600200", "paid_on": "2024-08-05"}, ["hit"]),
        ({"paid_on": "2026-08-05"}, ["cannot_decide"]),
    ],
)
def test_the_rate_of_the_refund(changes: dict[str, str], outcomes: list[str]) -> None:
    """超过比例的列出差额；在可提高的上限之内的、当年规定未录入的，无法判断."""
    found = hits_of(RULE, given(paid(**changes)))
    assert [hit["outcome"] for hit in found] == outcomes


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("JR-02")


def test_a_firm_that_the_last_register_has_no_more() -> None:
    """登记库后来不再列出的单位，注销日期仍然算数；更正为存续的不列."""
    head = (
        "record_id | organisation_id | status | cancelled_on | delivered_on | valid_to"
    )
    gone = "F1 | O1 | 注销 | 2025-03-01 | 2025-06-10 | 2025-03-01"
    (hit,) = hits_of(RULE, {**given(paid()), COMPANY: f"{head}\n{gone}"})
    assert hit["reason"] == "注销后拨付"
    anew = "F2 | O1 | 存续 | | 2025-09-10 |"
    company = f"{head}\n{gone}\n{anew}"
    assert hits_of(RULE, {**given(paid()), COMPANY: company}) == []

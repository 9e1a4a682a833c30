"""One home that several people drew their savings for."""

from datetime import date

import pytest

from rules.finance.one_home_many_withdrawals import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import check_rule, hits_of

FUND, HOME = "finance/housing_fund_withdrawal", "registry/real_estate"
HEAD = (
    "record_id | person_id | reason | home_number | home_price_fen | applied_on "
    "| paid_on | amount_fen | returned_fen | link_tier"
)


def drawn(person: str, number: str = "（2026）甲-1", **changes: str) -> str:
    cells = {
        "reason": "购房",
        "price": "30000000",
        "on": "2026-03-04",
        "amount": "5000000",
        "back": "",
        "tier": "T1",
        **changes,
    }
    return (
        f"F{person} | {person} | {cells['reason']} | {number} | {cells['price']} "
        f"| {cells['on']} | {cells['on']} | {cells['amount']} | {cells['back']} "
        f"| {cells['tier']}"
    )


def found(*rows: str, homes: str = "") -> list[tuple[object, object, object]]:
    given = {FUND: "\n".join((HEAD, *rows))}
    if homes:
        given[HOME] = homes
    hits = hits_of(RULE, given)
    told = [(hit["subject_id"], hit["outcome"], hit["reason"]) for hit in hits]
    return sorted(told, key=repr)


def test_two_strangers_with_one_paper() -> None:
    """同一凭证由两名非亲属提取的，两人都列出，不论括号写法."""
    check_rule(
        RULE,
        given={FUND: "\n".join((HEAD, drawn("P1"), drawn("P2", "(2026)甲-1")))},
        expect="""
            outcome | subject_id | reason   | amount_fen | severity | evidence_for
            hit     | P1         | 同一凭证 | 5000000    | S3       | FP1 FP2
            hit     | P2         | 同一凭证 | 5000000    | S3       | FP1 FP2
        """,
    )


@pytest.mark.parametrize(
    "changes", [{"reason": "偿还贷款"}, {"back": "5000000"}, {"tier": "T6"}]
)
def test_what_does_not_count(changes: dict[str, str]) -> None:
    """偿还贷款、款项已退回、身份不牢的另一笔不算."""
    hits = found(drawn("P1"), drawn("P2", **changes))
    assert [one for one in hits if one[1] == "hit"] == []


def test_three_strangers_weigh_more() -> None:
    """三名以上非亲属用同一凭证提取的，列为较重."""
    given = {FUND: "\n".join((HEAD, *(drawn(f"P{n}") for n in (1, 2, 3))))}
    assert [hit["severity"] for hit in hits_of(RULE, given)] == ["S2"] * 3


@pytest.mark.parametrize(("until", "outcome"), [(None, "explained")])
def test_a_couple(until: date | None, outcome: str) -> None:
    """夫妻各自提取的有合理解释."""
    given = {FUND: "\n".join((HEAD, drawn("P1"), drawn("P2")))}
    hits = hits_of_couple(RULE, given, until=until)
    assert [hit["outcome"] for hit in hits] == [outcome] * 2


def _register(*owners: tuple[str, str]) -> str:
    head = "record_id | person_id | unit_number | certificate_number"
    rows = [
        f"R{place} | {owner} | U1 | {number}"
        for place, (owner, number) in enumerate(owners)
    ]
    return "\n".join((head, *rows))


def test_joint_owners() -> None:
    """登记为共有人的各自提取，有合理解释；只有一人登记的列出."""
    rows = (drawn("P1"), drawn("P2"))
    both = _register(("P1", "(2026)甲-1"), ("P2", "(2026)甲-1"))
    assert {outcome for _, outcome, _ in found(*rows, homes=both)} == {"explained"}
    one = _register(("P1", "(2026)甲-1"))
    assert {outcome for _, outcome, _ in found(*rows, homes=one)} == {"hit"}


@pytest.mark.parametrize(
    ("last", "hits"),
    [("2026-11-04", 3), ("2027-03-05", 0)],
)
def test_a_home_handed_on(last: str, hits: int) -> None:
    """同一单元一年内三人先后凭不同权证提取的列出，间隔一年以上的不列."""
    rows = (
        drawn("P1", "甲1"),
        drawn("P2", "甲2", on="2026-06-04"),
        drawn("P3", "甲3", on=last),
    )
    homes = _register(("P1", "甲1"), ("P2", "甲2"), ("P3", "甲3"))
    told = found(*rows, homes=homes)
    assert [reason for _, _, reason in told] == ["短期多次转手"] * hits
    assert found(*rows[:2], homes=homes) == []


@pytest.mark.parametrize(
    ("amount", "price", "hits"),
    [("3000000", "4000000", 1), ("2000000", "4000000", 0), ("3000000", "", 0)],
)
def test_more_than_the_price(amount: str, price: str, hits: int) -> None:
    """同一人同一凭证累计提取超过房价的，只计超出部分；没有房价的不比较."""
    rows = [
        drawn("P1", price=price, amount=amount, on=f"2026-0{month}-04").replace(
            "FP1", f"F{month}"
        )
        for month in (3, 6)
    ]
    found_now = hits_of(RULE, {FUND: "\n".join((HEAD, *rows))})
    told = [(hit["reason"], hit["amount_fen"]) for hit in found_now]
    assert told == [("累计超过房价", 2_000_000)] * hits


def test_weak_ties() -> None:
    """身份对应把握不大的列为待核身份."""
    hits = hits_of(RULE, {FUND: "\n".join((HEAD, drawn("P1", tier="T4"), drawn("P2")))})
    assert {hit["tier"] for hit in hits} == {"T4"}


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("HF-03")

"""Trade-ins whose goods, old car or invoice another paid one bears."""

import pytest

from rules.finance.trade_in_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PATH = "finance/trade_in_subsidy"


def bought(record: str, **changes: str) -> dict[str, str]:
    return {
        "record_id": record,
        "person_id": "P1",
        "link_tier": "T1",
        "category": "数码",
        "goods_kind": "手机",
        "serial_number": "SN26A0001",
        "old_item_number": "",
        "old_plate_number": "",
        "invoice_number": f"2642200000{ord(record):04}",
        "invoice_status": "正常",
        "merchant_name": "云溪县众信商贸有限公司",
        "price_fen": "300000",
        "invoice_fen": "300000",
        "subsidy_fen": "45000",
        "invoice_on": "2026-03-01",
        "paid_on": "2026-04-01",
        "refund_fen": "",
        "status": "已拨付",
        **changes,
    }


def given(*rows: dict[str, str]) -> dict[str, str]:
    head = " | ".join(rows[0])
    return {PATH: "\n".join([head, *(" | ".join(row.values()) for row in rows)])}


LATER = {"person_id": "P2", "paid_on": "2026-06-01", "subsidy_fen": "40000"}
CAR = {"category": "汽车报废更新", "goods_kind": "燃油车"}


def test_counts_the_later_subsidy_of_one_thing() -> None:
    """同一序列号的商品两次拨付补贴的，列后一次，两笔都作为依据."""
    check_rule(
        RULE,
        given=given(bought("A"), bought("B", **LATER)),
        expect="""
            outcome | subject_id | amount_fen | severity | reason   | evidence_for
            hit     | P2         | 40000      | S2       | 同一商品 | A B
        """,
    )


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"serial_number": "sn26a-0001"}, ["hit"]),
        ({"serial_number": "SN26A0002"}, []),
        ({"serial_number": ""}, []),
        ({"goods_kind": "平板"}, []),
        ({"status": "审核驳回"}, []),
        ({"status": "审核通过"}, []),
        ({"status": ""}, ["hit"]),
        ({"link_tier": "T4"}, ["hit"]),
        ({"link_tier": "T6"}, []),
    ],
)
def test_what_is_the_same_thing(changes: dict[str, str], outcomes: list[str]) -> None:
    """号码写法不同的视为相同；品类不同、驳回或未拨付、身份对应不足的不列."""
    found = hits_of(RULE, given(bought("A"), bought("B", **LATER, **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize("text", ["无", "/", "0000000000", "SN1"])
def test_what_is_no_number(text: str) -> None:
    """序列号写作“无”、全零或过短的，不算号码."""
    rows = given(
        bought("A", serial_number=text), bought("B", serial_number=text, **LATER)
    )
    assert hits_of(RULE, rows) == []


def test_goods_given_back_may_be_sold_again() -> None:
    """前一笔已退货退款的，后一笔在列的是退货的一笔，并作合理解释."""
    back = bought("A", status="已退回", refund_fen="45000")
    (hit,) = hits_of(RULE, given(back, bought("B", **LATER)))
    told = (hit["outcome"], hit["subject_id"], hit["amount_fen"])
    assert told == ("explained", "P1", 45_000)


def test_an_invoice_issued_anew() -> None:
    """发票红冲、补贴退回后重开发票再申领的，作合理解释；红冲而未退回补贴的仍列."""
    red = bought("A", invoice_status="已红冲", refund_fen="45000")
    (hit,) = hits_of(RULE, given(red, bought("B", paid_on="2026-06-01")))
    assert hit["outcome"] == "explained"
    kept = bought("A", invoice_status="已红冲")
    (hit,) = hits_of(RULE, given(kept, bought("B", paid_on="2026-06-01")))
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 45_000)


def test_what_went_back_in_part_leaves_the_rest() -> None:
    """只退回一部分的，余额列出."""
    part = bought("B", **LATER, refund_fen="15000")
    (hit,) = hits_of(RULE, given(bought("A"), part))
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 25_000)


@pytest.mark.parametrize(
    ("old", "other", "outcomes"),
    [
        ({"old_item_number": "LOY14C0001"}, {}, ["hit"]),
        ({"old_plate_number": "鄂B·A0313"}, {"old_plate_number": "鄂BA0313"}, ["hit"]),
        ({"old_plate_number": "鄂BA0313"}, {"old_plate_number": "鄂BA0314"}, []),
        ({}, {}, []),
    ],
)
def test_one_old_car(
    old: dict[str, str], other: dict[str, str], outcomes: list[str]
) -> None:
    """同一辆旧车既报废更新又置换更新的，列后一笔；旧车号码空缺的不比."""
    first = bought("A", **CAR, **old, serial_number="LYX2600001")
    swapped = {**CAR, "category": "汽车置换更新", "serial_number": "LYX2600002"}
    second = bought("B", **{**old, **other}, **LATER, **swapped)
    found = hits_of(RULE, given(first, second))
    assert [hit["outcome"] for hit in found] == outcomes
    assert {hit["reason"] for hit in found} <= {"同一旧车"}


@pytest.mark.parametrize(
    ("face", "outcomes"),
    [
        ("600000", []),
        ("599900", []),
        ("599800", ["hit"]),
        ("", ["cannot_decide"]),
    ],
)
def test_one_invoice_for_several_goods(face: str, outcomes: list[str]) -> None:
    """同一发票的几件商品，成交价合计不超过票面的不列，超过的列出，票面不详的无法判断."""
    same = {"invoice_number": "26422000000009990001", "invoice_fen": face}
    other = {"serial_number": "SN26A0077", "paid_on": "2026-04-02"}
    found = hits_of(RULE, given(bought("A", **same), bought("B", **same, **other)))
    assert [hit["outcome"] for hit in found] == outcomes
    assert {hit["reason"] for hit in found if face} <= {"同一发票"}


def test_another_merchants_number_is_another_invoice() -> None:
    """号码相同而商户不同的，不作同一发票."""
    same = {"invoice_number": "2642200001", "invoice_fen": "300000"}
    other = {"serial_number": "SN26A0077", "merchant_name": "云溪县博雅超市经营部"}
    rows = given(bought("A", **same), bought("B", **same, **other))
    assert hits_of(RULE, rows) == []


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("TI-01")

"""Trade-ins beyond the pieces or the money of the year they were bought in."""

import pytest

from rules.finance.trade_in_beyond_limit import RULE
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
        "energy_grade": "",
        "price_fen": "300000",
        "invoice_fen": "300000",
        "subsidy_fen": "45000",
        "refund_fen": "",
        "invoice_on": "2026-03-01",
        "paid_on": f"2026-04-{ord(record) - 60:02}",
        "status": "已拨付",
        **changes,
    }


def given(*rows: dict[str, str]) -> dict[str, str]:
    head = " | ".join(rows[0])
    return {PATH: "\n".join([head, *(" | ".join(row.values()) for row in rows)])}


def test_the_second_of_a_kind_is_in_question() -> None:
    """同一人当年第二部手机的补贴列出，首部作为依据."""
    check_rule(
        RULE,
        given=given(bought("A"), bought("B")),
        expect="""
            outcome | subject_id | amount_fen | severity | reason   | evidence_for
            hit     | P1         | 45000      | S2       | 超过件数 | A B
        """,
    )


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"goods_kind": "平板"}, []),
        ({"person_id": "P2"}, []),
        ({"invoice_on": "2025-12-31"}, []),
        ({"status": "审核驳回"}, []),
        ({"status": "已退回"}, ["explained"]),
        ({"refund_fen": "45000"}, ["explained"]),
        ({"link_tier": "T4"}, []),
        ({"goods_kind": "其他"}, []),
    ],
)
def test_what_is_no_second_piece(changes: dict[str, str], outcomes: list[str]) -> None:
    """品类不同、家人购买、上年购买跨年拨付、驳回后重报的不列；退货的作合理解释."""
    found = hits_of(RULE, given(bought("A"), bought("B", **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("year", "pieces", "items"), [("2025", 3, 0), ("2025", 4, 1), ("2026", 2, 1)]
)
def test_air_conditioners_have_a_number_of_their_own(
    year: str, pieces: int, items: int
) -> None:
    """空调按当年另定的件数计."""
    cooler = {
        "category": "家电",
        "goods_kind": "空调",
        "energy_grade": "一级",
        "invoice_on": f"{year}-05-01",
    }
    rows = [bought("ABCD"[place], **cooler) for place in range(pieces)]
    found = hits_of(RULE, given(*rows))
    assert sum(int(str(hit["items"])) for hit in found) == items


HOME_2025 = {"category": "家电", "goods_kind": "冰箱", "invoice_on": "2025-05-01"}


@pytest.mark.parametrize(
    ("grade", "fen", "outcomes"),
    [
        ("二级", "45000", []),
        ("二级", "45100", []),
        ("二级", "45200", ["hit"]),
        ("一级", "60000", []),
        ("一级", "60200", ["hit"]),
        ("", "60000", ["cannot_decide"]),
        ("", "60200", ["hit"]),
        ("", "45000", []),
    ],
)
def test_the_share_of_the_price(grade: str, fen: str, outcomes: list[str]) -> None:
    """按能效等级的比例计算应补金额，等级不详而介于两者之间的无法判断."""
    row = bought("A", **HOME_2025, energy_grade=grade, subsidy_fen=fen)
    assert [hit["outcome"] for hit in hits_of(RULE, given(row))] == outcomes


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({"price_fen": "500000", "invoice_fen": "500000", "subsidy_fen": "60000"}, 100),
        ({"price_fen": "500000", "invoice_fen": "200000", "subsidy_fen": "50000"}, 200),
        ({"price_fen": "", "invoice_fen": "", "subsidy_fen": "70000"}, 200),
    ],
)
def test_the_cap_and_the_face(changes: dict[str, str], amount: int) -> None:
    """超过每件上限的差额列出；成交价以不高于票面为准，价格不详的只比上限."""
    (hit,) = hits_of(RULE, given(bought("A", **changes)))
    assert (hit["reason"], hit["amount_fen"]) == ("超过金额", amount * 100)


def test_a_phone_above_the_ceiling() -> None:
    """数码产品单价超过可补贴上限的，补贴全额列出."""
    dear = {"price_fen": "600100", "invoice_fen": "600100", "subsidy_fen": "50000"}
    (hit,) = hits_of(RULE, given(bought("A", **dear)))
    assert (hit["reason"], hit["amount_fen"]) == ("单价超限", 50_000)
    at_most = {"price_fen": "600000", "invoice_fen": "600000", "subsidy_fen": "50000"}
    assert hits_of(RULE, given(bought("A", **at_most))) == []


@pytest.mark.parametrize(
    ("day", "kind", "fen", "found"),
    [
        ("2025-06-01", "新能源车", "2000000", 0),
        ("2025-06-01", "燃油车", "1600000", 1),
        ("2026-06-01", "新能源车", "1200000", 0),
        ("2026-06-01", "新能源车", "1300000", 1),
    ],
)
def test_cars_by_the_year_of_purchase(
    day: str, kind: str, fen: str, found: int
) -> None:
    """汽车报废更新按购买当年的定额或比例计算."""
    car = {"category": "汽车报废更新", "goods_kind": kind, "invoice_on": day}
    price = {"price_fen": "10000000", "invoice_fen": "10000000", "subsidy_fen": fen}
    assert len(hits_of(RULE, given(bought("A", **car, **price)))) == found


def test_without_a_rule_the_second_piece_cannot_be_judged() -> None:
    """表中没有规定的品类，第二件无法判断."""
    sink = {"category": "家装", "goods_kind": "热水器"}
    found = hits_of(RULE, given(bought("A", **sink), bought("B", **sink)))
    assert [hit["outcome"] for hit in found] == ["cannot_decide"]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("TI-02")

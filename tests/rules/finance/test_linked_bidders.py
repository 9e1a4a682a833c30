"""Bidders of one section that share people, machines or accounts."""

import pytest

from rules.finance.linked_bidders import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

BID = "finance/bid"
HEAD = (
    "record_id | project_number | section_number | bidder_credit_code | opened_on | "
    "price_fen | is_winner | bond_account_number | bond_kind | bid_ip | bid_mac | "
    "contact_phone | file_author | manager_id_number"
)


def bids(*cells: str) -> dict[str, str]:
    """Return bids of firms F1, F2 … for one section: account and what follows it."""
    rows = [
        f"B{n} | X1 | 1 | F{n} | 2026-03-02 | {price} | {'是' if n == 1 else '否'} | {c}"
        for n, (c, price) in enumerate(zip(cells, PRICES, strict=False), 1)
    ]
    return {BID: "\n".join([HEAD, *rows])}


PRICES = (1000000, 1010000, 1030000, 1070000, 1080000, 1095000, 1111000)
#            account, kind, ip, card, phone, author, manager
OTHER = "6003 | 转账 | 10.0.0.3 | C3 | 1003 | 王五 | M3"


def test_a_group_is_one_act_with_the_award() -> None:
    """两家投标人共用保证金账户和上传地址的，整组列一条，金额为中标价."""
    check_rule(
        RULE,
        given=bids(
            "6001 | 转账 | 10.0.0.1 | C1 | 1001 | 张三 | M1",
            "6001 | 转账 | 10.0.0.1 | C2 | 1002 | 李四 | M2",
            OTHER,
        ),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity | \
evidence_for
            hit     | project      | X1         | 1000000    | 1     | S2       | B1 B2
        """,
    )


ONE = "6001 | 转账 | 10.0.0.1 | C1 | 1001 | 张三 | M1"


@pytest.mark.parametrize(
    ("other", "severities"),
    [
        ("6002 | 转账 | 10.0.0.2 | C2 | 1002 | 李四 | M2", []),
        ("6001 | 转账 | 10.0.0.2 | C2 | 1002 | 李四 | M2", []),
        ("6001 | 保函 | 10.0.0.1 | C2 | 1002 | 李四 | M2", []),
        ("6002 | 转账 | 10.0.0.2 | C1 | 1001 | 李四 | M2", ["S2"]),
        ("6002 | 转账 | 10.0.0.2 | C1 | 1002 | 张三 | M2", []),
        ("6001 | 转账 | 10.0.0.2 | C2 | 1002 | 李四 | M1", ["S1"]),
    ],
)
def test_points_of_what_two_bidders_share(other: str, severities: list[str]) -> None:
    """各类关联按分值累计，达到标准才列出；保函不比账户，只有一类弱关联的不列."""
    found = hits_of(RULE, bids(ONE, other, OTHER))
    assert [hit["severity"] for hit in found] == severities


def test_what_many_use_is_public() -> None:
    """本标段以外还有很多投标人共用的地址、电话、设备视为公用，不计分."""
    rows = [f"600{n} | 转账 | 10.0.0.1 | C1 | 1001 | 张三 | M{n}" for n in range(1, 8)]
    section = bids(*rows[:2])[BID].splitlines()
    elsewhere = [one.replace("B", "D").replace(" | X1 ", " | X2 ") for one in section]
    public = [
        line.replace("| F", "| G").replace("D", f"D{turn}").replace("X2", f"X{turn}")
        for turn in range(3, 6)
        for line in elsewhere[1:]
    ]
    for turn, line in enumerate(public):
        public[turn] = line.replace("| G", f"| G{turn}")
    assert len(hits_of(RULE, {BID: "\n".join(section)})) == 1
    assert not hits_of(RULE, {BID: "\n".join([*section, *public])})


def test_a_ring_is_not_public_for_being_large() -> None:
    """七家投标人共用一台设备、一部电话的，不因家数多而视为公用."""
    rows = [f"600{n} | 转账 | 10.0.0.1 | C1 | 1001 | 张三 | M{n}" for n in range(1, 8)]
    for size in (2, 5, 7):
        assert [hit["severity"] for hit in hits_of(RULE, bids(*rows[:size]))] == ["S2"]


def test_a_usual_file_author_is_no_link() -> None:
    """软件默认的文件作者名不算关联."""
    rows = [
        f"600{n} | 转账 | 10.0.0.{n} | C{n} | 1001 | Administrator | M{n}"
        for n in (1, 2)
    ]
    assert not hits_of(RULE, bids(*rows))


def test_even_prices_add_to_a_link() -> None:
    """报价等差只在已有关联时加分."""
    shared = [
        f"600{n} | 转账 | 10.0.0.{n} | C1 | 100{n} | 张三 | M{n}" for n in range(4)
    ]
    phone = [one.replace(f"100{n}", "1009") for n, one in enumerate(shared)]
    even = {BID: bids(*shared)[BID].replace("1030000", "1020000")}
    even[BID] = even[BID].replace("1070000", "1030000")
    assert not hits_of(RULE, even)
    both = {BID: bids(*phone)[BID].replace("1030000", "1020000")}
    both[BID] = both[BID].replace("1070000", "1030000")
    assert len(hits_of(RULE, both)) == 1


@pytest.mark.parametrize(
    ("won", "hits"), [((1, 1, 1, 1, 2), 5), ((1, 1, 1, 2, 2), 0), ((1, 1, 1, 1), 0)]
)
def test_a_usual_winner_adds_to_a_link(won: tuple[int, ...], hits: int) -> None:
    """同场五次以上、八成以上由同一家中标的加分；少一次、低于八成的不加."""
    shared = "600{n} | 转账 | 10.0.0.{n} | C1 | 100{n} | 张{n} | M{n}"
    rows = [HEAD]
    for turn, winner in enumerate(won, 1):
        rows += [
            f"B{turn}{n} | X{turn} | 1 | F{n} | 2026-03-02 | {turn}{n}00000 | "
            f"{'是' if n == winner else '否'} | {shared.format(n=n)}"
            for n in (1, 2)
        ]
    assert len(hits_of(RULE, {BID: "\n".join(rows)})) == hits


@pytest.mark.parametrize(("share", "hits"), [(250_000, 1), (249_999, 0)])
def test_who_owns_a_quarter_of_both(share: int, hits: int) -> None:
    """同一人在两家投标人持股均达到政策表比例的，算同一控制人."""
    owned = [f"R{n} | P1 | F{n} | 股东 | {share} | 2020-01-01" for n in (1, 2)]
    known = "record_id | person_id | credit_code | member_kind | share_ppm | joined_on"
    firms = [f"K{n} | F{n} | 2015-01-01" for n in (1, 2)]
    given = {
        **bids(ONE, "6002 | 转账 | 10.0.0.2 | C1 | 1002 | 李四 | M2"),
        "registry/company_member": "\n".join([known, *owned]),
        "registry/company": "\n".join(["record_id | credit_code | founded_on", *firms]),
    }
    given[BID] = given[BID].replace("张三", "王五").replace("李四", "赵六")
    assert len(hits_of(RULE, given)) == hits


def test_members_hang_together_through_others() -> None:
    """经由第三家相连的投标人归为一组."""
    found = hits_of(
        RULE,
        bids(
            "6001 | 转账 | 10.0.0.1 | C1 | 1001 | 张三 | M1",
            "6001 | 转账 | 10.0.0.1 | C2 | 1002 | 李四 | M2",
            "6003 | 转账 | 10.0.0.3 | C2 | 1002 | 王五 | M3",
        ),
    )
    assert [hit["items"] for hit in found] == [1]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-08")

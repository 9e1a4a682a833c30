"""Start-up loans that one desk accepted in a batch and that share much."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from rules.loan.loans_in_a_batch import RULE
from rules.networks.loan_cluster import solve
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_where_wed
from tests.support.own_policy import own_policy
from tests.support.tables import as_text, hits_of, run_on

CONTRACT, NOTE, GUARANTEE = "loan/loan_contract", "loan/loan_note", "loan/guarantee"
COMPANY, MEMBER = "registry/company", "registry/company_member"
FIRST = date(2025, 1, 6)
EDGE = pl.Schema(
    {
        "one_record": pl.String(),
        "other_record": pl.String(),
        "one_on": pl.Date(),
        "other_on": pl.Date(),
        "within_days": pl.Int64(),
        "least_loans": pl.Int64(),
        "links": pl.List(pl.String()),
        "proof": pl.List(pl.String()),
    }
)


def loans(
    *phones: str, desk: str = "测试甲", step: int = 90, tier: str = "T1"
) -> dict[str, str]:
    """Return a loan for each telephone, `step` days from each other."""
    header = (
        "record_id | person_id | contract_number | loan_kind | signed_on | phone"
        " | accepted_by | organisation_id | link_tier"
    )
    rows = [
        f"C{n} | P{n} | HT{n} | 创业担保贷款 | {FIRST + timedelta(days=step * n)}"
        f" | {phone} | {desk} | O{n} | {tier}"
        for n, phone in enumerate(phones, 1)
    ]
    return {CONTRACT: "\n".join([header, *rows])}


def found(tables: dict[str, str]) -> list[str]:
    return sorted(str(hit["subject_id"]) for hit in hits_of(RULE, tables))


FIVE = ["P1", "P2", "P3", "P4", "P5"]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (loans(*"77777"), FIVE),
        (loans(*"7777"), []),
        (loans(*"77778"), []),
        (loans(*"77777", desk=""), []),  # nobody knows the desk
        (loans(*"77777", tier="T4"), []),
        (loans(*"77777", step=92), []),  # 368 days from first to last
        (loans(*"777777", step=91), [*FIVE, "P6"]),  # two years that overlap
        (loans(*"7" * 41, step=1), []),  # a telephone of everybody
        (loans("", "", "", "", ""), []),
    ],
)
def test_what_makes_a_batch(tables: dict[str, str], expected: list[str]) -> None:
    """一年内五份共用电话的列出；不足五份、受理人不明、四十人以上共用、身份不牢的不列."""
    assert found(tables) == expected


def guarantees(kind: str = "自然人保证") -> str:
    return (
        "record_id | guarantee_number | contract_number | person_id | guarantee_kind\n"
        + ("\n".join(f"G{n} | DB{n} | HT{n} | P9 | {kind}" for n in range(1, 6)))
    )


@pytest.mark.parametrize(("kind", "expected"), [("自然人保证", FIVE), ("联保", [])])
def test_one_guarantor(kind: str, expected: list[str]) -> None:
    """五份由同一自然人担保的列出，联保小组不列."""
    assert found(loans(*"12345") | {GUARANTEE: guarantees(kind)}) == expected


@pytest.mark.parametrize(("left", "expected"), [("", FIVE), ("2024-12-31", [])])
def test_one_contact_of_all_the_firms(left: str, expected: list[str]) -> None:
    """各经营实体登记的成员留有同一电话的列出，签约前已退出的成员不算."""
    members = "record_id | organisation_id | phone | joined_on | left_on | valid_to\n"
    members += "\n".join(
        f"M{n} | O{n} | 9 | 2020-01-01 | {left} | {left}" for n in range(1, 6)
    )
    assert found(loans(*"12345") | {MEMBER: members}) == expected


@pytest.mark.parametrize(("firms", "expected"), [(20, FIVE), (21, [])])
def test_one_place_that_is_no_market_hall(firms: int, expected: list[str]) -> None:
    """同一经营场所的列出，登记企业二十户以上的场所不算."""
    tables = loans(*"12345")
    tables[COMPANY] = "record_id | organisation_id | address\n" + "\n".join(
        f"K{n} | O{n} | 测试路1号" for n in range(1, firms + 1)
    )
    assert found(tables) == expected


def test_different_things_shared_make_one_batch_and_it_rests_on_all() -> None:
    """共用电话和担保人相连的合为一批，并附全部合同和担保."""
    tables = loans("7", "7", "7", "8", "8") | {
        GUARANTEE: "record_id | guarantee_number | contract_number | person_id\n"
        "G1 | DB1 | HT3 | P9\nG2 | DB2 | HT4 | P9"
    }
    hits = hits_of(RULE, tables)
    records = [set(str(as_text(hit["evidence_for"])).split()) for hit in hits]
    assert records == [{"C1", "C2", "C3", "C4", "C5", "G1", "G2"}] * 5
    assert {hit["severity"] for hit in hits} == {"S2"}
    assert all("同一电话" in str(hit["sentence"]) for hit in hits)


def test_ten_in_a_batch_weigh_more() -> None:
    """十份以上的，列为优先核查."""
    hits = hits_of(RULE, loans(*"7" * 10, step=9))
    assert {hit["severity"] for hit in hits} == {"S1"}


def test_relatives_share_a_telephone(tmp_path: Path) -> None:
    """借款人互为夫妻的，共用电话不算关联."""
    tables = {**loans(*"77"), NOTE: ""}
    lone = {**loans("7", "7", "7", "7", "7"), NOTE: ""}
    assert hits_where_wed(RULE, tmp_path, tables) == []
    hits = hits_where_wed(RULE, tmp_path, lone)
    assert len(hits) == 5  # the couple hangs together by the other three


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("40 20 360 5", FIVE),
        ("40 20 359 5", []),
        ("40 20 365 6", []),
        ("5 20 365 5", FIVE),
        ("4 20 365 5", []),
    ],
)
def test_the_limits_are_the_offices(
    tmp_path: Path, cells: str, expected: list[str]
) -> None:
    """人数、日数、份数的界限以政策表为准."""
    names = ["shared_people", "place_firms", "within_days", "least_loans"]
    told = " ".join(f"{n}={v}" for n, v in zip(names, cells.split(), strict=True))
    home = own_policy(tmp_path, "loan_cluster", told)
    hits = run_on(RULE, loans(*"77777"), policy_home=home)[0]
    assert sorted(hits["subject_id"]) == expected


def edge(one: int, other: int, days: tuple[int, int]) -> tuple[object, ...]:
    on = [FIRST + timedelta(days=day) for day in days]
    return (f"L{one}", f"L{other}", *on, 365, 5, ["电话"], [])


def test_a_long_chain_counts_only_where_a_year_holds_enough() -> None:
    """相连很长而一年内不足五份的不列，只取一年内的五份."""
    pairs = [edge(n, n + 1, (n * 120, n * 120 + 120)) for n in range(1, 9)]
    assert solve(pl.DataFrame(pairs, schema=EDGE, orient="row")).is_empty()
    near = [edge(n, n + 1, (n * 10, n * 10 + 10)) for n in range(1, 5)]
    far = [edge(5, 6, (50, 400))]
    clusters = solve(pl.DataFrame(near + far, schema=EDGE, orient="row"))
    assert clusters["record_id"].to_list() == ["L1", "L2", "L3", "L4", "L5"]
    assert clusters["cluster"].unique().to_list() == ["L1"]


def test_no_pairs_no_cluster() -> None:
    """没有任何共用的，不成批."""
    assert solve(pl.DataFrame(schema=EDGE)).is_empty()


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-08")

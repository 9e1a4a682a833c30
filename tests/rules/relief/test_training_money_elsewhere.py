"""Training subsidies on strange accounts, or above the standard."""

from pathlib import Path

import pytest

from county.places import REGION
from rules.relief.training_money_elsewhere import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import check_rule, hits_of, run_on

TRAINING = "relief/training_enrolment"
HEADER = (
    "record_id | person_id | class_number | training_organisation | organisation_id "
    "| level | started_on | ended_on | standard_fen | subsidy_fen | account_number "
    "| payment_result | link_tier"
)
PAYROLL = """
    record_id | person_id | account_number | paid_for
    W1        | P9        | 6200           | 2026-03-01
    W2        | P9        | 6200           | 2026-04-01
"""
CADRE = """
    record_id | person_id | unit_name | appointed_on | removed_on
    O1        | P9        | 某镇      | 2020-01-01   |
"""
SUPPLIER = """
    record_id | supplier_name | account_number | organisation_id
    Z1        | 某某培训 学校 | 8100           | G1
"""


def place(person: str, account: str = "", **changes: str) -> str:
    cells = {
        "class": "C1",
        "school": "某某培训学校",
        "code": "",
        "fen": "150000",
        "result": "成功",
        "tier": "T1",
        "start": "2026-03-02",
        **changes,
    }
    return (
        f"T{person} | {person} | {cells['class']} | {cells['school']} | {cells['code']}"
        f" | 初级 | {cells['start']} | 2026-03-20 | 150000 | {cells['fen']} "
        f"| {account or '62' + person} | {cells['result']} | {cells['tier']}"
    )


def given(*rows: str, **more: str) -> dict[str, str]:
    tables = {
        "payroll": "finance/staff_payroll",
        "cadre": "registry/cadre",
        "supplier": "finance/supplier",
        "resident": "registry/resident",
    }
    others = {tables[name]: text for name, text in more.items()}
    return {TRAINING: "\n".join((HEADER, *rows)), **others}


def test_three_trainees_of_different_homes_on_one_account() -> None:
    """不同户的三名学员共用一个账户的，按账户列出."""
    rows = [place(one, "6200") for one in ("P1", "P2", "P3")]
    check_rule(
        RULE,
        given=given(*rows, place("P4")),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity
            hit     | account      | 6200       | 450000     | 3     | S2
        """,
    )


def test_an_officials_account_that_many_share_goes_first() -> None:
    """多人共用的账户同时是干部工资账户的，优先核查."""
    rows = [place(one, "6200") for one in ("P1", "P2", "P3")]
    (hit,) = hits_of(RULE, given(*rows, payroll=PAYROLL, cadre=CADRE))
    assert (hit["subject_id"], hit["severity"]) == ("6200", "S1")


@pytest.mark.parametrize(
    ("third", "households", "hits"),
    [
        ("T1", "HHH", 0),  # one home
        ("T1", "HHG", 1),
        ("T4", "HGF", 0),  # counts rest on firm ties
    ],
)
def test_who_counts_as_many(third: str, households: str, hits: int) -> None:
    """同一户的、身份不牢的不计入多人共用."""
    homes = ["record_id | person_id | household_number"]
    homes += [f"R{n} | P{n} | {home}" for n, home in enumerate(households, 1)]
    rows = (place("P1", "6200"), place("P2", "6200"), place("P3", "6200", tier=third))
    assert len(hits_of(RULE, given(*rows, resident="\n".join(homes)))) == hits


@pytest.mark.parametrize(
    ("cells", "cadre", "outcomes"),
    [
        ({}, CADRE, ["hit"]),
        ({"tier": "T4"}, CADRE, ["hit"]),
        ({"result": "退回"}, CADRE, []),
        ({"start": "2019-03-02"}, CADRE.replace("|\n", "| 2020-02-01\n"), []),
        ({}, "", []),  # on the payroll, in no post
    ],
)
def test_an_officials_wage_account(
    cells: dict[str, str], cadre: str, outcomes: list[str]
) -> None:
    """进入在任干部工资账户的列出；已退回、干部已离任或只是一般职工的不列."""
    rows = given(place("P1", "6200", **cells), payroll=PAYROLL, cadre=cadre)
    assert [hit["outcome"] for hit in hits_of(RULE, rows)] == outcomes


@pytest.mark.parametrize(
    ("trainee", "official", "tiers"),
    [
        ("T1", "T4", ["T4"]),
        ("T4", "T1", ["T4"]),
        ("T4", "T4", []),
        ("T1", "T1", ["T1"]),
    ],
)
def test_an_official_whose_identity_is_weak(
    trainee: str, official: str, tiers: list[str]
) -> None:
    """干部名册中身份待核的，列入待核身份；双方都待核的不列."""
    cadre = (
        "record_id | person_id | unit_name | appointed_on | link_tier\n"
        f"O1 | P9 | 某镇 | 2020-01-01 | {official}"
    )
    rows = given(place("P1", "6200", tier=trainee), payroll=PAYROLL, cadre=cadre)
    assert [hit["tier"] for hit in hits_of(RULE, rows)] == tiers


def test_an_officials_own_training_is_no_strange_account() -> None:
    """干部本人参训、发到本人账户的不列."""
    rows = given(place("P9", "6200"), payroll=PAYROLL, cadre=CADRE)
    assert hits_of(RULE, rows) == []


def test_some_of_a_class_paid_to_the_school() -> None:
    """同班只有部分学员的补贴进入机构账户的，按机构列出."""
    check_rule(
        RULE,
        given=given(
            place("P1"), place("P2", "8100"), place("P3", "8100"), supplier=SUPPLIER
        ),
        expect="""
            outcome | subject_kind | subject_id   | amount_fen | evidence_for
            hit     | organisation | 某某培训学校 | 300000     | Z1 TP2 TP3
        """,
    )


def test_a_whole_class_paid_to_the_school_was_advanced() -> None:
    """全班补贴都拨给机构的，视为先垫后补."""
    rows = (
        place("P1", "8100", school="他名", code="G1"),
        place("P2", **{"class": "C2"}),
    )
    (hit,) = hits_of(RULE, given(*rows, supplier=SUPPLIER))
    assert (hit["outcome"], hit["subject_id"]) == ("explained", "G1")


@pytest.mark.parametrize(("fen", "amounts"), [("150000", []), ("150001", [1])])
def test_above_the_standard_of_the_list(fen: str, amounts: list[int]) -> None:
    """高于名单所列标准的，只计超出部分."""
    found = hits_of(RULE, given(place("P1", fen=fen)))
    assert [hit["amount_fen"] for hit in found] == amounts


def test_the_local_standard_goes_before_the_lists(tmp_path: Path) -> None:
    """录入了当地标准的，以当地标准为准."""
    header = "region,level,subsidy_fen,valid_from,valid_to,source,verified"
    people = "entered_by,confirmed_by"
    row = f"{REGION},初级,120000,2025-01-01,,某县文件,yes,甲,乙"
    home = local_policy(tmp_path)
    file = home / "training_standard.csv"
    file.write_text(f"{header},{people}\n{row}\n", encoding="utf-8")
    hits, _, _ = run_on(RULE, given(place("P1")), policy_home=home)
    assert hits["amount_fen"].to_list() == [30000]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-13F")

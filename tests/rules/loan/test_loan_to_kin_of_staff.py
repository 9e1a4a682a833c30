"""Start-up loans of relatives of those who handled them or worked there."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.loan.loan_to_kin_of_staff import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_where_wed

CONTRACT, NOTE, LINE = (
    "loan/loan_contract",
    "loan/loan_note",
    "finance/interest_subsidy",
)
CADRE, PAYROLL, GUARANTEE = "registry/cadre", "finance/staff_payroll", "loan/guarantee"
PAID, DECLARED = "social_security/contribution", "registry/declared_kin"


def loan(unit: str = "O1", reviewer: str = "测试甲", tier: str = "T1") -> str:
    return f"""
        record_id | person_id | contract_number | loan_kind | signed_on | accepting_unit_organisation_id | reviewed_by | link_tier
        C1 | P2 | HT1 | 创业担保贷款 | 2026-02-10 | {unit} | {reviewer} | {tier}
    """


def cadre(
    name: str = "测试乙", unit: str = "O9", tier: str = "T1",
    term: str = "2020-01-01 | ",
) -> str:  # fmt: skip
    until = term.partition("|")[2]
    return f"""
        record_id | person_id | person_name | organisation_id | link_tier | appointed_on | removed_on | valid_to
        K1 | P1 | {name} | {unit} | {tier} | {term} | {until}
    """


def payroll(unit: str, month: str) -> str:
    return f"""
        record_id | person_id | person_name | organisation_id | staff_type | paid_for
        W1 | P1 | 测试乙 | {unit} | 事业在编 | {month}
    """


def found(
    folder: Path, given: dict[str, str], **stated: object
) -> list[dict[str, Any]]:
    return hits_where_wed(RULE, folder, {CONTRACT: loan()} | given, **stated)


def severities(*args: Any, **kwargs: Any) -> list[str]:
    return [hit["severity"] for hit in found(*args, **kwargs)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({CADRE: cadre(name="测试·甲")}, ["S2"]),  # the reviewer's very name
        ({CADRE: cadre(unit="O1")}, ["S3"]),  # works where it was accepted
        ({CADRE: cadre(name="测试甲", unit="O1")}, ["S2"]),  # one act, the nearer
        ({CADRE: cadre()}, []),  # serves elsewhere
        ({CADRE: cadre(unit="O1", term="2026-02-11 | ")}, []),  # came later
        ({CADRE: cadre(unit="O1", term="2020-01-01 | 2026-02-09")}, []),  # had left
        ({CADRE: cadre(unit="O1", term="2020-01-01 | 2026-02-10")}, ["S3"]),
        ({PAYROLL: payroll("O1", "2026-02-01")}, ["S3"]),
        ({PAYROLL: payroll("O1", "2026-03-01")}, []),
        ({CADRE: cadre(unit="O1"), CONTRACT: loan(unit="")}, []),
    ],
)
def test_who_was_in_charge(
    tmp_path: Path, given: dict[str, str], expected: list[str]
) -> None:
    """近亲属与经办人同名的列为重点核查，在受理单位任职的列为一般核查；别处任职、签约以后到任、已离任的不列."""
    assert severities(tmp_path, given) == expected


def test_staff_of_the_guarantor(tmp_path: Path) -> None:
    """近亲属在担保机构任职的列出."""
    given = {
        CADRE: cadre(unit="O5"),
        GUARANTEE: "record_id | guarantee_number | contract_number | guarantor_organisation_id\n"
        "G1 | DB1 | HT-1 | O5",
    }
    assert severities(tmp_path, given) == ["S3"]


@pytest.mark.parametrize(
    ("month", "share", "expected"),
    [("2026-02-01", 100, ["S3"]), ("2026-03-01", 100, []), ("2026-02-01", 0, [])],
)
def test_staff_of_the_bank(
    tmp_path: Path, month: str, share: int, expected: list[str]
) -> None:
    """近亲属由经办银行缴纳社会保险的列出，签约以后才缴费、单位没有缴费的不列."""
    given = {
        NOTE: "record_id | note_number | contract_number | disbursed_on | amount_fen\n"
        "N1 | J1 | HT1 | 2026-02-12 | 1000",
        LINE: "record_id | note_number | organisation_id | subsidy_fen\nT1 | J1 | O7 | 30",
        PAID: "record_id | person_id | organisation_id | unit_share_fen | paid_for\n"
        f"B1 | P1 | O7 | {share} | {month}",
    }
    assert severities(tmp_path, given) == expected


@pytest.mark.parametrize(
    ("reviewer", "on", "expected"),
    [
        ("他人", "2026-02-10", []),  # declared on the day, explained
        ("他人", "2026-02-11", [("refused", "S3")]),
        ("测试乙", "2026-01-05", [("refused", "S2")]),  # handled it all the same
    ],
)
def test_what_was_declared(
    tmp_path: Path, reviewer: str, on: str, expected: list[tuple[str, str]]
) -> None:
    """签约当日以前已申报的有合理解释；以后才申报、本人经办的仍列出."""
    given = {
        CADRE: cadre(unit="O1"),
        CONTRACT: loan(reviewer=reviewer),
        DECLARED: "record_id | person_id | kin_person_id | matter | declared_on\n"
        f"D1 | P1 | P2 | 经商办企业 | {on}",
    }
    hits = [hit for hit in found(tmp_path, given) if hit["outcome"] == "hit"]
    assert [(hit["explanations"][0]["verdict"], hit["severity"]) for hit in hits] == (
        expected
    )


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [("T4 | T1", "explained"), ("T1 | T4", "explained"), ("T4 | T5", "hit")],
)
def test_a_declaration_with_one_damaged_number(
    tmp_path: Path, tiers: str, expected: str
) -> None:
    """申报中一方号码有误、另一方可靠的，仍算已申报."""
    given = {
        CADRE: cadre(unit="O1"),
        DECLARED: "record_id | person_id | kin_person_id | matter | declared_on "
        "| link_tier | kin_link_tier\n"
        f"D1 | P1 | P2 | 经商办企业 | 2026-02-10 | {tiers}",
    }
    assert [hit["outcome"] for hit in found(tmp_path, given)] == [expected]


def test_married_after_the_signing(tmp_path: Path) -> None:
    """签约以后才结婚的，不列."""
    given = {CADRE: cadre(unit="O1")}
    assert not found(tmp_path, given, valid_from=date(2026, 2, 11))


@pytest.mark.parametrize(("kind", "expected"), [("婚姻", []), ("户口簿", ["S3"])])
def test_the_divorced_are_no_kin_but_who_moved_out_is(
    tmp_path: Path, kind: str, expected: list[str]
) -> None:
    """已离婚的不算亲属，分户迁出的父母子女仍算."""
    given = {CADRE: cadre(unit="O1")}
    until = date(2020, 1, 1)
    assert severities(tmp_path, given, kind=kind, valid_to=until) == expected


def test_at_most_one_weak_tie(tmp_path: Path) -> None:
    """身份或亲属关系至多一处把握不大，两处的不列."""
    given = {CADRE: cadre(unit="O1", tier="T4")}
    assert [hit["tier"] for hit in found(tmp_path, given)] == ["T4"]
    assert not found(tmp_path, given, tier="T4")
    assert not found(tmp_path, {**given, CONTRACT: loan(tier="T4")})


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-14")

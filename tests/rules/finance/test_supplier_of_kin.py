"""Contracts with firms of a unit's employees or their relatives."""

from datetime import date

import pytest

from rules.finance.supplier_of_kin import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import hits_of

CONTRACT, COMPANY = "finance/contract", "registry/company"
PAYROLL, CADRE = "finance/staff_payroll", "registry/cadre"
DECLARED = "registry/declared_kin"
FIRM = """
    record_id | credit_code | company_kind | founded_on | legal_representative_person_id
    F1        | X1          | 有限责任公司 | 2020-01-01 | P1
"""
LED_BY_KIN = FIRM.replace("| P1", "| P2")


def signed(day: str = "2026-05-18", unit: str = "县水利局") -> str:
    return f"""
        record_id | contract_number | purchaser_name | supplier_credit_code | \
signed_on | amount_fen
        H1        | H1              | {unit}         | X1                   | \
{day}     | 8600000
    """


def staff(joined: str = "2015-07-01", month: str = "2026-04-01") -> str:
    return f"""
        record_id | person_id | unit_name | staff_type | joined_on | paid_for
        W1        | P1        | 县水利局  | 事业在编   | {joined}  | {month}
    """


@pytest.mark.parametrize(
    ("contract", "payroll", "outcomes"),
    [
        (signed(), staff(), ["hit"]),
        (signed(unit="县林业局"), staff(), []),
        (signed("2019-05-01"), staff(), []),  # the firm was not there yet
        (signed(), staff(joined="2026-06-01"), []),
        (signed(), staff(month="2023-06-01"), ["hit"]),  # left, three years back
        (signed(), staff(month="2023-04-01"), []),
    ],
)
def test_the_firm_of_an_employee(
    contract: str, payroll: str, outcomes: list[str]
) -> None:
    """供应商负责人是采购单位现任或三年内离任人员的列出；别的单位、企业设立以前、入职以前签约的不列."""
    found = hits_of(RULE, {CONTRACT: contract, COMPANY: FIRM, PAYROLL: payroll})
    told = [(hit["outcome"], hit["reason"], hit["severity"]) for hit in found]
    assert told == [(outcome, "本人任职", "S2") for outcome in outcomes]


GIVEN = {CONTRACT: signed(), COMPANY: LED_BY_KIN, PAYROLL: staff()}


@pytest.mark.parametrize(
    ("tier", "until", "told"),
    [
        ("T1", None, [("hit", "T1", "S3")]),
        ("T5", None, [("hit", "T5", "S4")]),
        ("T6", None, []),
        ("T1", date(2026, 1, 1), []),  # divorced
    ],
)
def test_the_firm_of_a_relative(
    tier: str, until: date | None, told: list[tuple[str, str, str]]
) -> None:
    """供应商负责人是本单位人员的配偶的列出；签约以前已离婚、只凭姓名的不列."""
    found = hits_of_couple(RULE, GIVEN, tier=tier, until=until)
    assert [(hit["outcome"], hit["tier"], hit["severity"]) for hit in found] == told
    assert all(hit["subject_id"] == "P1" for hit in found)


def test_a_relative_of_a_leader_weighs_more() -> None:
    """涉及班子成员亲属的，列为重点核查."""
    leader = """
        record_id | person_id | unit_name | is_leader | appointed_on
        K1        | P1        | 县水利局  | 是        | 2020-01-01
    """
    (hit,) = hits_of_couple(RULE, {**GIVEN, CADRE: leader})
    assert hit["severity"] == "S2"


@pytest.mark.parametrize(
    ("day", "outcome"), [("2026-02-01", "explained"), ("2026-06-01", "hit")]
)
def test_what_was_declared_before_is_explained(day: str, outcome: str) -> None:
    """签约以前已申报的有合理解释，以后才申报的仍列出."""
    declared = f"""
        record_id | person_id | kin_person_id | matter     | declared_on
        B1        | P1        | P2            | 经商办企业 | {day}
    """
    (hit,) = hits_of_couple(RULE, {**GIVEN, DECLARED: declared})
    assert hit["outcome"] == outcome


@pytest.mark.parametrize(
    ("tiers", "outcome"),
    [("T4 | T1", "explained"), ("T1 | T5", "explained"), ("T4 | T4", "hit")],
)
def test_a_declaration_with_one_damaged_number(tiers: str, outcome: str) -> None:
    """申报中一方号码有误、另一方可靠的，仍算已申报."""
    declared = f"""
        record_id | person_id | kin_person_id | matter     | declared_on | link_tier | kin_link_tier
        B1        | P1        | P2            | 经商办企业 | 2026-02-01  | {tiers}
    """
    (hit,) = hits_of_couple(RULE, {**GIVEN, DECLARED: declared})
    assert hit["outcome"] == outcome


def test_two_weak_ties_make_nothing() -> None:
    """亲属关系和企业任职两处都把握不大的，不列."""
    weak = FIRM.replace(
        "representative_person_id",
        "representative_person_id | legal_representative_link_tier",
    ).replace("| P1", "| P2 | T4")
    assert not hits_of_couple(RULE, {**GIVEN, COMPANY: weak}, tier="T5")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-09")


def _versions(first: str, second: str) -> str:
    """Return a firm of 2020 in the registers of 2026-03-10 and 2026-06-10."""
    return f"""
record_id|supplier|credit_code|founded_on|legal_representative_person_id|delivered_on|\
valid_from|valid_to
F1|市监局|X1|2020-01-01|{first}|2026-03-10||2026-06-09
F2|市监局|X1|2020-01-01|{second}|2026-06-10|2026-06-10|
    """


@pytest.mark.parametrize(
    ("day", "first", "second", "outcomes"),
    [
        ("2026-03-02", "P1", "P7", ["hit"]),  # led it then, not today
        ("2026-05-18", "P1", "P7", ["cannot_decide"]),  # between the registers
        ("2026-06-18", "P1", "P7", []),
        ("2026-03-02", "P7", "P1", []),  # leads it today, not then
        ("2026-06-18", "P7", "P1", ["hit"]),
        ("2026-05-18", "P1", "P1", ["hit"]),  # only the row was corrected
    ],
)
def test_who_led_the_firm_on_the_day_of_signing(
    day: str, first: str, second: str, outcomes: list[str]
) -> None:
    """按签约当日的法定代表人判断，不用今天的；签约在变更前后两次登记信息之间的，不作判断."""
    given = {CONTRACT: signed(day), COMPANY: _versions(first, second), PAYROLL: staff()}
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == outcomes

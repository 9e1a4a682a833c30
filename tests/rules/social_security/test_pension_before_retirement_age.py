"""Employees' pensions before the retirement age."""

import pytest

from rules.rule import Status
from rules.social_security.pension_before_retirement_age import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYMENT = "social_security/pension_payment"
CADRE = "registry/cadre"
RESIDENT = "registry/resident"


def paid(
    *months: str,
    born: str = "19720310",
    sex: str = "男",
    scheme: str = "企业养老",
    tier: str = "T1",
    flag: str = "已支付",
) -> str:
    """Return a pension for each of these months, by the number's birth date."""
    number = f"420281{born}12{'1' if sex == '男' else '2'}5"
    head = "record_id|person_id|link_tier|id_text|id_kind|scheme|paid_for|paid_in"
    head += "|amount_fen|payment_flag"
    rows = [
        f"N{month[5:7]}|P1|{tier}|{number}|valid|{scheme}|{month}|{month}|300000|{flag}"
        for month in months
    ]
    return "\n".join((head, *rows))


def test_counts_the_months_before_the_age() -> None:
    """早于到龄当月的养老待遇逐月列出；本规则随程序发布时为影子运行."""
    check_rule(
        RULE,
        given={PAYMENT: paid("2026-03-01", "2026-04-01")},
        expect="""
outcome|reason  |subject_id|matter                  |amount_fen|items|severity
hit    |证件日期|P1        |social_security/企业养老|600000    |2    |S3
""",
    )
    assert RULE.status is Status.SHADOW


@pytest.mark.parametrize(
    ("born", "sex", "outcome"),
    [
        ("19650310", "男", []),  # sixty and a month in April 2025
        ("19660310", "男", ["explained"]),  # sixty: earlier by choice
        ("19660510", "男", ["hit"]),
        ("19760210", "女", ["explained"]),  # fifty: earlier by choice
        ("19760510", "女", ["hit"]),
    ],
)
def test_the_age_by_month_of_birth(born: str, sex: str, outcome: list[str]) -> None:
    """按出生月份逐月计算到龄时间，达到改革前退休年龄的视为弹性提前退休."""
    hits = hits_of(RULE, {PAYMENT: paid("2026-03-01", born=born, sex=sex)})
    assert [hit["outcome"] for hit in hits] == outcome


def test_before_the_ages_rose_nobody_retired_by_choice() -> None:
    """弹性提前退休实施以前的月份，不到六十周岁的列出."""
    hits = hits_of(RULE, {PAYMENT: paid("2024-03-01", born="19640310")})
    assert hits == []
    (hit,) = hits_of(RULE, {PAYMENT: paid("2024-02-01", born="19640310")})
    assert hit["outcome"] == "hit"


@pytest.mark.parametrize(
    ("birth_on", "reason"),
    [
        ("1968-03-10", ["其他登记日期"]),
        ("1962-07-10", []),  # four months later only
        ("1955-03-10", []),  # earlier
    ],
)
def test_a_later_birth_date_elsewhere(birth_on: str, reason: list[str]) -> None:
    """其他登记中的出生日期晚于证件半年以上的，按较晚的再算；较早或相差不大的不算."""
    register = f"""
        record_id | person_id | birth_on   | identity
        K1        | P1        | {birth_on} | 事业在编
    """
    given = {PAYMENT: paid("2026-03-01", born="19620310"), CADRE: register}
    assert [hit["reason"] for hit in hits_of(RULE, given)] == reason


def test_says_what_only_the_files_can_tell() -> None:
    """提前退休只有档案能说明，列为需取得的材料."""
    (hit,) = hits_of(RULE, {PAYMENT: paid("2026-03-01")})
    assert "提前退休审批表" in str(hit["evidence_missing"])


@pytest.mark.parametrize(
    "table",
    [
        paid("2026-03-01", scheme="居民养老"),
        paid("2026-03-01", flag="退回"),
        paid("2026-03-01").replace("|valid|", "|checksum|"),
    ],
)
def test_what_is_no_question(table: str) -> None:
    """居民养老、已退回、身份证号码校验不通过的，不列."""
    assert hits_of(RULE, {PAYMENT: table}) == []


def test_weak_ties() -> None:
    """一处身份对应把握不大的列为待核身份，两处都把握不大的不列."""
    (hit,) = hits_of(RULE, {PAYMENT: paid("2026-03-01", tier="T5")})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    register = """
        person_id | link_tier | birth_on   | status
        P1        | T4        | 1968-03-10 | 正常
    """
    table = paid("2026-03-01", born="19620310", tier="T5")
    assert hits_of(RULE, {PAYMENT: table, RESIDENT: register}) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-11")


@pytest.mark.parametrize(("corrected", "hits"), [(False, 1), (True, 0)])
def test_a_birth_date_that_was_corrected_says_nothing(
    corrected: bool,  # noqa: FBT001 - the case, by pytest
    hits: int,
) -> None:
    """干部名册写错、后来更正的出生日期不作依据；只是后来不再列出的仍作依据."""
    cadre = """
        record_id | person_id | birth_on | delivered_on | valid_to
        K1 | P1 | 1972-03-10 | 2026-03-10 | 2026-06-09
    """
    if corrected:
        cadre = f"{cadre.rstrip()}\n        K2 | P1 | 1962-03-10 | 2026-06-10 |"
    given = {PAYMENT: paid("2026-03-01", born="19620310"), CADRE: cadre}
    assert len(hits_of(RULE, given)) == hits

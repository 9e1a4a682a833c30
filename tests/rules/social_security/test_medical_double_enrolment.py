"""Two medical insurances of one year, with the treasury's subsidy."""

import pytest

from rules.rule import Status
from rules.social_security.medical_double_enrolment import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

ENROLMENT = "social_security/medical_enrolment"
HEAD = (
    "record_id|person_id|link_tier|personal_number|insurance|person_kind"
    "|enrolment_status|insured_for|insured_for_to|first_for|stopped_on|fiscal_share_fen\n"
)


def enrolled(  # noqa: PLR0913 - what tells enrolments apart
    name: str,
    insurance: str,
    *,
    kind: str = "成年居民",
    status: str = "正常参保",
    first_for: str = "2018-01-01",
    stopped_on: str = "",
    fen: str = "67000",
    tier: str = "T1",
) -> str:
    """Return the row of one enrolment of 2026."""
    return (
        f"{name}|P1|{tier}|{name}|{insurance}|{kind}|{status}|2026-01-01|2026-12-31"
        f"|{first_for}|{stopped_on}|{fen}\n"
    )


JOB = enrolled("E1", "职工医保", kind="在职", fen="")


def test_a_resident_who_is_an_employee_all_year() -> None:
    """全年按职工参保、又按居民参保并享受财政补助的列出；本规则随程序发布时为影子运行."""
    check_rule(
        RULE,
        given={ENROLMENT: HEAD + JOB + enrolled("R1", "居民医保")},
        expect="""
outcome|reason    |subject_id|matter                  |amount_fen|items|severity|evidence_for
hit    |居民与职工|P1        |social_security/居民医保|67000     |1    |S4      |E1 R1
""",
    )
    assert RULE.status is Status.SHADOW


@pytest.mark.parametrize(
    ("resident", "hits"),
    [
        (enrolled("R1", "居民医保", fen="0"), 0),
        (enrolled("R1", "居民医保", status="未参保"), 0),
        (enrolled("R1", "居民医保", status="终止参保", stopped_on="2026-02-28"), 0),
        (enrolled("R1", "居民医保", status="终止参保", stopped_on="2026-03-01"), 1),
    ],
)
def test_only_what_is_subsidised_and_runs_three_months(
    resident: str, hits: int
) -> None:
    """没有财政补助、未参保、重叠不足三个月的，不列."""
    assert len(hits_of(RULE, {ENROLMENT: HEAD + JOB + resident})) == hits


def test_two_files_of_a_resident_count_once() -> None:
    """同一人有两份居民参保的，只计一份."""
    table = HEAD + enrolled("R1", "居民医保") + enrolled("R2", "居民医保")
    (hit,) = hits_of(RULE, {ENROLMENT: table})
    assert (hit["reason"], hit["items"]) == ("居民两份", 1)


@pytest.mark.parametrize(
    ("kind", "first_for", "reason"),
    [
        ("成年居民", "2026-05-01", "changed_within_year"),
        ("大学生", "2018-01-01", "student_enrolment"),
    ],
)
def test_lawful_changes(kind: str, first_for: str, reason: str) -> None:
    """当年才转入职工医保的、大学生参保的，有合理解释."""
    job = enrolled("E1", "职工医保", kind="在职", fen="", first_for=first_for)
    table = HEAD + job + enrolled("R1", "居民医保", kind=kind)
    (hit,) = hits_of(RULE, {ENROLMENT: table})
    assert (hit["outcome"], hit["reason"]) == ("explained", reason)


def test_weak_ties() -> None:
    """一处身份对应把握不大的注明，两处都把握不大的不列."""
    weak = enrolled("R1", "居民医保", tier="T5")
    (hit,) = hits_of(RULE, {ENROLMENT: HEAD + JOB + weak})
    assert hit["tier"] == "T5"
    both = JOB.replace("T1", "T4") + weak
    assert hits_of(RULE, {ENROLMENT: HEAD + both}) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-09")


@pytest.mark.parametrize(("gone", "hits"), [("2026-12-09", 1), ("2026-02-27", 0)])
def test_an_enrolment_that_a_later_list_has_no_more(gone: str, hits: int) -> None:
    """当年的参保名单以后不再列出的，仍按当年登记计算重复月份."""
    head = HEAD.replace("\n", "|delivered_on|valid_to\n")
    seen = "2026-09-10" if hits else "2026-01-20"
    job = JOB.replace("\n", f"|{seen}|{gone}\n")
    own = enrolled("R1", "居民医保").replace("\n", f"|{seen}|{gone}\n")
    assert len(hits_of(RULE, {ENROLMENT: head + job + own})) == hits

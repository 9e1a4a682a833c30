"""Pension paid for months in prison."""

import pytest

from rules.social_security.pension_during_custody import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYMENT = "social_security/pension_payment"
CUSTODY = "registry/custody"
REFUND = "social_security/pension_refund"


def paid(
    *months: str, paid_in: str = "", flag: str = "已支付", tier: str = "T1"
) -> str:
    """Return a pension for each of these months, paid in them or in `paid_in`."""
    head = (
        "record_id|person_id|link_tier|scheme|paid_for|paid_in|amount_fen|payment_flag"
    )
    rows = [
        f"A{month[5:7]}|P1|{tier}|企业养老|{month}|{paid_in or month}|300000|{flag}"
        for month in months
    ]
    return "\n".join((head, *rows))


def term(
    start: str, end: str, mode: str = "监狱执行", kind: str = "服刑", tier: str = "T1"
) -> str:
    """Return one sentence; the register's end is the version's end, too."""
    return f"""
        record_id | person_id | link_tier | kind   | exec_mode | started_on | ended_on | valid_to
        C1        | P1        | {tier}    | {kind} | {mode}    | {start}    | {end}    | {end}
    """


INSIDE = term("2025-06-10", "2026-06-10")


def test_counts_the_whole_months_between_going_in_and_coming_out() -> None:
    """入监当月和出监当月照发，其间的整月逐月列出."""
    check_rule(
        RULE,
        given={
            PAYMENT: paid("2025-06-01", "2026-04-01", "2026-05-01", "2026-06-01"),
            CUSTODY: INSIDE,
        },
        expect="""
outcome|subject_id|matter                  |amount_fen|items|severity|evidence_for
hit    |P1        |social_security/企业养老|600000    |2    |S3      |C1 A04 A05
""",
    )


@pytest.mark.parametrize(
    ("month", "outcome"),
    [
        ("2025-06-01", []),  # the month of going in is paid
        ("2025-08-01", ["explained"]),  # ends 82 days later
        ("2025-09-01", ["hit"]),  # ends 112 days later
        ("2026-05-01", ["hit"]),
        ("2026-06-01", []),  # so is the month of coming out
    ],
)
def test_window_edges(month: str, outcome: list[str]) -> None:
    """入监后传递期内的月份有合理解释，其后至出监前逐月列出."""
    found = hits_of(RULE, {PAYMENT: paid(month), CUSTODY: INSIDE})
    assert [hit["outcome"] for hit in found] == outcome


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("缓刑", "社区矫正"), ("取保候审", "羁押"), ("看守所代为执行", "羁押")],
)
def test_who_serves_no_term_inside_is_no_question(mode: str, kind: str) -> None:
    """缓刑、取保候审、判决前羁押的，不列."""
    register = term("2025-06-10", "2026-06-10", mode, kind)
    assert hits_of(RULE, {PAYMENT: paid("2026-03-01"), CUSTODY: register}) == []


def test_an_end_that_is_not_known_is_open() -> None:
    """没有出监日期的，视为仍在服刑."""
    register = term("2025-06-10", "")
    (hit,) = hits_of(RULE, {PAYMENT: paid("2026-09-01"), CUSTODY: register})
    assert hit["outcome"] == "hit"


def test_the_last_version_of_a_spell_counts() -> None:
    """同一次服刑有先后两次报送的，以最近一次为准，提前释放之后的月份不列."""
    register = """
        person_id | kind | exec_mode | started_on | ended_on   | valid_to   | released_on | delivered_on
        P1        | 服刑 | 监狱执行  | 2025-06-10 | 2027-06-10 | 2027-06-10 |             | 2025-09-01
        P1        | 服刑 | 监狱执行  | 2025-06-10 | 2027-06-10 | 2027-06-10 | 2026-01-15  | 2026-04-01
    """
    given = {PAYMENT: paid("2025-12-01", "2026-03-01"), CUSTODY: register}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["items"], hit["amount_fen"]) == ("hit", 1, 300000)


def test_parole_in_the_middle_explains_what_is_paid_from_then_on() -> None:
    """中途假释的，假释当月起的发放有合理解释，之前的仍列出."""
    register = """
        person_id | kind     | exec_mode | started_on | ended_on
        P1        | 服刑     | 监狱执行  | 2025-06-10 | 2027-06-10
        P1        | 社区矫正 | 假释      | 2026-03-20 | 2027-06-10
    """
    (hit,) = hits_of(RULE, {PAYMENT: paid("2026-03-01"), CUSTODY: register})
    assert (hit["outcome"], hit["reason"]) == ("explained", "out_of_custody")
    (hit,) = hits_of(RULE, {PAYMENT: paid("2026-02-01"), CUSTODY: register})
    assert hit["outcome"] == "hit"


def test_back_pay_after_the_release_is_undecided() -> None:
    """出监以后才补发的，列为无法判断."""
    table = paid("2026-03-01", paid_in="2026-08-01")
    (hit,) = hits_of(RULE, {PAYMENT: table, CUSTODY: INSIDE, REFUND: ""})
    assert (hit["outcome"], hit["reason"]) == ("cannot_decide", "paid_after_release")


def test_what_came_back() -> None:
    """已全部退回基金的有合理解释，未付出的不列."""
    refund = """
        person_id | paid_for   | paid_for_to | amount_fen | received_flag
        P1        | 2026-03-01 | 2026-03-31  | 300000     | 已到账
    """
    given = {PAYMENT: paid("2026-03-01"), CUSTODY: INSIDE, REFUND: refund}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("explained", "repaid")
    returned = {PAYMENT: paid("2026-03-01", flag="退回"), CUSTODY: INSIDE}
    assert hits_of(RULE, returned) == []


def test_weak_ties() -> None:
    """一处身份对应把握不大的列为待核身份，两处都把握不大的不列."""
    weak = term("2025-06-10", "2026-06-10", tier="T5")
    (hit,) = hits_of(RULE, {PAYMENT: paid("2026-03-01"), CUSTODY: weak})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    chained = {PAYMENT: paid("2026-03-01", tier="T4"), CUSTODY: weak}
    assert hits_of(RULE, chained) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-03")


@pytest.mark.parametrize(
    ("month", "outcomes"),
    [
        ("2026-02-01", ["hit"]),
        ("2026-04-01", ["cannot_decide"]),  # between the two registers
        ("2026-07-01", []),
    ],
)
def test_a_prisoner_who_vanished_from_the_register(
    month: str, outcomes: list[str]
) -> None:
    """刑期未满而从登记信息中消失的，最后一次仍有登记之前的月份列出，其后的不作判断."""
    register = """
record_id|supplier|person_id|kind|exec_mode|started_on|ended_on|delivered_on|valid_to
C1|司法局|P1|服刑|监狱执行|2025-06-10|2028-06-09|2026-03-20|2026-06-19
    """
    found = hits_of(RULE, {PAYMENT: paid(month), CUSTODY: register})
    assert [hit["outcome"] for hit in found] == outcomes


def test_a_term_that_does_not_say_how_it_is_served_is_a_question() -> None:
    """执行方式空白的服刑登记，不能判断是否在押."""
    given = {
        PAYMENT: paid("2026-04-01"),
        CUSTODY: term("2025-06-10", "2026-06-10", mode=""),
    }
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == ["cannot_decide"]

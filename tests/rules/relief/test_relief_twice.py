"""Relief that one person receives twice for the same month."""

import pytest

from rules.relief.relief_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
KEPT, ORPHAN = "relief/tekun_person", "relief/orphan"
TWO = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status
    M1        | P1        | P1             | D1                 | 2024-01-01 | 在保
    M2        | P1        | P9             | D2                 | 2024-01-01 | 在保
"""
ONE = "\n".join(TWO.splitlines()[:3])
HEADER = (
    "record_id | person_id | certificate_number | paid_for | amount_fen | insured_count"
)


def paid(*rows: str) -> str:
    return "\n".join((HEADER, *rows))


def test_two_certificates_count_the_lower_share() -> None:
    """同月列在两个低保证上的，计较低一份中本人的份额."""
    check_rule(
        RULE,
        given={
            MEMBER: TWO,
            PAYMENT: paid(
                "A | P1 | D1 | 2026-02-01 | 32000 | 1",
                "B | P9 | D2 | 2026-02-01 | 50000 | 2",
                "C | P1 | D1 | 2026-03-01 | 32000 | 1",
                "D | P9 | D2 | 2026-03-01 | 50000 | 2",
            ),
        },
        expect="""
            outcome | subject_id | amount_fen | items | severity | evidence_for
            hit     | P1         | 50000      | 2     | S3       | M1 M2 A B C D
        """,
    )


def test_the_month_of_a_move_is_explained() -> None:
    """一份的末月恰为另一份的首月，视为转移，有合理解释."""
    rows = paid(
        "A | P1 | D1 | 2026-01-01 | 32000 | 1",
        "B | P1 | D1 | 2026-02-01 | 32000 | 1",
        "C | P9 | D2 | 2026-02-01 | 50000 | 2",
        "D | P9 | D2 | 2026-03-01 | 50000 | 2",
    )
    (hit,) = hits_of(RULE, {MEMBER: TWO, PAYMENT: rows})
    assert (hit["outcome"], hit["reason"]) == ("explained", "transfer_month")


@pytest.mark.parametrize(
    ("spell", "outcomes"),
    [
        ("P1 | 2024-01-01 | 在保 |", ["hit"]),
        ("P1 | 2026-02-01 | 在保 |", ["hit"]),
        ("P1 | 2026-03-01 | 在保 |", []),
        ("P1 | 2024-01-01 | 停保 | 2026-02-15", []),  # not through the whole month
        ("P1 | 2024-01-01 | 停保 | 2026-03-15", ["hit"]),
        ("P1 | 2024-01-01 | 停保 |", ["cannot_decide"]),
        ("P2 | 2024-01-01 | 在保 |", []),
    ],
)
@pytest.mark.parametrize("path", [KEPT, ORPHAN])
def test_kept_by_the_state_as_well(path: str, spell: str, outcomes: list[str]) -> None:
    """特困、孤儿供养覆盖整月的列出，不满整月的不列，停保而没有日期的无法判断."""
    table = f"""
        person_id | first_for | status | stopped_on
        {spell}
    """
    given = {
        MEMBER: ONE,
        PAYMENT: paid("A | P1 | D1 | 2026-02-01 | 32000 | 1"),
        path: table,
    }
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == outcomes


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """身份对应把握不大的，先列为待核身份."""
    table = """
        person_id | first_for  | status | link_tier
        P1        | 2024-01-01 | 在保   | T5
    """
    given = {
        MEMBER: ONE,
        PAYMENT: paid("A | P1 | D1 | 2026-02-01 | 32000 | 1"),
        KEPT: table,
    }
    (hit,) = hits_of(RULE, given)
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-07")

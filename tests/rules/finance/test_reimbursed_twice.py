"""Invoices reimbursed beyond their face, trips paid by two units, equal meals."""

import pytest

from rules.finance.reimbursed_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CLAIM = "finance/expense_claim"
NUMBER = "26427000000000000003"
INVOICES = (
    "record_id | claim_number | person_id | unit_code | expense_kind | invoice_number | "
    "invoice_fen | amount_fen | reimbursed_on"
)


def invoices(*rows: str) -> dict[str, str]:
    """Return claims: number, person, unit, invoice, face, amount, day, columns more."""
    full = [f"{row.split(' | ')[0]} | {row}" for row in rows]
    placed = [
        " | ".join([*c[:4], "办公费", *c[4:]]) for c in (r.split(" | ") for r in full)
    ]
    return {CLAIM: "\n".join([INVOICES, *placed])}


def test_only_what_goes_beyond_the_face_counts() -> None:
    """同一发票两次报销，只计超过票面的部分."""
    check_rule(
        RULE,
        given=invoices(
            f"A | P1 | 101 | {NUMBER} | 90000 | 60000 | 2026-03-01",
            f"B | P2 | 102 | {NUMBER} | 90000 | 90000 | 2026-04-01",
        ),
        expect="""
            outcome | subject_id | amount_fen | items | severity | evidence_for
            hit     | P2         | 60000      | 1     | S3       | A B
        """,
    )


@pytest.mark.parametrize(
    ("rows", "outcomes"),
    [
        # shared out within the face
        (["A | P1 | 101 | N | 90000 | 45000 | 2026-03-01",
          "B | P1 | 102 | N | 90000 | 45000 | 2026-04-01"], []),
        # taken back with red letters
        (["A | P1 | 101 | N | 90000 | 90000 | 2026-03-01",
          "B | P1 | 102 | N | 90000 | 90000 | 2026-04-01",
          "C | P1 | 102 | N | 90000 | -90000 | 2026-04-09"], ["explained"]),
        # taken back before it was paid anew
        (["A | P1 | 101 | N | 90000 | 90000 | 2026-03-01",
          "B | P1 | 101 | N | 90000 | -90000 | 2026-03-09",
          "C | P1 | 102 | N | 90000 | 90000 | 2026-04-09"], []),
        # the number is written in another way
        (["A | P1 | 101 | 26427-00000000000-0003 | 900 | 900 | 2026-03-01",
          "B | P1 | 102 | 26427000000000000003 | 900 | 900 | 2026-04-01"], ["hit"]),
        # the unit answers where nobody is tied
        (["A |  | 101 | N | 90000 | 90000 | 2026-03-01",
          "B |  | 102 | N | 90000 | 90000 | 2026-04-01"], ["hit"]),
    ],
)  # fmt: skip
def test_how_an_invoice_may_be_used(rows: list[str], outcomes: list[str]) -> None:
    """票面以内分摊、红字冲回后重报的不列，事后冲回的有合理解释，号码写法不同的视为同一张."""
    given = invoices(*(row.replace("| N |", f"| {NUMBER} |") for row in rows))
    found = hits_of(RULE, given)
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(("seller", "count"), [("甲店", 1), ("乙店", 0)])
def test_a_short_number_needs_the_seller(seller: str, count: int) -> None:
    """短号码的旧票须开票方也相同，才视为同一张."""
    rows = f"""
        record_id | claim_number | person_id | invoice_number | invoice_fen | amount_fen \
| seller_name | reimbursed_on
        A         | A            | P1        | 00012345       | 900         | 900        \
| 甲店        | 2026-03-01
        B         | B            | P1        | 00012345       | 900         | 900        \
| {seller}    | 2026-04-01
    """
    assert len(hits_of(RULE, {CLAIM: rows})) == count


def trips(second: str, unit: str = "102", more: str = "", tier: str = "T1") -> str:
    head = (
        "record_id | claim_number | person_id | unit_code | expense_kind | "
        "invoice_number | amount_fen | reimbursed_on | trip_from_on | trip_until_on | "
        "is_split_approved | link_tier"
    )
    first = (
        "A | A | P1 | 101 | 差旅费 | 11 | 80000 | 2026-03-09 | 2026-03-02 | 2026-03-05"
    )
    other = f"B | B | P1 | {unit} | 差旅费 | 12 | 70000 | 2026-03-20 | {second}"
    return f"{head}\n{first} | | {tier}\n{other} | {more} | {tier}"


@pytest.mark.parametrize(
    ("claims", "outcomes"),
    [
        (trips("2026-03-04 | 2026-03-07"), ["hit"]),
        (trips("2026-03-05 | 2026-03-07"), []),
        (trips("2026-03-03 | 2026-03-04", unit="101"), []),
        (trips("2026-03-03 | 2026-03-04", more="是"), ["explained"]),
        (trips("2026-03-03 | 2026-03-04", tier="T5"), []),
    ],
)
def test_trips_that_two_units_paid(claims: str, outcomes: list[str]) -> None:
    """同一人在两个单位报销的行程重叠两天以上的列出；同一单位的、重叠一天的不列，经批准分摊的有合理解释."""
    assert [hit["outcome"] for hit in hits_of(RULE, {CLAIM: claims})] == outcomes


@pytest.mark.parametrize(("fen", "severities"), [(68_800, ["S4"]), (100_000, [])])
def test_two_equal_meals_are_a_hint(fen: int, severities: list[str]) -> None:
    """同一天同一商户两笔金额相同的接待列为提示，整百元的不列."""
    head = (
        "record_id | claim_number | person_id | unit_code | expense_kind | "
        "invoice_number | invoice_fen | amount_fen | seller_name | invoice_on"
    )
    rows = [
        f"{n} | {n} | P1 | 101 | 公务接待费 | {n}{n} | {fen} | {fen} | 甲店 | 2026-03-01"
        for n in (1, 2)
    ]
    found = hits_of(RULE, {CLAIM: "\n".join([head, *rows])})
    assert [hit["severity"] for hit in found] == severities


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-05")

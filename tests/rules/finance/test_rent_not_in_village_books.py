"""Rents that the ledger calls received and the books do not show."""

import pytest

from rules.finance.rent_not_in_village_books import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

LEASE, VOUCHER = "finance/village_contract", "finance/village_voucher"
HEAD = (
    "record_id | town | village | voucher_number | booked_on | income_fen | "
    "contract_number | account_name"
)
AROUND = (
    "A | 城关镇 | 新塘村 | 1 | 2025-01-09 | 5000 | | 补助收入",
    "Z | 城关镇 | 新塘村 | 9 | 2026-06-30 | 5000 | | 补助收入",
)


def lease(
    starts: str = "2024-06-01", due: int = 240_000, received: int | None = None
) -> str:
    got = due if received is None else received
    return f"""
        record_id | contract_number | town | village | signed_on | starts_on | ends_on | annual_rent_fen | due_fen | received_fen | delivered_on
        L | HT-1 | 城关镇 | 新塘村 | {starts} | {starts} | 2033-12-31 | 120000 | {due} | {got} | 2026-05-20
    """


def books(*rows: str) -> str:
    return "\n".join([HEAD, *AROUND, *rows])


def rent(day: str, fen: int, number: str = "HT1", name: str = "R") -> str:
    return (
        f"{name} | 城关镇 | 新塘村 | {name} | {day} | {fen} | {number} | 发包及租赁收入"
    )


def outcomes(ledger: str, *rows: str) -> list[object]:
    given = {LEASE: ledger, VOUCHER: books(*rows)}
    return [hit["outcome"] for hit in hits_of(RULE, given)]


def test_a_rent_that_is_half_in_the_books() -> None:
    """台账记为已收清、明细账只入账一部分的，列出差额."""
    check_rule(
        RULE,
        given={LEASE: lease(), VOUCHER: books(rent("2025-06-03", 40_000))},
        expect="""
            outcome | subject_id | reason       | amount_fen | severity | period_from | evidence_for
            hit     | HT-1       | 租金未见入账 | 80000      | S3       | 2025-06-01  | L R
        """,
    )


@pytest.mark.parametrize(
    ("ledger", "rows", "expected"),
    [
        (lease(), (), ["hit"]),
        (lease(), (rent("2025-06-03", 120_000),), []),
        (lease(), (rent("2025-06-03", 115_000),), []),  # less than 100 yuan lack
        (
            lease(),
            (
                rent("2025-06-03", 60_000),
                rent("2025-12-03", 60_000, name="S"),
            ),
            [],
        ),
        (lease(), (rent("2025-06-03", 60_000), rent("2025-06-03", 60_000)), ["hit"]),
        (lease(received=120_000), (), []),  # in arrears: FN-14's
        (lease(received=360_000), (), []),  # in advance
        (lease(due=360_000), (), []),  # three years at once
        (lease(due=60_000), (), []),  # not a rent a year
        # Due in the first three months of the books, or not yet booked at their end.
        (lease(starts="2024-02-20", due=360_000), (rent("2026-02-21", 120_000),), []),
        (lease(starts="2026-05-10", due=120_000), (), []),
        # Signed within the books' time: the first year counts, too.
        (lease(starts="2025-02-20", due=240_000), (), ["hit"]),
        (lease(), (rent("2025-06-03", 90_000, number=""),), ["hit"]),
        (lease(), (rent("2025-06-03", 120_000, number=""),), ["cannot_decide"]),
    ],
)
def test_which_rents_must_be_booked(
    ledger: str, rows: tuple[str, ...], expected: list[str]
) -> None:
    """欠交、预交、非按年计租、刚到期的不列；足额入账的不列；未注明合同编号的租金收入足以抵补的，无法判断."""
    assert outcomes(ledger, *rows) == expected


def test_a_village_without_books_is_not_asked() -> None:
    """没有报送明细账的村，不列."""
    other = "\n".join([HEAD, *AROUND]).replace("新塘村", "南湾村")
    assert not hits_of(RULE, {LEASE: lease(), VOUCHER: other})


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-14B")

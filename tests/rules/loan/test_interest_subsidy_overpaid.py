"""Interest subsidies computed again by the policy of the day of signing."""

from datetime import date
from pathlib import Path

import pytest

from rules.loan.interest_subsidy_overpaid import RULE
from tests.support.place import local_policy
from tests.support.policy import end_rows
from tests.support.tables import check_rule, hits_of, run_on

LINE = "finance/interest_subsidy"
NOTE = "loan/loan_note"
CONTRACT = "loan/loan_contract"


def contract(signed_on: str, rate_ppm: int = 40000, kind: str = "创业担保贷款") -> str:
    """Return a table of the contract HT1 of P1."""
    return f"""
        record_id | person_id | contract_number | loan_kind | signed_on   | rate_ppm
        C1        | P1        | HT1             | {kind}    | {signed_on} | {rate_ppm}
    """


def note(disbursed_on: str = "2024-01-10", settled_on: str = "") -> str:
    """Return a table of the note JJ0001 of HT1 over 200 000 yuan."""
    return f"""
        record_id | note_number | contract_number | disbursed_on   | amount_fen | settled_on
        N1        | JJ0001      | HT1             | {disbursed_on} | 20000000   | {settled_on}
    """


def lines(*rows: str) -> str:
    """Return subsidy lines `batch | note | from | to | subsidy`, 4 % on 200 000."""
    header = (
        "batch | note_number | interest_from | interest_to | subsidy_fen | record_id"
        " | person_id | balance_fen | rate_ppm | bank\n"
    )
    body = (
        f"{row} | L{no} | P1 | 20000000 | 40000 | 甲行"
        for no, row in enumerate(rows, 1)
    )
    return header + "\n".join(body)


def ninety_days(subsidy_fen: int, number: str = "JJ0001") -> str:
    """Return a line from 2026-01-01 to 2026-04-01, ninety days."""
    return lines(f"B1 | {number} | 2026-01-01 | 2026-04-01 | {subsidy_fen}")


def outcomes(
    line: str, terms: str = "", register: str = ""
) -> list[tuple[object, object]]:
    """Return outcome and reason of each hit."""
    given = {
        LINE: line,
        CONTRACT: terms or contract("2024-01-05"),
        NOTE: register or note(),
    }
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_without_the_rate_of_the_day_nothing_is_computed(tmp_path: Path) -> None:
    """签约当天没有一年期LPR的，无法复算，不当作应贴为零."""
    policy = local_policy(tmp_path)
    end_rows(policy, "lpr_1y", date(2020, 12, 31))
    given = {
        LINE: ninety_days(100000),
        CONTRACT: contract("2023-01-05"),
        NOTE: note("2023-01-10"),
    }
    hits, _, _ = run_on(RULE, given, policy_home=policy)
    assert hits.select("outcome", "reason").rows() == [
        ("cannot_decide", "签约当时的利率、放款日期或一年期LPR")
    ]


def test_finds_a_line_above_half_the_rate_and_counts_the_difference() -> None:
    # 200 000 yuan x 2 % x 90/360 = 1 000 yuan due
    """贴息高于应贴数额的列出，金额为差额."""
    check_rule(
        RULE,
        given={
            LINE: ninety_days(200000),
            CONTRACT: contract("2024-01-05"),
            NOTE: note(),
        },
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 99999      | S2       | L1 C1 N1
        """,
    )


@pytest.mark.parametrize(
    ("paid_fen", "found"),
    [(100000, []), (102000, []), (102100, ["explained"]), (104000, ["hit"])],
    ids=["exact", "one per cent and ten yuan", "one day more", "beyond"],
)
def test_tolerance_and_day_count(paid_fen: int, found: list[str]) -> None:
    """尾差百分之一加十元以内的不列，多计一天的有合理解释，再多的列出."""
    assert [outcome for outcome, _ in outcomes(ninety_days(paid_fen))] == found


@pytest.mark.parametrize(
    ("signed_on", "disbursed_on", "due_fen"),
    [
        ("2015-12-31", "2015-12-31", 200000),  # the full rate
        ("2020-12-31", "2025-06-01", 200000),  # the first year of the loan
        ("2020-12-31", "2024-06-01", 133334),  # the second: two thirds
        ("2020-12-31", "2023-06-01", 66667),  # the third: one third
        ("2020-12-31", "2022-06-01", 0),  # later: nothing
        ("2021-01-01", "2024-06-01", 82500),  # 4 % - (3.85 % - 1.5 %)
        ("2023-09-30", "2024-06-01", 102500),  # 4 % - (3.45 % - 1.5 %)
        ("2023-10-01", "2024-06-01", 100000),  # half the rate
    ],
)
def test_policy_of_the_day_of_signing(
    signed_on: str, disbursed_on: str, due_fen: int
) -> None:
    """按签约当日的政策复算：不同年份签约的，全额、分年递减、扣减LPR或减半."""
    terms, register = contract(signed_on), note(disbursed_on)
    within = max(due_fen, 1)
    assert outcomes(ninety_days(within), terms, register) == []
    beyond = due_fen * 105 // 100 + 2000
    assert outcomes(ninety_days(beyond), terms, register) == [("hit", "高于复算")]


def test_the_treasury_never_pays_less_than_nothing() -> None:
    """利率低于财政不贴部分的，应贴为零，有贴息即列出."""
    terms = contract("2021-01-01", rate_ppm=20000)
    assert outcomes(ninety_days(5000), terms) == [("hit", "高于复算")]


def test_a_begun_month_counted_whole_explains() -> None:
    # 75 days counted as three months: 1 000 yuan instead of 833.33
    """不足整月按整月计的，有合理解释."""
    line = lines("B1 | JJ0001 | 2026-01-15 | 2026-03-31 | 100000")
    assert outcomes(line) == [("explained", "partial_month")]


def test_a_rate_changed_after_signing_cannot_be_decided() -> None:
    """签约后利率有调整的，无法判断."""
    terms = contract("2024-01-05", rate_ppm=36000)
    # half of 3.6 % is 900 yuan, with the line's 4 % it is 1 000
    assert outcomes(ninety_days(100000), terms) == [("cannot_decide", "repriced")]


def test_finds_the_later_of_two_lines_for_one_time() -> None:
    """同一借据两笔贴息期间重叠的，列后一笔."""
    double = lines(
        "B1 | JJ0001 | 2026-01-01 | 2026-04-01 | 100000",
        "B2 | JJ0001 | 2026-03-01 | 2026-06-01 | 100000",
    )
    given = {LINE: double, CONTRACT: contract("2024-01-05"), NOTE: note()}
    (hit,) = hits_of(RULE, given)
    assert (hit["reason"], hit["amount_fen"], hit["severity"]) == (
        "期间重叠",
        100000,
        "S1",
    )


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("2026-04-01", []),
        ("2026-03-29", [("explained", "batch_shift")]),
        ("2026-03-28", [("hit", "期间重叠")]),
    ],
)
def test_batches_may_shift_by_three_days(
    first: str, found: list[tuple[str, str]]
) -> None:
    """批次衔接重叠三天以内的有合理解释，四天起列出."""
    double = lines(
        "B1 | JJ0001 | 2026-01-01 | 2026-04-01 | 90000",
        f"B2 | JJ0001 | {first}   | 2026-07-01 | 90000",
    )
    assert outcomes(double) == found


def test_a_line_handed_over_twice_is_one_line() -> None:
    """同一笔贴息报送两次的，只算一笔."""
    row = "B1 | JJ0001 | 2026-01-01 | 2026-04-01 | 100000"
    assert outcomes(lines(row, row)) == []


@pytest.mark.parametrize(
    ("settled_on", "found"),
    [
        ("2026-01-01", []),
        ("2025-12-29", [("explained", "batch_shift")]),
        ("2025-12-28", [("hit", "还清之后")]),
    ],
)
def test_finds_a_time_that_begins_after_settlement(
    settled_on: str, found: list[tuple[str, str]]
) -> None:
    """贴息期间始于借据还清之后的列出，相差三天以内的有合理解释."""
    assert outcomes(ninety_days(90000), register=note(settled_on=settled_on)) == found


def test_finds_a_note_the_bank_does_not_know() -> None:
    """银行借据中没有该借据号的列出."""
    line = lines(
        "B1 | JJ0001 | 2026-01-01 | 2026-04-01 | 100000",
        "B1 | JJ7777 | 2026-01-01 | 2026-04-01 | 100000",
    )
    assert outcomes(line) == [("hit", "无对应借据")]


def test_a_bank_that_sent_no_notes_cannot_be_decided() -> None:
    """银行没有报送借据的，无法判断."""
    found = outcomes(ninety_days(100000, "XY9999"))
    assert found == [("cannot_decide", "该经办银行的借据数据")]


def test_a_contract_number_in_the_place_of_the_note_number_explains() -> None:
    """借据号一栏填了合同号的，有合理解释."""
    line = lines(
        "B1 | JJ0001 | 2025-01-01 | 2025-04-01 | 100000",
        "B1 | HT1    | 2026-01-01 | 2026-04-01 | 100000",
    )
    assert outcomes(line) == [("explained", "contract_number_given")]


def test_a_number_wrong_in_one_place_cannot_be_decided_unless_the_note_was_paid() -> (
    None
):
    """借据号可能录错一位的无法判断，该借据同期已有贴息的列出."""
    known = "B1 | JJ0001 | 2025-01-01 | 2025-04-01 | 100000"
    wrong = "B2 | JJ0009 | 2026-01-01 | 2026-04-01 | 100000"
    paid = "B1 | JJ0001 | 2026-01-01 | 2026-04-01 | 100000"
    assert outcomes(lines(known, wrong)) == [("cannot_decide", "note_number_mistyped")]
    assert outcomes(lines(paid, wrong)) == [("hit", "无对应借据")]


def test_numbers_are_compared_without_their_punctuation() -> None:
    """借据号去掉分隔符、不分大小写后比对."""
    assert outcomes(ninety_days(100000, "jj-0001")) == []


@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        (contract("2024-01-05").replace("HT1", "HT2"), "借据对应的借款合同"),
        (contract("2001-01-05"), "签约当时的贴息政策"),
    ],
)
def test_without_terms_a_line_cannot_be_decided(terms: str, missing: str) -> None:
    """找不到合同或没有当时政策的，无法判断."""
    assert outcomes(ninety_days(100000), terms) == [("cannot_decide", missing)]


def test_other_loans_have_other_policies() -> None:
    """其他种类的贷款，不列."""
    assert outcomes(ninety_days(900000), contract("2024-01-05", kind="商业贷款")) == []


def test_interest_runs_on_no_more_than_was_lent() -> None:
    """计息本金高于借据金额的，按借据金额复算."""
    line = ninety_days(200000).replace("20000000", "40000000")
    assert outcomes(line) == [("hit", "高于复算")]

"""Subsidised start-up loans beyond the number, sum or term of their own policy."""

import pytest

from rules.loan.loan_beyond_limits import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
LINE = "finance/interest_subsidy"


def loans(*rows: str, kind: str = "网络商户", tier: str = "T1") -> dict[str, str]:
    """Return contracts, notes and a line each; rows are `signed | settled | yuan`."""
    contracts = ["record_id | person_id | link_tier | contract_number | loan_kind"
                 " | borrower_kind | signed_on | amount_fen | due_on"]  # fmt: skip
    notes = ["record_id | note_number | contract_number | disbursed_on | settled_on"]
    lines = ["record_id | note_number | interest_from | interest_to | subsidy_fen"]
    for no, row in enumerate(rows, 1):
        signed, settled, yuan = (cell.strip() for cell in row.split("|"))
        who = f"C{no} | P1 | {tier} | HT{no} | 创业担保贷款 | {kind}"
        contracts.append(f"{who} | {signed} | {yuan}00 | 2030-01-01")
        notes.append(f"N{no} | J{no} | HT{no} | {signed} | {settled}")
        lines.append(f"L{no} | J{no} | {signed} | {signed} | 6000")
    parts = (contracts, notes, lines)
    texts = ["\n".join(part) for part in parts]
    return dict(zip((CONTRACT, NOTE, LINE), texts, strict=True))


def found(given: dict[str, str]) -> list[tuple[object, object]]:
    return [(hit["outcome"], hit["amount_fen"]) for hit in hits_of(RULE, given)]


IN_TURN = (
    "2018-02-01 | 2019-02-01 | 100000",
    "2019-02-01 | 2020-02-01 | 100000",
    "2020-02-01 | 2021-02-01 | 100000",
    "2021-02-01 | 2022-02-01 | 100000",
)


def test_the_fourth_subsidised_loan_rests_on_all_of_them() -> None:
    """第四次获得贴息的列出，并附前三份合同."""
    check_rule(
        RULE,
        given=loans(*IN_TURN),
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 6000       | S3       | L4 C1 C2 C3 C4 N4
        """,
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (IN_TURN[:3], []),
        (("2022-05-01 | | 200000",), []),
        (("2022-05-01 | | 300000",), [("hit", 2000)]),  # a third above
        (("2024-05-01 | | 300000",), []),
        (("2019-12-31 | | 200000",), [("hit", 1500)]),
        (("2024-01-01 | | 200000", "2024-06-01 | | 200000"), [("hit", 3000)]),
        (("2024-01-01 | 2024-06-01 | 200000", "2024-06-01 | | 200000"), []),
        (
            ("2024-01-01 | 2024-06-02 | 200000", "2024-06-01 | | 200000"),
            [("hit", 3000)],
        ),
        (("2001-01-01 | | 20000",), [("cannot_decide", 0)]),  # no policy is known
    ],
)
def test_number_and_sum_by_the_day_of_signing(
    rows: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    """次数和额度都按签约当日的政策；超过额度的按比例计，前一笔当日还清的不相加，没有政策的无法判断."""
    answers = found(loans(*rows))
    assert [one[0] for one in answers] == [one[0] for one in expected]
    if expected and expected[0][0] == "hit":
        assert answers == expected


def test_firms_have_a_limit_of_their_own() -> None:
    """小微企业适用自己的额度."""
    assert found(loans("2024-05-01 | | 3000000", kind="小微企业")) == []


def test_partners_cannot_be_decided_without_their_number() -> None:
    """合伙创业没有人数的，无法判断."""
    answers = found(loans("2024-05-01 | | 900000", kind="合伙创业"))
    assert [one[0] for one in answers] == ["cannot_decide"]


def test_weak_ties_are_not_summed() -> None:
    """身份对应把握不大的，不计次数."""
    assert found(loans(*IN_TURN, tier="T5")) == []


def one_line(
    since: str, until: str, note_due: str, due: str = "2026-01-10", settled: str = ""
) -> dict[str, str]:
    return {
        CONTRACT: f"""
            record_id | person_id | contract_number | loan_kind    | signed_on  | amount_fen | due_on
            C1        | P1        | HT1             | 创业担保贷款 | 2024-01-08 | 20000000   | {due}
        """,
        NOTE: f"""
            record_id | note_number | contract_number | disbursed_on | due_on     | settled_on
            N1        | J1          | HT1             | 2024-01-10   | {note_due} | {settled}
        """,
        LINE: f"""
            record_id | note_number | interest_from | interest_to | subsidy_fen
            L1        | J1          | {since}       | {until}     | 3000
        """,
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (one_line("2025-12-11", "2026-01-10", "2026-01-10"), []),
        (one_line("2025-12-11", "2026-01-13", "2026-01-10"), []),  # as batches shift
        (one_line("2026-01-10", "2026-02-09", "2026-01-10"), [("hit", 3000)]),
        (one_line("2025-12-31", "2026-01-30", "2026-01-10"), [("hit", 2000)]),
        (one_line("2026-01-10", "2026-02-09", "2027-01-10"), [("hit", 3000)]),
        (
            one_line("2027-01-10", "2027-02-09", "2028-01-10", "2028-01-10"),
            [("hit", 3000)],  # beyond three years
        ),
        (
            one_line("2025-12-31", "2026-01-30", "2026-01-10", settled="2026-01-05"),
            [],  # after settlement: LN-06
        ),
    ],
)
def test_days_after_the_due_day_and_the_longest_term(
    given: dict[str, str], expected: list[tuple[str, int]]
) -> None:
    """到期日或最长期限之后的贴息列出，跨期的按天数折算，批次衔接三天以内的不列."""
    assert found(given) == expected


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-05")

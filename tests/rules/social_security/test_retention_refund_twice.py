"""One employer's premiums of one year refunded more than once."""

import pytest

from rules.social_security.retention_refund_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PATH = "social_security/retention_refund"


def paid(record: str, **changes: str) -> dict[str, str]:
    return {
        "record_id": record,
        "refund_kind": "稳岗返还",
        "organisation_id": "O1",
        "unit_number": "4228001",
        "district": "云溪县",
        "paid_for": "2024-01-01",
        "paid_for_to": "2024-12-31",
        "scale": "小型",
        "premium_fen": "1000000",
        "share_ppm": "600000",
        "amount_fen": "600000",
        "refund_fen": "",
        "payment_result": "成功",
        "paid_on": f"2025-08-{ord(record) - 60:02}",
        **changes,
    }


def given(*rows: dict[str, str]) -> dict[str, str]:
    head = " | ".join(rows[0])
    return {PATH: "\n".join([head, *(" | ".join(row.values()) for row in rows)])}


def test_the_second_refund_of_a_year_is_in_question() -> None:
    """同一单位同一年度两次返还的，列后一笔，两笔都作为依据."""
    check_rule(
        RULE,
        given=given(paid("A"), paid("B")),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | reason       | evidence_for
            hit     | organisation | O1         | 600000     | 同一统筹地区 | A B
        """,
    )


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"paid_for": "2023-01-01", "paid_for_to": "2023-12-31"}, []),
        ({"refund_kind": "扩岗补助"}, []),
        ({"payment_result": "退回"}, []),
        ({"organisation_id": "O2", "unit_number": "4228002"}, []),
        ({"refund_fen": "600000"}, ["explained"]),
        ({"refund_fen": "200000"}, ["hit"]),
    ],
)
def test_what_is_no_second_refund(changes: dict[str, str], outcomes: list[str]) -> None:
    """年度、政策、单位不同或未付成的不列；已全部退回的作合理解释，只退一部分的仍列."""
    found = hits_of(RULE, given(paid("A"), paid("B", **changes)))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"district": "黄石港区"}, "不同统筹地区"),
        ({"organisation_id": "O2"}, "不同名称或代码"),
    ],
)
def test_where_and_under_which_name(changes: dict[str, str], reason: str) -> None:
    """在另一统筹地区、以另一代码用同一参保户返还的，分别列出."""
    (hit,) = hits_of(RULE, given(paid("A"), paid("B", **changes)))
    assert (hit["outcome"], hit["reason"]) == ("hit", reason)


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("300000", "300000", "explained"),
        ("300000", "300100", "explained"),
        ("300000", "300200", "hit"),
    ],
)
def test_parts_up_to_the_rate(first: str, second: str, outcome: str) -> None:
    """首次不足、补差后合计不超过规定比例的作合理解释，超过的列出."""
    rows = given(paid("A", amount_fen=first), paid("B", amount_fen=second))
    (hit,) = hits_of(RULE, rows)
    assert hit["outcome"] == outcome


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"premium_fen": "730000"}, "explained"),
        ({"premium_fen": "1000000"}, "hit"),
        ({"premium_fen": ""}, "hit"),
    ],
)
def test_accounts_with_premiums_of_their_own(
    changes: dict[str, str], outcome: str
) -> None:
    """另一参保户有自己缴费的作合理解释，缴费相同或不详的列出."""
    client = paid("B", unit_number="4228001P", **changes)
    (hit,) = hits_of(RULE, given(paid("A"), client))
    assert hit["outcome"] == outcome


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("JR-01")

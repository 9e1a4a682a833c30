"""Which months of the allowance and of the wage are compared."""

import pytest

from tests.rules.relief.test_dibao_and_fiscal_payroll import outcomes, wages


@pytest.mark.parametrize(
    "members",
    [
        """person_id | head_person_id | first_for  | stopped_on
           P2        | P1             | 2024-01-01 | 2026-04-30""",
        """person_id | head_person_id | first_for  | stopped_on
           P2        | P1             | 2026-07-01 |""",
    ],
)
def test_ignores_members_outside_their_time_on_the_list(members: str) -> None:
    """入保以前、停保以后的月份，不列."""
    assert outcomes(wages("P2"), members) == []


def test_the_latest_word_of_the_register_counts() -> None:
    """低保名册先后报送两次的，以最近一次为准."""
    members = """
        record_id | person_id | head_person_id | first_for  | stopped_on | valid_to   | delivered_on
        M1        | P2        | P1             | 2024-01-01 |            | 2026-07-31 | 2026-05-06
        M2        | P2        | P1             | 2024-01-01 | 2026-04-30 | 2026-04-30 | 2026-08-01
    """
    assert outcomes(wages("P2"), members) == []


def test_a_stop_without_its_date_cannot_be_decided() -> None:
    """停保而没有停保日期的，无法判断."""
    members = """
        person_id | head_person_id | first_for  | status
        P2        | P1             | 2024-01-01 | 停保
    """
    assert outcomes(wages("P2"), members) == [("cannot_decide", "停保日期")]


@pytest.mark.parametrize("result", ["失败", "退回"])
def test_ignores_money_that_never_arrived(result: str) -> None:
    """发放失败或退回的，不列."""
    payments = f"""
        person_id | paid_for   | amount_fen | payment_result
        P1        | 2026-05-01 | 80000      | {result}
    """
    assert outcomes(wages("P2"), payments=payments) == []


def test_ignores_wages_of_other_months() -> None:
    """工资与低保不在同一月份的，不列."""
    assert outcomes(wages("P2", "公务员", "2026-04-01", "2026-07-01")) == []


def test_a_quarter_paid_at_once_covers_its_months() -> None:
    """按季一次发放的低保金，覆盖其中每个月."""
    payments = """
        person_id | paid_for   | paid_for_to | amount_fen
        P1        | 2026-04-01 | 2026-06-30  | 240000
    """
    assert outcomes(wages("P2"), payments=payments) == [("hit", "本人在册")]

"""Who looks alike and is not to be trusted: what is decided, and what a human reads."""

import polars as pl
import pytest

from identity.explain.pair import explain_pair
from identity.explain.tell import told
from identity.matcher.choose import choose
from identity.matcher.epoch import ANCHORED
from identity.matcher.link import Linked, link
from tests.identity.office import MODEL, epoch, id_number, linked, table

OWN, BROTHERS = id_number("42052619880812015"), id_number("42052619850312019")
ABSENT = id_number("42052619790605023")
HEAD = "record_id | id_number | name | birth_date | village | phone | account"
ACCOUNT = "6217000000000001"
RESIDENT = f"A1 | {OWN} | 陆春黎 | 1988-08-12 | 湾马村 | 15112340001 | {ACCOUNT}"
BROTHER = f"A2 | {BROTHERS} | 陆春凡 | 1985-03-12 | 湾马村 | |"
SISTER = f"A2 | {ABSENT} | 陆秋 | 1979-06-05 | 湾马村 | |"
OF_OUTSIDERS = "右边的号码在左表无人使用"


def office(claim: str, *more: str) -> Linked:
    """Return the resident, more of them, and one claim linked."""
    register = "".join(f"\n{row}" for row in (HEAD, RESIDENT, *more))
    return linked(table(register), table(f"\n{HEAD}\nB1 | {claim}"))


def decided(claim: str, *more: str) -> tuple[str, str]:
    """Return the decision on the resident and the claim, and what a reviewer reads."""
    found = office(claim, *more)
    row = found.pairs.filter(pl.col("left_id") == "A1").row(0, named=True)
    whole = explain_pair(found, row["left"], row["right"])
    assert whole.decision == row["decision"]
    return whole.decision, told(whole)


@pytest.mark.parametrize(
    ("claim", "decision", "is_doubted"),
    [
        # Of the bearer of the other number the register knows nothing.
        (f"{ABSENT} | 陆春黎 | | 湾马村 | |", "review", True),
        # A year or a month says little; what is left must weigh three bits.
        (f"{ABSENT} | 陆春黎 | 1988年8月 | 湾马村 | |", "accept", True),
        (f"{ABSENT} | 陆春黎 | 1988-08-12 | 湾马村 | |", "accept", False),
        (f"{ABSENT} | 陆春黎 | 1988-12-08 | 湾马村 | |", "accept", False),
        (f"{ABSENT} | 陆春黎 | | 湾马村 | 15112340001 |", "accept", False),
        (f"{ABSENT} | 陆春黎 | | 湾马村 | | {ACCOUNT}", "accept", False),
        (f"{ABSENT} | 陆春黎 | | 湾马村 | 15199990000 |", "review", True),
    ],
)
def test_a_namesake_from_outside(
    claim: str, decision: str, *, is_doubted: bool
) -> None:
    found, text = decided(claim)
    assert found == decision
    assert (OF_OUTSIDERS in text) is is_doubted


def test_a_number_that_is_a_relatives_points_to_nobody_from_outside() -> None:
    found, text = decided(f"{ABSENT} | 陆春黎 | | 湾马村 | |", SISTER)
    assert found == "accept"
    assert OF_OUTSIDERS not in text


def test_a_borrowed_number_where_the_very_name_is_known() -> None:
    claim = f"{OWN} | 陆春凡 | | 湾马村 | |"
    assert decided(claim)[0] == "accept"
    found, text = decided(claim, BROTHER)
    assert found == "review"
    assert "可能填了家属的号码，不凭分量接受" in text
    assert "接受线" not in text.split("待核线")[0].split("合计")[-1]


@pytest.mark.parametrize(
    ("claim", "is_doubted"),
    [
        (f"{OWN} | 王秋菊 | | 湾马村 | 15112340001 | {ACCOUNT}", True),
        (f"{ABSENT} | 陆春* | | 湾马村 | 15112340001 |", True),
        (f"{ABSENT} | 陆春* | | 湾马村 | 15112340001 | {ACCOUNT}", False),
        (f"{ABSENT} | 陆春* | 1988-08-12 | 湾马村 | 15112340001 |", False),
    ],
)
def test_another_name_needs_more_than_what_a_family_shares(
    claim: str, *, is_doubted: bool
) -> None:
    found, text = decided(claim)
    assert ("不凭分量接受" in text) is is_doubted
    assert found != "accept" or not is_doubted


def test_within_one_table_nobody_is_a_rival() -> None:
    rows = (HEAD, RESIDENT, BROTHER, f"B1 | {OWN} | 陆春凡 | | 湾马村 | |")
    within = link(table("\n" + "\n".join(rows)), None, MODEL, epoch=epoch())
    pair = within.pairs.filter(pl.col("left_id") == "A1", pl.col("right_id") == "B1")
    assert pair["decision"].to_list() == ["accept"]


@pytest.mark.parametrize(
    ("day", "decision"), [("decades_apart", "review"), ("different_day", "accept")]
)
def test_two_generations_of_one_name_however_much_else_agrees(
    day: str, decision: str
) -> None:
    place = MODEL.places("birth_date", [day])[0]
    weighed = office("| 陆春黎 | 1921 | 湾马村 | 15112340001 |").pairs.with_columns(
        pl.lit(place, pl.Int8).alias("birth_date"),
        pl.lit(8300, pl.Int32).alias("weight_milli"),
    )
    found = choose(weighed, MODEL, ANCHORED, many=False)
    assert found["decision"].to_list() == [decision]


def test_a_father_is_told_from_his_son() -> None:
    found, text = decided(f"| 陆春黎 | 1921-03-12 | 湾马村 | 15112340001 | {ACCOUNT}")
    assert found != "accept"
    assert "可能是同名的两代人，不凭分量接受；出生日期相差十五年以上；" in text
    # His own number says who it is, whatever birthday was written beside it.
    assert decided(f"{OWN} | 陆春黎 | 1921-03-12 | 湾马村 | |")[0] == "accept"

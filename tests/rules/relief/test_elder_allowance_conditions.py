"""Allowance of the very old: age, life and one payment a month."""

from pathlib import Path

import pytest

from rules.relief.elder_allowance_conditions import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

PAID, RESIDENT, DEATH = (
    "relief/elder_allowance",
    "registry/resident",
    "registry/death",
)
PAYMENT = (
    "record_id | person_id | age_band | paid_for | paid_for_to | paid_on"
    " | standard_fen | amount_fen | payment_result"
)
HALF = "A | P1 | 80-89岁 | 2026-01-01 | 2026-06-30 | 2026-06-20 | 8000 | 48000 | 成功"


def born(day: str, number: str = "") -> str:
    digits = number or f"420281{day.replace('-', '')}0019"
    return f"record_id | person_id | birth_on | id_text\nR1 | P1 | {day} | {digits}"


def found(
    tmp_path: Path, *rows: str, resident: str, policy: bool = True, death: str = ""
) -> list[dict[str, object]]:
    given = {PAID: "\n".join((PAYMENT, *rows)), RESIDENT: resident}
    if death:
        given[DEATH] = (
            "record_id | person_id | died_on | registered_on | source\n" + death
        )
    home = local_policy(tmp_path) if policy else None
    return run_on(RULE, given, policy_home=home)[0].to_dicts()


@pytest.mark.parametrize(
    ("day", "fen"),
    [
        ("1946-01-31", None),  # eighty in the first month paid
        ("1946-02-01", 8000),
        ("1946-04-15", 24000),
        ("1952-01-01", 48000),
    ],
)
def test_only_the_months_before_the_age_are_in_question(
    tmp_path: Path, day: str, fen: int | None
) -> None:
    """只计未到年龄的月份，到龄当月起不计."""
    hits = found(tmp_path, HALF, resident=born(day))
    assert [hit["amount_fen"] for hit in hits] == ([] if fen is None else [fen])


def test_a_band_above_the_age_asks_for_the_difference(tmp_path: Path) -> None:
    """年龄档高于实际年龄的，计差额，列为提示."""
    row = HALF.replace("80-89岁", "90-99岁").replace("8000 | 48000", "20000 | 120000")
    (hit,) = found(tmp_path, row, resident=born("1944-03-02"))
    assert (hit["amount_fen"], hit["severity"]) == (72000, "S4")
    assert "高于当月实际年龄" in str(hit["sentence"])


def test_two_birth_dates_decide_nothing(tmp_path: Path) -> None:
    """身份证号码与户籍出生日期不一致的，无法判断."""
    resident = born("1952-01-01", "420281194001010019")
    (hit,) = found(tmp_path, HALF, resident=resident)
    assert hit["outcome"] == "cannot_decide"
    assert "birth_corrected" in str(hit["reason"])


def test_a_band_that_the_county_does_not_know_decides_nothing(tmp_path: Path) -> None:
    """本地政策表没有该年龄档的，无法判断."""
    (hit,) = found(tmp_path, HALF, resident=born("1940-01-01"), policy=False)
    assert (hit["outcome"], hit["reason"]) == (
        "cannot_decide",
        "本地该年龄档高龄津贴的起始年龄",
    )


@pytest.mark.parametrize(
    ("died_on", "outcomes"),
    [
        ("2025-11-20", ["hit"]),
        ("2026-01-20", ["hit"]),  # of a half-year in one sum, the months after
        ("2026-06-02", []),  # the month of death is an entitled month
        ("2026-05-20", ["explained"]),  # paid within the lag of the register
    ],
)
def test_months_after_the_month_of_death(
    tmp_path: Path, died_on: str, outcomes: list[str]
) -> None:
    """死亡次月起的月份列出，传递期内的有合理解释."""
    death = f"D1 | P1 | {died_on} | {died_on} | 公安注销"
    hits = found(tmp_path, HALF, resident=born("1940-01-01"), death=death)
    assert [hit["outcome"] for hit in hits] == outcomes


def test_months_paid_twice_count_once(tmp_path: Path) -> None:
    """两笔发放月份重合的，计重合的月份一次."""
    again = "B | P1 | 80-89岁 | 2026-04-01 | 2026-09-30 | 2026-09-20 | 8000 | 48000 |"
    (hit,) = found(tmp_path, HALF, again, resident=born("1940-01-01"))
    assert (hit["amount_fen"], hit["items"]) == (24000, 1)


def test_what_came_back_is_no_payment(tmp_path: Path) -> None:
    """已退回的，不列."""
    row = HALF.replace("成功", "退回")
    assert found(tmp_path, row, resident=born("1960-01-01")) == []


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-10")

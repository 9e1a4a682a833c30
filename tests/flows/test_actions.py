"""What needs somebody: each lack once, what is new first, history kept quiet."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.actions import actions
from flows.lacks import Kind, Lack, lacks_met
from flows.morning import morning_page
from flows.night_report import DatasetState, NightReport, RuleRun
from flows.standing import Standing, first_told, standing_tonight
from rules.coverage import Gap
from store.programme import Calendar
from tests.flows.sample_night import sample_night

TONIGHT, EARLIER = date(2026, 11, 20), date(2026, 11, 15)
PAYROLL, PENSION = "finance/staff_payroll", "social_security/pension_payment"
HISTORY = f"history {PAYROLL}"


def lack(kind: Kind, days: str, key: str, *, path: str = PAYROLL) -> Lack:
    return Lack(
        dataset=path,
        title={PAYROLL: "工资明细", PENSION: "养老明细"}[path],
        kind=kind,
        days=days,
        rules=("FN-09", "LN-01"),
        keys=(key,),
        is_overdue="及以后" in days and kind == "open",
    )


OPEN = lack("open", "2026年7月至8月", "open payroll")
LATE = lack("open", "2026年10月及以后", "open pension", path=PENSION)
AHEAD = lack("ahead", "2026年11月及以后", "ahead payroll")
PAST = lack("history", "2025年10月及以前", f"{HISTORY} 2025-10-31")


def told(*lacks: Lack, since: dict[str, date], is_first: bool = False) -> NightReport:
    quiet = replace(sample_night(), failures=(), refusals=(), datasets=(), rules=())
    return replace(
        quiet, standing=Standing(lacks=lacks, since=since, is_first=is_first)
    )


def test_what_was_told_before_comes_after_what_is_new() -> None:
    night = told(OPEN, LATE, since={"open payroll": EARLIER, "open pension": TONIGHT})

    assert [(one.what, one.is_new, one.since) for one in actions(night)] == [
        ("缺少养老明细2026年10月及以后的数据，最新数据没有到", True, None),
        ("缺少工资明细2026年7月至8月的数据", False, EARLIER),
    ]
    page = morning_page(night)
    assert page.count("今晚新出现") == 1 + page.count("其中今晚新出现 1 项")
    assert "2026-11-15 起</span>" in page


def test_a_first_night_calls_nothing_new() -> None:
    night = told(OPEN, PAST, since={"open payroll": TONIGHT}, is_first=True)
    assert [one.is_new for one in actions(night)] == [False]
    assert "今晚新出现" not in morning_page(night)


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (PAST, "历史数据缺口：</b>工资明细 2025年10月及以前（FN-09、LN-01）。"),
        (AHEAD, "尚未到报送期：</b>工资明细 2026年11月及以后（FN-09、LN-01）。"),
    ],
)
def test_what_nobody_owes_tonight_is_one_quiet_line(one: Lack, line: str) -> None:
    night = told(one, since=dict.fromkeys(one.keys, EARLIER))
    assert actions(night) == ()
    page = morning_page(night)
    assert line in page
    assert "没有需要处理的事项" in page
    assert "不等于没有问题" in page


def test_history_that_shrank_tonight_is_something_to_do() -> None:
    night = told(PAST, since={PAST.keys[0]: TONIGHT})
    assert [one.what for one in actions(night)] == [
        "缺少工资明细2025年10月及以前的数据"
    ]
    assert "历史数据缺口" not in morning_page(night)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({}, TONIGHT),
        ({f"{HISTORY} 2025-10-31": EARLIER}, EARLIER),
        ({f"{HISTORY} 2025-12-31": EARLIER}, EARLIER),  # it was longer: two months came
        ({f"{HISTORY} 2025-06-30": EARLIER}, TONIGHT),  # four months were lost
        ({f"{HISTORY}_other 2025-12-31": EARLIER}, TONIGHT),
    ],
)
def test_a_history_that_grew_shorter_is_not_new(
    before: dict[str, date], expected: date
) -> None:
    assert first_told(f"{HISTORY} 2025-10-31", before, TONIGHT) == expected


def test_a_stale_dataset_whose_lack_is_told_is_one_line() -> None:
    state = DatasetState(dataset=PENSION, title="养老明细", rows=1, stale_days=41)
    night = replace(told(LATE, since={"open pension": EARLIER}), datasets=(state,))
    assert [one.what for one in actions(night)] == [
        "缺少养老明细2026年10月及以后的数据，已过期 41 天"
    ]


def test_rules_that_stopped_tonight_stand_apart_from_those_long_idle() -> None:
    idle = [RuleRun(rule=f"XX-{no}", title="某", status="cannot") for no in range(5)]
    since = {f"idle XX-{no}": EARLIER for no in range(4)} | {"idle XX-4": TONIGHT}
    night = replace(told(since=since), rules=tuple(idle))
    assert [(one.what, one.is_new) for one in actions(night)] == [
        ("规则 XX-4 未运行", True),
        ("4 条规则未运行", False),
    ]


def test_the_next_night_reads_what_this_one_told(tmp_path: Path) -> None:
    first = standing_tonight(EARLIER, [OPEN], {}, [], None)
    file = tmp_path / "standing.json"
    file.write_text(first.text, encoding="utf-8")
    second = standing_tonight(TONIGHT, [OPEN, LATE], {}, [], file)
    assert (first.is_first, second.is_first) == (True, False)
    assert second.since == {"open payroll": EARLIER, "open pension": TONIGHT}


@pytest.mark.parametrize(
    ("first", "last", "overdue", "expected"),
    [
        (None, date(2025, 10, 31), False, "history"),
        (date(2026, 7, 1), date(2026, 8, 31), False, "open"),
        (date(2026, 10, 1), None, True, "open"),
        (date(2026, 11, 1), None, False, "ahead"),  # a month that is not over
        (date(2026, 9, 1), None, False, "open"),  # due long ago, and the file came
    ],
)
def test_who_owes_the_days_is_said_by_the_calendar(
    first: date | None, last: date | None, overdue: object, expected: Kind
) -> None:
    gap = Gap(dataset=PAYROLL, first=first, last=last, overdue=bool(overdue))
    (one,) = lacks_met({PAYROLL: (gap,)}, {gap.words: ["LN-01"]}, TONIGHT, Calendar())
    assert (one.kind, one.days, one.rules) == (expected, gap.days, ("LN-01",))


def test_two_gaps_of_a_dataset_are_one_line_and_what_no_rule_met_is_none() -> None:
    months = [
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 7, 1), date(2026, 8, 31)),
    ]
    gaps = [Gap(dataset=PAYROLL, first=one, last=end) for one, end in months]
    unmet = Gap(dataset=PENSION, first=None, last=date(2025, 1, 31))
    rules = {gaps[1].words: ["B", "A"], gaps[0].words: ["A"]}
    found = lacks_met(
        {PAYROLL: tuple(gaps), PENSION: (unmet,)}, rules, TONIGHT, Calendar()
    )
    assert [(one.days, one.rules) for one in found] == [
        ("2026年3月、2026年7月至2026年8月", ("A", "B"))
    ]

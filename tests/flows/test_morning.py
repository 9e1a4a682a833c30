"""The morning page: one sentence, what to do, the tables; nothing from outside."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from clues.labels import BANNER, ENTITLEMENT
from flows.morning import duration, headline, morning_page, write_morning_page
from flows.night_report import (
    Due,
    NightReport,
    Refused,
    RuleRun,
    StageRun,
    top_clues,
)
from store.errors import StorageError
from tests.flows.sample_night import NAME, NUMBER, SHANGHAI, clue, sample_night


def test_the_headline_tells_the_night_in_one_sentence() -> None:
    assert headline(sample_night()) == (
        "收到 2 批报送、69,238 行数据，1 处拒收；4 条规则运行了 2 条；"
        "新疑点 12 条，再次出现 1 条，现有疑点 23 条。"
    )


def test_the_page_loads_nothing_from_outside(tmp_path: Path) -> None:
    write_morning_page(tmp_path / "reports" / "morning.html", sample_night())

    page = (tmp_path / "reports" / "morning.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|<script|<link|<img|url\(|@import|src=|href=", page)
    assert BANNER in page
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["morning.html"]


def test_the_unconfirmed_stand_in_a_section_of_their_own() -> None:
    open_one = replace(clue(1), clue_id="weak", hits=({"tier": "T5", "chain": []},))
    both = [open_one, clue(2)]
    top = top_clues(both), top_clues(both, identity="unconfirmed")
    assert [[one.clue_id for one in part] for part in top] == [
        [clue(2).clue_id],
        ["weak"],
    ]
    night = replace(sample_night(), top=top[0], top_unconfirmed=top[1], unconfirmed=1)
    settled, _, unsettled = morning_page(night).partition('<section id="unconfirmed">')
    assert "weak" not in settled
    assert "weak" in unsettled
    assert '<section id="unconfirmed">' not in morning_page(sample_night())


def test_the_page_names_nobody() -> None:
    page = morning_page(sample_night())

    assert NAME not in page
    assert NUMBER not in page
    assert "测*甲" in page


def test_the_page_escapes_what_was_delivered() -> None:
    evil = "<script>alert(1)</script>"
    night = sample_night()
    told = replace(
        night,
        office=evil,
        refusals=(Refused(delivery=evil, message=evil, remedy=evil, place=evil),),
        deliveries=(replace(night.deliveries[0], delivery=evil, blocked_by=(evil,)),),
        datasets=(replace(night.datasets[0], title=evil, withheld=True, why=evil),),
    )

    page = morning_page(told)

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_says_what_needs_somebody_most_urgent_first() -> None:
    page = morning_page(sample_night())

    wanted = [
        "规则 PR-02 失败",
        "拒收：县民政局/20261106_低保",
        "死亡人员登记未采用",
        "规则 SS-01 未运行",
        "常住人口登记已过期 41 天",
    ]
    places = [page.index(f"<b>{what}</b>") for what in wanted]
    assert places == sorted(places)
    assert "缺少死亡人员登记、财政供养人员工资" in page
    assert "办法：请用原系统重新导出" in page


def test_a_quiet_night_says_that_nothing_is_to_do() -> None:
    night = NightReport(
        as_of=date(2026, 11, 20),
        office="示例县巡察办",
        started_at=datetime(2026, 11, 20, 2, 30, tzinfo=SHANGHAI),
        finished_at=datetime(2026, 11, 20, 2, 30, 4, tzinfo=SHANGHAI),
    )

    page = morning_page(night)

    assert "没有需要处理的事项" in page
    assert "没有收到报送" in page
    assert "目前没有疑点" in page


def test_long_tables_are_cut_and_the_rest_counted() -> None:
    stages = tuple(StageRun(name=f"步骤 {no}", seconds=no) for no in range(40))

    page = morning_page(replace(sample_night(), stages=stages))

    assert "另有 15 个用时较短的步骤未列出" in page
    assert "<td>步骤 39</td>" in page
    assert "<td>步骤 3</td>" not in page


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.44, "0.4 秒"), (12.6, "13 秒"), (133, "2 分 13 秒"), (119.7, "2 分 0 秒")],
)
def test_shows_durations_as_people_say_them(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


def test_says_when_the_page_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError, match="morning"):
        write_morning_page(tmp_path / "reports" / "morning.html", sample_night())


def test_what_is_due_stands_in_a_section_of_its_own_and_is_no_clue() -> None:
    owed = replace(clue(1), clue_id="owed", queue=ENTITLEMENT)
    due = Due(
        count=3, new=1, by_rule={"U02": 3}, amount="1234.50", top=top_clues([owed])
    )
    night = replace(sample_night(), due=due)

    before, _, section = morning_page(night).partition('<section id="due">')
    assert "owed" not in before
    assert "应享未享事项 3 条，其中新出现 1 条，应发未发金额合计 1,234.50 元" in section
    assert "漏发月份" in section
    assert headline(night) == headline(sample_night())
    assert '<section id="due">' not in morning_page(sample_night())


def test_many_rules_that_did_not_run_are_one_thing_to_do() -> None:
    idle = [
        RuleRun(rule=f"XX-{no}", title="某规则", status="cannot") for no in range(4)
    ]
    few, many = (
        morning_page(replace(sample_night(), rules=tuple(idle[:count])))
        for count in (3, 4)
    )
    assert "<b>规则 XX-2 未运行</b>" in few
    assert "<b>4 条规则未运行</b>" in many
    assert "缺少所需数据：XX-0、XX-1、XX-2、XX-3" in many
    assert "<b>规则 XX-2 未运行</b>" not in many


def test_a_rule_in_the_shadow_is_marked() -> None:
    night = sample_night()
    first, *others = night.rules
    shown = morning_page(
        replace(night, rules=(replace(first, is_shadow=True), *others))
    )
    assert shown.count('<span class="tag">影子</span>') == 1
    assert "只计数，不产生疑点" in shown
    assert "影子" not in morning_page(night)

"""The morning page: one sentence, what to do, the tables; nothing from outside."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clues.clue import Clue
from clues.labels import BANNER, ENTITLEMENT
from flows.morning import duration, headline, morning_page, write_morning_page
from flows.night_report import (
    DatasetState,
    Delivered,
    Due,
    Failure,
    NightReport,
    QualityIssue,
    Refused,
    RuleRun,
    StageRun,
    top_clues,
)
from store.errors import StorageError

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAME, NUMBER = "测试甲", "420281199001011234"
PENSION, PAYROLL = "social_security/pension_payment", "finance/staff_payroll"


def clue(number: int) -> Clue:
    return Clue(
        clue_id=f"ie6ytofj3iyphw{number:02}",
        fingerprint="f" * 64,
        since_last=("new", "changed", "unchanged")[number % 3],
        subject_kind="person",
        subject_id="Pone",
        subject_name=NAME,
        subject_number=NUMBER,
        matter="social_security/居民养老",
        rules=("SS-01",),
        amount_fen=123450 * number,
        period_from=date(2026, 3, 1),
        period_to=date(2026, 9, 30),
        score=900 - 20 * number,
        parts={},
        sentence=f"{NAME}（{NUMBER}）死亡登记月份之后 7 个月仍有养老待遇发放记录。",
        questions=(),
        related=(),
        hits=(),
    )


def sample_night() -> NightReport:
    """Return a night in which something of everything happened."""
    return NightReport(
        as_of=date(2026, 11, 20),
        office="示例县巡察办",
        started_at=datetime(2026, 11, 20, 2, 30, tzinfo=SHANGHAI),
        finished_at=datetime(2026, 11, 20, 2, 34, 12, tzinfo=SHANGHAI),
        deliveries=(
            Delivered(
                supplier="县社保中心",
                delivery="县社保中心/20261105_养老发放",
                delivered_on=date(2026, 11, 5),
                dataset=PENSION,
                title="养老待遇发放明细",
                rows=48213,
                accepted=48190,
                quarantined=23,
                dropped=14,
            ),
            Delivered(
                supplier="县公安局",
                delivery="县公安局/20261103_户籍",
                delivered_on=date(2026, 11, 3),
                dataset="registry/resident",
                title="常住人口登记",
                rows=20114,
                accepted=20114,
                dropped=2,
            ),
            Delivered(
                supplier="县公安局",
                delivery="县公安局/20261103_户籍",
                delivered_on=date(2026, 11, 3),
                dataset="registry/death",
                title="死亡人员登记",
                rows=911,
                accepted=0,
                quarantined=911,
                blocked_by=("身份证号为空超过 20%",),
            ),
        ),
        refusals=(
            Refused(
                delivery="县民政局/20261106_低保",
                place="低保发放.csv › 第 128 行",
                message="不是 GB18030 编码",
                remedy="请用原系统重新导出",
            ),
        ),
        datasets=(
            DatasetState(dataset=PENSION, title="养老待遇发放明细", rows=48190),
            DatasetState(
                dataset="registry/resident",
                title="常住人口登记",
                rows=20114,
                stale_days=41,
                why="本月未报送，沿用 10 月数据",
            ),
            DatasetState(
                dataset="registry/death",
                title="死亡人员登记",
                rows=0,
                withheld=True,
                why="身份证号为空超过 20%",
            ),
        ),
        rules=(
            RuleRun(
                rule="LN-01",
                title="财政供养人员申领创业担保贷款",
                status="degraded",
                missing=(PENSION,),
                eligible=3120,
                evaluated=3101,
                cannot_decide=19,
                hit=18,
                explained=6,
                seconds=0.72,
            ),
            RuleRun(
                rule="LN-06",
                title="贴息资金多付",
                status="runs",
                eligible=8120,
                evaluated=8120,
                hit=5,
                explained=2,
                seconds=1.3,
            ),
            RuleRun(
                rule="PR-02",
                title="低保与财政供养重合",
                status="error",
            ),
            RuleRun(
                rule="SS-01",
                title="死亡后仍发放养老待遇",
                status="cannot",
                missing=("registry/death", PAYROLL),
            ),
        ),
        clues=23,
        clues_by_rule={"LN-01": 18, "LN-06": 5},
        clues_by_change={
            "new": 12,
            "changed": 3,
            "unchanged": 7,
            "reopened": 1,
            "gone": 2,
        },
        top=top_clues([clue(number) for number in range(1, 13)]),
        issues=(
            QualityIssue(
                dataset=PENSION,
                title="养老待遇发放明细",
                column="身份证号",
                reason="校验码不符",
                rows=23,
            ),
            QualityIssue(
                dataset="registry/death",
                title="死亡人员登记",
                column="身份证号",
                reason="为空",
                rows=911,
                blocking=True,
            ),
        ),
        stages=(
            StageRun(name="接收", seconds=31.4, peak_mb=512),
            StageRun(name="检查", seconds=74.2, peak_mb=1480),
            StageRun(name="归人", seconds=58.9, peak_mb=2210),
            StageRun(name="比对", seconds=9.8, peak_mb=760, reused=True),
            StageRun(name="疑点", seconds=1.1, peak_mb=310),
        ),
        titles={PAYROLL: "财政供养人员工资"},
        failures=(
            Failure(what="规则 PR-02 ", message="内存不足", remedy="调大 memory_mb"),
        ),
    )


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

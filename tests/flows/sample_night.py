"""A night in which something of everything happened, and a clue of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from clues.clue import Clue
from flows.night_report import (
    DatasetState,
    Delivered,
    Failure,
    NightReport,
    QualityIssue,
    Refused,
    RuleRun,
    StageRun,
    top_clues,
)

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

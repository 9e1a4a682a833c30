"""The morning page: one offline HTML file that tells a night in a minute.

First one sentence, then what needs somebody, then the tables.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from clues.labels import BANNER, CHANGES, ENTITLEMENT, NOTICES
from flows.actions import actions, quiet_lacks, titles_of
from flows.night_report import NightReport, StageRun
from store.errors import StorageError
from store.stage import publish_file

STATUSES: Mapping[str, str] = {
    "runs": "已运行",
    "degraded": "部分检验",
    "cannot": "未运行",
    "error": "出错",
    "withdrawn": "已撤回",
}
RAN = ("runs", "degraded")
MINUTE = 60
MOST_WANTED = 8
MOST_LATE = 12  # overdue datasets shown; the calendar has the rest
MOST_ROWS = 25  # a page read in a minute; the rest is counted


def write_morning_page(file: Path, night: NightReport) -> None:
    """Write the page of a night, whole or not at all.

    Raises `StorageError` where it cannot be written.
    """
    draft = file.with_name(f".draft-{file.name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(morning_page(night), encoding="utf-8")
        publish_file(draft, file)
    except OSError as error:
        raise StorageError(f"无法写入 {file.name}", remedy="检查磁盘空间") from error


def morning_page(night: NightReport) -> str:
    """Return the page of a night as HTML."""
    return _template().render(
        night=night,
        banner=BANNER,
        due_notice=NOTICES[ENTITLEMENT],
        headline=headline(night),
        actions=actions(night),
        history=quiet_lacks(night, "history"),
        ahead=quiet_lacks(night, "ahead"),
        titles=titles_of(night),
        changes=CHANGES,
        statuses=STATUSES,
        ran=sum(rule.status in RAN for rule in night.rules),
        received=len({one.delivery for one in night.deliveries}),
        most_clues=max([*night.clues_by_rule.values(), 1]),
        stages=_longest(night.stages),
        issues=night.issues[:MOST_ROWS],
        wanted=night.wanted[:MOST_WANTED],
        letters=night.letters[:MOST_ROWS],
        most_late=MOST_LATE,
        most_rows=MOST_ROWS,
        longest=max([*(stage.seconds for stage in night.stages), 0.001]),
    )


def headline(night: NightReport) -> str:
    """Return the night in one sentence: came, refused, ran, raised."""
    deliveries = len({one.delivery for one in night.deliveries})
    rows = sum(one.rows for one in night.deliveries)
    ran = sum(rule.status in RAN for rule in night.rules)
    refused = f"，{len(night.refusals)} 处拒收" if night.refusals else "，没有拒收"
    new = night.clues_by_change.get("new", 0)
    back = night.clues_by_change.get("reopened", 0)
    again = f"，再次出现 {back} 条" if back else ""
    return (
        f"收到 {deliveries} 批报送、{rows:,} 行数据{refused}；"
        f"{len(night.rules)} 条规则运行了 {ran} 条；"
        f"新疑点 {new} 条{again}，现有疑点 {night.clues} 条。"
    )


def _grouped(amount: str) -> str:
    """Return 12,345.00 for 12345.00."""
    whole, dot, rest = amount.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def _longest(stages: Sequence[StageRun]) -> Sequence[StageRun]:
    """Return the stages that took longest, in the order they ran."""
    by_time = sorted(stages, key=lambda stage: -stage.seconds)[:MOST_ROWS]
    return [stage for stage in stages if stage in by_time]


def duration(seconds: float) -> str:
    """Return 2 分 13 秒, or 0.4 秒 below ten seconds."""
    if seconds < 10:  # noqa: PLR2004 - below it tenths matter
        return f"{seconds:.1f} 秒"
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


@cache
def _template() -> Template:
    text = (files("flows") / "morning.html").read_text(encoding="utf-8")
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page.filters.update(duration=duration, grouped=_grouped)
    return page.from_string(text)

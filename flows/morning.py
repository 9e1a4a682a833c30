"""The morning page: one offline HTML file that tells a night in a minute.

First one sentence, then what needs somebody, then the tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from clues.labels import BANNER, CHANGES, ENTITLEMENT, NOTICES
from flows.night_report import (
    DatasetState,
    Delivered,
    Failure,
    NightReport,
    Refused,
    RuleRun,
    StageRun,
)
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
MOST_IDLE = 3  # rules that did not run, named one by one
MOST_ROWS = 25  # a page read in a minute; the rest is counted


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing somebody has to do: what, why and how; `urgent` stops results."""

    what: str
    why: str
    remedy: str
    urgent: bool = False


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
        titles=_titles(night),
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


def actions(night: NightReport) -> tuple[Action, ...]:
    """Return what needs somebody, the most urgent first."""
    titles = _titles(night)
    return (
        *(_failed(failure) for failure in night.failures),
        *(_refused(refusal) for refusal in night.refusals),
        *(_withheld(state) for state in night.datasets if state.withheld),
        *_idle([one for one in night.rules if one.status == "cannot"], titles),
        *(_stale(state) for state in night.datasets if _is_late(state)),
        *_gapped(night.rules),
        *_sent(night),
    )


def _failed(failure: Failure) -> Action:
    remedy = failure.remedy or "查看 logs 目录中的日志，修复后重新运行 crosscheck night"
    return Action(
        what=f"{failure.what}失败", why=failure.message, remedy=remedy, urgent=True
    )


def _refused(refusal: Refused) -> Action:
    why = f"{refusal.place}：{refusal.message}" if refusal.place else refusal.message
    remedy = refusal.remedy or "请报送单位改正后重新报送"
    return Action(what=f"拒收：{refusal.delivery}", why=why, remedy=remedy, urgent=True)


def _withheld(state: DatasetState) -> Action:
    return Action(
        what=f"{state.title}未采用",
        why=state.why or "未通过必须满足的检查",
        remedy="查看数据质量报告，请报送单位改正后重新报送",
        urgent=True,
    )


def _idle(rules: Sequence[RuleRun], titles: Mapping[str, str]) -> tuple[Action, ...]:
    """Return an action for each rule, or one for all where they are many."""
    if len(rules) <= MOST_IDLE:
        return tuple(_idle_one(rule, titles) for rule in rules)
    return (
        Action(
            what=f"{len(rules)} 条规则未运行",
            why=f"缺少所需数据：{'、'.join(rule.rule for rule in rules)}",
            remedy="按下面“最该补齐的数据”请有关单位补充报送",
        ),
    )


def _idle_one(rule: RuleRun, titles: Mapping[str, str]) -> Action:
    wanted = "、".join(titles.get(path, path) for path in rule.missing)
    why = rule.reason or f"缺少{wanted or '所需数据'}"
    return Action(
        what=f"规则 {rule.rule} 未运行",
        why=f"{rule.title}：{why}",
        remedy="请有关单位补充报送",
    )


def _is_late(state: DatasetState) -> bool:
    return bool(state.stale_days) and not state.withheld


def _stale(state: DatasetState) -> Action:
    return Action(
        what=f"{state.title}已过期 {state.stale_days} 天",
        why=state.why or "今晚沿用上一次可用的数据",
        remedy="请报送单位补充最新数据",
    )


def _gapped(rules: Sequence[RuleRun]) -> Iterator[Action]:
    """Yield one action for each lack of data that leaves acts undecided."""
    lacking: dict[str, list[str]] = {}
    for rule in rules:
        for words in rule.gaps:
            lacking.setdefault(words, []).append(rule.rule)
    for words, names in sorted(lacking.items()):
        yield Action(
            what=f"缺少{words}",
            why=f"规则 {'、'.join(names)} 对这些日期的行为无法判断，不等于没有问题",
            remedy="请报送单位补报；确实没有数据的，请其书面说明",
        )


def _sent(night: NightReport) -> tuple[Action, ...]:
    """Return one action for all the letters that are to be handed over."""
    if not night.letters:
        return ()
    found = sum(letter.new + letter.open for letter in night.letters)
    first = min(letter.due_on for letter in night.letters)
    return (
        Action(
            what=f"转交反馈单 {len(night.letters)} 份",
            why=f"共 {found:,} 条数据问题，请报送单位于 {first} 前答复",
            remedy=f"文件在 outbox/feedback/{night.as_of}，按单位转交",
        ),
    )


def _titles(night: NightReport) -> Mapping[str, str]:
    """Return what people call each dataset, by contract path."""
    named: Sequence[Delivered | DatasetState] = (*night.deliveries, *night.datasets)
    titles = {one.dataset: one.title or one.dataset for one in named}
    return {**titles, **night.titles}


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

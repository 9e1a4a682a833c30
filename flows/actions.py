"""What needs somebody after a night; what earlier nights told already comes last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows.lacks import Lack
from flows.night_report import (
    DatasetState,
    Delivered,
    Failure,
    NightReport,
    Refused,
    RuleRun,
)
from flows.standing import idle_key, stale_key, withheld_key

MOST_IDLE = 3  # rules that did not run, named one by one


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing somebody has to do: what, why and how; `urgent` stops results.

    `since` is the earlier night that first told it, for what stands over nights.
    """

    what: str
    why: str
    remedy: str
    urgent: bool = False
    is_new: bool = False
    since: date | None = None


def actions(night: NightReport) -> tuple[Action, ...]:
    """Return what needs somebody: the urgent first; what earlier nights told, last."""
    told = [
        *(_failed(failure) for failure in night.failures),
        *(_refused(refusal) for refusal in night.refusals),
        *(_withheld(state, night) for state in night.datasets if state.withheld),
        *_idle(night),
        *_gapped(night),
        *(_stale(state, night) for state in _only_stale(night)),
        *_sent(night),
    ]
    return tuple(sorted(told, key=lambda one: (not one.urgent, one.since is not None)))


def quiet_lacks(night: NightReport, kind: str) -> tuple[Lack, ...]:
    """Return the lacks of a kind that ask for nothing tonight."""
    return tuple(
        lack
        for lack in night.standing.lacks
        if lack.kind == kind and not _is_loud(lack, night)
    )


def titles_of(night: NightReport) -> Mapping[str, str]:
    """Return what people call each dataset, by contract path."""
    named: Sequence[Delivered | DatasetState] = (*night.deliveries, *night.datasets)
    titles = {one.dataset: one.title or one.dataset for one in named}
    return {**titles, **night.titles}


def _failed(failure: Failure) -> Action:
    remedy = failure.remedy or "查看 logs 目录中的日志，修复后重新运行 crosscheck night"
    return Action(
        what=f"{failure.what}失败", why=failure.message, remedy=remedy, urgent=True
    )


def _refused(refusal: Refused) -> Action:
    why = f"{refusal.place}：{refusal.message}" if refusal.place else refusal.message
    remedy = refusal.remedy or "请报送单位改正后重新报送"
    return Action(what=f"拒收：{refusal.delivery}", why=why, remedy=remedy, urgent=True)


def _withheld(state: DatasetState, night: NightReport) -> Action:
    action = Action(
        what=f"{state.title}未采用",
        why=state.why or "未通过必须满足的检查",
        remedy="查看数据质量报告，请报送单位改正后重新报送",
        urgent=True,
    )
    return _dated(action, night, withheld_key(state.dataset))


def _idle(night: NightReport) -> Iterator[Action]:
    """Yield an action for each rule that did not run, or one for all that are many."""
    idle = [one for one in night.rules if one.status == "cannot"]
    new = [one for one in idle if _is_new(night, idle_key(one.rule))]
    for rules in (new, [one for one in idle if one not in new]):
        keys = [idle_key(one.rule) for one in rules]
        if len(rules) > MOST_IDLE:
            yield _dated(_idle_many(rules), night, *keys)
            continue
        for one, key in zip(rules, keys, strict=True):
            yield _dated(_idle_one(one, titles_of(night)), night, key)


def _idle_many(rules: Sequence[RuleRun]) -> Action:
    return Action(
        what=f"{len(rules)} 条规则未运行",
        why=f"缺少所需数据：{'、'.join(rule.rule for rule in rules)}",
        remedy="按下面“最该补齐的数据”请有关单位补充报送",
    )


def _idle_one(rule: RuleRun, titles: Mapping[str, str]) -> Action:
    wanted = "、".join(titles.get(path, path) for path in rule.missing)
    why = rule.reason or f"缺少{wanted or '所需数据'}"
    return Action(
        what=f"规则 {rule.rule} 未运行",
        why=f"{rule.title}：{why}",
        remedy="请有关单位补充报送",
    )


def _only_stale(night: NightReport) -> Iterator[DatasetState]:
    """Yield the stale datasets whose lack is not told in its own words."""
    told = {lack.dataset for lack in night.standing.lacks if lack.is_overdue}
    for state in night.datasets:
        if state.stale_days and not state.withheld and state.dataset not in told:
            yield state


def _stale(state: DatasetState, night: NightReport) -> Action:
    action = Action(
        what=f"{state.title}已过期 {state.stale_days} 天",
        why=state.why or "今晚沿用上一次可用的数据",
        remedy="请报送单位补充最新数据",
    )
    return _dated(action, night, stale_key(state.dataset))


def _gapped(night: NightReport) -> Iterator[Action]:
    """Yield one action for each dataset whose lack leaves acts undecided."""
    stale = {state.dataset: state.stale_days for state in night.datasets}
    for lack in night.standing.lacks:
        if not _is_loud(lack, night):
            continue
        days = stale.get(lack.dataset)
        names = "、".join(lack.rules)
        late = f"，已过期 {days} 天" if days else "，最新数据没有到"
        action = Action(
            what=f"缺少{lack.title}{lack.days}的数据{late if lack.is_overdue else ''}",
            why=f"规则 {names} 对这些日期的行为无法判断，不等于没有问题",
            remedy="请报送单位补报；确实没有数据的，请其书面说明",
        )
        yield _dated(action, night, *lack.keys)


def _is_loud(lack: Lack, night: NightReport) -> bool:
    """Say whether a lack asks for something: history does on its first night only.

    It may have shrunk: a delivery was taken back, or one that replaced it is shorter.
    """
    if lack.kind == "history":
        return any(_is_new(night, key) for key in lack.keys)
    return lack.kind == "open"


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


def _dated(action: Action, night: NightReport, *keys: str) -> Action:
    """Return an action that says whether it is new, and else since when it stands."""
    if any(_is_new(night, key) for key in keys):
        return replace(action, is_new=True)
    known = (night.standing.since.get(key, night.as_of) for key in keys)
    earlier = [day for day in known if day < night.as_of]
    return replace(action, since=min(earlier, default=None))


def _is_new(night: NightReport, key: str) -> bool:
    standing = night.standing
    return not standing.is_first and standing.since.get(key) == night.as_of

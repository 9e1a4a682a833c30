"""A rule of two nights, or of a night and now: texts that differ, hits that differ."""

from dataclasses import dataclass
from datetime import date

from flows.archive_night import night_days
from flows.archive_rules import KeptRule, archived_rule, standing_rule
from flows.compare_hits import HitChange, hit_changes
from flows.kept_night import kept_night
from rules.library import rule_for
from rules.text import TextChange, diff_texts
from store.errors import RuleError
from store.home import Home


@dataclass(frozen=True, kw_only=True)
class RuleDiff:
    """Two versions of a rule: what their texts and their hits differ in.

    `hits` is None where they cannot be compared, and `why_not` says why.
    """

    rule: str
    before: KeptRule
    after: KeptRule
    texts: tuple[TextChange, ...]
    hits: tuple[HitChange, ...] | None
    why_not: str = ""


def diff_rule(
    home: Home, rule_id: str, from_day: date | None, to_day: date | None
) -> RuleDiff:
    """Compare a rule of `from_day` (default: the newest night) with `to_day`.

    Without `to_day` with the rule as it stands now, which has no hits of its own
    (`try` makes them). Raises `RuleError` for nights that are not in the archive.
    """
    first = from_day or _newest(home)
    before = archived_rule(home, first, rule_id)
    if to_day is None:
        after = standing_rule(rule_for(rule_id), home.policy)
        hits, why_not = None, "与现行文本比较没有命中，试运行请用 rules try"
    else:
        after = archived_rule(home, to_day, rule_id)
        hits, why_not = _hits(home, rule_id, first, to_day)
    return RuleDiff(
        rule=rule_id,
        before=before,
        after=after,
        texts=diff_texts(before.texts, after.texts),
        hits=hits,
        why_not=why_not,
    )


def _hits(
    home: Home, rule_id: str, from_day: date, to_day: date
) -> tuple[tuple[HitChange, ...] | None, str]:
    files = [kept_night(home, day).hits.get(rule_id) for day in (from_day, to_day)]
    for day, file in zip((from_day, to_day), files, strict=True):
        if file is None:
            return None, f"{day} 那一夜的命中已清理，或该规则当夜没有运行"
    return hit_changes(*files), ""


def _newest(home: Home) -> date:
    days = night_days(home.archive)
    if not days:
        raise RuleError("归档中还没有一夜可比", remedy="先运行 crosscheck night")
    return max(days)

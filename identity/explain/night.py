"""Explain two records or people of a home as its last night saw them.

Profiles and portraits are those that the night weighs. Whoever has a valid number
stands on the left as a portrait, among all others, so that rivals show.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from identity.comparison import same_name
from identity.explain.delivered import Values, delivered_values
from identity.explain.explanation import MISSING, Explanation, Fact
from identity.explain.pair import explain_pair
from identity.explain.party import Party, find_party
from identity.explain.standing import JUDGED, NOBODY, NUMBER, REASONS
from identity.explain.words import statement
from identity.judged_ties import JUDGED_DIFFERENT, JUDGED_SAME
from identity.known import Known
from identity.matcher.choose import ACCEPT, REVIEW
from identity.matcher.compare import sentence
from identity.matcher.epoch import Epoch
from identity.matcher.link import Linked, link
from identity.matcher.model_file import load_model
from identity.portrait import portraits
from identity.profile import read_profiles
from identity.weigh_untied import MODEL, OTHER_NAMES, TYING_TIERS, VOUCHING
from store.errors import MatchError
from store.mask import masked_name

NAME = "name"


@dataclass(frozen=True, kw_only=True)
class NightExplanation:
    """The left and the right party, what they weigh, and what the night decided.

    `lines` are sentences without the full stop.
    """

    left: Party
    right: Party
    whole: Explanation
    linked: Linked
    lines: tuple[str, ...]


def explain_in_night(
    known: Known,
    links: Path,
    epoch: Epoch,
    asked: tuple[str, str],
    *,
    unmasked: bool = False,
) -> NightExplanation:
    """Return the explanation of two references (`identity.explain.party`).

    `links` is the table of links that the night wrote. Names are masked unless
    `unmasked`. Raises `MatchError` where one of them is not there.
    """
    people = portraits(known, read_profiles(known).claims)
    first, second = (find_party(known, people, links, one) for one in asked)
    if first.name == second.name:
        raise MatchError("两个编号是同一个", remedy="请给出两条不同的记录")
    left, right = _sides(first, second)
    table = people if left.is_known else left.face
    linked = link(table, right.face, load_model(MODEL), epoch=epoch)
    wanted = left.standing.person_id if left.is_known else left.name
    row = int((table["record_id"] == wanted).arg_true()[0])
    delivered = [
        _masked(delivered_values(frame, at, linked.model), unmasked=unmasked)
        for frame, at in ((table, row), (right.face, 0))
    ]
    whole = explain_pair(linked, row, 0, delivered=(delivered[0], delivered[1]))
    why = _judged_apart(left, right) or _overruled(whole, linked)
    return NightExplanation(
        left=left,
        right=right,
        whole=_as_decided(whole, left, right, why),
        linked=linked,
        lines=tuple(_lines(left, right, why)),
    )


def _sides(first: Party, second: Party) -> tuple[Party, Party]:
    """Return who stands left, as the person known: the surer one, else the first."""
    is_second_surer = _doubts(second) < _doubts(first)
    return (second, first) if is_second_surer else (first, second)


def _doubts(one: Party) -> tuple[bool, bool, bool]:
    """Order a person before who is known by number, and the very name before others."""
    has_the_name = one.standing.comparison == same_name.__name__
    return not one.is_person, not one.is_known, not has_the_name


def _masked(values: Values, *, unmasked: bool) -> Values:
    name = values[NAME]
    return values if unmasked else {**values, NAME: masked_name(name) or None}


def _lines(left: Party, right: Party, overruled: str) -> Iterator[str]:
    """Yield who both are, what the night made of the pair, and how it is weighed."""
    yield left.words
    yield right.words
    yield _verdict(left, right, overruled)
    if left.is_known:
        yield f"以下左表指已知的人 {left.standing.person_id}，右表指 {right.name}"
    else:
        yield f"以下左表指 {left.name}，右表指 {right.name}"
        yield "夜里只拿记录与有有效号码的人比较，这两条记录是临时比较的"
    if right.standing.by == NUMBER and _are_one(left, right):
        yield "这个人的情况里含有该记录自己报的内容，下面的相符不能再算作旁证"


def _are_one(left: Party, right: Party) -> bool:
    whose = left.standing.person_id
    return whose is not None and whose == right.standing.person_id


def _verdict(left: Party, right: Party, overruled: str) -> str:
    ours, theirs = left.standing, right.standing
    if ours.person_id and theirs.person_id:
        if _are_one(left, right):
            return f"夜里认作同一个人 {ours.person_id}"
        return f"夜里认作两个人：{ours.person_id} 与 {theirs.person_id}"
    untied = ours if ours.by == NOBODY and not left.is_person else theirs
    why = REASONS.get(untied.reason, untied.reason)
    return f"夜里没有认作同一个人：{overruled or why}"


def _judged_apart(left: Party, right: Party) -> str:
    reasons = left.standing.reason, right.standing.reason
    return REASONS[JUDGED_DIFFERENT] if JUDGED_DIFFERENT in reasons else ""


def _as_decided(whole: Explanation, left: Party, right: Party, why: str) -> Explanation:
    """Return the explanation with what the night decided, where weights say else.

    What an analyst, or a number and a name, decide is not weighed; and weight alone
    is not enough where the night had a reason against it, or never weighed the pair.
    """
    judged = JUDGED in (left.standing.by, right.standing.by)
    if judged and _are_one(left, right):
        reasons = (REASONS[JUDGED_SAME],)
        return replace(
            whole, decision=ACCEPT, tier=right.standing.tier, reasons=reasons
        )
    if _are_one(left, right):
        by_rule = left.is_known and right.standing.by == NUMBER
        if whole.is_certain or not by_rule:
            return whole
        tier = right.standing.tier
        return replace(whole, decision=ACCEPT, tier=tier, is_certain=True, reasons=())
    if not whole.is_accepted:
        return whole
    reason = why or "分量到了接受线，但夜里没有这样认"
    return replace(whole, decision=REVIEW, tier="", is_certain=False, reasons=(reason,))


def _overruled(whole: Explanation, linked: Linked) -> str:
    """Return why a pair whose weight is enough is not tied, or nothing."""
    if not whole.is_accepted:
        return ""
    name = next(fact for fact in whole.facts if fact.field == NAME)
    spec = linked.model.comparison(NAME)
    others = [statement(spec.title, sentence(spec.kind, one)) for one in OTHER_NAMES]
    if name.state == MISSING:
        return "没有姓名，不按分量认人"
    if name.words in others:
        return "分量虽够，姓名却不能是同一人的；可能填了家属的号码，须看原件"
    if whole.tier not in TYING_TIERS:
        return "除姓名外没有相符之处，不据此认人"
    if whole.tier == "T5" and not any(map(_vouches, whole.facts)):
        return "除姓名和住处外没有相符之处，一家人也会这样，不据此认人"
    return ""


def _vouches(fact: Fact) -> bool:
    return fact.field in VOUCHING and fact.milli > 0

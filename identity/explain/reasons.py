"""Why a pair was not accepted, or with what reserve it was: each in a sentence."""

from collections.abc import Iterator

from identity.explain.explanation import SPOKE, Explanation
from identity.explain.words import signed, statement, unsigned
from identity.matcher.compare import sentence
from identity.matcher.model import Model

SAME, NOT_SAME, UNSURE = "same", "not_same", "unsure"
VERDICTS = {SAME: "是同一人", NOT_SAME: "不是同一人", UNSURE: "材料不足，不能判断"}
NAME_ONLY = "T6"
MUCH = 3000  # milli-bits: eight times less likely
CONTRADICTING = 4000  # sixteen times
NOTHING_ELSE = "除姓名外没有够分量的相符之处"


def reasons_of(whole: Explanation, model: Model) -> tuple[str, ...]:
    """Return the reasons, the one that outranks the others first."""
    return tuple(_reasons(whole, model))


def _reasons(whole: Explanation, model: Model) -> Iterator[str]:
    if whole.verdict is not None:
        yield _decided(whole)
    if unlike := [fact.title for fact in whole.facts if fact.disagrees]:
        yield f"两边写的{'、'.join(unlike)}不同，须看原件"
    if not whole.was_compared:
        yield "两条记录没有一个共同的查找键，系统本没有比较它们；这里是临时算出的"
    if whole.doubt:
        yield whole.doubt
    if whole.is_accepted:
        yield from _reserves(whole, model)
        return
    yield from (fact.words for fact in whole.facts if _contradicts(fact.milli))
    yield from _rivalry(whole)
    yield from _relatives(whole, model)
    yield from _too_light(whole)


def _decided(whole: Explanation) -> str:
    verdict = whole.verdict
    assert verdict is not None
    why = f"，理由：{verdict.why}" if verdict.why else ""
    said = VERDICTS[verdict.kind]
    return f"{verdict.by}于{verdict.on}判定{said}{why}；人的判定高于计算"


def _contradicts(milli: int) -> bool:
    """Say whether one field alone speaks strongly against it."""
    return milli <= -CONTRADICTING


def _rivalry(whole: Explanation) -> Iterator[str]:
    rival = whole.rival
    if rival is None:
        return
    if rival.is_certain:
        yield f"这条记录已凭有效号码认作左表的 {rival.record_id}"
        return
    lead = whole.weight_milli - rival.weight_milli
    if abs(lead) < max(whole.limits.margin_milli, 1):
        yield (
            f"左表的 {rival.record_id} 同样合适（相差 {unsigned(lead)} 比特），"
            "凭现有字段分不出是哪一个"
        )
    elif lead < 0:
        yield f"左表的 {rival.record_id} 更合适，高出 {unsigned(lead)} 比特"


def _relatives(whole: Explanation, model: Model) -> Iterator[str]:
    """Say that the pair looks like two people of one household, without blame."""
    if -whole.household_milli < MUCH:
        return
    yield "相像之处在一家人之间也很常见，不足以说明是同一人"
    if model.identity is None:
        return
    spec = model.comparison(model.identity.field)
    same = statement(spec.title, sentence(spec.kind, model.identity.level))
    if any(fact.words == same for fact in whole.facts):
        yield f"{same}，其余却更像家属：可能填了家属的号码，也可能是录入差错，须看原件"


def _too_light(whole: Explanation) -> Iterator[str]:
    weight, limits = whole.weight_milli, whole.limits
    total, review = signed(weight), signed(limits.review_milli)
    if weight < limits.review_milli:
        yield f"分量太轻：合计 {total}，低于待核线 {review}"
    elif limits.accept_milli is None and not whole.doubt:
        yield f"{NOTHING_ELSE}，又没有号码可以校准，这一类只供人核对"
    elif limits.accept_milli is not None and weight < limits.accept_milli:
        yield f"分量不够：合计 {total}，低于接受线 {signed(limits.accept_milli)}"


def _reserves(whole: Explanation, model: Model) -> Iterator[str]:
    if whole.tier == NAME_ONLY and any(t.tier == NAME_ONLY for t in model.tiers):
        yield f"{NOTHING_ELSE}，这样的联系不用来产生疑点"
    against = [f.words for f in whole.facts if f.state == SPOKE and f.milli < 0]
    if against:
        yield f"接受时已计入不利的一面：{'、'.join(against)}"

"""An explanation in Chinese sentences that a sceptical reviewer can check."""

from collections.abc import Iterator

from identity.explain.explanation import (
    MISSING,
    SPOKE,
    Explanation,
    Fact,
    Limits,
    Outcome,
    Question,
)
from identity.explain.words import likelihood, signed, tenths_of, unsigned
from identity.matcher.choose import ACCEPT, REJECT, REVIEW

DECISIONS = {
    ACCEPT: "系统接受：两条记录写的是同一个人",
    REVIEW: "待人核对：还不能说两条记录是同一个人",
    REJECT: "系统不认作同一个人",
}
SHORTLY = {ACCEPT: "接受", REVIEW: "待核", REJECT: "不认作同一人"}
BECOMES = {ACCEPT: "即可接受", REVIEW: "转为待核", REJECT: "即不认作同一人"}
HOUSEHOLD = "家属之间本来就常常同姓、同村、共用电话"
UNIT = "比特是可能性的单位：每加 1，是同一人的可能性约翻一倍；每减 1，约减一半"


def told(whole: Explanation) -> str:
    """Return the whole explanation as one paragraph."""
    return "".join(f"{part}。" for part in sentences(whole))


def sentences(whole: Explanation) -> Iterator[str]:
    """Yield the sentences, without the full stop."""
    yield headline(whole)
    if whole.reasons:
        yield f"{'说明' if whole.is_accepted else '原因'}：{'；'.join(whole.reasons)}"
    yield _spoken("支持", whole.for_milli, _facts(whole, 1))
    yield _spoken("反对", whole.against_milli, [*_facts(whole, -1), *_household(whole)])
    yield missing(whole)
    yield sum_up(whole)
    yield what_decides(whole)


def headline(whole: Explanation) -> str:
    """Return what was decided, in which tier and with what probability."""
    said = DECISIONS[whole.decision]
    if whole.is_certain:
        return f"{said}（{whole.tier}，有效号码相同而且姓名相符，按规则直接认定）"
    tier = f"{whole.tier}，" if whole.is_accepted and whole.tier else ""
    return f"{said}（{tier}按现有字段，{likelihood(whole.probability)}）"


def missing(whole: Explanation) -> str:
    """Return which fields are missing, and how much they could say at most."""
    lacking = "、".join(f.words for f in whole.facts if f.state == MISSING)
    if not lacking:
        return "缺少：没有"
    if not tenths_of(whole.missing_milli):
        return f"缺少：{lacking}（查明了也不会增加分量）"
    most = unsigned(whole.missing_milli)
    return f"缺少 {most} 比特：{lacking}（查明相符时可再加的分量）"


def sum_up(whole: Explanation) -> str:
    """Return where it began, and what it comes to."""
    return (
        f"起点 {signed(whole.prior_milli)}（左表 {whole.left_records:,} 条记录，"
        f"任取一条就是此人的机会很小），合计 {signed(whole.weight_milli)}；"
        f"{lines(whole.limits)}"
    )


def lines(limits: Limits) -> str:
    """Return the lines that the sum is held against."""
    accept = limits.accept_milli
    above = "这一类不凭分量接受" if accept is None else f"接受线 {signed(accept)}"
    return f"{above}，待核线 {signed(limits.review_milli)}"


def what_decides(whole: Explanation) -> str:
    """Return which single further field would decide, and how."""
    if whole.verdict is not None:
        return "已由人判定，不再取决于别的字段"
    one = whole.decides
    if one is None:
        return (
            "所缺字段中没有哪一项单独能改变这一结论"
            if whole.questions
            else "各字段都已知，没有可补查的单项"
        )
    return f"最该补查：{one.title}（{one.where}没有）。{_either_way(whole, one)}"


def _either_way(whole: Explanation, one: Question) -> str:
    parts = [_turn(one.best)] if whole.is_lifted_by(one) else []
    parts += [_turn(one.worst)] if whole.is_sunk_by(one) else []
    return "；".join(parts)


def _turn(outcome: Outcome) -> str:
    weight = signed(outcome.weight_milli)
    return f"若查明{outcome.words}，合计 {weight}，{BECOMES[outcome.decision]}"


def _facts(whole: Explanation, sign: int) -> list[str]:
    return [
        f"{fact.words}（{signed(fact.milli)}{shared(fact)}）"
        for fact in whole.facts
        if fact.state == SPOKE and fact.milli * sign > 0
    ]


def shared(fact: Fact) -> str:
    """Return how many records share the value: what many have says little."""
    if not fact.holders:
        return ""
    return f"，左表 {fact.holders:,} 条同此" if fact.holders > 1 else "，左表仅此一条"


def _household(whole: Explanation) -> list[str]:
    off = whole.household_milli
    if not tenths_of(off):
        return []
    unlike = "、".join(fact.title for fact in whole.facts if fact.is_kin)
    besides = f"，两边写的{unlike}又不同" if unlike else ""
    return [f"{HOUSEHOLD}{besides}，为此扣去 {unsigned(off)}"]


def _spoken(word: str, milli: int, facts: list[str]) -> str:
    if not facts:
        return f"{word}：没有"
    return f"{word} {unsigned(milli)} 比特：{'；'.join(facts)}"

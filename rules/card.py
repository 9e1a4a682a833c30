"""The card of a rule (模型说明书): built from the rule's own files, read by people.

A card is a row of sections, each with lines or a table; how it looks on a page is
`rules.card_text`'s and the flows' affair.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pydantic.fields import FieldInfo

from rules.card_policy import policy_grid
from rules.examples import examples_of
from rules.explanation import Explanation, explanation_for
from rules.lock import fingerprint
from rules.policy import policy_tables
from rules.policy.shape import all_shapes
from rules.reading import columns_in
from rules.rule import Basis, Queue, Read, Rule
from rules.shared import names_of, policies_of
from rules.units import figure_text, unit_of
from rules.words import status_text
from store.odcs import contract_for

KIN_USE = "（用于亲属关系）"
KIN_UNSEEN = (
    "亲属关系由户籍、婚姻登记、申报和各名册载明的家庭关系合并得出，"
    "缺哪一种，只在那里记载的就看不到。"
)
NO_OUTCOMES = "尚无核查结果。"
KNOWN: Mapping[Read, str] = {
    Read.FULL_TEXT: "全文已读",
    Read.FOUND: "见于公开网页，未读全文",
    Read.RECALLED: "未核对原文",
}
UNREAD = "未读全文、未核对原文的，引用之前须先核对文件原文。"
QUEUED: Mapping[Queue, str] = {
    Queue.CLUE: "",
    Queue.ENTITLEMENT: "命中为应享未享事项，另列另计，不是疑点；",
}
BLANKS: Mapping[str, str] = {
    "from": "〔起〕",
    "to": "〔止〕",
    "months": "〔月数〕",
    "count": "〔笔数〕",
    "amount": "〔金额〕",
    "matter": "〔事项〕",
}
DIGEST_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table of a card; all cells are texts."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: lines (numbered where `ordered`), then tables."""

    title: str
    lines: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """A rule's card: its id and title, what it is in one line, its sections."""

    rule_id: str
    title: str
    head: str
    sections: tuple[Section, ...]


def card_of(
    rule: Rule,
    policy_home: Path | None,
    *,
    precision: Sequence[str] = (NO_OUTCOMES,),
) -> Card:
    """Return the card of a rule with the policy in force for the office.

    `precision` is what is known of its hits in this office.
    """
    made: Iterable[Callable[[], Iterator[Section]]] = (
        lambda: _asked(rule),
        lambda: _data(rule),
        lambda: _logic(rule),
        lambda: _figures(rule, policy_home),
        lambda: _explanations(rule),
        lambda: _checking(rule),
    )
    sections = [section for make in made for section in make()]
    sections.append(Section(title="检验样例", lines=examples_of(rule)))
    sections.append(Section(title="在本单位的表现", lines=tuple(precision)))
    return Card(
        rule_id=rule.id,
        title=rule.title,
        head=_head(rule),
        sections=tuple(sections),
    )


def _head(rule: Rule) -> str:
    return (
        f"第 {rule.version} 版，{status_text(rule.status)}；{QUEUED[rule.queue]}"
        f"核查一条约需 {rule.effort_minutes} 分钟；"
        f"校验码 {fingerprint(rule)[:DIGEST_SHOWN]}（规则有任何改动，校验码即不同）"
    )


def _asked(rule: Rule) -> Iterator[Section]:
    if rule.retired is not None:
        took = rule.retired.replaced_by
        instead = f"，由 {took} 代替" if took else ""
        why = f"{rule.retired.on} 起停用：{rule.retired.reason}{instead}"
        yield Section(title="停用", lines=(why,))
    yield Section(title="要回答的问题", lines=(rule.question,))
    rows = tuple(_basis(one) for one in rule.basis)
    grid = Grid(headings=("文件", "条款", "核对情况"), rows=rows)
    unread = any(one.read is not Read.FULL_TEXT for one in rule.basis)
    lines = (UNREAD,) if unread else ()
    yield Section(title="依据", lines=lines, grids=(grid,))
    if rule.exemption:
        yield Section(title="使用敏感信息的法律依据", lines=(rule.exemption,))


def _basis(one: Basis) -> tuple[str, ...]:
    return one.document, one.article or "—", KNOWN[one.read]


def _data(rule: Rule) -> Iterator[Section]:
    read = columns_in(rule)
    rows: list[tuple[str, ...]] = []
    for path in rule.reads:
        contract = contract_for(path)
        names = read.get(path, frozenset())
        titles = [c.title for c in contract.columns if c.name in names]
        kind = "必需" if path in rule.needs else "可选"
        rows.append(
            (contract.title, kind, "、".join(titles) or KIN_USE, contract.owner)
        )
    headings = ("数据", "是否必需", "实际读取的列", "提供单位")
    grid = Grid(headings=headings, rows=tuple(rows))
    lines = (
        f"逐笔判断的是“{contract_for(rule.act).title}”的每一行。",
        "缺少必需数据时不运行；缺少可选数据时照常运行，"
        "只用到它的情形不比对，靠它核对的合理解释改为询问或不作判断。",
        *((KIN_UNSEEN,) if names_of(rule).ties else ()),
    )
    yield Section(title="用到的数据", lines=lines, grids=(grid,))


def _logic(rule: Rule) -> Iterator[Section]:
    yield Section(title="怎样比对", lines=rule.logic or ("（尚未写明）",), ordered=True)
    yield Section(title="看不到什么", lines=rule.cannot_see or ("（尚未写明）",))


def _figures(rule: Rule, policy_home: Path | None) -> Iterator[Section]:
    yield Section(title="时间口径", lines=tuple(_windows(rule)))
    fields = type(rule.params).model_fields
    rows = tuple(
        (_described(name, fields[name]), _value(name, value))
        for name, value in rule.params.model_dump().items()
    )
    grids = (Grid(headings=("参数", "值"), rows=rows),) if rows else ()
    none = () if rows else ("没有参数。",)
    yield Section(title="参数", lines=none, grids=grids)
    yield _policies(rule, policy_home)


def _policies(rule: Rule, policy_home: Path | None) -> Section:
    names = sorted(policies_of(rule))
    tables, shapes = policy_tables(policy_home, names), all_shapes()
    grids = tuple(
        Grid(
            caption=shapes[name].title,
            headings=("适用", "内容", "有效期", "来源", "核对"),
            rows=policy_grid(rule, shapes[name], tables[name]),
        )
        for name in names
    )
    none = () if grids else ("不用政策表。",)
    return Section(title="现行政策", lines=none, grids=grids)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return figure_text(value, unit_of(name))
    if isinstance(value, list | tuple):
        parts = cast("Sequence[object]", value)
        return "、".join(_value(name, part) for part in parts)
    return str(value)


def _described(name: str, field: FieldInfo) -> str:
    """Return what a parameter means; its share is shown in per cent."""
    return (field.description or name).replace("百万分之几", "百分之几")


def _windows(rule: Rule) -> Iterator[str]:
    """Yield what of the rule's figures is a length of time."""
    fields = type(rule.params).model_fields
    for name, value in rule.params.model_dump().items():
        if name.endswith(("_days", "_months", "_years")):
            yield f"{_described(name, fields[name])}：{_value(name, value)}"
    if rule.escalation.months is not None:
        yield f"累计达到 {rule.escalation.months} 个月的，等级提高"
    for name in sorted(policies_of(rule)):
        shape = all_shapes()[name]
        if any(
            unit in {"日", "天", "月", "个月", "年"} for unit in shape.figures.values()
        ):
            yield f"{shape.title}按行为当日有效的政策取值，见“现行政策”"
    yield "登记类数据按行为当日的状态判断，不用今天的状态；先后关系见“怎样比对”"


def _explanations(rule: Rule) -> Iterator[Section]:
    cards = [explanation_for(name) for name in rule.explanations]
    rows = tuple((one.title, _tested(one), one.wanted) for one in cards)
    grid = Grid(headings=("可能的合理情形", "怎样核对", "核对不了时需取得"), rows=rows)
    none = (f"没有：{rule.unexplained}",) if rule.unexplained else ()
    yield Section(title="合理解释", lines=none, grids=(grid,) if rows else ())


def _tested(one: Explanation) -> str:
    if one.sql is None:
        return "只能询问"
    missing = "不下结论" if one.without == "cannot_decide" else "改为询问"
    needs = "、".join(contract_for(path).title for path in one.needs)
    return f"用数据核对；没有{needs}时{missing}" if needs else "用数据核对"


def _checking(rule: Rule) -> Iterator[Section]:
    yield Section(title="需核实的问题", lines=rule.questions)
    yield Section(title="核查步骤", lines=rule.verify, ordered=True)
    rows = tuple((post.step, post.unit) for post in rule.chain)
    grid = Grid(headings=("环节", "数据中没有经办人时由谁回答"), rows=rows)
    yield Section(title="经办环节", grids=(grid,))
    yield Section(title="待核实金额怎么算", lines=(rule.amount_basis,))
    told = tuple((name, _spoken(text)) for name, text in rule.sentences.items())
    grid = Grid(headings=("情形", "表述"), rows=told)
    yield Section(title="列出时的表述", grids=(grid,))


def _spoken(sentence: str) -> str:
    return sentence.format_map(BLANKS)

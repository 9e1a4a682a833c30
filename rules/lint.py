"""What must hold of a rule before it ships: each breach is one line of Chinese.

Words that accuse are passed in, because their list belongs to the clues. A draft
may still lack its words; nothing else is forgiven.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from rules.explanation import all_explanations, explanation_for
from rules.lint_query import Accusing, query_complaints
from rules.policy.shape import all_shapes
from rules.prohibited import past_findings, prohibited_columns
from rules.reading import columns_in
from rules.rule import Rule, Status
from rules.scratch import resolved_table
from rules.units import SUFFIXES, unit_of
from rules.variants import variants_in
from store.errors import EngineError, RuleError
from store.odcs import all_contracts
from store.tables import CHAIN_STEPS

CRIMINAL_LAW = re.compile("刑法|罪")
TO_BE_WRITTEN = "（待补）"
LEAST_LOGIC = 2
APPROVED = "state.approved_subject"
PERSONAL_ACCOUNTS = frozenset({"loan/account_transaction"})


def lint_rule(rule: Rule, accusing: Accusing) -> tuple[str, ...]:
    """Return what is wrong with a rule; `accusing` finds words in a text.

    Where it names what there is not, only that is said: the rest rests on it.
    """
    found = [*_unknown(rule)] or [
        *_wording(rule, accusing),
        *query_complaints(rule.sql, accusing),
        *_parameters(rule),
        *_card(rule),
        *_variants(rule),
        *_retirement(rule),
        *_partition(rule),
        *_inputs(rule),
        *_approval(rule),
    ]
    return tuple(f"{rule.id}：{complaint}" for complaint in found)


def refuse_bad_rules(rules: Iterable[Rule], accusing: Accusing) -> None:
    """Raise `RuleError` that names everything wrong with the rules."""
    found = [line for rule in rules for line in lint_rule(rule, accusing)]
    if found:
        raise RuleError("规则未通过检查：\n" + "\n".join(found))


def texts_of(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield where a text stands and the text, for all that reaches a reader."""
    yield from (("title", rule.title), ("question", rule.question))
    yield from (("basis", f"{one.document}{one.article}") for one in rule.basis)
    yield "amount_basis", rule.amount_basis
    yield from ((f"sentences[{name}]", text) for name, text in rule.sentences.items())
    for field in ("questions", "verify", "logic", "cannot_see"):
        yield from ((field, text) for text in getattr(rule, field))
    yield from (("chain", post.unit) for post in rule.chain)
    for name in rule.explanations:
        card = explanation_for(name)
        yield from ((f"explanations/{name}", card.title), (name, card.wanted))


def _unknown(rule: Rule) -> Iterator[str]:
    """Yield what a rule names and nobody has: explanation, dataset, policy table."""
    known: Mapping[str, tuple[Iterable[str], Iterable[str]]] = {
        "合理解释": (rule.explanations, all_explanations()),
        "数据契约": ((*rule.reads, rule.act), [one.path for one in all_contracts()]),
        "政策表": (rule.policies, all_shapes()),
    }
    for kind, (named, there) in known.items():
        for name in sorted(set(named) - set(there)):
            yield f"没有{kind} {name}"


def _wording(rule: Rule, accusing: Accusing) -> Iterator[str]:
    for place, text in texts_of(rule):
        for word in accusing(text):
            yield f"{place} 含有定性用语“{word}”"
        if rule.status is not Status.DRAFT and TO_BE_WRITTEN in text:
            yield f"{place} 尚未写完{TO_BE_WRITTEN}"
    for basis in rule.basis:
        if CRIMINAL_LAW.search(f"{basis.document}{basis.article}"):
            yield "依据不得引用刑法或罪名，应写适用的待遇或资金规定"
        elif rule.status is not Status.DRAFT and TO_BE_WRITTEN in basis.document:
            yield f"依据尚未写完{TO_BE_WRITTEN}"


def _parameters(rule: Rule) -> Iterator[str]:
    for name, field in type(rule.params).model_fields.items():
        if not field.description:
            yield f"参数 {name} 没有说明（description）"
        kinds = _kinds(field.annotation)
        if float in kinds:
            yield f"参数 {name} 不能是小数，请换成整数单位（_fen、_ppm、_milli）"
        if int in kinds and not unit_of(name):
            units = "、".join(f"_{unit}" for unit in SUFFIXES)
            yield f"参数 {name} 没有单位，名称须以单位结尾：{units}"


def _kinds(annotation: Any) -> set[Any]:
    inner = get_args(annotation)
    if not inner:
        return {annotation}
    return {kind for part in inner for kind in _kinds(part)}


def _card(rule: Rule) -> Iterator[str]:
    wanted: Mapping[str, object] = {
        "依据（basis）": rule.basis,
        "核查步骤（verify）": rule.verify,
        "需核实的问题（questions）": rule.questions,
        "金额口径（amount_basis）": rule.amount_basis,
        "表述（sentences）": rule.sentences,
        "合理解释（explanations），或写明没有的理由（unexplained）": (
            rule.explanations or rule.unexplained
        ),
    }
    if rule.status is not Status.DRAFT:
        wanted = {**wanted, "看不到什么（cannot_see）": rule.cannot_see}
        if len(rule.logic) < LEAST_LOGIC:
            yield f"用文字说明的逻辑（logic）少于 {LEAST_LOGIC} 句"
    yield from (f"没有{name}" for name, value in wanted.items() if not value)
    if not rule.question.endswith("？"):
        yield "question 应是一个问句，以“？”结尾"
    if tuple(post.step for post in rule.chain) != CHAIN_STEPS:
        yield f"经办环节（chain）应依次为{'、'.join(CHAIN_STEPS)}"
    if rule.effort_minutes <= 0:
        yield "effort_minutes 应大于 0"


def _variants(rule: Rule) -> Iterator[str]:
    sql = rule.sql
    for name in sorted(variants_in(sql) - set(rule.sentences)):
        yield f"情形“{name}”没有表述（sentences）"
    for name in sorted(rule.sentences):
        if f"'{name}'" not in sql:
            yield f"表述“{name}”没有对应的情形，查询不会返回它"


def _retirement(rule: Rule) -> Iterator[str]:
    if (rule.status is Status.RETIRED) != (rule.retired is not None):
        yield "停用（retired）的规则须写明理由，未停用的不得写"
    if rule.retired is not None and not rule.retired.reason.strip():
        yield "停用没有写明理由"


def _approval(rule: Rule) -> Iterator[str]:
    if rule.approval and rule.approval not in rule.needs:
        yield f"批准名单 {rule.approval} 须列入必需数据（needs）"
    if rule.approval and APPROVED not in rule.sql:
        yield f"查询须以 {APPROVED} 限定在批准对象之内"
    account_data = PERSONAL_ACCOUNTS & set(rule.reads)
    if account_data and not rule.approval:
        yield f"读取{'、'.join(sorted(account_data))}须声明批准名单（approval）"


def _partition(rule: Rule) -> Iterator[str]:
    for path in rule.reads:
        named = re.search(rf"\b{resolved_table(path)}\b", rule.sql)
        if named and path not in rule.partition:
            yield f"没有声明 {path} 按哪一列分片（partition）"


def _inputs(rule: Rule) -> Iterator[str]:
    past = past_findings(rule.sql)
    if past:
        yield f"不得以过去的疑点作为输入：{'、'.join(past)}"
        return
    try:
        read = columns_in(rule)
    except (EngineError, RuleError) as error:
        yield f"查询与数据契约不符：{error}"
        return
    if not rule.exemption.strip():
        for line in prohibited_columns(rule, read):
            yield f"读取了禁止使用的信息而没有写明法律依据（exemption）：{line}"

"""A rule written out as named texts, to be kept and compared.

The texts are what its answer rests on and what readers see of it: query, what the
query names, parameters, policy rows, explanations, words.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from rules.explanation import explanation_for
from rules.rule import Rule
from rules.shared import names_of, network_sql, state_sql

Texts = Mapping[str, str]
CONTEXT_LINES = 3


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """One section that differs; `lines` are those of a unified diff."""

    section: str
    lines: tuple[str, ...]


def texts_of(rule: Rule, policies: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Return the sections of a rule by their Chinese names, in reading order."""
    return {name: text for name, text in _sections(rule, policies) if text}


def diff_texts(before: Texts, after: Texts) -> tuple[TextChange, ...]:
    """Return the sections that differ between two versions of a rule."""
    names = dict.fromkeys((*before, *after))
    changed = (name for name in names if before.get(name) != after.get(name))
    return tuple(
        TextChange(
            section=name,
            lines=tuple(_lines(before.get(name, ""), after.get(name, ""))),
        )
        for name in changed
    )


def _lines(before: str, after: str) -> Iterator[str]:
    found = difflib.unified_diff(
        before.splitlines(), after.splitlines(), n=CONTEXT_LINES, lineterm=""
    )
    return (line for line in found if not line.startswith(("---", "+++")))


def _sections(
    rule: Rule, policies: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[str, str]]:
    names = names_of(rule)
    yield "名称", f"{rule.title}\n{rule.question}"
    yield "状态", rule.status.value
    yield "依据", _joined(f"{one.document} {one.article}" for one in rule.basis)
    yield "所需数据", _joined(rule.needs)
    yield "可选数据", _joined(rule.optional)
    yield "参数", _joined(f"{k} = {v}" for k, v in rule.params.model_dump().items())
    yield "查询", rule.sql
    yield from ((f"状态视图：{name}", state_sql(name)) for name in names.states)
    yield from ((f"关系网络：{name}", network_sql(name)) for name in names.networks)
    for name in sorted({*names.policies, *rule.policies}):
        yield f"政策表：{name}", policies[name].write_csv()
    yield "合理解释", _joined(rule.explanations)
    for name in rule.explanations:
        card = explanation_for(name)
        told = f"{card.title}\n{card.wanted}\n{card.without}\n{card.sql or ''}"
        yield f"合理解释：{name}", told
    yield "表述", _joined(f"{name}：{text}" for name, text in rule.sentences.items())
    yield "逻辑", _joined(rule.logic)
    yield "看不到什么", _joined(rule.cannot_see)
    yield "需核实的问题", _joined(rule.questions)
    yield "核查步骤", _joined(rule.verify)
    yield "经办环节", _joined(f"{post.step}：{post.unit}" for post in rule.chain)
    yield "金额口径", rule.amount_basis
    yield "升级条件", str(rule.escalation)


def _joined(lines: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(line.strip() for line in lines)

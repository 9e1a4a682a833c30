"""Scaffold a rule in a source tree: rule, query, test and cases, as a draft."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from clues.words import refuse_accusing
from rules.library import all_rules
from store.contract import Contract
from store.errors import ContractError, RuleError
from store.meaning import Meaning
from store.odcs import all_contracts, contract_for
from store.resolved import person_roles, role_column

RULE_ID = re.compile(r"[A-Z]{1,3}-?[0-9]{2,3}[A-Z]?")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TITLE = re.compile(r'[^"\\\n]{4,40}')
TREE = ("rules.lock", "rules", "tests", "county")
INIT = "__init__.py"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a new rule is called; `act` is the contract whose rows are its acts."""

    rule_id: str
    topic: str
    name: str
    title: str
    act: str


def new_rule(root: Path, draft: Draft) -> tuple[Path, ...]:
    """Write the files of a draft below `root` and return them, the rule first.

    Raises `RuleError` where `root` is no source tree, the id, name or title cannot
    be used or is taken, or the acts name nobody; `ClueError` for a title that
    accuses; nothing is written then.
    """
    _refuse(root, draft)
    made = dict(_texts(root, draft, _acts(draft)))
    taken = [file for file in made if file.exists()]
    if taken:
        raise RuleError(f"{taken[0].relative_to(root)} 已存在", remedy="换一个名称")
    for file, text in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tuple(made)


def _refuse(root: Path, draft: Draft) -> None:
    if any(not (root / name).exists() for name in TREE):
        raise RuleError(
            f"{root} 不是本程序的源码目录", remedy="在源码目录中运行，或用 --root 指明"
        )
    if not RULE_ID.fullmatch(draft.rule_id):
        raise RuleError(f"规则编号 {draft.rule_id} 不合格式", remedy="如 SS-13、PR-19A")
    if draft.rule_id in {rule.id for rule in all_rules()}:
        raise RuleError(f"规则编号 {draft.rule_id} 已有", remedy="编号用过就不再用")
    for said in (draft.topic, draft.name):
        if not NAME.fullmatch(said):
            raise RuleError(
                f"名称 {said} 不合格式", remedy="小写英文单词，以下划线相连"
            )
    if draft.name in {rule.module.rpartition(".")[2] for rule in all_rules()}:
        raise RuleError(f"名称 {draft.name} 已有", remedy="换一个名称")
    if not TITLE.fullmatch(draft.title):
        raise RuleError("规则名称须是 4 到 40 个字，不含引号", remedy="如 --title 名称")
    refuse_accusing(draft.title, where="规则名称")


def _acts(draft: Draft) -> Contract:
    """Return the contract of the acts, the topic's first with people by default."""
    if draft.act:
        try:
            contract = contract_for(draft.act)
        except ContractError as error:
            raise RuleError(
                f"没有数据契约 {draft.act}", remedy="用 crosscheck contracts list 查看"
            ) from error
        if person_roles(contract):
            return contract
        raise RuleError(f"{draft.act} 中没有人员", remedy="换一类有身份证件号码的数据")
    for contract in all_contracts():
        if contract.system == draft.topic and person_roles(contract):
            return contract
    raise RuleError(
        f"没有 {draft.topic} 类的数据契约",
        remedy="用 --act 指明逐笔判断的是哪一类数据，见 crosscheck contracts list",
    )


def _texts(root: Path, draft: Draft, contract: Contract) -> Iterator[tuple[Path, str]]:
    role = person_roles(contract)[0].role
    day = _first(contract, Meaning.PERIOD) or _first(contract, Meaning.DATE)
    said = {
        "id": draft.rule_id,
        "title": draft.title,
        "topic": draft.topic,
        "name": draft.name,
        "act": contract.path,
        "dataset": contract.dataset,
        "person": role_column(role, "person_id"),
        "tier": role_column(role, "link_tier"),
        "link_milli": _named(role_column(role, "link_milli"), "link_milli"),
        "act_on": _named(day, "act_on"),
        "period_from": _named(day, "period_from"),
        "amount_fen": _named(_first(contract, Meaning.MONEY), "amount_fen"),
    }
    rules, tests = root / "rules" / draft.topic, root / "tests" / "rules" / draft.topic
    yield rules / f"{draft.name}.py", _filled("rule.py", said)
    yield rules / f"{draft.name}.sql", _filled("rule.sql", said)
    yield tests / f"test_{draft.name}.py", _filled("test.py", said)
    yield _cases(root, draft), _filled("cases.py", said)
    for folder, what in ((rules, "Rules"), (tests, "Tests of rules")):
        if not (folder / INIT).exists():
            yield folder / INIT, _filled("package.py", {**said, "what": what})


def _cases(root: Path, draft: Draft) -> Path:
    """Return where the cases go: into the topic's folder where there is one."""
    cases = root / "county" / "cases"
    own = cases / draft.topic
    return (own if (own / INIT).exists() else cases) / f"{draft.name}.py"


def _first(contract: Contract, meaning: Meaning) -> str:
    return next((c.name for c in contract.columns if c.meaning is meaning), "")


def _named(column: str, name: str) -> str:
    """Return a column under a name, NULL where there is none."""
    return name if column == name else f"{column or 'NULL'} AS {name}"


def _filled(name: str, said: dict[str, str]) -> str:
    text = (files("flows.draft") / f"{name}.jinja").read_text(encoding="utf-8")
    page = Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return page.from_string(text).render(said)

"""`./dev rules-cards`: `docs/rules/<ID>.md` for every rule, and their index.

The pages are what the rules' own files give; a stale one fails the build. So does
stale `rules/examples.json`, which is written first.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from rules.card import card_of
from rules.card_text import markdown
from rules.examples import FILE, told_by_tests
from rules.library import all_rules
from rules.rule import Rule
from rules.words import status_text

FOLDER = Path("docs") / "rules"
INDEX = "README.md"
HEADING = """# 规则说明书

由 `./dev rules-cards` 从规则文件生成，不要手工修改。政策行为随程序发布的内容，
本单位的以 `crosscheck rules show 编号 --home 目录` 为准。

每条规则对一项行为有五种答复：**列出**（待核实）、**有合理解释**（不列，连同理由保存）、
**不再提示**（有文件依据登记为不适用，连同文号保存）、**无法判断**（写明缺什么材料）、
**不列**。列出的按优先核查、重点核查、一般核查、提示四个等级排先后；身份对应把握不大的
标为待核身份，先核实是不是同一人。

| 编号 | 名称 | 状态 | 版本 |
| --- | --- | --- | --- |
"""


def examples_text() -> str:
    """Return what `examples.json` should say: the tests of every rule in words."""
    told = {rule.id: told_by_tests(rule) for rule in all_rules()}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    rules = all_rules()
    cards = {f"{rule.id}.md": markdown(card_of(rule, None)) for rule in rules}
    return {INDEX: HEADING + "".join(map(_line, rules)), **cards}


def write_cards(folder: Path, made: Mapping[str, str]) -> int:
    """Write the pages, remove those of rules that are gone; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.md"):
        if file.name not in made:
            file.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(made)


def stale_cards(folder: Path, made: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of pages that differ from `made`, are missing or are gone."""
    there = {f.name: f.read_text(encoding="utf-8") for f in folder.glob("*.md")}
    names = sorted({*made, *there})
    return tuple(name for name in names if made.get(name) != there.get(name))


def _line(rule: Rule) -> str:
    link = f"[{rule.id}]({rule.id}.md)"
    return f"| {link} | {rule.title} | {status_text(rule.status)} | {rule.version} |\n"


if __name__ == "__main__":
    FILE.write_text(examples_text(), encoding="utf-8")
    write_cards(FOLDER, pages())

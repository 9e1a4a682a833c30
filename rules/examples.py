"""What a rule's tests say, as lines that a reader can use as examples.

The first line of each test's docstring is a Chinese sentence. The program ships
without its tests, so the lines are kept in `examples.json`, which `./dev rules-cards`
writes together with the cards.
"""

import ast
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import rules
from rules.rule import Rule

PREFIX = "test_"
KEPT = "examples.json"
FILE = Path("rules") / KEPT


def examples_of(rule: Rule) -> tuple[str, ...]:
    """Return what the tests of a rule say, in the order of their file, as kept."""
    return tuple(_kept().get(rule.id, ()))


def told_by_tests(rule: Rule) -> tuple[str, ...]:
    """Return the same from the tests themselves, without the full stop of a docstring.

    Empty for a rule whose tests are not there, and "" for a test that says nothing.
    """
    file = _file(rule)
    if not file.is_file():
        return ()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return tuple(
        (ast.get_docstring(node) or "").partition("\n")[0].removesuffix(".")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIX)
    )


@cache
def _kept() -> dict[str, list[str]]:
    text = (files("rules") / KEPT).read_text(encoding="utf-8")
    kept: dict[str, list[str]] = json.loads(text)
    return kept


def _file(rule: Rule) -> Path:
    source = Path(rules.__path__[0]).parent
    _, *topics, stem = rule.module.split(".")
    return source.joinpath("tests", "rules", *topics, f"{PREFIX}{stem}.py")

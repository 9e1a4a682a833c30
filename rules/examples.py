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
    """Return what the tests of a rule say, in the order of their files, as kept."""
    return tuple(_kept().get(rule.id, ()))


def told_by_tests(rule: Rule) -> tuple[str, ...]:
    """Return the same from the tests themselves, without the full stop of a docstring.

    Empty for a rule whose tests are not there, and "" for a test that says nothing.
    """
    return tuple(
        (ast.get_docstring(node) or "").partition("\n")[0].removesuffix(".")
        for file in _files(rule)
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIX)
    )


@cache
def _kept() -> dict[str, list[str]]:
    text = (files("rules") / KEPT).read_text(encoding="utf-8")
    kept: dict[str, list[str]] = json.loads(text)
    return kept


def _files(rule: Rule) -> tuple[Path, ...]:
    """Return `test_<rule>.py`, and of a long one its `test_<rule>__<part>.py`."""
    source = Path(rules.__path__[0]).parent
    _, *topics, stem = rule.module.split(".")
    folder = source.joinpath("tests", "rules", *topics)
    first = folder / f"{PREFIX}{stem}.py"
    parts = sorted(folder.glob(f"{PREFIX}{stem}__*.py"))
    return tuple(file for file in (first, *parts) if file.is_file())

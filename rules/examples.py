"""What a rule's tests say, as lines that a reader can use as examples."""

import ast
from pathlib import Path

import rules
from rules.rule import Rule

PREFIX = "test_"


def examples_of(rule: Rule) -> tuple[str, ...]:
    """Return the tests of a rule in words, in the order of their file.

    A test's docstring, else its name with spaces. Empty where the program was
    installed without its tests.
    """
    file = _file(rule)
    if not file.is_file():
        return ()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return tuple(
        _words(node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIX)
    )


def _file(rule: Rule) -> Path:
    source = Path(rules.__path__[0]).parent
    _, *topics, stem = rule.module.split(".")
    return source.joinpath("tests", "rules", *topics, f"{PREFIX}{stem}.py")


def _words(node: ast.FunctionDef) -> str:
    told = ast.get_docstring(node)
    if told:
        return told.splitlines()[0]
    return node.name.removeprefix(PREFIX).replace("_", " ")

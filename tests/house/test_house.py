"""Sizes, names and silences of the house."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, functions, modules

LINES_AT_MOST = 300
P95_LINES = 35
FORBIDDEN_STEMS = {"utils", "helpers", "common", "manager", "processor", "base"}
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<codes>[^#\n]*)")
REASON = re.compile(r"[A-Za-z\[\]0-9, :]+(- | # )\S+")
VAGUE_VERB = re.compile(r"_?(get|process|handle)_")
SQLALCHEMY_ROOM = "checks/engine.py"  # a dialect must answer to its names
UNFINISHED = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error"))
)


@pytest.mark.parametrize(
    "module",
    [*modules(), *sorted((ROOT / "tests").rglob("*.py"))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_module_is_short_enough_to_read_in_one_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LINES_AT_MOST


def test_ninety_five_of_a_hundred_functions_are_short() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for _, f in functions())
    assert lengths[int(len(lengths) * 0.95)] < P95_LINES


def test_names_say_what_a_thing_is() -> None:
    vague = [m for m in modules() if m.stem in FORBIDDEN_STEMS]
    getters = [place for place, f in functions() if VAGUE_VERB.match(f.name)]
    own = [place for place in getters if not place.startswith(SQLALCHEMY_ROOM)]
    assert not vague
    assert not own


def test_everything_public_has_a_docstring() -> None:
    missing: list[str] = []
    for module in modules():
        tree = ast.parse(module.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            missing.append(str(module))
        missing += [
            f"{module}:{node.lineno}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert not missing


def test_every_suppression_names_its_rule_and_its_reason() -> None:
    bare = [
        f"{module.relative_to(ROOT)}: {line.strip()}"
        for module in (*modules(), *(ROOT / "tests").rglob("*.py"))
        for line in module.read_text(encoding="utf-8").splitlines()
        for found in [SUPPRESSION.search(line)]
        if found and not REASON.search(line[found.start() :])
    ]
    assert not bare


def test_nothing_is_left_unfinished() -> None:
    places = [
        str(module.relative_to(ROOT))
        for module in modules()
        if UNFINISHED.search(module.read_text(encoding="utf-8"))
    ]
    assert not places

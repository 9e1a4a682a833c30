"""The project's own files, for the tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "store",
    "connectors",
    "checks",
    "identity",
    "rules",
    "clues",
    "county",
    "flows",
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """Return every module that ships."""
    return sorted(p for name in PACKAGES for p in (ROOT / name).rglob("*.py"))


def functions() -> Iterator[tuple[str, Function]]:
    """Yield (place, function) for every function that ships."""
    for module in modules():
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{module.relative_to(ROOT)}:{node.lineno} {node.name}", node


def tracked_files() -> list[Path]:
    """Return the files git tracks, and those it would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]

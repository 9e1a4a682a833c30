"""What a reader is told exists: commands, decisions, words."""

import re

import typer.main
from typer import Typer

from flows.cli.main import app
from tests.house.source import ROOT


def command_lines(program: Typer, prefix: str = "crosscheck") -> list[str]:
    """Return every command as it is typed, groups included."""
    own = [
        f"{prefix} {command.name or command.callback.__name__}"
        for command in program.registered_commands
        if command.callback is not None
    ]
    groups = [
        line
        for group in program.registered_groups
        if group.typer_instance is not None
        for line in command_lines(group.typer_instance, f"{prefix} {group.name}")
    ]
    return [*own, *groups]


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    lines = command_lines(app)
    assert len(lines) >= 10
    assert [line for line in lines if f"`{line}" not in page] == []


def test_every_command_has_help_in_chinese() -> None:
    program = typer.main.get_command(app)
    commands = getattr(program, "commands", {})
    silent = [n for n, c in commands.items() if not re.search("[一-鿿]", c.help or "")]
    assert commands
    assert silent == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = [page.name for page in folder.glob("0*.md")]
    assert [name for name in pages if f"({name})" not in index] == []

"""Every mistyped command line is told in Chinese, with exit code 2."""

import re
from collections.abc import Iterator

import pytest
import typer
from typer._click.core import Command  # pyright: ignore[reportPrivateImportUsage] - typer keeps click inside
from typer.core import TyperGroup, TyperOption

from flows.cli.chinese import speak_chinese
from flows.cli.guard import guarded
from flows.cli.main import app
from flows.cli.usage_errors import UNKNOWN, in_chinese

NAMED = re.compile(r"'[^']*'|--[\w-]+|-\w\b|多出了参数：.*")
LATIN = re.compile(r"[A-Za-z]{2,}")
Words = tuple[str, ...]


def _commands(command: Command, path: Words = ()) -> Iterator[tuple[Words, Command]]:
    """Yield every command and group below one, itself first, with its words."""
    yield path, command
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _commands(inner, (*path, name))


COMMANDS = tuple(_commands(typer.main.get_group(app)))


def _mistakes() -> Iterator[Words]:
    """Yield command lines that are wrong, some for each command."""
    for here, command in COMMANDS:
        yield (*here, "--nosuch")
        if isinstance(command, TyperGroup):
            yield (*here, "nosuch")
            continue
        if all(param.nargs != -1 for param in command.params):
            yield (*here, *(["x"] * 9))
        for param in command.params:
            if isinstance(param, TyperOption):
                flagged = param.is_flag
                yield (*here, f"{param.opts[0]}=?" if flagged else param.opts[0])
            if param.required:
                yield here


MISTAKES = sorted({*_mistakes()})


def told(capsys: pytest.CaptureFixture[str], line: Words) -> str:
    """Return the last line of what a wrong command line is answered with."""
    speak_chinese()
    assert guarded(lambda: app(list(line), prog_name="crosscheck")) == 2
    shown = capsys.readouterr()
    assert not shown.out
    return shown.err.splitlines()[-1]


@pytest.mark.parametrize("line", MISTAKES, ids=" ".join)
def test_a_mistyped_command_is_told_in_chinese(
    capsys: pytest.CaptureFixture[str], line: Words
) -> None:
    said = told(capsys, line)
    assert said.startswith("错误：")
    assert UNKNOWN not in said
    assert LATIN.search(NAMED.sub("", said)) is None, said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("clues list --top x", "'--top' 的值不对：须是整数"),
        ("clues list --top 0", "'--top' 的值不对：不能小于 1"),
        ("tests run gaps --days 99", "'--days' 的值不对：不能大于 15"),
        ("identity report --threshold x", "'--threshold' 的值不对：须是数字"),
        ("clues list --queue z", "没有 'z'，只有 'clue'、'entitlement'"),
        ("night --as-of 今天", "'今天' 不是 2026-01-31 这种写法的日期"),
        ("clues list --topp 3", "没有选项 --topp，是否要写 --top"),
        ("clues lst", "没有命令 'lst'，是否要写 'list'"),
        ("clues list --home", "选项 '--home' 后面缺少值"),
        ("clues list --json=3", "选项 '--json' 后面不能带值"),
        ("clues show", "缺少参数 '疑点编号'"),
        ("clues show a b", "多出了参数：b"),
    ],
)
def test_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert told(capsys, tuple(line.split())).endswith(said)


def test_an_unheard_of_message_is_not_shown_in_english() -> None:
    assert in_chinese("Something new went wrong") == UNKNOWN
    assert in_chinese("Invalid value for '--x': odd") == "'--x' 的值不对：不能这样写"
    assert in_chinese("Invalid value for '--x': 太长") == "'--x' 的值不对：太长"


@pytest.mark.parametrize("page", [page for page, _ in COMMANDS])
def test_a_help_page_is_chinese_to_its_last_line(
    capsys: pytest.CaptureFixture[str], page: Words
) -> None:
    speak_chinese()
    assert guarded(lambda: app([*page, "--help"], prog_name="crosscheck")) == 0
    shown = capsys.readouterr().out
    assert "显示本页。" in shown
    assert not re.search(
        r"<(bool|str|int|float|path|Path|list)\b|\b(this|exit)\b", shown
    )

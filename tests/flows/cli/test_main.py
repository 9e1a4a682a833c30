"""The command line: help everywhere, one line and one exit code for each mistake."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows.cli import main as cli
from flows.cli.guard import guarded
from store import errors
from store.errors import CrosscheckError
from tests.support.homes import crosscheck

HAN = re.compile(r"[\u4e00-\u9fff]")
RUNNER = CliRunner()
Words = tuple[str, ...]


def _commands(app: typer.Typer, path: Words = ()) -> Iterator[Words]:
    yield path
    for command in app.registered_commands:
        assert command.callback is not None
        yield (*path, command.name or command.callback.__name__)
    for group in app.registered_groups:
        assert group.typer_instance is not None
        yield from _commands(group.typer_instance, (*path, str(group.name)))


@pytest.mark.parametrize("path", list(_commands(cli.app)), ids=" ".join)
def test_every_command_explains_itself_in_chinese(path: tuple[str, ...]) -> None:
    done = RUNNER.invoke(cli.app, [*path, "--help"])
    assert done.exit_code == 0
    assert HAN.search(done.output.partition("Options")[0])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("night", "--home", "nowhere"), 2, "不是 crosscheck 工作目录"),
        (("score", "--home", "nowhere"), 2, "crosscheck init"),
        (("clues", "list", "--home", "nowhere"), 2, "crosscheck init"),
        (("nihgt",), 2, "nihgt"),
        (("night", "--as-of", "tomorrow"), 2, "tomorrow"),
        (("county", "x", "--people", "3"), 2, "people"),
    ],
)
def test_a_mistake_is_one_message_and_its_exit_code(
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    assert guarded(lambda: cli.app(list(arguments))) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def _all_errors(base: type[CrosscheckError]) -> Iterator[type[CrosscheckError]]:
    yield base
    for below in base.__subclasses__():
        yield from _all_errors(below)


@pytest.mark.parametrize("kind", list(_all_errors(CrosscheckError)))
def test_every_error_of_the_house_ends_with_its_own_code(
    capsys: pytest.CaptureFixture[str], kind: type[CrosscheckError]
) -> None:
    def fail() -> None:
        raise kind("坏了", place=errors.Place(file="a.csv", row=7), remedy="修好它")

    assert guarded(fail) == kind.exit_code
    assert capsys.readouterr().err == "错误：a.csv › 第 7 行：坏了。修好它\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "磁盘已满"),
        (PermissionError(13, "Permission denied", "a/b"), "a/b"),
    ],
)
def test_what_the_system_refuses_is_a_storage_error(
    capsys: pytest.CaptureFixture[str], error: OSError, said: str
) -> None:
    def fail() -> None:
        raise error

    assert guarded(fail) == 18
    assert said in capsys.readouterr().err


def test_an_interrupt_ends_with_130() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert guarded(interrupted) == 130


def test_the_real_command_says_its_version() -> None:
    done = crosscheck("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"crosscheck \d+\.\d+\.\d+\n", done.stdout)


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = crosscheck("init", str(tmp_path / "file" / "home"))
    assert done.returncode == 18
    assert done.stderr.count("\n") == 1

"""`python -m flows.demo`: its options, and what it never makes anew."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.demo import run_demo
from store.errors import SettingsError


def demo(*arguments: str) -> tuple[int, str]:
    """Return the exit code and the words of the demonstration's command."""
    command = [sys.executable, "-m", "flows.demo", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_explains_itself_and_runs_nothing() -> None:
    code, said = demo("--help")
    assert code == 0
    assert all(word in said for word in ("--home", "--people", "虚构人口数"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--nosuch",), "没有选项 --nosuch"), (("--people", "3"), "不能小于 200")],
)
def test_refuses_what_it_does_not_know(arguments: tuple[str, ...], said: str) -> None:
    code, told = demo(*arguments)
    assert code == 2
    assert said in told


@pytest.mark.parametrize("name", ["crosscheck.toml", "别的.txt"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="演示不会改动它"):
        run_demo(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == "x"

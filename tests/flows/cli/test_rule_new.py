"""`rules new`: a draft that binds, whose test is red until somebody writes it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from store.errors import ClueError, CrosscheckError, RuleError
from tests.support.homes import ROOT, environment

RUNNER = CliRunner()
COPIED = ("rules", "store", "clues", "data_contracts", "tests/support")
TITLE = "停发之后仍有发放记录的人员"
NEW = ("SS-99", "social_security", "pay_after_stop")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the source tree, as far as a rule and its test need it."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    (tmp_path / "tests" / "__init__.py").write_text('"""Tests."""\n', encoding="utf-8")
    (tmp_path / "county" / "cases").mkdir(parents=True)
    for name in ("rules.lock", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    topic = tmp_path / "tests" / "rules" / "social_security"
    topic.mkdir(parents=True)
    (topic.parent / "__init__.py").write_text('"""Tests."""\n', encoding="utf-8")
    return tmp_path


def made(tree: Path, *arguments: str, title: str = TITLE) -> str:
    done = RUNNER.invoke(
        app, ["rules", "new", *arguments, "--title", title, "--root", str(tree)]
    )
    if done.exception is not None:
        raise done.exception
    return done.stdout


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        check=False,
        cwd=tree,
        encoding="utf-8",
        env=environment(PYTHONPATH=str(tree)),
        timeout=240,
    )


def test_the_scaffold_binds_and_its_test_is_red_until_it_is_written(
    tree: Path,
) -> None:
    said = made(tree, *NEW)
    assert "已写 rules/social_security/pay_after_stop.py" in said
    assert "./dev rules-lock" in said
    checked = run(tree, "ruff", "check", "rules", "county", "tests/rules")
    assert checked.returncode == 0, checked.stdout
    formatted = run(tree, "ruff", "format", "--check", "rules", "county", "tests/rules")
    assert formatted.returncode == 0, formatted.stdout
    linted = run(tree, "sqlfluff", "lint", "rules/social_security/pay_after_stop.sql")
    assert linted.returncode == 0, linted.stdout
    test = "tests/rules/social_security/test_pay_after_stop.py"
    red = run(tree, "pytest", "-q", "-p", "no:cacheprovider", test)
    assert "1 failed" in red.stdout
    assert "AssertionError" in red.stdout
    assert "Binder" not in red.stdout
    query = tree / "rules" / "social_security" / "pay_after_stop.sql"
    written = query.read_text(encoding="utf-8").replace(" AND FALSE", "")
    query.write_text(written, encoding="utf-8")
    green = run(tree, "pytest", "-q", "-p", "no:cacheprovider", test)
    assert "1 passed" in green.stdout, green.stdout


def test_the_scaffold_is_a_draft_and_passes_the_lint_and_the_types(tree: Path) -> None:
    made(tree, *NEW, "--act", "social_security/pension_payment")
    lint = (
        "from clues.words import accusing_words as words\n"
        "from rules.lint import lint_rule\n"
        "from rules.social_security.pay_after_stop import RULE\n"
        "print(RULE.status.value, lint_rule(RULE, words))\n"
    )
    (tree / "try_lint.py").write_text(lint, encoding="utf-8")
    assert run(tree, "try_lint").stdout == "draft ()\n"
    typed = run(
        tree,
        *("mypy", "--cache-dir", str(tree / ".cache")),
        "rules/social_security/pay_after_stop.py",
    )
    assert typed.returncode == 0, typed.stdout


def test_a_new_topic_becomes_a_package(tree: Path) -> None:
    made(tree, "EX-01", "housing", "rent_and_grant", "--act", "relief/public_rental")
    for folder in (tree / "rules" / "housing", tree / "tests" / "rules" / "housing"):
        assert "housing" in (folder / "__init__.py").read_text(encoding="utf-8")
    sql = (tree / "rules" / "housing" / "rent_and_grant.sql").read_text(
        encoding="utf-8"
    )
    assert "FROM resolved.public_rental" in sql


@pytest.mark.parametrize(
    ("arguments", "title", "error", "said"),
    [
        (("SS-01", *NEW[1:]), TITLE, RuleError, "SS-01 已有"),
        (("ss1", *NEW[1:]), TITLE, RuleError, "ss1 不合格式"),
        ((*NEW[:2], "pension_after_death"), TITLE, RuleError, "已有"),
        ((*NEW[:2], "../outside"), TITLE, RuleError, "不合格式"),
        (("SS-99", "../x", NEW[2]), TITLE, RuleError, "不合格式"),
        (NEW, '说"什么"的人员', RuleError, "不含引号"),
        (NEW, "冒领养老金的人员", ClueError, "定性用语：冒领"),
        ((*NEW, "--act", "no/such"), TITLE, RuleError, "没有数据契约 no/such"),
        (("SS-99", "housing", NEW[2]), TITLE, RuleError, "没有 housing 类"),
        (
            (*NEW, "--act", "relief/subsidy_project"),
            TITLE,
            RuleError,
            "relief/subsidy_project 中没有人员",
        ),
    ],
)
def test_refuses_what_cannot_be_a_rule_and_writes_nothing(
    tree: Path,
    arguments: tuple[str, ...],
    title: str,
    error: type[CrosscheckError],
    said: str,
) -> None:
    before = sorted(tree.rglob("*"))
    with pytest.raises(error, match=said):
        made(tree, *arguments, title=title)
    assert sorted(tree.rglob("*")) == before


def test_refuses_a_folder_that_is_no_source_tree_and_a_second_time(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(RuleError, match="不是本程序的源码目录"):
        made(tmp_path_factory.mktemp("elsewhere"), *NEW)
    made(tree, *NEW)
    with pytest.raises(RuleError, match=r"pay_after_stop\.py 已存在"):
        made(tree, *NEW)

"""`rules list` and `rules show`, with and without a home."""

import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from flows.cli.main import app
from flows.rule_book import WIDTH_CM, widths
from flows.rule_withdrawals import WITHDRAW, RuleWithdrawal, decide
from rules.card import Grid
from rules.library import all_rules
from store.errors import CrosscheckError, RuleError, SettingsError
from store.home import Home
from tests.flows.deliveries import home_with_one_clue, make_home

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return home_with_one_clue(tmp_path_factory.mktemp("show") / "home")


def told_by(*arguments: str) -> str:
    done = RUNNER.invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_without_a_home_the_list_says_what_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = json.loads(told_by("rules", "list", "--json"))
    assert [one["id"] for one in listed] == [rule.id for rule in all_rules()]
    assert {"id", "title", "status", "version", "needs"} <= set(listed[0])
    assert "tonight" not in listed[0]
    assert "使用中" in told_by("rules", "list")


def test_with_a_home_the_list_says_what_can_run(home: Home) -> None:
    place = ("--home", str(home.root))
    listed = json.loads(told_by("rules", "list", "--json", *place))
    tonight = {one["id"]: one["tonight"] for one in listed}
    assert tonight["SS-01"] == "degraded"
    assert tonight["LN-01"] == "cannot"
    assert "部分检验" in told_by("rules", "list", *place)


def test_a_withdrawn_rule_is_listed_and_shown_as_such(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    given = RuleWithdrawal(
        rule="SS-01",
        action=WITHDRAW,
        reason="口径有误",
        by="周主任",
        second="李副主任",
        on=date(2026, 11, 20),
    )
    decide(home, given)
    place = ("--home", str(home.root))
    listed = json.loads(told_by("rules", "list", "--json", *place))
    assert {o["id"]: o["tonight"] for o in listed}["SS-01"] == "withdrawn"
    shown = told_by("rules", "show", "SS-01", *place)
    assert "2026-11-20 起已由周主任、李副主任撤回：口径有误" in shown


def test_show_without_a_home_is_the_card_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = told_by("rules", "show", "SS-01")
    assert "【怎样比对】" in shown
    assert "尚无核查结果" in shown
    assert "上一夜" not in shown


def test_show_in_a_home_says_what_the_last_night_found(home: Home) -> None:
    place = ("--home", str(home.root))
    assert "命中 1" in told_by("rules", "show", "SS-01", *place)
    loan = told_by("rules", "show", "LN-01", *place)
    assert "上一夜没有运行：银行—个人贷款合同没有可用的报送；" in loan
    card = json.loads(told_by("rules", "show", "SS-01", "--json", *place))
    titles = [one["title"] for one in card["sections"]]
    assert titles[:2] == ["要回答的问题", "依据"]
    assert card["sections"][1]["tables"][0]["rows"][0][2] == "全文已读"


def test_a_card_is_written_as_a_document_and_as_text(
    home: Home, tmp_path: Path
) -> None:
    for name in ("card.docx", "card.md"):
        out = tmp_path / name
        told_by("rules", "show", "SS-01", "--home", str(home.root), "--out", str(out))
    document = Document(str(tmp_path / "card.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "规则说明书　SS-01" in text
    assert "看不到什么" in text
    cells = {
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    }
    assert "《社会保险经办条例》" in cells
    assert (tmp_path / "card.md").read_text(encoding="utf-8").startswith("# SS-01")


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (("rules", "show", "ZZ-99"), RuleError, "没有规则 ZZ-99.*rules list"),
        (("rules", "counters", "--rule", "ZZ-99"), RuleError, "没有规则 ZZ-99"),
        (("clues", "rollup", "--rule", "ZZ-99"), RuleError, "没有规则 ZZ-99"),
        (("clues", "disparity", "--rule", "ZZ-99"), RuleError, "没有规则 ZZ-99"),
        (("clues", "list", "--rule", "ZZ-99"), RuleError, "没有规则 ZZ-99"),
        (("rules", "show", "SS-01", "--out", "card.pdf"), RuleError, "card.pdf"),
        (("rules", "list", "--home", "nowhere"), SettingsError, "不是 crosscheck"),
    ],
)
def test_mistakes_are_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    error: type[CrosscheckError],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=said):
        told_by(*arguments)


def test_columns_share_the_page_by_what_they_hold() -> None:
    grid = Grid(headings=("环节", "由谁回答"), rows=(("受理", "村" * 30),))
    narrow, wide = widths(grid)
    assert narrow < wide
    assert abs(narrow + wide - WIDTH_CM) < 0.01

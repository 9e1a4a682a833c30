"""A returned subsidy, delivered and run: it is due, and no candidate clue."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from flows.night import run_night
from store.home import Home
from tests.flows.deliveries import ALIVE, deliver_deaths, make_home, number, write

HEADINGS = (
    *("补贴项目名称", "享受月份", "补贴对象姓名", "身份证号码"),
    *("发放金额", "发放日期", "发放结果"),
)
OTHER = number("19500303", 33)
ROWS = (
    ("高龄津贴", "202601", "禾二田", ALIVE, "80.00", "2026-01-20", "成功"),
    ("高龄津贴", "202603", "禾二田", ALIVE, "80.00", "2026-03-20", "退回"),
    ("高龄津贴", "202608", "禾三田", OTHER, "80.00", "2026-08-20", "成功"),
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home after a night in which one subsidy had come back."""
    home = make_home(tmp_path_factory.mktemp("queue") / "home")
    text = "".join(",".join(line) + "\r\n" for line in (HEADINGS, *ROWS))
    name = "县财政局/20260905_一卡通/惠民惠农补贴一卡通发放明细.csv"
    write(home, name, text.encode("gb18030"))
    deliver_deaths(home)
    run_night(home, date(2026, 11, 20))
    return home


def told(home: Home, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--home", str(home.root)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_stands_in_its_own_list_alone(ready: Home) -> None:
    assert json.loads(told(ready, "clues", "list", "--json")) == []
    shown = told(ready, "clues", "list", "--json", "--queue", "entitlement")
    (due,) = json.loads(shown)
    assert (due["queue"], due["amount"]) == ("entitlement", "80.00")
    assert [hit["rule"] for hit in due["hits"]] == ["U02"]


def test_the_terminal_uses_its_own_words(ready: Home) -> None:
    text = told(ready, "clues", "list", "--queue", "entitlement")
    assert "应享未享事项不是疑点" in text
    assert "疑点编号" not in text
    (due,) = json.loads(
        told(ready, "clues", "list", "--json", "--queue", "entitlement")
    )
    shown = told(ready, "clues", "show", due["clue_id"])
    assert "应发未发金额（元）：80.00" in shown
    assert "一般落实" in shown


def test_is_exported_by_its_own_name(ready: Home, tmp_path: Path) -> None:
    file = tmp_path / "due.xlsx"
    form = ("clues", "export", "--format", "xlsx", "--out", str(file))
    assert "已导出 1 条应享未享事项" in told(ready, *form, "--queue", "entitlement")
    assert not told(ready, "clues", "export")


def test_the_morning_page_counts_it_apart(ready: Home) -> None:
    page = (ready.reports / "2026-11-20" / "morning.html").read_text(encoding="utf-8")
    assert "现有疑点 0 条" in page
    assert '<section id="due">' in page

"""A rule that was found wrong: it stops, and what rested on it is looked at again."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clues.clue import Clue
from clues.listing import published_clues
from flows.cli.main import app
from flows.night import run_night
from flows.rule_withdrawals import (
    RESTORE,
    WITHDRAW,
    RuleWithdrawal,
    decide,
    withdrawn_rules,
)
from store.errors import CrosscheckError, RuleError, SettingsError
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import home_with_one_clue
from tests.support.homes import fingerprints

RUNNER = CliRunner()
FIRST, SECOND, THIRD = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)
RULE = "SS-01"
PEOPLE = ("--by", "周主任", "--second", "李副主任")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return home_with_one_clue(tmp_path_factory.mktemp("rules") / "home")


@pytest.fixture
def home(told: Home, tmp_path: Path) -> Home:
    """Return a copy of a home with one clue, to change."""
    shutil.copytree(told.root, tmp_path / "home")
    return Home(tmp_path / "home")


def decided(home: Home, action: str, on: date = SECOND) -> RuleWithdrawal:
    given = RuleWithdrawal(
        rule=RULE,
        action=action,
        reason="渐退期口径有误",
        by="周主任",
        second="李副主任",
        on=on,
    )
    return decide(home, given)


def only_clue(home: Home) -> Clue:
    (clue,) = published_clues(home.warehouse)
    return clue


def told_by(*arguments: str) -> str:
    done = RUNNER.invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_the_rule_stops_and_its_clue_is_gone_and_to_be_rechecked(home: Home) -> None:
    decided(home, WITHDRAW)
    result = run_night(home, SECOND)
    clue = only_clue(home)
    (mark,) = clue.recheck
    assert clue.is_gone
    assert (mark["reason"], mark["rule"]) == ("rule_withdrawn", RULE)
    assert "431.00" in str(mark["what"])
    page = result.morning_page.read_text(encoding="utf-8")
    assert "已撤回，不运行：SS-01" in page
    assert "周主任、李副主任：渐退期口径有误" in page
    assert "有 1 条疑点" in page


def test_the_warehouse_says_that_it_was_withdrawn(home: Home) -> None:
    decided(home, WITHDRAW)
    run_night(home, SECOND)
    with Warehouse.published(home.warehouse) as warehouse:
        run = warehouse.frame("FROM finding.run").filter(rule=RULE)
        assert warehouse.count("finding.hit") == 0
    assert run["status"].to_list() == ["withdrawn"]
    assert run["hit"].to_list() == [None]


def test_a_night_of_an_earlier_day_still_runs_it(home: Home) -> None:
    before = fingerprints(home)
    decided(home, WITHDRAW)
    run_night(home, FIRST)
    assert fingerprints(home) == before


def test_the_mark_is_made_once_and_outlives_the_restoring(home: Home) -> None:
    decided(home, WITHDRAW)
    run_night(home, SECOND)
    decided(home, RESTORE, on=THIRD)
    run_night(home, THIRD)
    clue = only_clue(home)
    assert clue.since_last == "reopened"
    assert [mark["on"] for mark in clue.recheck] == [SECOND.isoformat()]
    assert withdrawn_rules(home, SECOND).keys() == {RULE}
    assert withdrawn_rules(home, THIRD) == {}


def test_a_clue_that_was_gone_before_is_marked_as_well(home: Home) -> None:
    shutil.rmtree(home.inbox / "县民政局" / "20261103_火化")
    run_night(home, SECOND)
    decided(home, WITHDRAW, on=THIRD)
    run_night(home, THIRD)
    reasons = [mark["reason"] for mark in only_clue(home).recheck]
    assert reasons == ["removed", "rule_withdrawn"]


def test_the_commands_name_the_clues_and_the_listing_shows_the_mark(
    home: Home,
) -> None:
    place = ("--home", str(home.root), "--as-of", SECOND.isoformat())
    said = told_by("rules", "withdraw", RULE, "--reason", "口径有误", *PEOPLE, *place)
    assert "用过它的疑点 1 条" in said
    assert only_clue(home).clue_id in said
    run_night(home, SECOND)
    listed = told_by("clues", "list", "--recheck", *place[:2])
    assert "待复核" in listed
    shown = told_by("clues", "show", only_clue(home).clue_id, *place[:2])
    assert f"待复核：规则已撤回：{RULE}" in shown
    covers = json.loads(told_by("rules", "cover", "--json", *place[:2]))
    assert RULE not in {one["rule"] for one in covers["rules"]}
    again = told_by(
        "rules", "restore", RULE, "--reason", "已改正", *PEOPLE, *place, "--json"
    )
    assert json.loads(again)["action"] == "restore"
    assert withdrawn_rules(home, THIRD) == {}


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"rule": "ZZ-99"}, RuleError, "没有规则 ZZ-99"),
        ({"reason": " "}, SettingsError, "两个人的姓名"),
        ({"by": ""}, SettingsError, "两个人的姓名"),
        ({"second": "周主任"}, SettingsError, "两个人的姓名"),
        ({"second": "周 主任"}, SettingsError, "两个人的姓名"),
        ({"action": RESTORE}, SettingsError, "没有被撤回"),
    ],
)
def test_refuses_what_is_not_a_decision_of_two(
    home: Home, changes: dict[str, str], error: type[CrosscheckError], said: str
) -> None:
    given = {
        "rule": RULE,
        "action": WITHDRAW,
        "reason": "口径有误",
        "by": "周主任",
        "second": "李副主任",
    }
    with pytest.raises(error, match=said):
        decide(home, RuleWithdrawal(**(given | changes), on=SECOND))
    assert withdrawn_rules(home, date.max) == {}


def test_refuses_a_second_withdrawal_and_one_before_an_earlier_decision(
    home: Home,
) -> None:
    decided(home, WITHDRAW)
    with pytest.raises(SettingsError, match=r"周主任、李副主任撤回"):
        decided(home, WITHDRAW, on=THIRD)
    with pytest.raises(SettingsError, match="不能补记"):
        decided(home, RESTORE, on=FIRST)

"""`identity judge` and `identity judgements`: who said what, and what contradicts."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from flows.night import run_night
from store.errors import MatchError, SettingsError
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import home_with_one_clue, make_home
from tests.support.homes import copied

REFERENCES = """
    SELECT concat_ws('|', dataset, role, record_id) AS reference
    FROM identity.link
    ORDER BY reference
"""
TIES = """
    SELECT
        concat_ws('|', dataset, role, record_id) AS reference,
        person_id,
        reason
    FROM identity.link
    ORDER BY reference
"""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return home_with_one_clue(tmp_path_factory.mktemp("judge") / "home")


@pytest.fixture
def home(ready: Home, tmp_path: Path) -> Home:
    return copied(ready, tmp_path / "home")


@pytest.fixture
def known(home: Home) -> list[str]:
    with Warehouse.published(home.warehouse) as warehouse:
        return warehouse.frame(REFERENCES)["reference"].to_list()


def run(home: Home, *arguments: str) -> str:
    line = ["identity", *arguments, "--home", str(home.root)]
    result = CliRunner().invoke(app, line, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def judge(home: Home, left: str, right: str, verdict: str) -> str:
    said = ["--verdict", verdict, "--why", "看过原件", "--by", "王分析"]
    return run(home, "judge", left, right, *said)


def test_judging_again_supersedes(home: Home, known: list[str]) -> None:
    assert "同一人" in judge(home, known[1], known[0], "same")
    assert "改掉了原来的判定" in judge(home, known[0], known[1], "different")
    told = json.loads(run(home, "judgements", "--json"))
    assert [one["holds"] for one in told["judgements"]] == [False, True]
    assert [one["verdict"] for one in told["judgements"]] == ["same", "different"]
    assert {one["left"] for one in told["judgements"]} == {known[0]}
    assert told["contradictions"] == []
    shown = run(home, "judgements")
    assert "已改判  同一人" in shown
    assert "有效  不是同一人" in shown
    assert "看过原件" in shown


def test_contradictions_are_told(home: Home, known: list[str]) -> None:
    judge(home, known[0], known[1], "same")
    judge(home, known[1], known[4], "same")
    assert "没有矛盾" in run(home, "judgements")
    judge(home, known[4], known[0], "different")
    assert f"{known[0]} ≠ {known[4]}，经 {known[1]}" in run(home, "judgements")


def test_the_next_night_does_as_was_judged(home: Home, known: list[str]) -> None:
    def people(day: int) -> dict[str, tuple[str | None, str | None]]:
        run_night(home, date(2026, 11, day))
        with Warehouse.published(home.warehouse) as warehouse:
            rows = warehouse.frame(TIES).iter_rows()
        return {reference: (person, reason) for reference, person, reason in rows}

    before = people(21)
    assert before[known[0]] == before[known[1]]
    judge(home, known[0], known[1], "different")
    after = people(22)
    assert after[known[0]] == before[known[0]]
    for month in known[1:4]:  # all three say what the judged one says
        assert after[month] == (None, "judged_different")
    assert after[known[4]] == before[known[4]]
    judge(home, known[0], known[1], "unsure")
    assert people(23) == before


def test_what_two_numbers_forbid_is_told(home: Home, known: list[str]) -> None:
    judge(home, known[1], known[4], "same")
    run_night(home, date(2026, 11, 21))
    shown = run(home, "judgements")
    assert f"没有照办：{known[1]}  {known[4]}" in shown
    assert "renumbered" in shown
    told = json.loads(run(home, "judgements", "--json"))
    assert told["refused"] == [[known[1], known[4]]]


def test_damaged_judgements_stop_a_night_before_it_begins(
    home: Home, known: list[str]
) -> None:
    judge(home, known[1], known[4], "same")
    file = home.judgements / "judgements.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("same", "unsure"))
    with pytest.raises(SettingsError, match="第 1 行：内容与 event_id 不符"):
        run_night(home, date(2026, 11, 21))
    assert not (home.archive / "2026-11-21").exists()


def test_a_record_that_no_night_knows_is_named(home: Home, known: list[str]) -> None:
    with pytest.raises(SettingsError, match="没有记录 civil/none"):
        judge(home, known[0], "civil/none|holder|X", "same")
    assert run(home, "judgements") == "还没有判定\n"


def test_an_unknown_verdict_is_an_error(home: Home, known: list[str]) -> None:
    with pytest.raises(SettingsError, match="same、different、unsure"):
        judge(home, known[0], known[1], "maybe")


def test_without_a_night_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(MatchError, match="crosscheck night"):
        judge(make_home(tmp_path / "home"), "a|b|c", "a|b|d", "same")

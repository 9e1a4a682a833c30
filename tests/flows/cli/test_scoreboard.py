"""The scoreboard shows apart what weak ties added."""

import pytest

from flows.cli.scoreboard import COLUMNS, write_scoreboard
from rules.rule import Status
from store.digest import Json


def test_what_weak_ties_added_stands_in_a_table_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = {"planted": 12, "found": 7, "found_fuzzy": 3, "recall_fuzzy": 0.8333}
    write_scoreboard({"rules": {"SS-01": figures}, "overall": figures})
    firm, _, fuzzy = capsys.readouterr().out.partition("待核身份")
    assert "另查出" not in firm
    (row,) = [line for line in fuzzy.splitlines() if "SS-01" in line]
    assert [cell.strip() for cell in row.split("│")[1:5]] == [
        "SS-01",
        "7",
        "3",
        "83.3%",
    ]


def test_every_rule_is_shown_with_its_status_on_a_screen_of_eighty_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = dict.fromkeys(COLUMNS, 1) | {"planted": 1023, "look_alikes": 1825}
    rules = {f"PR-13{one.value}"[:6]: figures | {"status": one} for one in Status}
    write_scoreboard({"rules": rules, "overall": figures | {"status": None}})
    board, *_ = capsys.readouterr().out.partition("合计只算")
    shown = [[cell.strip() for cell in row.split("│")] for row in board.splitlines()]
    told = {row[1]: row[2] for row in shown if len(row) > 2}
    assert sorted(told.values()) == ["", "使用中", "停用", "影子", "草稿"]
    assert "…" not in board


def test_rules_that_weak_ties_did_not_change_are_only_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    none, one = {"found": 3, "found_fuzzy": 0}, {"found": 3, "found_fuzzy": 1}
    raised = {"found": 3, "found_fuzzy": 0, "look_alikes_raised_fuzzy": 0.25}
    rules: dict[str, Json] = {"A-1": none, "A-2": one, "A-3": raised, "A-4": none}
    write_scoreboard({"rules": rules, "overall": none})
    _, _, fuzzy = capsys.readouterr().out.partition("待核身份")
    assert "A-1" not in fuzzy
    assert "A-2" in fuzzy
    assert "A-3" in fuzzy
    assert "其余 2 条规则没有变化" in fuzzy

"""The scoreboard shows apart what weak ties added."""

import pytest

from flows.cli.scoreboard import COLUMNS, write_mechanisms, write_scoreboard
from rules.rule import Status
from store.digest import Json
from store.errors import SettingsError

SPARED: dict[str, Json] = {
    "kind": "look_alike",
    "labelled": 3,
    "raised": 0,
    "suppressed": 2,
}
FOUND: dict[str, Json] = {
    "kind": "planted",
    "labelled": 4,
    "raised": 4,
    "suppressed": 0,
}
BY_MECHANISM: dict[str, Json] = {"exempted": SPARED, "owned_all_along": FOUND}


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


def _cells(board: str, name: str) -> list[str]:
    (row,) = [line for line in board.splitlines() if name in line]
    return [cell.strip() for cell in row.split("│")[1:-1]]


def test_whom_a_document_spared_is_shown_by_mechanism(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures: dict[str, Json] = {"found": 4, "by_mechanism": BY_MECHANISM}
    write_scoreboard({"rules": {"PR-03": figures}, "overall": {"found": 4}})
    _, _, spared = capsys.readouterr().out.partition("依据豁免登记不再提示")
    row = ["PR-03", "exempted", "相似", "3", "0", "—", "—", "2"]
    assert _cells(spared, "exempted") == row
    assert "owned_all_along" not in spared


def test_one_rule_is_shown_by_mechanism(capsys: pytest.CaptureFixture[str]) -> None:
    rules: dict[str, Json] = {"PR-03": {"by_mechanism": BY_MECHANISM}}
    write_mechanisms({"rules": rules}, "PR-03")
    board = capsys.readouterr().out
    told = ["owned_all_along", "埋设", "4", "4", "—", "—", "0"]
    assert _cells(board, "owned_all_along") == told
    with pytest.raises(SettingsError, match="PR-99"):
        write_mechanisms({"rules": rules}, "PR-99")

"""The scoreboard shows apart what weak ties added."""

import pytest

from flows.cli.scoreboard import write_scoreboard


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

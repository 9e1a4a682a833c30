"""The county's own figures are tables that an office could have entered."""

from pathlib import Path

from county.build import SETTINGS
from county.local_policy import write_local_policy
from rules.policy.in_force import rows_in_force
from rules.policy.row import Layer


def test_the_countys_figures_are_in_force_in_its_home(tmp_path: Path) -> None:
    (tmp_path / "crosscheck.toml").write_text(SETTINGS, encoding="utf-8")
    folder = tmp_path / "policy"
    folder.mkdir()
    write_local_policy(folder)
    held = rows_in_force(folder)
    own = {
        name: {row.key: row.values.get("month_fen") for row in rows}
        for name, rows in held.items()
        if any(row.layer is Layer.OWN for row in rows)
    }
    assert own["dibao_standard"] == {("城市",): 42_000, ("农村",): 31_000}
    assert own["disability_subsidy"]["护理补贴", "一级"] == 10_000
    assert own["elder_allowance"]["80-89岁",] == 8_000
    people = {
        (row.entered_by, row.confirmed_by)
        for rows in held.values()
        for row in rows
        if row.layer is Layer.OWN
    }
    assert people == {("演示录入", "演示复核")}

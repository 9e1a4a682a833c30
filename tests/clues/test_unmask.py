"""Full names need a role, a reason and a line in the log."""

import json
from pathlib import Path

import pytest

from clues.unmask import unmask
from store.errors import PermissionDenied, StorageError
from store.home import Home
from store.settings import Operator, Settings

ANALYST = Settings(operator=Operator(name="示例操作员", role="analyst"))


def test_refuses_a_viewer(tmp_path: Path) -> None:
    with pytest.raises(PermissionDenied, match="分析员"):
        unmask(Settings(operator=Operator(role="viewer")), "核实", Home(tmp_path), 1)

    assert not (tmp_path / "logs").exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_refuses_without_a_reason(reason: str, tmp_path: Path) -> None:
    with pytest.raises(PermissionDenied, match="理由"):
        unmask(ANALYST, reason, Home(tmp_path), 1)


def test_logs_each_look_without_personal_data(tmp_path: Path) -> None:
    unmask(ANALYST, "核实\n第一批 420281199001011234", Home(tmp_path), 3)
    unmask(ANALYST, "导出", Home(tmp_path), 2, "clues export")

    lines = (tmp_path / "logs" / "unmask.log").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines)
    assert set(first) == {"at", "operator", "reason", "what", "count"}
    assert first["operator"] == "示例操作员"
    assert first["reason"] == "核实 第一批 420281********1234"
    assert (second["what"], second["count"]) == ("clues export", 2)


def test_no_log_no_look(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError, match="不显示"):
        unmask(ANALYST, "核实", Home(tmp_path), 1)

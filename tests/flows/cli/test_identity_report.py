"""`crosscheck identity report`: figures of a linking, on a page or as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from identity.matcher.epoch_file import write_epoch
from store.errors import MatchError, SettingsError
from tests.identity.office import epoch, table

TABLE = """
    record_id | id_number | name | village | person
    A1 | 42052619930205121 | 冯晓伟 | 湾马村 | 1
    A2 | 42052619681004032 | 章顺晟 | 石李村 | 2
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    table(TABLE).write_csv(tmp_path / "left.csv")
    table(TABLE).write_csv(tmp_path / "right.csv")
    write_epoch(epoch(), tmp_path / "epoch")
    places = [str(tmp_path / "left.csv"), str(tmp_path / "right.csv")]
    return [*places, "--epoch", str(tmp_path / "epoch")]


def report(*arguments: str) -> str:
    result = CliRunner().invoke(
        app, ["identity", "report", *arguments], catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.stdout


def test_writes_a_page_and_one_sentence(files: list[str], tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    said = report(*files, "--html", str(page), "--against", str(tmp_path / "epoch"))
    assert said.startswith("打分 ")
    text = page.read_text(encoding="utf-8")
    assert "没有明显变化" in text
    assert "冯晓伟" not in text


def test_json_checks_itself_against_the_truth(files: list[str]) -> None:
    shown = json.loads(report(*files, "--json", "--truth", "person"))
    assert shown["accepted"] == 2
    assert shown["thresholds"][0]["false"] == 0
    assert shown["thresholds"][0]["missed"] == 0


def test_contradictions_are_named(files: list[str]) -> None:
    with pytest.raises(SettingsError, match="--html"):
        report(*files)
    with pytest.raises(SettingsError, match="--dedupe"):
        report(files[0], "--json")
    with pytest.raises(MatchError, match="没有列“who”"):
        report(*files, "--json", "--truth", "who")

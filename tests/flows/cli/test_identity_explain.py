"""`crosscheck identity explain`: two records of two files, in words and as a page."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from identity.matcher.epoch_file import write_epoch
from store.errors import MatchError, SettingsError
from tests.identity.office import epoch, id_number, table

NUMBER = id_number("42052619930205121")
REGISTER = f"""
    record_id | id_number | name | village
    A1 | {NUMBER} | 冯晓伟 | 湾马村
"""
CLAIMS = """
    record_id | id_number | name | village
    B1 | 420526199302051000 | 冯小伟 | 湾马村
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    table(REGISTER).write_csv(tmp_path / "left.csv")
    table(CLAIMS).write_parquet(tmp_path / "right.parquet")
    write_epoch(epoch(), tmp_path / "epoch")
    return [
        *("--left", str(tmp_path / "left.csv")),
        *("--right", str(tmp_path / "right.parquet")),
        *("--epoch", str(tmp_path / "epoch")),
    ]


def explain(*arguments: str) -> str:
    result = CliRunner().invoke(
        app, ["identity", "explain", *arguments], catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.stdout


def test_says_it_in_words_and_writes_a_page(files: list[str], tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    said = explain("A1", "B1", *files, "--html", str(page))
    assert said.startswith("系统接受：两条记录写的是同一个人（T4")
    assert "电子表格截成十五位" in said
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert NUMBER not in text
    assert [file.name for file in tmp_path.glob(".*")] == []


def test_json_holds_the_three_numbers_and_no_number_of_a_person(
    files: list[str],
) -> None:
    said = explain("A1", "B1", *files, "--json")
    whole = json.loads(said)
    assert whole["decision"] == "accept"
    assert whole["weight_milli"] == (
        whole["prior_milli"] + whole["for_milli"] - whole["against_milli"]
    )
    assert NUMBER[:14] not in said


def test_record_that_is_not_there_is_named(files: list[str]) -> None:
    with pytest.raises(MatchError, match="右表没有记录 B7"):
        explain("A1", "B7", *files)


def test_without_files_it_says_what_is_needed() -> None:
    with pytest.raises(SettingsError, match="--left"):
        explain("A1", "B1")

"""`identity ask`, the sheet filled in, and `link --labels`: once around."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from store.errors import SettingsError
from tests.identity.matcher.people import People, people


@pytest.fixture(scope="module")
def made() -> People:
    return people(1000, 400)


@pytest.fixture
def files(made: People, tmp_path: Path) -> list[str]:
    made.register.write_csv(tmp_path / "left.csv")
    made.claims.write_parquet(tmp_path / "right.parquet")
    return [str(tmp_path / "left.csv"), str(tmp_path / "right.parquet")]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_once_around(made: People, files: list[str], tmp_path: Path) -> None:
    sheet, out = tmp_path / "ask.csv", tmp_path / "links.parquet"
    asked = run("identity", "ask", *files, "--count", "12", "--out", str(sheet))
    assert "待判定 12 对" in asked
    given = pl.read_csv(sheet, infer_schema=False)
    assert given["verdict"].null_count() == given.height == 12
    verdicts = [
        "同一人" if made.truth[right] == left else "不是同一人"
        for left, right in given.select("left_id", "right_id").iter_rows()
    ]
    verdicts[-1] = "说不准"
    given.with_columns(pl.Series("verdict", verdicts)).write_csv(sheet)

    linked = ("link", *files, "--out", str(out), "--labels", str(sheet))
    told = json.loads(run(*linked, "--json"))
    assert told["labels"] == 11
    assert told["labels_unsure"] == 1
    assert told["log_loss_before"] >= 0
    assert "用了 11 对判定" in run(*linked)
    assert pl.read_parquet(out).height == told["accepted"] + told["review"]

    more = ["--labels", str(sheet), "--out", str(tmp_path / "more.csv"), "--json"]
    run("identity", "ask", *files, "--count", "12", *more)
    again = pl.read_csv(tmp_path / "more.csv", infer_schema=False)
    assert again.join(given, on=["left_id", "right_id"]).is_empty()


def test_labels_do_not_change_what_is_kept(files: list[str], tmp_path: Path) -> None:
    out, sheet = tmp_path / "links.csv", tmp_path / "said.csv"
    sheet.write_text("left_id,right_id,verdict\nA1,B1,different\n", encoding="utf-8")
    epochs = [tmp_path / name for name in ("plain", "judged")]
    line = ["link", *files, "--out", str(out), "--save-epoch"]
    run(*line, str(epochs[0]))
    run(*line, str(epochs[1]), "--labels", str(sheet))
    kept = [
        {file.name: file.read_bytes() for file in folder.iterdir()} for folder in epochs
    ]
    assert kept[0] == kept[1]


def test_the_sheet_must_be_a_csv(files: list[str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.csv"):
        run("identity", "ask", *files, "--out", str(tmp_path / "ask.xlsx"))

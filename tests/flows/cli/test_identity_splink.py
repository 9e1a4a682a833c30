"""`crosscheck identity splink`: two files that belong together."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from identity.matcher.epoch_file import write_epoch
from store.errors import SettingsError
from tests.identity.office import epoch, table

TABLE = """
    record_id | id_number | name | village
    A1 | 42052619930205121 | 冯晓伟 | 湾马村
    A2 | 42052619681004032 | 章顺晟 | 石李村
"""


def splink(*arguments: str) -> str:
    result = CliRunner().invoke(
        app, ["identity", "splink", *arguments], catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.stdout


def test_writes_settings_and_pairs_beside_each_other(tmp_path: Path) -> None:
    file = str(tmp_path / "table.csv")
    table(TABLE).write_csv(file)
    write_epoch(epoch(), tmp_path / "epoch")
    out = tmp_path / "weights.json"
    arguments = ["--epoch", str(tmp_path / "epoch"), "--out", str(out)]
    assert "配对：" in splink(file, file, *arguments)
    settings = json.loads(out.read_text(encoding="utf-8"))
    pairs = pl.read_parquet(out.with_suffix(".parquet"))
    columns = [one["output_column_name"] for one in settings["comparisons"]]
    assert set(columns) <= set(pairs.columns)
    assert pairs["left_id"].to_list() == ["A1", "A2"]


def test_refuses_another_kind_of_file(tmp_path: Path) -> None:
    file = str(tmp_path / "table.csv")
    with pytest.raises(SettingsError, match=r"\.json"):
        splink(file, file, "--out", str(tmp_path / "weights.csv"))

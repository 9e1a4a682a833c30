"""`crosscheck identity explain` and `report` in a home after its night."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli.main import app
from flows.epoch import keep_epoch, use_epoch
from flows.night import run_night
from identity.matcher.epoch_file import read_epoch
from store.errors import MatchError, PermissionDenied, SettingsError
from store.home import Home
from tests.support.homes import copied


def run(home: Home, *arguments: str) -> str:
    result = CliRunner().invoke(
        app,
        ["identity", *arguments, "--home", str(home.root)],
        catch_exceptions=False,
    )
    assert result.exit_code == 0
    return result.stdout


def tied(home: Home, tier: str) -> tuple[str, str]:
    """Return the reference of a record tied in a tier, and its person."""
    (links,) = home.stages.glob("identity/*/link.parquet")
    row = pl.read_parquet(links).filter(tier=tier).row(0, named=True)
    return f"{row['dataset']}|{row['role']}|{row['record_id']}", row["person_id"]


def test_a_weighed_tie_is_explained_from_what_the_night_left(
    finished_home: Home, tmp_path: Path
) -> None:
    before = set(finished_home.root.rglob("*"))
    record, person = tied(finished_home, "T4")
    page = tmp_path / "why.html"
    said = run(finished_home, "explain", record, person, "--html", str(page))
    assert f"{record} 按分量认作 {person}（T4）。" in said
    assert f"夜里认作同一个人 {person}。" in said
    text = page.read_text(encoding="utf-8")
    assert "上一夜怎么认" in text
    assert re.search(r"(?<![0-9])[0-9]{17}[0-9X]", text) is None
    assert set(finished_home.root.rglob("*")) == before


def test_what_an_analyst_said_is_told_and_done(
    finished_home: Home, tmp_path: Path
) -> None:
    home = copied(finished_home, tmp_path / "home", without=())
    links = pl.read_parquet(next(home.stages.glob("identity/*/link.parquet")))
    reference = pl.concat_str("dataset", "role", "record_id", separator="|")
    named = links.with_columns(reference.alias("reference"))
    weighed = named.filter(pl.col("tier").is_in(["T4", "T5"]))
    known = named.filter(tier="T1")
    both = weighed.join(known, on="person_id", suffix="_known")
    record, person, register = both.select(
        "reference", "person_id", "reference_known"
    ).row(0)
    said = ["--why", "户口簿上是另一人", "--by", "王分析"]
    run(home, "judge", record, register, "--verdict", "different", *said)
    assert "夜里认作同一个人" in run(home, "explain", record, register)
    run_night(home, date(2026, 12, 1))
    told = run(home, "explain", record, register)
    assert f"{record} 没有认作任何人（人工判定不是同一人）。" in told
    assert "夜里没有认作同一个人：人工判定不是同一人。" in told
    assert "人工判定：不是同一人（王分析，" in told
    run(home, "judge", record, register, "--verdict", "same", *said)
    run_night(home, date(2026, 12, 2))
    told = run(home, "explain", record, register)
    assert f"{record} 经人工判定认作 {person}（T2）。" in told
    assert "说明：人工判定是同一人。" in told


def test_as_json_with_the_default_role(finished_home: Home) -> None:
    record, person = tied(finished_home, "T1")
    dataset, role, name = record.split("|")
    whole = json.loads(
        run(finished_home, "explain", person, f"{dataset}/{name}", "--json")
    )
    assert role == "person"
    assert (whole["left"], whole["right"]) == (person, record)
    assert whole["night"][2] == f"夜里认作同一个人 {person}"
    assert whole["weight_milli"] == (
        whole["prior_milli"] + whole["for_milli"] - whole["against_milli"]
    )


def test_whole_names_need_the_role_and_a_reason(finished_home: Home) -> None:
    with pytest.raises(PermissionDenied, match="分析员"):
        run(finished_home, "explain", *tied(finished_home, "T4"), "--unmasked")


def test_without_a_night_or_its_stages_it_says_what_to_do(
    county_home: Home, finished_home: Home, tmp_path: Path
) -> None:
    purged = copied(finished_home, tmp_path / "purged", without=("inbox",))
    shutil.rmtree(purged.stages / "identity")
    for home in (county_home, purged):
        with pytest.raises(MatchError, match="crosscheck night"):
            run(home, "explain", "P1", "P2")


def test_a_home_and_files_do_not_go_together(
    finished_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match="--home"):
        run(finished_home, "explain", "A1", "B1", "--left", "left.csv")
    with pytest.raises(SettingsError, match="--right"):
        run(finished_home, "explain", "A1", "B1", "--right", "right.csv")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSCHECK_HOME", raising=False)
    with pytest.raises(SettingsError, match="--home 工作目录；或给出文件"):
        CliRunner().invoke(
            app, ["identity", "explain", "A1", "B1"], catch_exceptions=False
        )


def test_the_report_stands_beside_the_night_and_weights_before(
    finished_home: Home, tmp_path: Path
) -> None:
    home = copied(finished_home, tmp_path / "home")
    result = run_night(home, date(2026, 11, 21))
    page = tmp_path / "report.html"
    said = run(home, "report", "--html", str(page))
    sentence = result.report.identities
    assert said.startswith(f"{sentence}。")
    assert f"{sentence}。" in result.lines
    assert sentence in result.morning_page.read_text(encoding="utf-8")
    assert re.search(r"按号码 2,\d{3} 条，按分量 [1-9]", said)
    text = page.read_text(encoding="utf-8")
    for part in ("2026-11-21 一夜", "与 2026-11-20 相比", "查找键", "信息太少的记录"):
        assert part in text
    shown = json.loads(run(home, "report", "--json"))
    assert shown["night"]["before"] == "2026-11-20"
    assert all(one["now"] == one["before"] for one in shown["night"]["rows"])
    assert shown["drift"] == []


def test_the_report_finds_the_weights_that_an_earlier_night_used(
    finished_home: Home, tmp_path: Path
) -> None:
    home = copied(finished_home, tmp_path / "home")
    (old,) = (path.parent for path in home.models.glob("resident/*/epoch.json"))
    epoch = read_epoch(old)
    use_epoch(home, keep_epoch(home, replace(epoch, prior_milli=-9000)))
    run_night(home, date(2026, 11, 21))
    shown = json.loads(run(home, "report", "--json"))
    assert shown["prior_moved_milli"] == -9000 - epoch.prior_milli
    assert len(shown["drift"]) > 5
    shutil.rmtree(old)
    assert json.loads(run(home, "report", "--json"))["drift"] == []


def test_what_is_only_for_files_is_refused(finished_home: Home) -> None:
    for option in (("--dedupe",), ("--truth", "who"), ("--epoch", ".")):
        with pytest.raises(SettingsError, match="没有写明左表文件"):
            run(finished_home, "report", *option)
    with pytest.raises(SettingsError, match="只能给一样"):
        run(finished_home, "report", "left.csv", "right.csv")

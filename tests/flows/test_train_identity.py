"""Weights are learnt once, kept, and learnt anew only when somebody asks."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.night import run_night
from flows.train_identity import train_identity
from store.errors import MatchError
from store.home import Home
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home
from tests.support.homes import AS_OF, copied, crosscheck, fingerprints

DAY = date.fromisoformat(AS_OF)


@pytest.fixture
def home(finished_home: Home, tmp_path: Path) -> Home:
    """Return a copy of a home after its first night."""
    return copied(finished_home, tmp_path / "home")


def _epoch(home: Home) -> Path:
    folder = home.models / "resident"
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


def test_the_first_night_keeps_its_weights_and_ties_by_them(home: Home) -> None:
    assert (_epoch(home) / "epoch.json").is_file()
    (stage,) = home.stages.glob("identity/*/stage.json")
    summary = json.loads(stage.read_text(encoding="utf-8"))["summary"]
    assert summary["tiers"]["T4"] > 0
    assert summary["weighed"]["profiles"] > 0


def test_training_on_the_same_records_moves_nothing(home: Home) -> None:
    before = fingerprints(home)
    moved = train_identity(home, None)
    assert moved.epoch == moved.before == _epoch(home).name[:12]
    assert (moved.won, moved.lost, moved.changed) == (0, 0, 0)
    run_night(home, DAY)
    assert fingerprints(home) == before


def test_training_says_what_it_won(home: Home) -> None:
    shutil.rmtree(home.models)
    done = crosscheck("identity", "train", "--home", str(home.root), "--json")
    assert done.returncode == 0, done.stderr
    moved = json.loads(done.stdout)
    assert moved["before"] == ""
    assert moved["won"] > 0
    assert (moved["lost"], moved["changed"]) == (0, 0)
    assert _epoch(home).name.startswith(moved["epoch"])


def test_damaged_weights_are_named_and_the_night_goes_on(home: Home) -> None:
    (_epoch(home) / "epoch.json").write_text("{}", encoding="utf-8")
    result = run_night(home, date(2026, 11, 21))
    (failure,) = result.report.failures
    assert "crosscheck identity train" in str(failure)
    assert train_identity(home, None).epoch == _epoch(home).name[:12]


def test_too_few_records_teach_nothing(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    deliver_pension(home)
    deliver_deaths(home)
    with pytest.raises(MatchError, match="太少"):
        train_identity(home, DAY)

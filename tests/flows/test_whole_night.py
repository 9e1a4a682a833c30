"""The real command with Prefect, from raw files to clues, and again."""

import json
from pathlib import Path

import pytest

from store.home import Home
from store.lock import hold
from tests.support.homes import AS_OF, copied, crosscheck, exported, fingerprints


@pytest.fixture(scope="module")
def after_night(
    county_home: Home, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Home:
    """Return a home that the real command ran one night on."""
    home = copied(county_home, tmp_path_factory.mktemp("night") / "home")
    done = _night(home, server)
    assert done["failures"] == []
    return home


def _night(home: Home, server: str) -> dict[str, object]:
    done = crosscheck(
        "night", "--home", str(home.root), "--as-of", AS_OF, "--quiet", "--json",
        PREFECT_API_URL=server,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_the_command_gives_what_the_plain_line_gives(
    after_night: Home, finished_home: Home
) -> None:
    assert fingerprints(after_night) == fingerprints(finished_home)


def test_the_night_leaves_its_pages_and_its_archive(after_night: Home) -> None:
    pages = {path.name for path in (after_night.reports / AS_OF).iterdir()}
    assert pages == {"morning.html", "quality.html", "timings.json"}
    archived = {path.name for path in (after_night.archive / AS_OF).iterdir()}
    kept = {"clues.parquet", "cover.json", "feedback.parquet", "night.json"}
    assert archived == {*kept, "node.parquet", "rules.json", "standing.json"}


def test_a_second_night_computes_nothing_and_exports_the_same_bytes(
    after_night: Home, server: str
) -> None:
    before, tables = exported(after_night), fingerprints(after_night)
    told = _night(after_night, server)
    stages = told["stages"]
    assert isinstance(stages, dict)
    assert stages["computed"] == 0
    assert stages["reused"] > 0
    assert exported(after_night) == before
    assert fingerprints(after_night) == tables
    assert before.count(b"\n") == told["clues"]
    assert before


def test_the_answers_of_the_county_are_never_read(
    county_home: Home, after_night: Home, server: str, tmp_path: Path
) -> None:
    blind = copied(county_home, tmp_path / "home", without=["truth"])
    _night(blind, server)
    assert not blind.truth.exists()
    assert fingerprints(blind) == fingerprints(after_night)
    assert exported(blind) == exported(after_night)


def test_a_second_night_at_once_is_refused(fresh_home: Home) -> None:
    with hold(fresh_home.root / "night.lock"):
        done = crosscheck("night", "--home", str(fresh_home.root))
    assert done.returncode == 17
    assert "另一夜" in done.stderr
    assert "Traceback" not in done.stderr
    assert not fresh_home.warehouse.exists()

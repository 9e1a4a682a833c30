"""One night with exports, from which each test destroys in a copy."""

import shutil
from pathlib import Path

import pytest

from flows.night import run_night
from store.home import Home
from tests.flows.deliveries import (
    ALIVE,
    deliver_deaths,
    deliver_pension,
    make_home,
)
from tests.flows.leftovers import files_with
from tests.flows.purge.destroying import AS_OF, LISTED, told_by


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = make_home(tmp_path_factory.mktemp("purge") / "home")
    deliver_pension(home)
    deliver_deaths(home)
    run_night(home, AS_OF)
    place = ("--home", str(home.root), "--quiet")
    for form in ("jsonl", "xlsx"):
        out = home.root / "outbox" / f"clues.{form}"
        told_by("clues", "export", "--format", form, "--out", str(out), *place)
    (home.root / LISTED).write_text(f"身份证号\n{ALIVE}\n", encoding="utf-8")
    (home.root / "outbox" / "别的.csv").write_text("乡镇,人数\n城关镇,12\n", "utf-8")
    spill = home.stages / "link" / ".draft-abc" / ".spill-x"
    spill.mkdir(parents=True)
    (spill / "0.tmp").write_text(ALIVE, encoding="utf-8")
    assert len(files_with(home, ALIVE)) > 8
    return home


@pytest.fixture
def home(told: Home, tmp_path: Path) -> Home:
    """Return a copy of a home after a night, with exports, to destroy."""
    shutil.copytree(told.root, tmp_path / "home")
    return Home(tmp_path / "home")

"""One small county, one finished night and one Prefect server for the whole session."""

import os
import shutil
from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from county.build import build_county
from flows.cli.screen import ERRORS, OUT
from flows.night import run_night
from flows.prefect_server import API_URL, standing_server
from store.home import Home
from tests.support.homes import AS_OF, copied

PEOPLE, SEED = 600, 7
COLUMNS = 200
# A night costs half a second for each snapshot checked, so only some are kept:
# every format, a correction, and what two rules need.
KEPT = ("养老待遇发放", "更正", "火化", "死亡注销", "贷款合同", "借据", "统发工资")


@pytest.fixture(scope="session", autouse=True)
def wide_screen() -> None:
    """Let no terminal fold what a command writes.

    Rich asks for COLUMNS once, when a console is made, so setting it for one command
    is too late; pytest-xdist's workers have it from `readline`.
    """
    for console in (OUT, ERRORS):
        console.width = COLUMNS


@pytest.fixture(scope="session")
def whole_county(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a county with every delivery; copy it, never run a night on it."""
    root = tmp_path_factory.mktemp("whole") / "home"
    build_county(root, people=PEOPLE, seed=SEED)
    return Home(root)


@pytest.fixture(scope="session")
def county_home(whole_county: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a county before its first night; copy it, never run it."""
    home = copied(whole_county, tmp_path_factory.mktemp("county") / "home")
    for delivery in home.inbox.glob("*/*"):
        if not any(word in delivery.name for word in KEPT):
            shutil.rmtree(delivery)
    return home


@pytest.fixture(scope="session")
def finished_home(county_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return the county after one undisturbed night; never run it."""
    home = copied(county_home, tmp_path_factory.mktemp("finished") / "home")
    run_night(home, date.fromisoformat(AS_OF))
    return home


@pytest.fixture
def fresh_home(county_home: Home, tmp_path: Path) -> Generator[Home]:
    """Yield a copy of the county to run nights on."""
    home = copied(county_home, tmp_path / "home")
    yield home
    shutil.rmtree(home.root)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """Yield the address of a Prefect server that stands for the session."""
    before = dict(os.environ)
    home = Home(tmp_path_factory.mktemp("server"))
    with standing_server(home) as address:
        os.environ.pop(API_URL)
        yield address
        os.environ[API_URL] = address
    os.environ.clear()
    os.environ.update(before)

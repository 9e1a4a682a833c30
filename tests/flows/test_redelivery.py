"""What comes again: corrected, unreadable, or the same files once more."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.night import run_night
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home, write

AS_OF = date(2026, 11, 20)
FIRST = "县社保中心/20261105_养老金"
SECOND, THIRD = "县社保中心/20261110_养老金", "县社保中心/20261112_养老金"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = make_home(tmp_path / "home")
    deliver_deaths(home)
    deliver_pension(home)
    return home


def rows(home: Home) -> int:
    with Warehouse.published(home.warehouse) as warehouse:
        return warehouse.count("resolved.pension_payment")


def deliver_half(home: Home, folder: str) -> None:
    """Deliver the same months for the first of the two people only."""
    lines = (home.inbox / FIRST / "养老金发放.csv").read_bytes().split(b"\r\n")
    write(home, f"{folder}/养老金发放.csv", b"\r\n".join([*lines[:4], b""]))


def test_a_correction_replaces_the_months_it_holds(home: Home) -> None:
    deliver_half(home, SECOND)
    run_night(home, AS_OF)
    assert rows(home) == 3


def test_the_first_files_delivered_again_stand_again(home: Home) -> None:
    deliver_half(home, SECOND)
    shutil.copytree(home.inbox / FIRST, home.inbox / THIRD)
    run_night(home, AS_OF)
    assert rows(home) == 6


def test_a_refused_redelivery_leaves_the_last_good_one_and_its_age(home: Home) -> None:
    broken = (home.inbox / FIRST / "养老金发放.csv").read_bytes()
    write(home, f"{SECOND}/养老金发放.csv", broken.replace(b",", b";", 1) + b"\xff\xff")
    report = run_night(home, AS_OF).report
    (state,) = [d for d in report.datasets if d.dataset.endswith("pension_payment")]
    assert rows(home) == 6
    assert state.stale_days == (AS_OF - date(2026, 11, 5)).days
    assert [refusal.delivery for refusal in report.refusals] == [SECOND]

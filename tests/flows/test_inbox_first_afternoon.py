"""An office's first afternoon: drifted deliveries load by what `inbox check` says.

Three headings are changed, two sheets renamed and one file re-encoded. Then only
the commands that `inbox check` prints are run, word by word.
"""

import json
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from connectors.delivery import find_deliveries
from connectors.mapping import load_mappings
from connectors.take import Intake, take_delivery
from store.home import Home
from store.odcs import all_contracts
from store.snapshot import Snapshot
from tests.flows.disturb import reencode, rename_heading, rename_sheet
from tests.support.homes import AS_OF, copied, crosscheck

WORKERS = "县社保中心/20261106_养老待遇发放/职保待遇发放202610.xlsx"
RESIDENTS = "县社保中心/20261106_养老待遇发放/居保待遇发放202610.csv"
TRAINING = "县人社局/20261106_培训补贴/技能培训学员名册（下半年）.xlsx"
DEATHS = "县卫健局/20261106_死亡医学证明登记/死亡医学证明登记.xlsx"


@pytest.fixture
def usual_home(whole_county: Home, tmp_path: Path) -> Home:
    """Return a county's home with three of its deliveries."""
    home = copied(whole_county, tmp_path / "usual")
    kept = {Path(name).parent for name in (WORKERS, TRAINING, DEATHS)}
    for delivery in home.inbox.glob("*/*"):
        if delivery.relative_to(home.inbox) not in kept:
            shutil.rmtree(delivery)
    return home


@pytest.fixture
def drifted_home(usual_home: Home, tmp_path: Path) -> Home:
    """Return the same deliveries in other words."""
    home = copied(usual_home, tmp_path / "home")
    rename_heading(home.inbox / WORKERS, "实发金额", "本月待遇合计数")
    rename_heading(home.inbox / DEATHS, "身份证号码", "逝者证照编码")
    rename_heading(home.inbox / TRAINING, "班期编号", "培训期次代号")
    rename_sheet(home.inbox / TRAINING, "移民", "第2表")
    rename_sheet(home.inbox / DEATHS, "Sheet1", "上报")
    reencode(home.inbox / RESIDENTS, "utf-16")
    return home


def _intakes(home: Home) -> list[Intake]:
    inbox = find_deliveries(
        home.inbox, as_of=date.fromisoformat(AS_OF), settle_seconds=0
    )
    mappings = load_mappings(home.mappings)
    return [
        take_delivery(delivery, home.snapshots, all_contracts(), mappings)
        for delivery in inbox.deliveries
    ]


def _rows(intakes: list[Intake]) -> dict[tuple[str, str], int]:
    """Return the rows of every snapshot, by delivery and dataset."""
    found = (Snapshot.load(f) for intake in intakes for f in intake.snapshots)
    return {(one.delivery, one.dataset): one.rows for one in found}


def _checked(home: Home) -> list[dict[str, Any]]:
    files = [home.inbox / name for name in (WORKERS, RESIDENTS, TRAINING, DEATHS)]
    done = crosscheck(
        "inbox", "check", *map(str, files), "--home", str(home.root), "--json"
    )
    assert done.returncode == 0, done.stderr
    reports: list[dict[str, Any]] = json.loads(done.stdout)
    return [sheet for report in reports for sheet in report["sheets"]]


def test_everything_loads_by_following_what_check_says(
    usual_home: Home, drifted_home: Home
) -> None:
    before = _rows(_intakes(usual_home))
    assert any(intake.refusals for intake in _intakes(drifted_home))

    unready = [sheet for sheet in _checked(drifted_home) if sheet["state"] != "ready"]
    assert {sheet["state"] for sheet in unready} == {"map"}
    for command in {sheet["layout"]: sheet["command"] for sheet in unready}.values():
        done = crosscheck(*shlex.split(command)[1:])
        assert done.returncode == 0, done.stderr

    assert {sheet["state"] for sheet in _checked(drifted_home)} == {"ready"}
    after = _intakes(drifted_home)
    assert not [refusal for intake in after for refusal in intake.refusals]
    assert _rows(after) == before

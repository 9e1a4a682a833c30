"""Deliveries taken back or corrected after clues rested on them."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from clues.clue import Clue
from clues.listing import published_clues
from flows.cli.main import app
from flows.cli.withdraw import withdraw_delivery
from flows.night import run_night
from flows.report_night import NightResult
from flows.withdrawals import Withdrawal, withdraw, withdrawals
from store.errors import SettingsError
from store.home import Home
from store.warehouse import Warehouse
from tests.flows.deliveries import deliver_deaths, deliver_pension, make_home, write
from tests.support.homes import fingerprints

RUNNER = CliRunner()
FIRST, SECOND, THIRD = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)
DEATHS, PENSION = "县民政局/20261103_火化", "县社保中心/20261105_养老金"
CORRECTION = "县社保中心/20261121_养老金更正"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = make_home(tmp_path_factory.mktemp("withdrawn") / "home")
    deliver_pension(home)
    deliver_deaths(home)
    run_night(home, FIRST)
    return home


@pytest.fixture
def home(told: Home, tmp_path: Path) -> Home:
    """Return a copy of a home with one clue, to change."""
    shutil.copytree(told.root, tmp_path / "home")
    return Home(tmp_path / "home")


def take_back(home: Home, delivery: str, on: date = SECOND) -> None:
    given = Withdrawal(
        delivery=delivery, name="周主任", reason="报错了表", withdrawn_on=on
    )
    withdraw(home, given)


def only_clue(home: Home) -> Clue:
    (clue,) = published_clues(home.warehouse)
    return clue


def page_of(result: NightResult) -> str:
    return result.morning_page.read_text(encoding="utf-8")


def correct(home: Home, *months: str) -> None:
    """Deliver the named months again for the dead person, the rest unchanged."""
    lines = (home.inbox / PENSION / "养老金发放.csv").read_bytes().split(b"\r\n")
    kept = [
        lines[0],
        *(line for line in lines if any(m.encode() in line for m in months)),
    ]
    changed = [line.replace(b"215.50", b"100.00") for line in kept]
    write(home, f"{CORRECTION}/养老金发放.csv", b"\r\n".join([*changed, b""]))


def test_a_clue_whose_delivery_was_withdrawn_is_gone_and_to_be_rechecked(
    home: Home,
) -> None:
    take_back(home, DEATHS)
    result = run_night(home, SECOND)
    clue = only_clue(home)
    (mark,) = clue.recheck
    assert clue.is_gone
    assert (mark["reason"], mark["delivery"]) == ("withdrawn", DEATHS)
    assert "不再出现" in str(mark["what"])
    assert "431.00" in str(mark["what"])
    assert f"已撤回，不参加比对：{DEATHS}" in page_of(result)
    assert "有 1 条疑点所依据的报送" in page_of(result)


def test_a_withdrawn_delivery_stands_in_the_warehouse_as_such(home: Home) -> None:
    take_back(home, DEATHS)
    run_night(home, SECOND)
    with Warehouse.published(home.warehouse) as warehouse:
        rows = warehouse.frame("FROM meta.delivery").filter(delivery=DEATHS)
        assert warehouse.count("resolved.death") == 0
    assert rows["status"].to_list() == ["withdrawn"]
    assert "周主任" in rows["message"].item()


def test_the_mark_stays_on_later_nights(home: Home) -> None:
    take_back(home, DEATHS)
    run_night(home, SECOND)
    result = run_night(home, THIRD)
    assert [mark["on"] for mark in only_clue(home).recheck] == [SECOND.isoformat()]
    assert "所依据的报送被撤回" not in page_of(result)


def test_repeating_the_night_gives_the_same(home: Home) -> None:
    take_back(home, DEATHS)
    run_night(home, SECOND)
    before = fingerprints(home)
    again = run_night(home, SECOND)
    assert again.computed == 0
    assert fingerprints(home) == before


def test_a_night_of_an_earlier_day_knows_nothing_of_it(home: Home) -> None:
    before = fingerprints(home)
    take_back(home, DEATHS, on=SECOND)
    run_night(home, FIRST)
    assert fingerprints(home) == before


def test_a_correction_that_changes_the_amount_says_from_what_to_what(
    home: Home,
) -> None:
    correct(home, "202608", "202610")
    run_night(home, SECOND)
    clue = only_clue(home)
    (mark,) = clue.recheck
    assert clue.since_last == "changed"
    assert (mark["reason"], mark["delivery"]) == ("replaced", PENSION)
    assert CORRECTION in str(mark["what"])
    assert "由 431.00 元变为 200.00 元" in str(mark["what"])


def test_a_correction_that_takes_the_month_away_shortens_the_period(
    home: Home,
) -> None:
    lines = (home.inbox / PENSION / "养老金发放.csv").read_bytes().split(b"\r\n")
    living = [line for line in lines if b"202610" in line][1:]
    write(
        home,
        f"{CORRECTION}/养老金发放.csv",
        b"\r\n".join([lines[0], *living, b""]),
    )
    run_night(home, SECOND)
    (mark,) = only_clue(home).recheck
    assert "期间由 2026-08/2026-10 变为 2026-08/2026-08" in str(mark["what"])
    assert "由 431.00 元变为 215.50 元" in str(mark["what"])


def test_the_same_rows_again_in_another_file_mark_nothing(home: Home) -> None:
    lines = (home.inbox / PENSION / "养老金发放.csv").read_bytes().split(b"\r\n")
    turned = [lines[0], *reversed(lines[1:-1]), b""]
    write(home, f"{CORRECTION}/养老金发放.csv", b"\r\n".join(turned))
    run_night(home, SECOND)
    clue = only_clue(home)
    assert (clue.since_last, tuple(clue.recheck)) == ("unchanged", ())


def test_a_folder_that_was_taken_away_marks_as_well(home: Home) -> None:
    shutil.rmtree(home.inbox / DEATHS)
    run_night(home, SECOND)
    (mark,) = only_clue(home).recheck
    assert mark["reason"] == "removed"


def test_a_file_exchanged_in_its_place_is_a_correction(home: Home) -> None:
    file = home.inbox / PENSION / "养老金发放.csv"
    content = file.read_bytes().replace(b"215.50", b"100.00")
    write(home, f"{PENSION}/养老金发放.csv", content)
    run_night(home, SECOND)
    (mark,) = only_clue(home).recheck
    assert (mark["reason"], mark["delivery"]) == ("replaced", PENSION)
    assert "由 431.00 元变为 200.00 元" in str(mark["what"])


def test_newer_code_that_reads_the_same_files_marks_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("connectors.publish", "connectors.take"):
        monkeypatch.setattr(f"{module}.reader_digest", lambda: "newer")
    before = {folder.name for folder in home.snapshots.glob("[0-9a-f]*")}
    run_night(home, SECOND)
    assert len({folder.name for folder in home.snapshots.glob("[0-9a-f]*")}) == 4
    assert len(before) == 2
    assert only_clue(home).recheck == ()


def test_archives_of_an_older_version_are_read(home: Home) -> None:
    archived = home.archive / FIRST.isoformat()
    record = json.loads((archived / "night.json").read_text(encoding="utf-8"))
    del record["snapshots"], record["current"]
    (archived / "night.json").write_text(json.dumps(record), encoding="utf-8")
    take_back(home, DEATHS)
    run_night(home, SECOND)
    assert only_clue(home).is_gone
    assert only_clue(home).recheck == ()


def test_marked_clues_are_listed_exported_and_shown(home: Home) -> None:
    take_back(home, DEATHS)
    run_night(home, SECOND)
    place = ("--home", str(home.root))
    assert json.loads(_told("clues", "list", "--json", *place)) == []
    (listed,) = json.loads(_told("clues", "list", "--recheck", "--json", *place))
    assert listed["schema_version"] == "1.4.0"
    assert listed["recheck"][0]["reason"] == "withdrawn"
    shown = _told("clues", "show", str(listed["clue_id"]), *place)
    assert f"待复核：报送已撤回：{DEATHS}" in shown
    exported = _told("clues", "export", "--recheck", *place)
    assert json.loads(exported)["recheck"] == listed["recheck"]
    assert "已消失·待复核" in _told("clues", "list", "--recheck", *place)


def _told(*arguments: str) -> str:
    done = RUNNER.invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


@pytest.mark.parametrize(
    ("delivery", "name", "reason", "said"),
    [
        ("县民政局/没有", "甲", "乙", "没有这一批"),
        ("../keys", "甲", "乙", "没有这一批"),
        ("县民政局", "甲", "乙", "没有这一批"),
        (DEATHS, " ", "乙", "姓名和理由"),
        (DEATHS, "甲", "", "姓名和理由"),
    ],
)
def test_refuses_what_it_cannot_take_back(
    home: Home, delivery: str, name: str, reason: str, said: str
) -> None:
    given = Withdrawal(delivery=delivery, name=name, reason=reason, withdrawn_on=FIRST)
    with pytest.raises(SettingsError, match=said):
        withdraw(home, given)
    assert withdrawals(home, date.max) == {}


def test_the_command_takes_a_path_and_refuses_a_second_time(home: Home) -> None:
    group = Typer()
    group.command()(withdraw_delivery)
    arguments = (f"inbox/{DEATHS}/", "--name", "周主任", "--reason", "报错了表")
    done = RUNNER.invoke(group, [*arguments, "--home", str(home.root)])
    assert DEATHS in done.stdout
    assert list(withdrawals(home, date.max)) == [DEATHS]
    again = RUNNER.invoke(group, [*arguments, "--home", str(home.root)])
    assert isinstance(again.exception, SettingsError)
    assert "周主任" in str(again.exception)

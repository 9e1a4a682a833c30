"""Destroying a delivery: nothing of it is left, and it does not come back."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from docx import Document
from typer.testing import CliRunner

from clues.clue import load_clues
from clues.listing import published_clues
from flows import purge as purging
from flows.cli.main import app
from flows.destroyed import PLAN, destructions
from flows.night import run_night
from flows.purge import Order, purge
from flows.purge_plan import Plan
from flows.received_rows import ledger_lines
from store.digest import digest_file
from store.errors import BusyError, SettingsError, StorageError
from store.home import Home
from store.lock import hold
from store.settings import load_settings
from tests.flows.deliveries import (
    ALIVE,
    DEAD,
    deliver_deaths,
    deliver_pension,
    make_home,
    write,
)
from tests.flows.leftovers import files_with
from tests.support.homes import ROOT, environment

RUNNER = CliRunner()
AS_OF, NEXT = date(2026, 11, 20), date(2026, 11, 21)
DEATHS, PENSION = "县民政局/20261103_火化", "县社保中心/20261105_养老金"
NAMED = ("--name", "周主任", "--reason", "本轮结束")
LISTED = "outbox/名单.csv"
# A child that is killed with SIGKILL at the n-th thing it removes or renames.
KILLER = """
import os, pathlib, shutil, signal, sys
left = int(sys.argv.pop(1))
def dying(call):
    def wrapped(*given, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return wrapped
for name in ("unlink", "replace", "rmdir"):
    setattr(pathlib.Path, name, dying(getattr(pathlib.Path, name)))
shutil.rmtree = dying(shutil.rmtree)
from flows.cli.main import main
main()
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = make_home(tmp_path_factory.mktemp("purge") / "home")
    deliver_pension(home)
    deliver_deaths(home)
    run_night(home, AS_OF)
    place = ("--home", str(home.root), "--quiet")
    for form in ("jsonl", "xlsx"):
        out = home.root / "outbox" / f"clues.{form}"
        _told("clues", "export", "--format", form, "--out", str(out), *place)
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


def _told(*arguments: str) -> str:
    done = RUNNER.invoke(app, arguments)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def destroy(home: Home, *deliveries: str, as_of: date = AS_OF) -> list[Plan]:
    order = Order(as_of=as_of, name="周主任", reason="本轮结束", deliveries=deliveries)
    return purge(home, load_settings(home), order)


def assert_nothing_left(home: Home, *rebuilt: str) -> None:
    """Assert that only the delivery that stays names the dead person."""
    assert files_with(home, ALIVE) == []
    places = {Path(name).parts[0] for name in files_with(home, DEAD)}
    assert places <= {"inbox", "snapshots", "stages", *rebuilt}
    assert not (home.inbox / PENSION).exists()
    assert not (home.intake / PLAN).exists()
    assert not list(home.root.rglob(".draft-*"))
    assert [record["delivery"] for record in destructions(home)] == [PENSION]
    (home.inbox / DEATHS / "死亡人员名单.xlsx").stat()


def test_no_number_of_the_delivery_is_left_anywhere(home: Home) -> None:
    destroy(home, PENSION)
    assert_nothing_left(home)
    assert not home.warehouse.exists()


def test_exports_and_pages_about_it_go_and_others_stay(home: Home) -> None:
    before = {file.name for file in (home.reports / "2026-11-20").iterdir()}
    destroy(home, PENSION)
    outbox = {file.name for file in (home.root / "outbox").rglob("*.*")}
    assert "别的.csv" in outbox
    assert not outbox & {"clues.jsonl", "clues.xlsx", "名单.csv"}
    assert not [name for name in files_with(home, PENSION) if name.startswith("outbox")]
    after = {file.name for file in (home.reports / "2026-11-20").iterdir()}
    assert before - after == {"morning.html"}  # it shows the clue, masked
    assert "timings.json" in after


def test_an_archived_clue_keeps_what_names_nobody(home: Home) -> None:
    archived = home.archive / "2026-11-20" / "clues.parquet"
    (before,) = load_clues(archived)
    assert before.subject_number == DEAD
    (plan,) = destroy(home, PENSION)
    (after,) = load_clues(archived)
    assert (after.clue_id, after.amount_fen) == (before.clue_id, before.amount_fen)
    assert (after.subject_name, after.subject_number, after.hits) == ("", "", [])
    (mark,) = after.recheck
    assert (mark["reason"], mark["delivery"]) == ("destroyed", PENSION)
    assert plan.certificate in str(mark["what"])


def test_the_next_night_runs_and_brings_nothing_back(home: Home) -> None:
    destroy(home, PENSION)
    result = run_night(home, NEXT)
    assert result.report.failures == ()
    assert files_with(home, ALIVE) == []
    (clue,) = published_clues(home.warehouse)
    assert clue.is_gone
    assert clue.recheck[0]["reason"] == "destroyed"
    assert not any(d.delivery == PENSION for d in result.report.deliveries)


def test_the_same_files_laid_back_under_the_same_name_are_not_taken(
    home: Home, told: Home
) -> None:
    destroy(home, PENSION)
    shutil.copytree(told.inbox / PENSION, home.inbox / PENSION)
    result = run_night(home, NEXT)
    assert {one.delivery for one in result.report.deliveries} == {DEATHS}


def test_new_files_under_the_same_name_are_a_new_delivery(home: Home) -> None:
    destroy(home, PENSION)
    file = deliver_pension(home)
    content = file.read_bytes().replace(b"215.50", b"216.50")
    write(home, f"{PENSION}/养老金发放.csv", content)
    result = run_night(home, NEXT)
    assert PENSION in {one.delivery for one in result.report.deliveries}


def test_what_came_twice_stays_by_the_delivery_that_stays(home: Home) -> None:
    again = "县社保中心/20261106_养老金"
    shutil.copytree(home.inbox / PENSION, home.inbox / again)
    run_night(home, NEXT)
    destroy(home, PENSION)
    assert not (home.inbox / PENSION).exists()
    result = run_night(home, NEXT)
    assert again in {one.delivery for one in result.report.deliveries}
    assert result.report.clues == 1


def test_a_person_in_another_delivery_stays_there(home: Home) -> None:
    destroy(home, DEATHS)
    assert DEAD not in (home.root / LISTED).read_text(encoding="utf-8")
    names = {Path(name).parts[0] for name in files_with(home, DEAD)}
    assert names == {"inbox", "snapshots", "stages"}  # paid a pension as well
    run_night(home, NEXT)
    assert (home.inbox / PENSION).exists()


def test_the_certificate_says_what_who_why_when_and_how(home: Home) -> None:
    file = home.inbox / PENSION / "养老金发放.csv"
    digest = digest_file(file)
    (plan,) = destroy(home, PENSION)
    folder = home.intake / "certificates"
    written = folder / f"{plan.certificate}.json"
    certificate = json.loads(written.read_text(encoding="utf-8"))
    (delivery,) = certificate["deliveries"]
    assert delivery["files"] == {"养老金发放.csv": digest}
    assert delivery["datasets"][0]["rows"] == 6
    assert (certificate["name"], certificate["reason"]) == ("周主任", "本轮结束")
    assert certificate["verified_files"] > 5
    assert certificate["removed"]["stages"] > 3
    (record,) = destructions(home)
    assert record["certificate_sha256"] == digest_file(written)
    document = Document(str(folder / f"{plan.certificate}.docx"))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    text = "\n".join([*(line.text for line in document.paragraphs), *cells])
    for part in (plan.certificate, PENSION, digest, "周主任", "本轮结束", "监销人"):
        assert part in text


def test_the_ledger_keeps_it_as_destroyed(home: Home) -> None:
    (plan,) = destroy(home, PENSION)
    lines = ledger_lines(home, load_settings(home), NEXT)
    states = {line.entry.delivery: line.status for line in lines}
    assert states == {PENSION: "已销毁", DEATHS: "在用"}
    assert {line.certificate for line in lines} == {plan.certificate, ""}


def test_only_what_is_due_goes_by_itself(home: Home) -> None:
    assert destroy(home) == []
    text = home.settings.read_text(encoding="utf-8")
    ending = "[programme]\nends_on = 2026-10-31\nraw_days_after_end = 20\n"
    home.settings.write_text(f"{text}{ending}", encoding="utf-8")
    assert destroy(home, as_of=date(2026, 11, 19)) == []
    (plan,) = destroy(home, as_of=AS_OF)
    assert plan.names == {PENSION, DEATHS}
    assert files_with(home, DEAD) == []
    assert run_night(home, NEXT).report.deliveries == ()


def test_a_dry_run_lists_and_touches_nothing(home: Home) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.root.rglob("*")}
    place = ("--home", str(home.root), "--dry-run")
    assert PENSION in _told("purge", "--delivery", PENSION, *place)
    (one,) = json.loads(_told("purge", "--delivery", PENSION, "--json", *place))
    assert list(one["files"]) == ["养老金发放.csv"]
    assert {path: path.stat().st_mtime_ns for path in home.root.rglob("*")} == before


def test_refuses_while_a_night_runs(home: Home) -> None:
    with hold(home.night_lock), pytest.raises(BusyError):
        destroy(home, PENSION)
    assert (home.inbox / PENSION).exists()
    assert not (home.intake / PLAN).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--delivery", PENSION), "姓名和理由"),
        (("--delivery", PENSION, "--name", "甲"), "姓名和理由"),
        (("--delivery", "县社保中心/没有", *NAMED), "没有这一批"),
        (("--delivery", "../keys", *NAMED), "没有这一批"),
        (("--as-of", "2999-01-01", *NAMED), "将来的日期"),
    ],
)
def test_refuses_and_destroys_nothing(
    home: Home, arguments: Sequence[str], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        _told("purge", *arguments, "--home", str(home.root))
    assert (home.inbox / PENSION).exists()
    assert home.warehouse.exists()


def test_says_where_data_are_left_and_certifies_nothing(home: Home) -> None:
    (home.root / "mappings" / "手抄.txt").write_text(ALIVE, encoding="utf-8")
    with pytest.raises(StorageError, match="手抄") as caught:
        destroy(home, PENSION)
    assert ALIVE not in str(caught.value)
    assert (home.inbox / PENSION).exists()
    assert destructions(home) == []
    (home.root / "mappings" / "手抄.txt").unlink()
    destroy(home)
    assert_nothing_left(home)


def test_a_night_between_a_kill_and_the_end_leaves_the_delivery_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(purging, "_remove_originals", killed)
        with pytest.raises(KeyboardInterrupt):
            destroy(home, PENSION)
    assert (home.intake / PLAN).is_file()
    result = run_night(home, NEXT)
    assert {one.delivery for one in result.report.deliveries} == {DEATHS}
    destroy(home, PENSION)
    assert_nothing_left(home, "warehouse.duckdb")  # of that night, without it


def test_killed_at_every_step_it_ends_the_same(home: Home) -> None:
    arguments = ("purge", "--delivery", PENSION, *NAMED, "--as-of", "2026-01-01")
    kills = 0
    for count in (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 30):
        done = subprocess.run(
            [
                *(sys.executable, "-c", KILLER, str(count), *arguments),
                *("--home", str(home.root)),
            ],
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=environment(),
            encoding="utf-8",
            timeout=120,
        )
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        kills += 1
    assert kills >= 5
    assert_nothing_left(home)
    assert run_night(home, NEXT).report.failures == ()
    assert files_with(home, ALIVE) == []


def test_other_archived_tables_lose_only_the_rows_about_it(home: Home) -> None:
    file = home.archive / "2026-11-20" / "feedback.parquet"
    rows = {"delivery": [PENSION, DEATHS, DEATHS], "note": ["a", "b", f"见 {ALIVE}"]}
    pl.DataFrame(rows).write_parquet(file)
    destroy(home, PENSION)
    assert pl.read_parquet(file)["note"].to_list() == ["b"]

"""Destroying a delivery: nothing of it is left, and it does not come back."""

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
from docx import Document

from clues.clue import load_clues
from clues.listing import published_clues
from flows.destroyed import destructions
from flows.night import run_night
from flows.received_rows import ledger_lines
from store.digest import digest_file
from store.home import Home
from store.settings import load_settings
from tests.flows.deliveries import ALIVE, DEAD, deliver_pension, write
from tests.flows.leftovers import files_with
from tests.flows.purge.destroying import (
    AS_OF,
    DEATHS,
    LISTED,
    NEXT,
    PENSION,
    assert_nothing_left,
    destroy,
)


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


def test_other_archived_tables_lose_only_the_rows_about_it(home: Home) -> None:
    file = home.archive / "2026-11-20" / "feedback.parquet"
    rows = {"delivery": [PENSION, DEATHS, DEATHS], "note": ["a", "b", f"见 {ALIVE}"]}
    pl.DataFrame(rows).write_parquet(file)
    destroy(home, PENSION)
    assert pl.read_parquet(file)["note"].to_list() == ["b"]

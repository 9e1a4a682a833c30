"""The inbox: which folders are deliveries, whose, of which day, and finished."""

import os
import time
from datetime import date
from pathlib import Path

import pytest

from connectors import delivery
from connectors.dates import date_in
from connectors.delivery import find_deliveries
from tests.connectors import given


def _one(inbox: Path) -> delivery.Delivery:
    found = find_deliveries(inbox, as_of=given.AS_OF, settle_seconds=0)
    assert found.refusals == ()
    (only,) = found.deliveries
    return only


PLACES = [
    ("县民政局/20260506_死亡/a.csv", "县民政局/20260506_死亡", "县民政局"),
    ("县民政局/2026年/20260506/a.csv", "县民政局/2026年/20260506", "县民政局"),
    ("县民政局/死亡20260506.csv", "县民政局", "县民政局"),
    ("死亡2026-05-06.csv", ".", "未注明单位"),
    ("20260506_县民政局/a.csv", "20260506_县民政局", "县民政局"),
]


@pytest.mark.parametrize(("path", "name", "supplier"), PLACES)
def test_a_folder_with_files_is_a_delivery(
    tmp_path: Path, path: str, name: str, supplier: str
) -> None:
    given.write_text(tmp_path / path, [given.DEATH_HEADINGS])
    found = _one(tmp_path)
    assert (found.name, found.supplier) == (name, supplier)
    assert found.delivered_on == date(2026, 5, 6)


def test_the_handover_sheet_says_who_and_when(tmp_path: Path) -> None:
    folder = tmp_path / "民政" / "20260506"
    given.write_text(folder / "死亡.csv", [given.DEATH_HEADINGS])
    given.write_handover(folder, [("死亡登记", "死亡.csv", "2026年", 0)])
    found = _one(tmp_path)
    assert (found.supplier, found.delivered_on) == ("某县民政局", date(2026, 11, 5))
    assert [file.name for file in found.files] == ["死亡.csv"]


def test_without_any_date_the_last_change_counts(tmp_path: Path) -> None:
    file = given.write_text(tmp_path / "民政" / "死亡.csv", [given.DEATH_HEADINGS])
    os.utime(file, (1_780_000_000, 1_780_000_000))
    assert _one(tmp_path).delivered_on == date(2026, 5, 29)


def test_later_deliveries_are_left_out(tmp_path: Path) -> None:
    given.write_text(tmp_path / "民政" / "20261121" / "死亡.csv", [("x",)])
    found = find_deliveries(tmp_path, as_of=given.AS_OF, settle_seconds=0)
    assert found.deliveries == ()


def test_lock_files_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "民政" / "20260506"
    given.write_text(folder / "死亡.csv", [given.DEATH_HEADINGS])
    for name in ("~$死亡.xlsx", ".DS_Store", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    assert [file.name for file in _one(tmp_path).files] == ["死亡.csv"]


@pytest.mark.parametrize("name", ["死亡.csv.part", "a.tmp", "b.crdownload"])
def test_an_unfinished_copy_holds_its_delivery_back(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "民政" / "20260506"
    given.write_text(folder / "户籍.csv", [given.DEATH_HEADINGS])
    (folder / name).write_bytes(b"x")
    found = find_deliveries(tmp_path, as_of=given.AS_OF, settle_seconds=0)
    assert found.deliveries == ()
    (refusal,) = found.refusals
    assert (refusal.error, refusal.place) == ("GrowingError", name)
    assert refusal.delivery == "民政/20260506"


def test_a_file_that_changes_while_we_wait_holds_its_delivery_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = given.write_text(tmp_path / "民政" / "20260506" / "死亡.csv", [("x",)])
    given.write_text(tmp_path / "公安" / "20260506" / "户籍.csv", [("x",)])

    def grow(_: float) -> None:
        growing.write_bytes(growing.read_bytes() + b"more")

    monkeypatch.setattr(time, "sleep", grow)
    found = find_deliveries(tmp_path, as_of=given.AS_OF, settle_seconds=5)
    assert [each.name for each in found.deliveries] == ["公安/20260506"]
    assert [refusal.error for refusal in found.refusals] == ["GrowingError"]


def test_files_at_rest_are_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = given.write_text(tmp_path / "民政" / "20260506" / "死亡.csv", [("x",)])
    os.utime(file, (1_780_000_000, 1_780_000_000))
    monkeypatch.delattr(time, "sleep")
    found = find_deliveries(tmp_path, as_of=given.AS_OF, settle_seconds=5)
    assert len(found.deliveries) == 1


DATES = [
    ("20260506_死亡", date(2026, 5, 6)),
    ("死亡2026年5月6日", date(2026, 5, 6)),
    ("2026-5-6", date(2026, 5, 6)),
    ("2026/11/05 00:00", date(2026, 11, 5)),
    ("202605", None),
    ("20261305", None),
    ("120260506", None),
    ("死亡", None),
]


@pytest.mark.parametrize(("text", "expect"), DATES)
def test_reads_the_date_in_a_name(text: str, expect: date | None) -> None:
    assert date_in(text) == expect

"""From a delivery to snapshots: whole datasets or none, once, with their papers."""

import errno
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from connectors import take
from connectors.delivery import find_deliveries
from connectors.storage import disk_watched
from store.errors import StorageError
from store.odcs import all_contracts
from store.snapshot import ROWS, Snapshot
from tests.connectors import given


def _delivery(root: Path, name: str = "20260506_数据") -> Path:
    folder = root / "inbox" / "县民政局" / name
    folder.mkdir(parents=True)
    return folder


def test_sheets_and_files_of_one_dataset_are_one_snapshot(tmp_path: Path) -> None:
    folder = _delivery(tmp_path)
    given.write_xls(
        folder / "死亡.xls",
        {
            "东风镇": [("东风镇名单",), given.DEATH_HEADINGS, *given.deaths(2)],
            "红旗镇": [given.DEATH_HEADINGS, *given.deaths(3, start=2)],
            "说明": [("填表说明",), ("一、由殡仪馆填写",)],
            "空表": [],
        },
    )
    given.write_text(
        folder / "死亡补报.csv", [given.DEATH_HEADINGS, *given.deaths(1, 9)]
    )
    papers, rows = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    places = [(part.file, part.sheet, part.rows_kept) for part in papers.parts]
    assert places == [
        ("死亡.xls", "东风镇", 2),
        ("死亡.xls", "红旗镇", 3),
        ("死亡补报.csv", "", 1),
    ]
    assert rows["part"].to_list() == [0, 0, 1, 1, 1, 2]
    assert rows["source_row"].to_list() == [3, 4, 2, 3, 4, 2]
    assert (papers.supplier, papers.delivered_on) == ("县民政局", date(2026, 5, 6))


def test_files_with_other_columns_fill_up_with_null(tmp_path: Path) -> None:
    folder = _delivery(tmp_path)
    given.write_text(folder / "a死亡.csv", [given.DEATH_HEADINGS, *given.deaths(1)])
    more = [(*row, "东风镇一组") for row in given.deaths(1, start=1)]
    given.write_text(folder / "b死亡.csv", [(*given.DEATH_HEADINGS, "住址"), *more])
    _, rows = given.the_snapshot(given.take_one(tmp_path / "inbox", tmp_path / "s"))
    assert rows["address"].to_list() == [None, "东风镇一组"]


def test_datasets_of_one_delivery_are_told_apart(tmp_path: Path) -> None:
    folder = _delivery(tmp_path)
    given.write_text(folder / "死亡.csv", [given.DEATH_HEADINGS, *given.deaths(2)])
    rows = [given.SUBSIDY_HEADINGS, *given.subsidies(3)]
    given.write_xlsx(folder / "一卡通.xlsx", {"发放": rows})
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    found = {Snapshot.load(s).dataset: Snapshot.load(s).rows for s in intake.snapshots}
    assert found == {"registry/death": 2, "relief/subsidy_payment": 3}


def test_the_same_delivery_twice_is_one_snapshot_and_is_not_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _delivery(tmp_path) / "死亡.csv"
    given.write_text(file, [given.DEATH_HEADINGS, *given.deaths(2)])
    first = given.take_one(tmp_path / "inbox", tmp_path / "s")
    written = (first.snapshots[0] / ROWS).stat().st_mtime_ns
    monkeypatch.delattr(take, "take_file")
    assert given.take_one(tmp_path / "inbox", tmp_path / "s") == first
    monkeypatch.undo()
    copy = _delivery(tmp_path, "20260507_再报")
    shutil.copy(file, copy / file.name)
    intakes = given.take_all(tmp_path / "inbox", tmp_path / "s")
    assert {s for intake in intakes for s in intake.snapshots} == set(first.snapshots)
    assert (first.snapshots[0] / ROWS).stat().st_mtime_ns == written


def test_a_lost_snapshot_is_taken_again_and_is_the_same(tmp_path: Path) -> None:
    given.write_text(
        _delivery(tmp_path) / "死亡.csv", [given.DEATH_HEADINGS, *given.deaths(2)]
    )
    first = given.take_one(tmp_path / "inbox", tmp_path / "s")
    before = (first.snapshots[0] / ROWS).read_bytes()
    shutil.rmtree(first.snapshots[0])
    assert given.take_one(tmp_path / "inbox", tmp_path / "s") == first
    assert (first.snapshots[0] / ROWS).read_bytes() == before
    assert not list((tmp_path / "s").glob(".draft-*"))


def test_an_unreadable_file_withholds_its_dataset_and_nothing_else(
    tmp_path: Path,
) -> None:
    folder = _delivery(tmp_path)
    given.write_text(folder / "死亡1.csv", [given.DEATH_HEADINGS, *given.deaths(2)])
    (folder / "死亡2.csv").write_bytes(b"\xff\xff\xff\n")
    rows = [given.SUBSIDY_HEADINGS, *given.subsidies(3)]
    given.write_text(folder / "一卡通.csv", rows)
    (folder / "说明.pdf").write_bytes(b"%PDF-1.7")
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    assert [Snapshot.load(s).dataset for s in intake.snapshots] == [
        "relief/subsidy_payment"
    ]
    found = [(r.error, r.dataset, r.place) for r in intake.refusals]
    assert found == [
        ("EncodingError", "registry/death", "死亡2.csv › 第 1 行"),
        ("DeliveryError", "", "说明.pdf"),
    ]


def test_a_drifted_sheet_withholds_the_whole_dataset(tmp_path: Path) -> None:
    drifted = ("名字", "身份证号", "死亡日期", "数据来源")
    given.write_xlsx(
        _delivery(tmp_path) / "死亡.xlsx",
        {
            "东风镇": [given.DEATH_HEADINGS, *given.deaths(2)],
            "红旗镇": [drifted, *given.deaths(3)],
        },
    )
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert (refusal.error, refusal.dataset) == ("HeaderError", "registry/death")
    assert refusal.place == "死亡.xlsx › 表“红旗镇” › 列“姓名”"
    assert refusal.remedy


@pytest.mark.parametrize("name", ["死亡.xlsx", "数据.xlsx"])
def test_a_summary_sheet_is_named_and_withholds_nothing(
    tmp_path: Path, name: str
) -> None:
    summary: list[given.Row] = [("乡镇", "人数", "占比"), ("东", 1, 2), ("西", 3, 4)]
    given.write_xlsx(
        _delivery(tmp_path) / name,
        {"名单": [given.DEATH_HEADINGS, *given.deaths(2)], "汇总": summary},
    )
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    assert len(intake.snapshots) == 1
    (refusal,) = intake.refusals
    assert refusal.place.startswith(f"{name} › 表“汇总”")


def test_a_sheet_that_goes_on_without_headings_withholds_its_dataset(
    tmp_path: Path,
) -> None:
    given.write_xls(
        _delivery(tmp_path) / "数据.xls",
        {"1": [given.DEATH_HEADINGS, *given.deaths(3)], "2": given.deaths(5, start=3)},
    )
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert (refusal.dataset, refusal.place) == ("registry/death", "数据.xls › 表“2”")


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    rows = [given.DEATH_HEADINGS, *given.deaths(2)]
    given.write_xlsx(
        _delivery(tmp_path) / "死亡.xlsx", {"名单": rows, "旧": rows}, hidden=["旧"]
    )
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (folder,) = intake.snapshots
    assert Snapshot.load(folder).rows == 2
    assert [refusal.message for refusal in intake.refusals] == ["隐藏的工作表未读取"]


@pytest.mark.parametrize("rows", [[], [given.DEATH_HEADINGS]])
def test_a_file_without_data_is_refused(tmp_path: Path, rows: list[given.Row]) -> None:
    given.write_xlsx(_delivery(tmp_path) / "死亡.xlsx", {"名单": rows})
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert refusal.dataset == "registry/death"
    assert "没有数据" in refusal.message


def test_a_full_disk_stops_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.write_text(
        _delivery(tmp_path) / "死亡.csv", [given.DEATH_HEADINGS, *given.deaths(2)]
    )

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(StorageError, match="磁盘"):
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    assert not list((tmp_path / "s").glob(".draft-*"))


def test_other_errors_of_the_disk_are_not_taken_for_a_full_one() -> None:
    with pytest.raises(PermissionError), disk_watched():
        raise PermissionError(errno.EACCES, "denied")


def test_a_file_that_cannot_be_opened_is_refused_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.write_text(
        _delivery(tmp_path) / "死亡.csv", [given.DEATH_HEADINGS, *given.deaths(2)]
    )

    def denied(_: Path) -> str:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(take, "digest_file", denied)
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    found = [(r.dataset, r.message) for r in intake.refusals]
    assert found == [("registry/death", "文件无法打开")]
    monkeypatch.undo()
    given.the_snapshot(given.take_one(tmp_path / "inbox", tmp_path / "s"))


def test_only_the_contracts_that_are_given_are_looked_for(tmp_path: Path) -> None:
    given.write_text(
        _delivery(tmp_path) / "名单.csv", [given.DEATH_HEADINGS, *given.deaths(2)]
    )
    (found,) = find_deliveries(
        tmp_path / "inbox", as_of=given.AS_OF, settle_seconds=0
    ).deliveries
    intake = take.take_delivery(found, tmp_path / "s", all_contracts()[:1])
    assert [refusal.error for refusal in intake.refusals] == ["HeaderError"]


def test_a_file_of_one_row_says_what_is_wrong_with_its_header(tmp_path: Path) -> None:
    folder = _delivery(tmp_path)
    (row,) = given.deaths(1)
    given.write_text(
        folder / "死亡.csv", [(*given.DEATH_HEADINGS, "身份证号码"), (*row, row[1])]
    )
    (refusal,) = given.take_one(tmp_path / "inbox", tmp_path / "s").refusals
    assert refusal.error == "HeaderError"
    assert refusal.dataset == "registry/death"

"""Every reader keeps every row, with the physical row it stands in."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from connectors.readers import read_sheets
from connectors.readers.kind import Kind, file_kind
from connectors.readers.sheet import cell_names
from store.errors import DeliveryError, TruncatedError
from tests.connectors import given

TITLE: given.Row = ("某县死亡人员登记表",)
SIGNED: given.Row = ("制表人：张某", None, "审核人：李某")
TOTAL: given.Row = ("合计", None, None, "3人")


def _sheet_rows() -> list[given.Row]:
    return [
        TITLE,
        ("单位：元",),
        given.DEATH_HEADINGS,
        *given.deaths(2),
        (),
        given.DEATH_HEADINGS,
        *given.deaths(1, start=2),
        TOTAL,
        SIGNED,
    ]


def _text(folder: Path) -> None:
    given.write_text(folder / "死亡.csv", _sheet_rows())


def _tabs(folder: Path) -> None:
    rows = _sheet_rows()
    given.write_text(folder / "死亡.txt", rows, encoding="utf-16", delimiter="\t")


def _xlsx(folder: Path) -> None:
    given.write_xlsx(folder / "死亡.xlsx", {"名单": _sheet_rows()})


def _xls(folder: Path) -> None:
    given.write_xls(folder / "死亡.xls", {"名单": _sheet_rows()})


@pytest.mark.parametrize("write", [_text, _tabs, _xlsx, _xls])
def test_keeps_the_data_rows_and_counts_the_others(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    write(_folder(tmp_path))
    papers, rows = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert papers.dataset == "registry/death"
    assert rows["source_row"].to_list() == [4, 5, 8]
    assert rows["person_name"].to_list() == ["王甲0", "王甲1", "王甲2"]
    (part,) = papers.parts
    assert part.header_row == 3
    assert part.rows_read == 10
    kinds = part.dropped.model_dump()
    assert kinds == {
        "title": 2,
        "header": 1,
        "repeated_header": 1,
        "total": 1,
        "signature": 1,
        "blank": 1,
        "deleted": 0,
        "no_member": 0,
    }


def _folder(root: Path) -> Path:
    folder = root / "inbox" / "县民政局" / "20260506_死亡"
    folder.mkdir(parents=True)
    return folder


def test_dbf_rows_are_physical_records_and_short_names_are_known(
    tmp_path: Path,
) -> None:
    file = given.write_dbf(
        _folder(tmp_path) / "swmd.dbf",
        "XM C(20);SFZH C(18);SWRQ C(10);SJLY C(20)",
        given.deaths(3),
    )
    _delete_record(file, 1)
    papers, rows = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert rows["source_row"].to_list() == [1, 3]
    assert rows["id_number"].to_list() == [given.id_number(0), given.id_number(2)]
    assert papers.parts[0].dropped.deleted == 1
    assert papers.parts[0].rows_read == 4  # three records and the field names


def _delete_record(file: Path, index: int) -> None:
    content = bytearray(file.read_bytes())
    header = int.from_bytes(content[8:10], "little")
    record = int.from_bytes(content[10:12], "little")
    content[header + index * record] = ord("*")
    file.write_bytes(content)


def test_dbf_field_names_cut_at_ten_bytes_are_completed(tmp_path: Path) -> None:
    file = given.write_dbf(
        _folder(tmp_path) / "死亡.dbf",
        "AAAAAAAAAA C(20);BBBBBBBBBB C(18);CCCC C(10);DDDD C(20)",
        given.deaths(2),
    )
    content = file.read_bytes()
    for short, name in (
        (b"AAAAAAAAAA", "死亡人员姓"),
        (b"BBBBBBBBBB", "公民身份证"),
        (b"CCCC", "死亡"),
        (b"DDDD", "来源"),
    ):
        content = content.replace(short, name.encode("gb18030")[: len(short)], 1)
    file.write_bytes(content)
    (sheet,) = read_sheets(file)
    assert sheet.cut_headings
    (names, _) = sheet.chunks
    assert names.row(0)[-4:] == ("死亡人员姓", "公民身份证", "死亡", "来源")


def test_dbf_half_characters_at_the_end_of_a_full_field_are_left_out(
    tmp_path: Path,
) -> None:
    file = given.write_dbf(tmp_path / "a.dbf", "DZ C(5)", [("ABCDE",)])
    content = file.read_bytes()
    file.write_bytes(content.replace(b"ABCDE", "东风镇".encode("gb18030")[:5]))
    (sheet,) = read_sheets(file)
    assert list(sheet.chunks)[1]["c0"].to_list() == ["东风"]


@pytest.mark.parametrize("change", [-20, 40])
def test_a_dbf_of_the_wrong_length_is_refused(tmp_path: Path, change: int) -> None:
    folder = _folder(tmp_path)
    file = given.write_dbf(
        folder / "火化登记.dbf",
        "XM C(20);SFZH C(18);SWRQ C(10);SJLY C(20)",
        given.deaths(3),
    )
    content = file.read_bytes()
    file.write_bytes(content[:change] if change < 0 else content + b"x" * change)
    intake = given.take_one(tmp_path / "inbox", tmp_path / "s")
    (refusal,) = intake.refusals
    assert intake.snapshots == ()
    assert refusal.error == "TruncatedError"
    assert refusal.dataset == "registry/death"
    assert "写明 3 条" in refusal.message


def test_parquet_is_read_as_text(tmp_path: Path) -> None:
    rows = given.deaths(3)
    given.write_parquet(_folder(tmp_path) / "死亡.parquet", given.DEATH_HEADINGS, rows)
    papers, kept = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert papers.parts[0].header_row == 0
    assert kept["source_row"].to_list() == [1, 2, 3]


def test_an_unfinished_parquet_file_is_truncated(tmp_path: Path) -> None:
    file = given.write_parquet(tmp_path / "a.parquet", ("姓名",), [("王",)])
    file.write_bytes(file.read_bytes()[:-8])
    with pytest.raises(TruncatedError, match="没有写完"):
        list(read_sheets(file))


def test_numbers_and_dates_of_a_workbook_come_as_plain_text(tmp_path: Path) -> None:
    file = given.write_xlsx(tmp_path / "a.xlsx", {"表": [(1200.0, 1200.5, "x")]})
    (sheet,) = read_sheets(file)
    (chunk,) = sheet.chunks
    assert chunk.select(cell_names(chunk)).row(0) == ("1200", "1200.5", "x")
    assert set(chunk.select(cell_names(chunk)).dtypes) == {pl.String}


CONTENTS = [
    (b"", "空的"),
    (b"  \r\n ", "空的"),
    (b"<html><p>1</p></html>", "网页"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>", "XML"),
    (b"MIME-Version: 1.0\r\n", "mht"),
    (b"%PDF-1.7 ...", "PDF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "无法读取"),
    (b"PK\x03\x04 cut off", "不完整"),
]


@pytest.mark.parametrize(("content", "words"), CONTENTS)
def test_files_that_are_no_tables_are_refused_in_words(
    tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "导出.xls"
    file.write_bytes(content)
    with pytest.raises(DeliveryError, match=words) as caught:
        list(read_sheets(file))
    assert caught.value.place is not None
    assert caught.value.place.file == "导出.xls"
    assert caught.value.remedy


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    file.write_bytes(head + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(DeliveryError, match="密码"):
        list(read_sheets(file))


def test_a_wrong_suffix_does_not_matter(tmp_path: Path) -> None:
    file = given.write_xlsx(tmp_path / "a.csv", {"表": [("姓名",)]})
    assert file_kind(file) is Kind.WORKBOOK
    text = given.write_text(tmp_path / "b.xls", [("姓名", "身份证号")])
    assert file_kind(text) is Kind.TEXT
    zipped = tmp_path / "c.dbf"
    zipped.write_bytes(b"no dbf at all, only text " * 10)
    with pytest.raises(TruncatedError, match="不是 DBF"):
        file_kind(zipped)

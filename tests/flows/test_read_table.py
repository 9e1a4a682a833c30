"""Reading one table of any format, as text, for commands without a home."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from flows.read_table import read_table
from store.errors import DeliveryError, HeaderError, MatchError

TEXT = "record_id,name,id_number\n1,张伟,420526199005061233\n2,,\n"


def given(folder: Path, content: bytes | str, name: str = "表.csv") -> Path:
    """Write a file; return its path."""
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(raw)
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    rows, notices = read_table(given(tmp_path, TEXT.encode(encoding)))
    assert rows.columns == ["record_id", "name", "id_number"]
    assert rows.row(0) == ("1", "张伟", "420526199005061233")
    assert rows.row(1) == ("2", None, None)
    assert not notices


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_told_apart(tmp_path: Path, separator: str) -> None:
    rows, _ = read_table(given(tmp_path, TEXT.replace(",", separator)))
    assert rows.row(0) == ("1", "张伟", "420526199005061233")


def test_a_number_keeps_all_its_digits_and_zeros(tmp_path: Path) -> None:
    rows, _ = read_table(given(tmp_path, "record_id,phone\n007,0738-8880001\n"))
    assert rows.row(0) == ("007", "0738-8880001")


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pl.DataFrame({"record_id": [1, 2], "name": ["张伟", None]})
    table.write_parquet(tmp_path / "表.parquet")
    assert read_table(tmp_path / "表.parquet")[0].equals(table)


def test_rows_not_read_whole_are_counted(tmp_path: Path) -> None:
    text = 'record_id,name,phone\n1,张伟,123\n2,"李四,4\n3,王五,5\n'
    rows, notices = read_table(given(tmp_path, text))
    assert rows["record_id"].to_list() == ["1"]
    assert len(notices) == 1
    assert "没有参加匹配" in notices[0]
    assert "李四" not in notices[0]


def test_a_heading_alone_is_an_empty_table(tmp_path: Path) -> None:
    rows, _ = read_table(given(tmp_path, "record_id,name\n"))
    assert rows.columns == ["record_id", "name"]
    assert not rows.height


def test_further_tables_of_a_workbook_are_not_passed_over_in_silence(
    tmp_path: Path,
) -> None:
    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name, value in (("一", "张伟"), ("二", "王五"), ("空", None)):
            sheet = book.add_worksheet(name)
            if value is not None:
                sheet.write_row(0, 0, ["record_id", "name"])
                sheet.write_row(1, 0, ["1", value])
    rows, notices = read_table(file)
    assert rows["name"].to_list() == ["张伟"]
    assert notices == ("表.xlsx：只用了第一张表，另外 1 张没有参加匹配",)


def test_columns_without_a_name_are_dropped(tmp_path: Path) -> None:
    rows, _ = read_table(given(tmp_path, "record_id,,name\n1,x,张伟\n"))
    assert rows.columns == ["record_id", "name"]
    assert rows.row(0) == ("1", "张伟")


@pytest.mark.parametrize(
    ("content", "name", "kind", "said"),
    [
        ("", "表.csv", DeliveryError, "表.csv"),
        ('"record_id,name\n1,2\n', "表.csv", HeaderError, "第 1 行"),
        ("a,a\n1,2\n", "表.csv", HeaderError, "两列同名"),
        (b"PAR1 and no more", "表.parquet", DeliveryError, "已损坏"),
        (b"PK\x03\x04 and no more", "表.xlsx", DeliveryError, "表.xlsx"),
    ],
)
def test_what_is_no_table(
    tmp_path: Path, content: bytes | str, name: str, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        read_table(given(tmp_path, content, name))


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MatchError, match=r"没有文件 表\.csv"):
        read_table(tmp_path / "表.csv")

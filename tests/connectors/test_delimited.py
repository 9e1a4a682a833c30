"""Text files: encodings, delimiters, quotes, ragged lines."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from connectors.readers.delimited import read_delimited, sniff_delimiter
from connectors.readers.encoding import sniff_encoding
from connectors.readers.records import EMPTIED, UNDECODED
from connectors.readers.sheet import COMPLAINT, cell_names
from connectors.readers.text_blocks import BAD, NUL
from store.errors import DeliveryError, EncodingError, TruncatedError
from tests.connectors import given

NO_TEXT = "\0\ufeff" + BAD + NUL  # BAD and NUL are noncharacters: our own marks
CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=NO_TEXT), max_size=8
)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8
    )
)


@settings(max_examples=60, deadline=None)
@drawn(TABLE, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_any_text_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], encoding: str
) -> None:
    stream = io.StringIO()
    heading = [f"列{i}" for i in range(len(table[0]))]
    rows = [heading, *table]
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    file.write_bytes(stream.getvalue().encode(encoding))
    (sheet,) = read_delimited(file)
    read = pl.concat(sheet.chunks)
    cells = [list(row) for row in read.select(cell_names(read)).rows()]
    assert cells == rows


def test_a_noncharacter_is_damage_and_not_text(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"列0,列1\n甲,乙\n丙,{BAD}\n", encoding="utf-8")
    (sheet,) = read_delimited(file)
    read = pl.concat(sheet.chunks)
    assert read[COMPLAINT].to_list() == [None, None, UNDECODED]
    assert read["source_row"].is_sorted()


ENCODINGS = [
    ("姓名,㛃䶮𬱖", "gb18030", "gb18030"),
    ("姓名,㛃䶮𬱖", "utf-8", "utf-8"),
    ("姓名", "utf-8-sig", "utf-8-sig"),
    ("姓名", "utf-16", "utf-16"),
    ("name", "ascii", "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding", "expect"), ENCODINGS)
def test_finds_the_encoding(
    tmp_path: Path, text: str, encoding: str, expect: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode(encoding))
    assert sniff_encoding(file) == expect


UNMARKED = [("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")]


@pytest.mark.parametrize(("encoding", "expect"), UNMARKED)
def test_finds_utf16_without_a_mark(tmp_path: Path, encoding: str, expect: str) -> None:
    rows = [given.DEATH_HEADINGS, *given.deaths(2)]
    file = given.write_text(tmp_path / "a.csv", rows, encoding=encoding)
    assert sniff_encoding(file) == expect
    assert read(file)["c1"].to_list()[1:] == [given.id_number(0), given.id_number(1)]


def read(file: Path) -> pl.DataFrame:
    """Return all rows of a text file."""
    (sheet,) = read_delimited(file)
    return pl.concat(sheet.chunks, how="diagonal")


def test_a_few_lines_in_another_encoding_are_kept_and_complained_of(
    tmp_path: Path,
) -> None:
    lines = [f"王{i},{i}\n".encode() for i in range(100)]
    lines[3] = "李四,3\n".encode("gb18030")
    lines[50] = b"\xff\xff,50\n"
    file = tmp_path / "a.csv"
    file.write_bytes(b"".join(lines))
    rows = read(file)
    assert rows.height == 100
    bad = rows.filter(pl.col(COMPLAINT).is_not_null())
    assert bad["source_row"].to_list() == [4, 51]
    assert set(bad[COMPLAINT]) == {UNDECODED}
    assert bad["c1"].to_list() == ["3", "50"]
    assert rows["c0"][99] == "王99"


def test_a_file_half_of_which_is_in_another_encoding_is_refused_with_its_line(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.csv"
    text = "王某,1\n" * 30
    file.write_bytes(text.encode() + text.encode("gb18030"))
    with pytest.raises(EncodingError, match="30 行不符") as caught:
        read(file)
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.row) == ("a.csv", 31)


def test_a_stated_encoding_that_is_not_kept_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xef\xbb\xbfname\n\xb0\xa1\n")
    with pytest.raises(EncodingError, match="按 utf-8-sig 读") as caught:
        read(file)
    assert caught.value.place is not None
    assert caught.value.place.row == 2


def test_a_hole_of_nul_bytes_and_a_cut_character_mean_an_unfinished_copy(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("姓名\n王".encode() + b"\0" * 512)
    with pytest.raises(TruncatedError, match="空字节"):
        read(file)
    for encoding, cut in (("utf-8", 1), ("gb18030", 1), ("utf-16", 1)):
        file.write_bytes("姓名,身份证号\n王某某".encode(encoding)[:-cut])
        with pytest.raises(TruncatedError, match="汉字中间"):
            read(file)


def test_single_nul_bytes_cost_their_line_only(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("姓名,号\n王\0某,1\n李某,2\n".encode())
    rows = read(file)
    assert rows[COMPLAINT].to_list() == [None, EMPTIED, None]
    assert rows["c0"].to_list() == ["姓名", "王\ufffd某", "李某"]


def test_lines_that_end_with_a_carriage_return_only_are_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\r1,2\r3,4\r")
    rows = read(file)
    assert rows["source_row"].to_list() == [1, 2, 3]
    assert rows["c1"].to_list() == ["b", "2", "4"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_finds_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [("某县死亡登记",), given.DEATH_HEADINGS, *given.deaths(3)]
    file = given.write_text(tmp_path / "a.csv", rows, delimiter=delimiter)
    assert sniff_delimiter(file, "gb18030") == delimiter


def test_a_record_over_several_lines_keeps_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('a,b\n"1\n2",x\ny,z\n', encoding="utf-8")
    (sheet,) = read_delimited(file)
    (chunk,) = sheet.chunks
    assert chunk["source_row"].to_list() == [1, 2, 4]
    assert chunk[COMPLAINT].to_list() == [None, None, None]


def test_a_quote_that_swallows_lines_is_complained_of(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('a,b\n"1,x\n2,y\n3",z\n', encoding="utf-8")
    (sheet,) = read_delimited(file)
    (chunk,) = sheet.chunks
    assert chunk[COMPLAINT][1] == "引号可能没有闭合，几行并成了一行"


def test_a_quote_that_never_closes_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n" + '"1,x\n' + "2,y\n" * 200, encoding="utf-8")
    (sheet,) = read_delimited(file)
    with pytest.raises(DeliveryError, match="引号没有闭合") as caught:
        list(sheet.chunks)
    assert caught.value.place is not None
    assert caught.value.place.row == 2


def test_ragged_lines_are_kept_with_a_complaint(tmp_path: Path) -> None:
    rows = [
        given.DEATH_HEADINGS,
        *given.deaths(1),
        ("王甲1", given.id_number(1), "2026-03-01"),
        ("王甲2", given.id_number(2), "2026-03-01", "民政", "多出"),
        ("王甲3", given.id_number(3), "2026-03-01", "民政", "", ""),
        ("总计", "", "4"),
    ]
    given.write_text(tmp_path / "inbox" / "x" / "20260506" / "死亡.csv", rows)
    papers, kept = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert kept["complaint"].to_list() == [
        None,
        "这一行有 3 个字段，表头有 4 个",
        "这一行有 5 个字段，表头有 4 个",
        None,
    ]
    assert papers.parts[0].dropped.total == 1

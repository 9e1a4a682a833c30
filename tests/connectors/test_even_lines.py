"""The fast and the careful way through CSV give the same rows."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import polars as pl
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from connectors.readers import delimited, even_lines, text_blocks
from connectors.readers.careful import careful_chunks
from connectors.readers.delimited import read_delimited
from connectors.readers.even_lines import even_chunk
from connectors.readers.sheet import COMPLAINT, ROW, WIDTH, cell_names
from connectors.readers.text_blocks import BAD, NUL
from store.errors import DeliveryError
from tests.connectors import given

Rows = list[tuple[object, ...]]
WORDS = ["王", "a", "", " ", "'", "1.0", "\\", "\u3000", "é"]
PLAIN = st.lists(st.sampled_from(WORDS), max_size=3).map("".join)
QUOTED = st.one_of(PLAIN, st.sampled_from([",", "x,y", "", ";"])).map(
    lambda text: f'"{text}"'
)
CELL = st.one_of(PLAIN, QUOTED)
EVEN = st.lists(CELL, min_size=3, max_size=3).map(",".join)
ODD = st.one_of(
    st.lists(CELL, max_size=5).map(",".join),
    st.sampled_from(["", f"王{BAD},2,3", f"{NUL},,", ",,", '""', '"",1,2']),
)
WILD = st.text('a,"\n\r 王;', max_size=12)
LINES = st.lists(st.one_of(EVEN, EVEN, EVEN, ODD), min_size=1, max_size=12)
TEXT = st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans()).map(
    lambda drawn: drawn[1].join(drawn[0]) + drawn[1] * drawn[2]
)


def rows_of(chunks: Iterator[pl.DataFrame]) -> Rows:
    """Return all that matters of the chunks; trailing padding does not."""
    found: Rows = []
    for chunk in chunks:
        cells = chunk.select(cell_names(chunk)).rows()
        papers = chunk.select(ROW, WIDTH, COMPLAINT).rows()
        found += [
            (*paper, row[: int(paper[1])])
            for paper, row in zip(papers, cells, strict=True)
        ]
    return found


@settings(max_examples=500, deadline=None)
@drawn(st.one_of(TEXT, WILD))
def test_a_block_reads_the_same_both_ways(text: str) -> None:
    block = text.encode()
    fast = even_chunk(block, ",", 7) if block else None
    if fast is not None:
        careful = careful_chunks(block, iter(()), ",", 7, "a.csv")
        assert rows_of(iter([fast])) == rows_of(careful)


@settings(max_examples=200, deadline=None)
@drawn(st.one_of(TEXT, WILD), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_a_file_in_small_blocks_reads_as_in_one(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    file = tmp_path_factory.mktemp("blocks") / "a.csv"
    wanted = text.replace(BAD, "").replace(NUL, "").encode(encoding, errors="ignore")
    file.write_bytes(wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_blocks, "BLOCK_BYTES", 11)
        small = outcome(file)
        patch.setattr(text_blocks, "BLOCK_BYTES", 1 << 20)
        patch.setattr(delimited, "even_chunk", Mock(return_value=None))
        whole = outcome(file)
    assert small == whole


def outcome(file: Path) -> Rows | str:
    """Return the rows of a file, or what was said instead."""
    try:
        (sheet,) = read_delimited(file)
        return rows_of(sheet.chunks)
    except DeliveryError as error:
        return str(error)


def test_ordinary_exports_take_the_fast_way(tmp_path: Path) -> None:
    rows = [("某县死亡登记",), given.DEATH_HEADINGS, *given.deaths(50), ("合计", "50")]
    block = given.write_text(tmp_path / "a.csv", rows, encoding="utf-8").read_bytes()
    chunk = even_lines.even_chunk(block, ",", 0)
    assert chunk is not None
    assert chunk[ROW].to_list() == list(range(1, 54))
    assert chunk[WIDTH].to_list() == [1, 4, *[4] * 50, 2]


@pytest.mark.parametrize(
    "text", ['a,"x\ny"\nb,c\n', 'a,b"c\n"d"e,f\n', "a\rb,c\nd,e\n"]
)
def test_records_over_lines_and_stray_quotes_are_left_to_the_careful_way(
    text: str,
) -> None:
    assert even_chunk(text.encode(), ",", 0) is None

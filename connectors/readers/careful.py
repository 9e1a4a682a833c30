"""The careful way through CSV: record by record, where records run over lines."""

import csv
import io
from collections.abc import Generator, Iterator
from itertools import islice
from typing import Self

import polars as pl

from connectors.readers.records import Record, record_frame
from connectors.readers.sheet import CHUNK_ROWS
from store.errors import DeliveryError, Place

MOST_LINES = 50  # one record over more lines than this is an unclosed quote


class _UnclosedQuoteError(Exception):
    """A record took more lines than any real one."""


class _Feed:
    """The lines of one block, and of the next where a record runs on."""

    def __init__(self, block: bytes, blocks: Iterator[bytes]) -> None:
        self._text = io.StringIO(block.decode(), newline="")
        self._blocks = blocks
        self.taken = 0  # lines of the record so far

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline()
        while not line:
            block = next(self._blocks, None) if self.taken else None
            if block is None:
                raise StopIteration
            self._text = io.StringIO(block.decode(), newline="")
            line = self._text.readline()
        self.taken += 1
        if self.taken > MOST_LINES:
            raise _UnclosedQuoteError
        return line


def careful_chunks(
    block: bytes, blocks: Iterator[bytes], delimiter: str, line: int, file: str
) -> Generator[pl.DataFrame, None, int]:
    """Yield the records of a block as chunks; return the number of the last line.

    `line` is how many lines came before; a record that runs over the block's end
    takes the next one from `blocks` as well. Raises `DeliveryError` naming the
    line where a quote never closes.
    """
    records = _records(_Feed(block, blocks), delimiter, line, file)
    while batch := list(islice(records, CHUNK_ROWS)):
        first, lines, _ = batch[-1]
        line = first + lines - 1
        yield record_frame(batch, delimiter)
    return line


def _records(feed: _Feed, delimiter: str, before: int, file: str) -> Iterator[Record]:
    reader = csv.reader(feed, delimiter=delimiter)
    line = before
    try:
        for cells in reader:
            yield line + 1, feed.taken, cells
            line += feed.taken
            feed.taken = 0
    except _UnclosedQuoteError as error:
        raise _unreadable(file, line + 1, "引号没有闭合") from error
    except csv.Error as error:
        raise _unreadable(file, line + 1, "这一行无法拆分成字段") from error


def _unreadable(file: str, line: int, message: str) -> DeliveryError:
    place = Place(file=file, row=line)
    return DeliveryError(message, place=place, remedy="请检查该行的引号后重新导出")

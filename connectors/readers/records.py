"""Records as `csv` cuts them: cells, the line they start on, how many they take."""

from collections.abc import Sequence

import polars as pl

from connectors.readers.sheet import COMPLAINT, DELETED, ROW, WIDTH, text_frame
from connectors.readers.text_blocks import BAD, NUL

MOST_CELLS = 1000
UNCLOSED = "引号可能没有闭合，几行并成了一行"
UNDECODED = "这一行有字节不是文件的编码，读不出来"
EMPTIED = "这一行有空字节（NUL），可能已损坏"

Record = tuple[int, int, list[str]]  # first line, lines, cells


def record_frame(batch: Sequence[Record], delimiter: str) -> pl.DataFrame:
    """Return records as a chunk, with a complaint where one cannot be trusted."""
    widths = [len(cells) for _, _, cells in batch]
    complaints = [_complaint(lines, cells, delimiter) for _, lines, cells in batch]
    rows = [
        _cleaned(cells[:MOST_CELLS]) if complaint else cells[:MOST_CELLS]
        for (_, _, cells), complaint in zip(batch, complaints, strict=True)
    ]
    papers = pl.DataFrame(
        [
            pl.Series(ROW, [first for first, _, _ in batch], dtype=pl.Int32),
            pl.Series(WIDTH, widths, dtype=pl.Int32),
            pl.Series(DELETED, [False] * len(batch), dtype=pl.Boolean),
            pl.Series(COMPLAINT, complaints, dtype=pl.String),
        ]
    )
    return papers.hstack(text_frame(rows if any(rows) else [[None]] * len(rows)))


def _complaint(lines: int, cells: list[str], delimiter: str) -> str | None:
    whole = "".join(cells)
    if BAD in whole:
        return UNDECODED
    if NUL in whole:
        return EMPTIED
    if lines > 1 and any("\n" in cell and delimiter in cell for cell in cells):
        return UNCLOSED
    return None


def _cleaned(cells: list[str]) -> list[str]:
    return [cell.replace(BAD, "\ufffd").replace(NUL, "\ufffd") for cell in cells]

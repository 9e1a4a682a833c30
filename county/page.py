"""One sheet as it is printed: titles, header, rows, repeated headers, footers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from county.layouts import Layout

BLOCK_ROWS = 50_000


@dataclass(frozen=True, kw_only=True)
class Page:
    """A sheet, or a whole file of a format without sheets.

    `cells` are text columns, one for each heading; `kinds` as in
    `county.print_cells`. Rows are numbered from 1, titles and headers included.
    """

    name: str
    layout: Layout
    cells: pl.DataFrame
    kinds: tuple[str, ...]

    @property
    def data_rows(self) -> pl.Series:
        """Return the physical row of each data row."""
        count = np.arange(self.cells.height, dtype=np.int64)
        repeats = count // self.layout.repeat if self.layout.repeat else 0
        return pl.Series("row", len(self.layout.titles) + 2 + count + repeats)

    def blocks(self) -> Iterator[tuple[int, pl.DataFrame | tuple[str, ...]]]:
        """Yield (first row, single line of cells or block of data) from the top."""
        row = 1
        for title in self.layout.titles:
            yield row, (title,)
            row += 1
        yield row, self.layout.headings
        row += 1
        step = self.layout.repeat or BLOCK_ROWS
        for start in range(0, self.cells.height, step):
            if start and self.layout.repeat:
                yield row, self.layout.headings
                row += 1
            block = self.cells.slice(start, step)
            yield row, block
            row += block.height
        for footer in self.layout.footers:
            yield row, (footer,)
            row += 1

"""Columns of text as code points, so that a million names are read by tables."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

ALL_CODES = 0x110000
FEW = 1000  # below, a table of all characters is dearer than asking each time


@dataclass(frozen=True, kw_only=True)
class CodePoints:
    """The characters of all texts behind one another; a null text has none."""

    codes: Codes
    starts: Places
    lengths: Places

    def longer_than(self, place: int) -> Places:
        """Return the rows whose text has a character at `place`."""
        return np.flatnonzero(self.lengths > place)

    def distinct(self) -> Codes:
        """Return each character that occurs, once, in order."""
        seen = np.zeros(ALL_CODES, np.bool_)
        seen[self.codes] = True
        return np.flatnonzero(seen).astype(np.uint32)

    def count(self, flags: Flags) -> Places:
        """Return for each text how many of its characters have their flag set."""
        before = np.concatenate([[0], np.cumsum(flags)])
        counted: Places = before[self.starts + self.lengths] - before[self.starts]
        return counted

    def each(self, value: Callable[[str], int]) -> npt.NDArray[np.uint64]:
        """Return `value` of each character, asked once for those that are the same."""
        if len(self.codes) < FEW:
            return np.array([value(chr(code)) for code in self.codes], np.uint64)
        made = np.zeros(ALL_CODES, np.uint64)
        distinct = self.distinct()
        made[distinct] = [value(chr(code)) for code in distinct.tolist()]
        return made[self.codes]


def code_points(texts: pl.Series) -> CodePoints:
    """Return the code points of a column of text."""
    filled = texts.cast(pl.String).fill_null("")
    lengths = filled.str.len_chars().to_numpy().astype(np.int64)
    joined = str(filled.str.join("").item())
    return CodePoints(
        codes=np.frombuffer(joined.encode("utf-32-le"), np.uint32),
        starts=np.cumsum(lengths) - lengths,
        lengths=lengths,
    )

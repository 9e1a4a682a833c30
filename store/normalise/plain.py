"""One plain spelling for delivered text, before any kind of value is read."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from store.meaning import PolarsType

T = TypeVar("T")
FEW = 20  # below, finding the distinct ones costs more than it saves

# Invisible marks that exports leave behind: BOM, zero-width, direction, soft hyphen.
INVISIBLE = re.compile(
    "[\ufeff\u200b-\u200f\u202a-\u202e\u2060\u00ad\x00-\x08\x0b-\x1f]"
)
# Excel's "this is text" mark, also as a curly quote, once or doubled.
APOSTROPHES = "'`´‘’′"
# What clerks and exports write where there is nothing.
ABSENT = frozenset(
    {"", "-", "--", "---", "—", "——", "/", "\\", "\\N", "NULL", "N/A", "#N/A", "NAN"}
)
EXPONENT = re.compile(r"[+-]?\d+(?:\.\d*)?E[+-]?\d+", re.IGNORECASE)
# Only a–z: the upper case of other letters (ß) is not always one letter.
CAPITALS = str.maketrans({chr(code): chr(code - 32) for code in range(97, 123)})
WHOLE_TAIL = re.compile(r"(?<=\d)(?:\.0+)+$")


def plain(text: str) -> str:
    """Return `text` NFKC-folded, without invisible marks, outer spaces and `'`."""
    if text.isascii() and text.isalnum():
        return text
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    bare = folded.strip().lstrip(APOSTROPHES + " ").strip()
    return unicodedata.normalize("NFKC", bare)


def plain_unspaced(text: str) -> str:
    """Return the plain spelling without any white space inside."""
    # Folded again: without the space, two characters may have become one.
    return unicodedata.normalize("NFKC", "".join(plain(text).split()))


def is_absent(text: str) -> bool:
    """Say whether a delivered text stands for "nothing was recorded"."""
    return plain_unspaced(text).upper() in ABSENT


def on_unique(
    text: pl.Series,
    units: pl.Series | None,
    read: Callable[[str, str], T | None],
    dtype: PolarsType,
) -> pl.Series:
    """Return `read(text, unit)` for every row, called once for each distinct pair.

    `units` is null where no unit is stated (`read` then gets ""). Null text stays
    null. The result has the name of `text` and the type `dtype`.
    """
    if len(text) < FEW and units is None:
        each = [None if t is None else read(t, "") for t in text.cast(pl.String)]
        return pl.Series(text.name, each, dtype=dtype)
    unit = pl.lit("") if units is None else units.cast(pl.String).fill_null("")
    rows = pl.DataFrame({"text": text.cast(pl.String)}).with_columns(unit.alias("unit"))
    distinct = rows.filter(pl.col("text").is_not_null()).unique()
    read_once = [read(value, unit_name) for value, unit_name in distinct.iter_rows()]
    values = distinct.with_columns(pl.Series("value", read_once, dtype=dtype))
    joined = rows.join(values, on=["text", "unit"], how="left", maintain_order="left")
    return joined["value"].alias(text.name)


def only_where(condition: pl.Series, values: pl.Series) -> pl.Series:
    """Return the values where a condition holds, null where it does not or is null."""
    return values.zip_with(condition, pl.Series([None], dtype=values.dtype))


def in_order(
    frames: Sequence[pl.DataFrame], rows: Sequence[npt.NDArray[np.int64]]
) -> pl.DataFrame:
    """Return the rows of several frames at the places that `rows` says, each once."""
    every = np.concatenate(rows)
    places = np.empty(len(every), np.int64)
    places[every] = np.arange(len(every))
    return pl.concat(frames).select(pl.all().gather(places))

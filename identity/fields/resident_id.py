"""Resident ID numbers: the judged number, and the parts that survive damage."""

import re

import numpy as np
import numpy.typing as npt
import polars as pl

from store.normalise.id_number import USABLE_KINDS, judge_id_numbers
from store.normalise.plain import FEW, only_where

VALID, FOREIGN = ("valid", "valid15"), "foreign"
Numbers = npt.NDArray[np.int64]
WHOLE, CHECK = 18, 17
DAMAGED = ("bad_check_digit", "bad_date", "other")
# Fewer digits are a remark or a number of another kind: they contradict nothing.
FEWEST_DIGITS, FEWEST_SHOWN = 14, 6
SHAPE_18 = r"^[0-9]{17}[0-9X]$"
CUT = r"^[0-9]{15}000$"
LAST_HIDDEN = r"^([0-9]{15})\*{3}$"  # says as much as a cut number
ENDS = r"^([0-9]{6})[^0-9].*[^0-9]([0-9]{3}[0-9X])$"


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return what a number says, whole or damaged.

    `text` as read; `kind` valid, valid15, excel, masked, damaged or foreign; both
    null where the text is no number (a remark, a placeholder, or too little of one);
    `number` (Int64) the first 17 digits of a valid one, from which its check character
    follows; `head15`, `head14`, `tail` (birth date to the end) and `outer` (region
    and last four) as numbers where they can be read; `birth` (yyyymmdd) and `sex`.
    """
    del fallback
    rows = _read(judge_id_numbers(values))
    whole = rows["text"].str.contains(SHAPE_18).fill_null(value=False)
    parts = _parts(rows["text"].filter(whole), whole)
    kind = rows["kind"]
    is_valid, is_cut = (kind == VALID[0]) | (kind == VALID[1]), kind == "excel"
    return {
        "text": rows["text"],
        "kind": kind,
        "number": only_where(is_valid, parts["body"]),
        "head15": only_where(is_valid | is_cut, parts["head15"]),
        "head14": only_where(~is_cut, parts["head14"]),
        "tail": only_where(~is_cut, parts["tail"]),
        "outer": _outer(rows, only_where(~is_cut, parts["outer"])),
        "birth": only_where(is_valid | is_cut, parts["birth"]).cast(pl.Int32),
        "sex": only_where(is_valid, parts["sex"]),
    }


def _read(judged: pl.DataFrame) -> pl.DataFrame:
    """Return `text` and `kind`, both null where the text is no number."""
    if judged.height < FEW:
        return pl.DataFrame(
            [_read_one(text, id18, kind) for text, id18, kind in judged.iter_rows()],
            schema={"text": pl.String, "kind": pl.String},
            orient="row",
        )
    rows = judged.select(
        text=pl.coalesce("id18", "id_text").str.replace(LAST_HIDDEN, "${1}000"),
        kind=_kind(),
    )
    return rows.with_columns(pl.when(pl.col("kind").is_not_null()).then("text"))


def _read_one(
    text: str | None, id18: str | None, kind: str
) -> tuple[str | None, str | None]:
    """Return of one number what `_read` returns of many."""
    read, number = None, id18 or text or ""
    digits = sum(sign in "0123456789" for sign in text or "")
    hidden = re.search(LAST_HIDDEN, text or "")
    if kind in ("valid15", FOREIGN):
        read = kind
    elif kind in USABLE_KINDS:
        read = "valid"
    elif hidden or (kind == "excel_damaged" and re.search(CUT, text or "")):
        read = "excel"
    elif kind == "masked":
        read = kind if digits >= FEWEST_SHOWN else None
    elif kind in DAMAGED:
        read = "damaged" if digits >= FEWEST_DIGITS else None
    if read is None:
        return None, None
    return (f"{hidden[1]}000" if hidden else number), read


def _kind() -> pl.Expr:
    kind, text = pl.col("id_kind"), pl.col("id_text")
    is_cut = (kind == "excel_damaged") & text.str.contains(CUT)
    digits = text.str.count_matches(r"[0-9]")
    return (
        pl.when(kind == "valid15")
        .then(kind)
        .when(kind.is_in(USABLE_KINDS))
        .then(pl.lit("valid"))
        .when(is_cut | text.str.contains(LAST_HIDDEN))
        .then(pl.lit("excel"))
        .when(kind == "masked")
        .then(pl.when(digits >= FEWEST_SHOWN).then(kind))
        .when(kind.is_in(DAMAGED) & (digits >= FEWEST_DIGITS))
        .then(pl.lit("damaged"))
        .when(kind == FOREIGN)
        .then(kind)
    )


def _parts(texts: pl.Series, whole: pl.Series) -> dict[str, pl.Series]:
    """Return the parts of the 18-character texts as numbers, null elsewhere."""
    joined = "".join(texts.to_list()).encode("ascii")
    digits = np.frombuffer(joined, np.uint8).reshape(-1, WHOLE).astype(np.int64)
    value = digits - ord("0")
    value[:, CHECK] = np.where(digits[:, CHECK] == ord("X"), 10, value[:, CHECK])
    area, birth = _number(value, range(6)), _number(value, range(6, 14))
    last = _number(value, range(14, CHECK))
    found = {
        "body": (area * 10**8 + birth) * 1000 + last,
        "head15": (area * 10**8 + birth) * 10 + value[:, 14],
        "head14": area * 10**8 + birth,
        "tail": (birth * 1000 + last) * 11 + value[:, CHECK],
        "outer": (area * 1000 + last) * 11 + value[:, CHECK],
        "birth": birth,
        "sex": value[:, 16] % 2,
    }
    places = np.flatnonzero(whole.to_numpy())
    return {name: _spread(part, places, whole) for name, part in found.items()}


def _number(digits: Numbers, places: range) -> Numbers:
    powers = 10 ** np.arange(len(places), dtype=np.int64)[::-1]
    number: Numbers = digits[:, places.start : places.stop] @ powers
    return number


def _spread(
    part: Numbers, places: npt.NDArray[np.int64], whole: pl.Series
) -> pl.Series:
    values = np.zeros(len(whole), np.int64)
    values[places] = part
    return only_where(whole, pl.Series(values))


def _outer(rows: pl.DataFrame, whole: pl.Series) -> pl.Series:
    """Return region and last four, also of numbers masked in between."""
    is_masked = rows["kind"] == "masked"
    if not is_masked.any():
        return whole
    ends = only_where(is_masked, rows["text"]).str.replace(ENDS, "$1$2")
    last = ends.str.tail(1).replace("X", "10").cast(pl.Int64, strict=False)
    number = ends.str.head(9).cast(pl.Int64, strict=False) * 11 + last
    shown = ends.str.contains(r"^[0-9]{9}[0-9X]$")
    return pl.select(pl.when(shown).then(number).otherwise(whole)).to_series()

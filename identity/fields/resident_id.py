"""Resident ID numbers: the judged number, and the parts that survive damage."""

import numpy as np
import polars as pl

from store.normalise.id_number import USABLE_KINDS, judge_id_numbers

VALID = ("valid", "valid15")
DAMAGED = ("bad_check_digit", "bad_date", "other")
SHAPE_18 = r"^[0-9]{17}[0-9X]$"
CUT = r"^[0-9]{15}000$"
LAST_HIDDEN = r"^([0-9]{15})\*{3}$"  # says as much as a cut number
ENDS = r"^([0-9]{6})[^0-9].*[^0-9X]([0-9]{3}[0-9X])$"


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return what a number says, whole or damaged.

    `text` as read; `kind` valid, valid15, excel, masked, damaged or null; `number` (Int64)
    the first 17 digits of a valid one, which its check character follows from;
    `head15`, `head14` (Int64), `tail` (birth date to the end) and `outer` (region
    and last four) where they can be read; `birth` (Int32, yyyymmdd) and `sex`.
    """
    del fallback
    judged = judge_id_numbers(values)
    rows = judged.select("id_text", kind=_kind())
    rows = rows.with_columns(
        pl.coalesce(judged["id18"], rows["id_text"])
        .str.replace(LAST_HIDDEN, "${1}000")
        .alias("text")
    )
    whole = rows["text"].str.contains(SHAPE_18).fill_null(value=False)
    parts = _parts(rows["text"].filter(whole), len(rows), whole)
    outer = _outer(rows, parts["outer"])
    kind = rows["kind"]
    is_valid = kind.is_in(VALID)
    known_birth = is_valid | (kind == "excel")
    return {
        "text": rows["text"],
        "kind": kind,
        "number": _where(is_valid, parts["body"]),
        "head15": _where(known_birth, parts["head15"]),
        "head14": _where(kind != "excel", parts["head14"]),
        "tail": _where(kind != "excel", parts["tail"]),
        "outer": outer,
        "birth": _where(known_birth, parts["birth"]).cast(pl.Int32),
        "sex": _where(is_valid, parts["sex"]),
    }


def _kind() -> pl.Expr:
    kind, text = pl.col("id_kind"), pl.col("id_text")
    is_cut = (kind == "excel_damaged") & text.str.contains(CUT)
    return (
        pl.when(kind == "valid15")
        .then(kind)
        .when(kind.is_in(USABLE_KINDS))
        .then(pl.lit("valid"))
        .when(is_cut | text.str.contains(LAST_HIDDEN))
        .then(pl.lit("excel"))
        .when(kind == "masked")
        .then(pl.lit("masked"))
        .when(kind.is_in(DAMAGED))
        .then(pl.lit("damaged"))
    )


def _parts(texts: pl.Series, height: int, whole: pl.Series) -> dict[str, pl.Series]:
    """Return the parts of the 18-character texts as numbers, null elsewhere."""
    digits = np.frombuffer("".join(texts.to_list()).encode(), np.uint8).reshape(-1, 18)
    value = digits.astype(np.int64) - ord("0")
    value[:, 17] = np.where(digits[:, 17] == ord("X"), 10, value[:, 17])

    def number(*places: int) -> np.ndarray:  # type: ignore[type-arg]
        found = np.zeros(len(value), np.int64)
        for place in places:
            found = found * (11 if place == 17 else 10) + value[:, place]
        return found

    found = {
        "body": number(*range(17)),
        "head15": number(*range(15)),
        "head14": number(*range(14)),
        "tail": number(*range(6, 18)),
        "outer": number(*range(6), 14, 15, 16, 17),
        "birth": number(*range(6, 14)),
        "sex": value[:, 16] % 2,
    }
    places = np.flatnonzero(whole.to_numpy())
    return {name: _spread(part, places, height) for name, part in found.items()}


def _spread(part: "np.ndarray[tuple[int], np.dtype[np.int64]]", places, height):
    values = np.zeros(height, np.int64)
    values[places] = part
    there = np.zeros(height, bool)
    there[places] = True
    return pl.select(pl.when(pl.Series(there)).then(pl.Series(values))).to_series()


def _outer(rows: pl.DataFrame, whole: pl.Series) -> pl.Series:
    """Return region and last four, also of numbers masked in between."""
    masked = rows.select(
        pl.when(pl.col("kind") == "masked").then(
            pl.col("text").str.replace(ENDS, "$1$2")
        )
    ).to_series()
    shown = masked.str.contains(r"^[0-9]{9}[0-9X]$")
    last = masked.str.tail(1).replace("X", "10").cast(pl.Int64, strict=False)
    number = masked.str.head(9).cast(pl.Int64, strict=False) * 11 + last
    valid = rows["kind"].is_in([*VALID, "damaged"])
    return pl.select(
        pl.when(shown).then(number).when(valid).then(whole)
    ).to_series()


def _where(condition: pl.Series, values: pl.Series) -> pl.Series:
    return pl.select(pl.when(condition).then(values)).to_series()

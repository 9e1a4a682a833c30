"""Columns that let Splink compare Chinese records; none of our code is in them."""

import importlib
from typing import Any

import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
FULL_WIDTH = dict(zip("０１２３４５６７８９Ｘ", "0123456789X", strict=True))
NOT_NAME = r"[（(].*?[)）]|[\s、,，.·•0-9]"
KEYS = tuple(f"key{number}" for number in range(1, 12))
LONGEST = 4


def prepared(table: pl.DataFrame, *, is_left: bool) -> pl.DataFrame:
    """Return the derived columns and blocking keys of the register or the claims."""
    ready = _with_name(_with_number(table))
    ready = ready.with_columns(
        pl.Series("day", [_day(text) for text in ready["birth_date"].to_list()])
    )
    judged = pl.col("kind").is_in(["valid", "excel"])
    ready = ready.with_columns(
        pl.col("day").str.to_date("%Y%m%d", strict=False).alias("date"),
        pl.when(judged).then(pl.col("id").str.slice(6, 8)).alias("id_day"),
        pl.when(pl.col("kind") == "valid").then("id").alias("valid_id"),
    )
    keyed = ready.with_columns(_keys(is_left=is_left))
    wanted = [
        "record_id", "name", "sound", "name_size", "c1", "c2", "c3", "c4", "id", "kind",
        "valid_id", "day", "date", "sex", "village", "phone", *KEYS,
    ]  # fmt: skip
    return keyed.select(wanted)


def _with_number(table: pl.DataFrame) -> pl.DataFrame:
    digits = (
        pl.col("id_number")
        .str.replace_many(list(FULL_WIDTH), list(FULL_WIDTH.values()))
        .str.to_uppercase()
        .str.replace_all(r"[^0-9X*]", "")
    )
    cleaned = table.with_columns(digits.alias("id"))
    judged = [_judged(text) for text in cleaned["id"].to_list()]
    return cleaned.with_columns(
        pl.Series("id", [text for text, _ in judged], dtype=pl.String),
        pl.Series("kind", [kind for _, kind in judged], dtype=pl.String),
    )


def _judged(text: str | None) -> tuple[str | None, str | None]:
    if not text:
        return None, None
    if len(text) == 15 and text.isdigit():  # noqa: PLR2004 - before 1999
        body = f"{text[:6]}19{text[6:]}"
        return body + _check(body), "valid"
    if len(text) != 18:  # noqa: PLR2004 - GB 11643
        return None, None
    if "*" in text:
        return text, "masked"
    if text.endswith("000"):  # one cut number in eleven has a right check digit
        return text, "excel"
    whole = text[:17].isdigit() and _check(text[:17]) == text[17]
    return text, "valid" if whole else "bad"


def _check(body: str) -> str:
    total = sum(
        int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)
    )
    return CHECK[total % 11]


def _with_name(table: pl.DataFrame) -> pl.DataFrame:
    converter = importlib.import_module("opencc").OpenCC("t2s")
    cleaned = table["name"].fill_null("").str.replace_all(NOT_NAME, "")
    cleaned = cleaned.str.replace_all(r"[a-zA-Z]+|[*□某]", "?")
    names = converter.convert("\n".join(cleaned.to_list())).split("\n")
    sounds = _sounds(names)
    name = pl.Series("name", names)
    places = [name.str.slice(n, 1).alias(f"c{n + 1}") for n in range(LONGEST)]
    return table.with_columns(
        name,
        pl.Series("sound", sounds),
        *places,
        name.str.len_chars().alias("name_size"),
        pl.Series("surname_sound", [text.split(" ")[0] for text in sounds]),
    )


def _sounds(names: list[str]) -> list[str]:
    read: Any = importlib.import_module("pypinyin").lazy_pinyin
    characters = set("".join(names))
    sound = {each: read(each)[0] for each in characters}
    return [" ".join(sound[each] for each in name) for name in names]


def _day(text: str | None) -> str | None:
    if not text:
        return None
    for mark in "./年月":
        text = text.replace(mark, "-")
    parts = text.rstrip("日").split("-")
    return parts[0] + "".join(part.zfill(2) for part in parts[1:])


def _keys(*, is_left: bool) -> list[pl.Expr]:
    """Return the blocking keys; some are asked only by claims of one kind."""
    number, surname = pl.col("id"), pl.col("surname_sound")
    born = pl.coalesce("id_day", "day")
    asks = {
        kind: pl.lit(value=True) if is_left else pl.col("kind") == kind
        for kind in ("excel", "masked", "bad")
    }
    ends = pl.concat_str(number.str.slice(0, 6), number.str.slice(14, 4), surname)
    stated = [
        number,
        pl.when(asks["excel"]).then(number.str.slice(0, 15)),
        pl.when(asks["masked"] | asks["bad"]).then(ends),
        pl.when(asks["bad"]).then(pl.concat_str(number.str.slice(0, 14), surname)),
        pl.when(asks["bad"]).then(number.str.slice(6, 12)),
        pl.concat_str("sound", born),
        pl.concat_str(surname, born, "village"),
        pl.concat_str("sound", "village"),
        pl.concat_str("phone", surname),
        pl.concat_str("name", born.str.slice(0, 4)),
        pl.concat_str("c1", "c2", "village", born.str.slice(0, 4)),
    ]
    return [key.alias(name) for name, key in zip(KEYS, stated, strict=True)]

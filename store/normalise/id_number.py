"""Resident ID numbers (GB 11643): one spelling, a judgement, the parts inside.

A number counts only if its check character (ISO 7064 MOD 11-2) and its birth
date hold; the sequence and the region code are never a reason to refuse, since
no list of old county codes is complete. `disability` is the certificate of a
disabled person: the ID, then class and grade.
"""

import numpy as np
import polars as pl

from store.normalise.id_clean import (
    COUNTING_HEADS,
    PLACEHOLDER_HEADS,
    clean_rows,
    judge_clean,
)
from store.normalise.id_digits import (
    BODY,
    WHOLE,
    byte_matrix,
    check_bytes,
    has_birth_date,
    texts_of,
)
from store.normalise.id_shapes import (
    ABSENT,
    CENTENARIAN,
    DOUBLE_TAIL,
    FOREIGN,
    LIKE_X,
    MASK,
    NOISE,
    READ_FOR_DIGITS,
    SCIENTIFIC,
    SHAPE_15,
    SHAPE_18,
    SHAPE_DISABILITY,
    SHAPE_MISREAD,
)
from store.normalise.id_single import judge_one
from store.normalise.plain import FEW, in_order

KINDS = (
    "valid",
    "valid15",
    "disability",
    "bad_check_digit",
    "bad_date",
    "masked",
    "excel_damaged",
    "placeholder",
    "foreign",
    "other",
    "missing",
)
USABLE_KINDS = frozenset({"valid", "valid15", "disability"})


def judge_id_numbers(text: pl.Series) -> pl.DataFrame:
    """Return `id_text`, `id18` and `id_kind` for every delivered number.

    `id_text` is the readable text (NFKC, upper case, no spaces; letters read for
    digits are repaired where the result validates), `id18` the number where its
    kind is one of `USABLE_KINDS`, else null. `id_kind` is one of `KINDS`.
    """
    delivered = text.cast(pl.String).alias("delivered")
    rows, characters = clean_rows(delivered)
    if not len(rows):
        return _judge_each(delivered)
    if len(rows) == len(delivered):
        return judge_clean(delivered, characters)
    others = np.delete(np.arange(len(delivered)), rows)
    judged = (
        judge_clean(delivered.gather(rows), characters),
        _judge_each(delivered.gather(others)),
    )
    return in_order(judged, (rows, others))


def _judge_each(delivered: pl.Series) -> pl.DataFrame:
    """Judge texts of any spelling, each distinct one once."""
    if len(delivered) < FEW:
        return _judged_singly(delivered)
    distinct = delivered.unique().to_frame()
    judged = pl.concat([distinct, _judged(distinct["delivered"])], how="horizontal")
    joined = delivered.to_frame().join(
        judged, on="delivered", how="left", maintain_order="left", nulls_equal=True
    )
    return joined.select("id_text", "id18", "id_kind")


def _judged_singly(delivered: pl.Series) -> pl.DataFrame:
    """Judge a few texts, one after the other."""
    rows = [
        (text, candidate if kind in USABLE_KINDS else None, kind)
        for text, candidate, kind in map(judge_one, delivered.to_list())
    ]
    schema = {"id_text": pl.String, "id18": pl.String, "id_kind": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _judged(delivered: pl.Series) -> pl.DataFrame:
    """Judge distinct texts, one row each."""
    rows = delivered.to_frame().select(_readable().alias("id_text"))
    rows = rows.with_columns(_candidate().alias("candidate"))
    rows = rows.with_columns(_examined(rows["candidate"]))
    return rows.with_columns(
        pl.when(_repaired()).then("candidate").otherwise("id_text").alias("id_text"),
        _kind(delivered).alias("id_kind"),
    ).select(
        "id_text",
        pl.when(pl.col("id_kind").is_in(USABLE_KINDS)).then("candidate").alias("id18"),
        "id_kind",
    )


def _readable() -> pl.Expr:
    """Return the text folded to one spelling; null where nothing is recorded."""
    text = pl.col("delivered").str.normalize("NFKC").str.replace_all(NOISE, "")
    text = text.str.replace(r"\(.*$", "").str.to_uppercase()
    text = text.str.replace_many(list(LIKE_X), ["X"] * len(LIKE_X))
    text = text.str.replace(DOUBLE_TAIL, "$1").str.normalize("NFKC")
    return pl.when(~text.is_in(ABSENT)).then(text)


def _candidate() -> pl.Expr:
    """Return the 18 characters that the text may stand for, else null."""
    text = pl.col("id_text")
    digits = text.str.replace_many(READ_FOR_DIGITS)
    return (
        pl.when(text.str.contains(SHAPE_18))
        .then(text)
        .when(text.str.contains(SHAPE_15))
        .then(text.map_batches(upgraded, return_dtype=pl.String))
        .when(text.str.contains(SHAPE_DISABILITY))
        .then(text.str.head(WHOLE))
        .when(text.str.contains(SHAPE_MISREAD))
        .then(digits)
    )


def _examined(candidate: pl.Series) -> list[pl.Series]:
    """Return whether check character and birth date hold; false without candidate."""
    there = candidate.is_not_null()
    digits = byte_matrix(candidate.drop_nulls(), WHOLE)
    checks, dates = there.to_numpy(writable=True), there.to_numpy(writable=True)
    checks[checks] = digits[:, BODY] == check_bytes(digits)
    dates[dates] = has_birth_date(digits)
    return [pl.Series("check_holds", checks), pl.Series("date_holds", dates)]


def _repaired() -> pl.Expr:
    misread = pl.col("id_text").str.contains(SHAPE_MISREAD)
    return misread & pl.col("check_holds") & pl.col("date_holds")


def _kind(delivered: pl.Series) -> pl.Expr:
    text, check, day = pl.col("id_text"), pl.col("check_holds"), pl.col("date_holds")
    holds = check & day
    is_18, is_15 = text.str.contains(SHAPE_18), text.str.contains(SHAPE_15)
    is_certificate = text.str.contains(SHAPE_DISABILITY)
    from_double = pl.lit(delivered.str.contains(r"[0-9]{16,18}\.0*\s*$"))
    excel = (is_18 & ~check & text.str.ends_with("000")) | (is_18 & from_double)
    return (
        pl.when(text.is_null())
        .then(pl.lit("missing"))
        .when(_is_placeholder())
        .then(pl.lit("placeholder"))
        .when(text.str.contains(SCIENTIFIC) | excel)
        .then(pl.lit("excel_damaged"))
        .when((is_18 | is_certificate) & ~check)
        .then(pl.lit("bad_check_digit"))
        .when((is_18 | is_15 | is_certificate) & ~day)
        .then(pl.lit("bad_date"))
        .when(is_15)
        .then(pl.lit("valid15"))
        .when(is_certificate)
        .then(pl.lit("disability"))
        .when(holds)
        .then(pl.lit("valid"))
        .when(text.str.contains(MASK))
        .then(pl.lit("masked"))
        .when(text.str.contains(FOREIGN))
        .then(pl.lit("foreign"))
        .otherwise(pl.lit("other"))
    )


def _is_placeholder() -> pl.Expr:
    """Say whether no county code can begin so: 000000…, 111111…, and 123456…."""
    head = pl.col("id_text").str.head(6)
    return head.is_in(PLACEHOLDER_HEADS + COUNTING_HEADS)


def upgraded(numbers: pl.Series) -> pl.Series:
    """Return 15-digit numbers as 18 characters: century and check character added.

    Anything that is not 15 digits gives null. The century is 19, but 18 where
    the sequence is that of a centenarian (996 to 999, born 1880 to 1899).
    """
    is_15 = numbers.str.contains(SHAPE_15).fill_null(value=False)
    old = numbers.filter(is_15)
    century = pl.select(
        pl.when(old.str.contains(CENTENARIAN))
        .then(pl.lit("18"))
        .otherwise(pl.lit("19"))
    ).to_series()
    bodies = old.str.head(6) + century + old.str.tail(9)
    checks = texts_of(check_bytes(byte_matrix(bodies, BODY)).reshape(-1, 1))
    whole = pl.Series("whole", (bodies + checks).to_list(), pl.String)
    places = is_15.arg_true()
    empty = pl.Series(numbers.name, [None] * len(numbers), dtype=pl.String)
    return empty.scatter(places, whole) if len(places) else empty


def check_character(body: str) -> str:
    """Return the check character of the first 17 digits of a number."""
    return chr(check_bytes(byte_matrix(pl.Series([body]), BODY))[0])


def birth_dates(id18: pl.Series) -> pl.Series:
    """Return the birth dates inside usable 18-character numbers."""
    return id18.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)


def sexes(id18: pl.Series) -> pl.Series:
    """Return 男 or 女 by the parity of the seventeenth digit."""
    odd = id18.str.slice(16, 1).is_in(["1", "3", "5", "7", "9"])
    return pl.select(
        pl.when(odd).then(pl.lit("男")).when(~odd).then(pl.lit("女"))
    ).to_series()

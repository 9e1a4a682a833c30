"""Texts that are nearly the same: compared in blocks, never each with each.

With keys a block is what agrees in them; a small block is compared whole. A large
block, and the one block there is without keys, is sorted twice, by the texts and by
the texts read backwards, and each is compared with its neighbours (Hernández and
Stolfo 1995, sorted neighbourhood).
"""

from collections.abc import Iterator

import polars as pl

from rules.audit_tests.result import (
    KEY,
    RECORD,
    VALUE,
    Asked,
    Result,
    filled,
    keys_of,
    told,
)
from store.errors import SettingsError
from store.text import typing_error_counts

TEXT, NEAR, FOLDED = "value_1", "near_1", "folded"
WHOLE_BLOCK, WINDOW, TEXTS_AT_MOST = 60, 20, 200_000
SHORTEST = 2


def near_duplicates(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return pairs of texts at least `alike_milli` alike, and their rows (近似重复).

    Raises `SettingsError` above `TEXTS_AT_MOST` different texts.
    """
    keys = keys_of(rows)
    known = filled(rows, [*keys, TEXT])
    texts = _texts(known, keys)
    if texts.height > TEXTS_AT_MOST:
        raise SettingsError(
            f"不同的写法有 {texts.height:,} 个，超过近似比较的上限 {TEXTS_AT_MOST:,}",
            remedy="用 --supplier 只看一个单位，或先用 duplicates 查完全重复",
        )
    pairs = _alike(texts, keys, asked.alike_milli)
    listed = _members(known, pairs, keys)
    large = texts.filter(pl.len().over("block") > WHOLE_BLOCK)["block"].n_unique()
    inside = f"在{asked.named(KEY)}相同的行之间，" if keys else ""
    return Result(
        sentence=f"{inside}{asked.named(VALUE)}写法相近（相似度不低于 "
        f"{asked.alike_milli}‰）的有 {pairs.height:,} 对，涉及 "
        f"{listed[RECORD].n_unique():,} 行。",
        tables={"相近的写法": pairs},
        records=listed,
        left_out=(
            *told(rows.height - known.height, "{count} 行所查的列有空，未计入"),
            *told(
                large,
                f"{{count}} 块内不同写法超过 {WHOLE_BLOCK} 个，只比较了正序、"
                f"倒序排列中相邻的 {WINDOW} 个，可能有漏",
            ),
        ),
    )


def _texts(known: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return each text once in a block, folded for comparing, with its rows."""
    folded = pl.col(TEXT).str.normalize("NFKC").str.replace_all(r"\s", "")
    block = pl.struct(keys).rank("dense") if keys else pl.lit(1)
    return (
        known.group_by(*keys, TEXT)
        .agg(pl.len().alias("records"))
        .with_columns(folded.alias(FOLDED), block.cast(pl.Int64).alias("block"))
        .filter(pl.col(FOLDED).str.len_chars() >= SHORTEST)
        .sort("block", FOLDED, TEXT)
    )


def _alike(texts: pl.DataFrame, keys: list[str], at_least: int) -> pl.DataFrame:
    longer = pl.max_horizontal(
        pl.col(FOLDED).str.len_chars(), pl.col("other").str.len_chars()
    ).cast(pl.Int64)
    found = [
        pairs.with_columns(errors=typing_error_counts(pairs[FOLDED], pairs["other"]))
        .with_columns(alike_milli=1000 * (longer - pl.col("errors")) // longer)
        .filter(pl.col("alike_milli") >= at_least)
        for pairs in _candidates(texts)
    ]
    ordered = pl.concat(found).unique(["block", TEXT, NEAR])
    order = ["alike_milli", *keys, TEXT, NEAR]
    return (
        ordered.sort(order, descending=[True] + [False] * (len(order) - 1))
        .with_row_index("pair", 1)
        .select(
            pl.col("pair").cast(pl.Int64),
            *keys,
            *(TEXT, NEAR, "records", "near_records", "alike_milli"),
        )
    )


def _candidates(texts: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield pairs of texts of one block; the first of two sorts before the other."""
    is_small = pl.len().over("block") <= WHOLE_BLOCK
    small, large = texts.filter(is_small), texts.filter(~is_small)
    other = small.select("block", *_other())
    yield small.join(other, on="block").filter(pl.col(TEXT) < pl.col(NEAR))
    backwards = large.sort("block", pl.col(FOLDED).str.reverse(), TEXT)
    for ordered in (large, backwards):
        for step in range(1, WINDOW + 1):
            yield _neighbours(ordered, step)


def _neighbours(ordered: pl.DataFrame, step: int) -> pl.DataFrame:
    """Return each text with the one `step` places on in its block, in sorted order."""
    pairs = ordered.with_columns(
        expression.shift(-step).over("block") for expression in _other()
    ).filter(pl.col(NEAR).is_not_null())
    is_turned = pl.col(TEXT) > pl.col(NEAR)
    sides = ((TEXT, NEAR), (FOLDED, "other"), ("records", "near_records"))
    both = (*sides, *((other, one) for one, other in sides))
    return pairs.with_columns(
        pl.when(is_turned).then(other).otherwise(one).alias(one) for one, other in both
    )


def _other() -> tuple[pl.Expr, ...]:
    return (
        pl.col(TEXT).alias(NEAR),
        pl.col(FOLDED).alias("other"),
        pl.col("records").alias("near_records"),
    )


def _members(known: pl.DataFrame, pairs: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    sides = [
        known.join(
            pairs.select("pair", *keys, pl.col(name).alias(TEXT)),
            on=[*keys, TEXT],
            how="inner",
        ).select("pair", RECORD)
        for name in (TEXT, NEAR)
    ]
    return pl.concat(sides).sort("pair", RECORD)

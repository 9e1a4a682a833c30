"""What a ready test is asked, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

RECORD = "record_id"
MILLI, TIMES, DEVIATIONS = 1_000, 2, 3
VALUE, KEY, BESIDE = "value_", "key_", "beside_"
MONEY = "amount_1"  # what is summed beside the rows that are counted


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a test is to look at the rows; what it does not need it leaves alone.

    `titles` names the columns `value_1 …`, `key_1 …` as a reader knows them. `scale`
    is how many stored units are one shown unit (money: 100 分 are one 元). `digits`
    is `first`, `second` or `first-two`; `units` and `bounds` are in shown units;
    `calendar` is the policy table `holiday`.
    """

    titles: Mapping[str, str] = field(default_factory=dict[str, str])
    scale: int = 1
    seed: str = "1"
    size: int = 60
    digits: str = "first"
    min_count: int | None = None
    factor: int = 10
    alike_milli: int = 800
    unit: int = 10_000
    bounds: tuple[int, ...] = ()
    days: int = 3
    calendar: pl.DataFrame | None = None

    def named(self, prefix: str) -> str:
        """Return 「单位」「姓名」 for the columns whose names begin with `prefix`."""
        return "".join(
            f"「{t}」" for n, t in self.titles.items() if n.startswith(prefix)
        )


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a test found.

    `tables` are figures by title; `records` has `record_id` and, beside it, why a
    row is listed. `sentence` says in plain Chinese what was found, `left_out` what
    could not be looked at and why.
    """

    sentence: str
    tables: Mapping[str, pl.DataFrame]
    records: pl.DataFrame
    left_out: tuple[str, ...] = ()


def keys_of(rows: pl.DataFrame) -> list[str]:
    """Return the names of the columns that group the rows, in order."""
    return [name for name in rows.columns if name.startswith(KEY)]


def values_of(rows: pl.DataFrame) -> list[str]:
    """Return the names of the columns that are looked at, in order."""
    return [name for name in rows.columns if name.startswith(VALUE)]


def filled(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Return the rows in which every named column is filled; blank text is empty."""
    blank = [
        pl.col(name).str.strip_chars() == ""
        for name in names
        if rows.schema[name] == pl.String
    ]
    empty = pl.any_horizontal(*(pl.col(name).is_null() for name in names), *blank)
    return rows.filter(~empty)


def told(count: int, text: str) -> tuple[str, ...]:
    """Return the remark with its count, or nothing where there is nothing to say."""
    return (text.format(count=f"{count:,}"),) if count else ()


def amount_text(value: int, scale: int) -> str:
    """Return 1,234.50 for 123450 stored units of a hundredth."""
    places = len(str(scale)) - 1
    sign, whole, rest = (
        "-" if value < 0 else "",
        abs(value) // scale,
        abs(value) % scale,
    )
    return f"{sign}{whole:,}" + (f".{rest:0{places}}" if places else "")


def amounts(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows whose amount is above zero, and what was left out for it."""
    value = pl.col("value_1")
    counts = rows.select(
        empty=value.is_null().sum(), zero=(value == 0).sum(), below=(value < 0).sum()
    ).row(0, named=True)
    return rows.filter(value > 0), (
        *told(counts["empty"], "{count} 行没有金额"),
        *told(counts["zero"], "{count} 行金额为零"),
        *told(counts["below"], "{count} 行金额为负（冲销、退款请另查）"),
    )


def stands_above(part: str, whole: str, expected_milli: str) -> pl.Expr:
    """Return whether a share is `TIMES` the expected one and beyond chance.

    Beyond chance is `DEVIATIONS` standard deviations of the binomial. Each row is
    computed by itself, so that their order cannot matter.
    """
    count = pl.col(whole).cast(pl.Float64)
    share = pl.col(expected_milli) / MILLI
    above = pl.col(part) - count * share
    deviation = (count * share * (1 - share)).sqrt()
    is_times = pl.col(part) * MILLI >= TIMES * pl.col(expected_milli) * pl.col(whole)
    return (pl.col(part) > 0) & is_times & (above >= DEVIATIONS * deviation)

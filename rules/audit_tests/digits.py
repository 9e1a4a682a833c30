"""Leading digits against Benford's law, with the fences of the statistic.

Nigrini, Benford's Law (2012): the bands of the mean absolute deviation, the z with
continuity correction; chi-square at the 5 % level. Only amounts above zero and of at
least ten shown units are counted, and only keys with enough of them are judged.
Shares are parts per million of exact counts; each cell is rounded before it is added,
so that the order of the rows cannot change a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from rules.audit_tests.result import KEY, RECORD, Asked, Result, amounts, keys_of, told
from store.errors import SettingsError

DIGIT, COUNT, TOTAL = "digit", "records", "total"
PPB, PPM, MILLI = 1_000_000_000, 1_000_000, 1_000
SMALLEST = 10  # shown units: below it the second digit is a rounding
Z_MILLI = 1_960
BANDS = ("高度吻合", "基本吻合", "勉强吻合", "不吻合")
NOT_JUDGED = "笔数不足，不判断"


@dataclass(frozen=True, kw_only=True)
class Law:
    """What is expected of one position: shares, fences and the least count."""

    title: str
    expected_ppb: Mapping[int, int]
    bands_ppb: tuple[int, int, int]
    chi_square_milli: int
    min_count: int


def _share(*numbers: int) -> int:
    """Return the share of amounts that begin with one of the numbers, in ppb."""
    logs = ((1 + 1 / Decimal(number)).log10() for number in numbers)
    return int((sum(logs, Decimal(0)) * PPB).to_integral_value())


LAWS: Mapping[str, Law] = {
    "first": Law(
        title="首位数字",
        expected_ppb={d: _share(d) for d in range(1, 10)},
        bands_ppb=(6_000_000, 12_000_000, 15_000_000),
        chi_square_milli=15_507,  # 8 degrees of freedom
        min_count=300,
    ),
    "second": Law(
        title="第二位数字",
        expected_ppb={
            d: _share(*(10 * first + d for first in range(1, 10))) for d in range(10)
        },
        bands_ppb=(8_000_000, 10_000_000, 12_000_000),
        chi_square_milli=16_919,  # 9
        min_count=300,
    ),
    "first-two": Law(
        title="前两位数字",
        expected_ppb={d: _share(d) for d in range(10, 100)},
        bands_ppb=(1_200_000, 1_800_000, 2_200_000),
        chi_square_milli=112_022,  # 89
        min_count=1_000,
    ),
}


def benford(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return each key's digits beside Benford's, and the rows of what stands out.

    Raises `SettingsError` for an unknown position of digits.
    """
    if asked.digits not in LAWS:
        raise SettingsError(
            f"不认识的数字位 {asked.digits}", remedy=f"可用：{'、'.join(LAWS)}"
        )
    law, keys = LAWS[asked.digits], keys_of(rows)
    above, left_out = amounts(rows)
    large = above.filter(pl.col("value_1") >= SMALLEST * asked.scale)
    read = large.with_columns(_digit(asked.digits).alias(DIGIT))
    least = asked.min_count if asked.min_count is not None else law.min_count
    cells = _cells(read, keys, law)
    totals = _totals(cells, keys, law, least)
    judged = totals.filter(pl.col("conformity") != NOT_JUDGED)
    return Result(
        sentence=_sentence(judged, law, asked.named(KEY)),
        tables={
            "各组": totals,
            "各位数字": _compared(cells, judged, keys),
        },
        records=_standing_out(read, cells, judged, keys),
        left_out=(
            *left_out,
            *told(above.height - large.height, "{count} 行金额太小（不足 10），未计入"),
            *told(
                totals.height - judged.height, f"{{count}} 组不足 {least} 笔，未判断"
            ),
        ),
    )


def _digit(position: str) -> pl.Expr:
    first, length = {"first": (0, 1), "second": (1, 1), "first-two": (0, 2)}[position]
    return pl.col("value_1").cast(pl.String).str.slice(first, length).cast(pl.Int64)


def _cells(read: pl.DataFrame, keys: list[str], law: Law) -> pl.DataFrame:
    """Return a row for each key and digit, also where nothing begins with it."""
    expected = pl.DataFrame(
        {DIGIT: list(law.expected_ppb), "ppb": list(law.expected_ppb.values())}
    )
    totals = read.group_by(keys).agg(pl.len()) if keys else read.select(pl.len())
    counts = read.group_by(*keys, DIGIT).agg(pl.len().cast(pl.Int64).alias(COUNT))
    every = totals.rename({"len": TOTAL}).cast({TOTAL: pl.Int64})
    cells = (
        every.filter(pl.col(TOTAL) > 0)
        .join(expected, how="cross")
        .join(counts, on=[*keys, DIGIT], how="left", nulls_equal=True)
        .with_columns(pl.col(COUNT).fill_null(0))
    )
    return cells.with_columns(**_figures()).sort(*keys, DIGIT, nulls_last=True)


def _figures() -> dict[str, pl.Expr]:
    total, share = pl.col(TOTAL), pl.col("ppb") / PPB
    off = pl.col(COUNT) * PPB - total * pl.col("ppb")
    distance = off.abs() / (total * PPB)
    half = 1 / (2 * total)
    corrected = pl.when(distance > half).then(distance - half).otherwise(distance)
    z = corrected / (share * (1 - share) / total).sqrt()
    return {
        "off": off,
        "z_milli": (z * MILLI).round().cast(pl.Int64),
        "chi_micro": ((off / PPB).pow(2) / (total * share) * PPM)
        .round()
        .cast(pl.Int64),
    }


def _totals(cells: pl.DataFrame, keys: list[str], law: Law, least: int) -> pl.DataFrame:
    close, acceptable, marginal = law.bands_ppb
    sums = (
        pl.col(TOTAL).first().alias(COUNT),
        (pl.col("chi_micro").sum() // MILLI).alias("chi_square_milli"),
        pl.col("off").abs().sum().alias("off"),
    )
    summed = cells.group_by(keys).agg(sums) if keys else cells.select(sums)
    mad = pl.col("off") // (pl.col(COUNT) * len(law.expected_ppb))
    band = (
        pl.when(pl.col(COUNT) < least)
        .then(pl.lit(NOT_JUDGED))
        .when(mad <= close)
        .then(pl.lit(BANDS[0]))
        .when(mad <= acceptable)
        .then(pl.lit(BANDS[1]))
        .when(mad <= marginal)
        .then(pl.lit(BANDS[2]))
        .otherwise(pl.lit(BANDS[3]))
    )
    return (
        summed.filter(pl.col(COUNT).is_not_null())
        .with_columns(mad=mad, conformity=band)
        .sort(
            pl.col("conformity") == NOT_JUDGED,  # small groups stand below
            "mad",
            *keys,
            descending=[False, True, *(False for _ in keys)],
            nulls_last=True,
        )
        .select(
            *keys,
            COUNT,
            (pl.col("mad") // 1000).alias("mad_ppm"),
            "conformity",
            "chi_square_milli",
            pl.lit(law.chi_square_milli, pl.Int64).alias("chi_square_at_5_milli"),
        )
    )


def _compared(
    cells: pl.DataFrame, judged: pl.DataFrame, keys: list[str]
) -> pl.DataFrame:
    kept = _of(cells, judged, keys)
    side = pl.when(pl.col("off") > 0).then(pl.lit("偏多")).otherwise(pl.lit("偏少"))
    stands_out = pl.col("z_milli") > Z_MILLI
    return kept.select(
        *keys,
        DIGIT,
        COUNT,
        (pl.col(COUNT) * PPM // pl.col(TOTAL)).alias("share_ppm"),
        (pl.col("ppb") // MILLI).alias("expected_ppm"),
        "z_milli",
        pl.when(stands_out).then(side).otherwise(pl.lit("")).alias("compared"),
    )


def _of(rows: pl.DataFrame, groups: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the rows of the groups; without keys all are of the one group."""
    if not keys:
        return rows if groups.height else rows.clear()
    return rows.join(groups.select(keys), on=keys, how="semi", nulls_equal=True)


def _standing_out(
    read: pl.DataFrame, cells: pl.DataFrame, judged: pl.DataFrame, keys: list[str]
) -> pl.DataFrame:
    """Return the rows of digits that are too many, of keys that do not conform."""
    unlike = judged.filter(pl.col("conformity") == BANDS[-1])
    many = _of(cells, unlike, keys).filter(
        (pl.col("z_milli") > Z_MILLI) & (pl.col("off") > 0)
    )
    on = [*keys, DIGIT]
    listed = read.join(
        many.select(*on, "z_milli"), on=on, how="inner", nulls_equal=True
    )
    order = pl.col("z_milli")
    return listed.sort(
        order, *on, RECORD, descending=[True, *[False] * (len(on) + 1)]
    ).select(RECORD, DIGIT, "z_milli")


def _sentence(judged: pl.DataFrame, law: Law, keys: str) -> str:
    unlike = judged.filter(pl.col("conformity") == BANDS[-1]).height
    if f"{KEY}1" not in judged.columns:
        band = judged["conformity"].item() if judged.height else NOT_JUDGED
        return f"{law.title}与本福特分布：{band}。"
    return (
        f"{law.title}：按{keys}分组，判断了 {judged.height:,} 组，"
        f"其中 {unlike:,} 组与本福特分布不吻合。"
    )

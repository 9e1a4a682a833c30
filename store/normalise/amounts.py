"""Money, rates, quantities and counts as whole numbers, by exact decimals.

Money is 分, rates are millionths a year, quantities thousandths. What is finer
than that is rounded half up (四舍五入); nothing passes through a float.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from store.normalise.plain import on_unique, plain_unspaced

FEN: Mapping[str, int] = {
    "": 100,
    "元": 100,
    "圆": 100,
    "角": 10,
    "分": 1,
    "百元": 100 * 100,
    "千元": 1000 * 100,
    "万": 10_000 * 100,
    "万元": 10_000 * 100,
    "亿": 100_000_000 * 100,
    "亿元": 100_000_000 * 100,
}
QUANTITY_UNITS: Mapping[str, int] = dict.fromkeys(
    ("", "亩", "平方米", "m2", "平方公里", "头", "只", "公斤", "千克", "kg", "吨"), 1000
)
COUNT_UNITS: Mapping[str, int] = dict.fromkeys(
    ("", "人", "户", "天", "日", "个", "名", "口", "次", "课时", "学时", "小时", "月"),
    1,
)
CURRENCY = re.compile(r"人民币|RMB|CNY|¥|[元圆]?[整正]$", re.IGNORECASE)
NUMBER = re.compile(
    r"([-+−]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(E[-+]?\d{1,2})?(-?)(\D*)",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"-?\((.*)\)(\D*)")
RATE = re.compile(r"(年利率|月利率|年|月)?[:]?(\d+(?:\.\d*)?|\.\d+)(%|‰)?")
INT64, INT32 = 2**63 - 1, 2**31 - 1
PPM, PPM_OF_PERCENT, PPM_OF_PERMILLE = 1_000_000, 10_000, 1_000
MONTHS = 12
HIGHEST_RATE_PPM = 10 * PPM


def read_money(text: pl.Series, units: pl.Series | None = None) -> pl.Series:
    """Return amounts in 分; `units` are the units that the headings state."""
    return on_unique(text, units, money_fen, pl.Int64)


def read_rates(text: pl.Series, units: pl.Series | None = None) -> pl.Series:
    """Return rates in millionths a year."""
    return on_unique(text, units, rate_ppm, pl.Int32)


def read_quantities(text: pl.Series) -> pl.Series:
    """Return quantities in thousandths of the unit that the contract names."""
    return on_unique(text, None, lambda value, _: quantity_milli(value), pl.Int64)


def read_counts(text: pl.Series) -> pl.Series:
    """Return whole numbers; a number with a fraction is null."""
    return on_unique(text, None, lambda value, _: whole_count(value), pl.Int32)


def money_fen(text: str, unit: str = "") -> int | None:
    """Return one amount in 分; a unit behind the number beats the heading's.

    `(1,234.00)`, `-1234` and `1234-` are negative. None if unreadable.
    """
    value = plain_unspaced(text)
    kept = CURRENCY.sub("", value)
    # 元整 went with the currency marks, so the unit is 元 whatever the heading says.
    stated = "元" if kept != value and value[-1:] in ("整", "正") else unit
    return _whole(kept, FEN, stated, INT64)


def quantity_milli(text: str) -> int | None:
    """Return one quantity in thousandths, or None."""
    return _whole(plain_unspaced(text), QUANTITY_UNITS, "", INT64)


def whole_count(text: str) -> int | None:
    """Return one whole number, or None if it is none."""
    number = _scaled(plain_unspaced(text), COUNT_UNITS, "")
    if number is None or number != number.to_integral_value():
        return None
    return int(number) if abs(number) <= INT32 else None


def rate_ppm(text: str, unit: str = "") -> int | None:
    """Return one rate in millionths a year, or None.

    With % it is a yearly percentage, with ‰ a monthly rate as banks state it
    (times twelve). A bare number is a share up to 1 (0.0435) and a percentage
    above it (4.35), since no lawful rate reaches 100 % and none stays below 1 %.
    """
    found = RATE.fullmatch(plain_unspaced(text).replace(",", ""))
    if found is None:
        return None
    span, number, mark = found.groups()
    value, sign = Decimal(number), mark or (unit if unit in ("%", "‰") else "")
    monthly = span in ("月", "月利率") or (sign == "‰" and not span)
    ppm = value * _ppm_of(sign, value) * (MONTHS if monthly else 1)
    whole = _rounded(ppm)
    return whole if whole <= HIGHEST_RATE_PPM else None


def _ppm_of(sign: str, value: Decimal) -> int:
    if sign == "‰":
        return PPM_OF_PERMILLE
    return PPM_OF_PERCENT if sign == "%" or value > 1 else PPM


def _whole(
    value: str, units: Mapping[str, int], default: str, bound: int
) -> int | None:
    number = _scaled(value, units, default)
    if number is None or abs(number) > bound:
        return None
    return _rounded(number)


def _scaled(value: str, units: Mapping[str, int], default: str) -> Decimal | None:
    bracketed = BRACKETED.fullmatch(value)
    inner = "".join(bracketed.groups()) if bracketed else value
    found = NUMBER.fullmatch(inner)
    if found is None:
        return None
    sign, digits, exponent, trailing, suffix = found.groups()
    scale = units.get(suffix or default)
    if scale is None or (sign and (trailing or bracketed)):
        return None
    number = Decimal(digits.replace(",", "") + (exponent or "")) * scale
    negative = bool(bracketed or trailing) or sign in ("-", "−")
    return -number if negative else number


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))

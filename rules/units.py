"""Units of parameters and policy figures, and how a figure reads in Chinese."""

from collections.abc import Mapping
from types import MappingProxyType

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "days": "天",
        "months": "个月",
        "years": "年",
        "hours": "小时",
        "minutes": "分钟",
        "fen": "分",
        "ppm": "百万分之一",
        "milli": "千分之一",
        "permille": "千分之一",
        "share": "份",
        "count": "个",
        "people": "人",
        "rows": "行",
        "points": "点",
        "mu": "亩",
        "grams": "克",
        "metres": "米",
    }
)
FEN_A_YUAN = 100
MONEY = "分"
PARTS_A_PERCENT: Mapping[str, int] = MappingProxyType(
    {"百万分之一": 10_000, "千分之一": 10}
)


def unit_of(name: str) -> str:
    """Return the Chinese unit that a parameter's name ends in, or ""."""
    return SUFFIXES.get(name.rpartition("_")[2], "")


def figure_text(value: int | None, unit: str) -> str:
    """Return a figure as a reader sees it: `2000.00 元`, `50%`, `60 天`."""
    if value is None:
        return "未定"
    if unit == MONEY:
        sign, whole = "-" if value < 0 else "", abs(value)
        return f"{sign}{whole // FEN_A_YUAN}.{whole % FEN_A_YUAN:02d} 元"
    parts = PARTS_A_PERCENT.get(unit)
    if parts is None:
        return f"{value} {unit}".strip()
    sign, whole = "-" if value < 0 else "", abs(value)
    rest = f"{whole % parts:0{len(str(parts)) - 1}d}".rstrip("0")
    return f"{sign}{whole // parts}{'.' if rest else ''}{rest}%"

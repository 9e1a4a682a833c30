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
FEN_IN_TEN_THOUSAND = 1_000_000
MONEY = "分"
UNKNOWN = "未定"
PARTS_A_PERCENT: Mapping[str, int] = MappingProxyType(
    {"百万分之一": 10_000, "千分之一": 10}
)


def unit_of(name: str) -> str:
    """Return the Chinese unit that a parameter's name ends in, or ""."""
    return SUFFIXES.get(name.rpartition("_")[2], "")


def figure_text(value: int | None, unit: str) -> str:
    """Return a figure as a reader sees it: `30 万元`, `50%`, `60 天`."""
    if value is None:
        return UNKNOWN
    sign, whole = "-" if value < 0 else "", abs(value)
    if unit == MONEY:
        return f"{sign}{_money(whole)}"
    parts = PARTS_A_PERCENT.get(unit)
    if parts is None:
        return f"{value} {unit}".strip()
    rest = f"{whole % parts:0{len(str(parts)) - 1}d}".rstrip("0")
    return f"{sign}{whole // parts}{'.' if rest else ''}{rest}%"


def _money(fen: int) -> str:
    if fen and fen % FEN_IN_TEN_THOUSAND == 0:
        return f"{fen // FEN_IN_TEN_THOUSAND} 万元"
    cents = fen % FEN_A_YUAN
    return f"{fen // FEN_A_YUAN:,}{f'.{cents:02}' if cents else ''} 元"

"""Policy rows in words: what a table says, as a person would write it down."""

from rules.policy.row import Cell, PolicyRow
from rules.policy.shape import Shape

FEN, WHOLE, PERCENT = "分", 100, "百万分之一"
PPM_OF_PERCENT = 10_000
UNSTATED = "未载明"


def key_words(row: PolicyRow) -> str:
    """Return what the row is about, e.g. `death` or `个人/创业`; empty without keys."""
    return "/".join(row.key)


def figure_words(shape: Shape, row: PolicyRow) -> str:
    """Return what the row says, e.g. `60 天` or `5,000.00 元、36 月`."""
    texts = [str(row.values[name]) for name in shape.texts]
    figures = [_figure(row.values[name], unit) for name, unit in shape.figures.items()]
    return "、".join((*texts, *figures))


def _figure(value: Cell, unit: str) -> str:
    if not isinstance(value, int):
        return UNSTATED
    if unit == FEN:
        return f"{value // WHOLE:,}.{value % WHOLE:02} 元"
    if unit == PERCENT:
        whole, rest = divmod(value, PPM_OF_PERCENT)
        share = f"{whole}.{rest:04}".rstrip("0").rstrip(".")
        return f"{share}%"
    return f"{value:,} {unit}"

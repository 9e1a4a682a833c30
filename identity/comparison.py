# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""How two name keys can be one person's, given that their ID numbers are equal.

Each comparison answers yes or no; its docstring is the sentence that a reviewer
reads beside the link. `COMPARISONS` is the order in which they are tried.
"""

from collections.abc import Callable

from store.normalise.person_name import UNKNOWN, pinyin_key, readings, variant_key
from store.text import typing_errors

Comparison = Callable[[str, str], bool]

SHORT_NAME, LONG_NAME = 3, 4


def same_name(left: str, right: str) -> bool:
    """姓名一致。"""
    return left == right


def same_name_by_variant(left: str, right: str) -> bool:
    """姓名只有异体字或简化姓氏之别（如 萧/肖、堃/坤）。"""
    return variant_key(left) == variant_key(right)


def same_sound(left: str, right: str) -> bool:
    """姓名同音不同字（如 晓/小），或一方写成拼音。"""
    if left.isascii() != right.isascii():
        return _spelled(left) == _spelled(right)
    if len(left) != len(right) or UNKNOWN in left + right:
        return False
    return all(
        readings(left, place) & readings(right, place)
        for place, character in enumerate(left)
        if character != right[place]
    )


def _spelled(key: str) -> str:
    return pinyin_key(key).replace(" ", "").upper()


def unshown_character(left: str, right: str) -> bool:
    """姓名中有未能显示或被遮盖的字（□、?、*、某），其余各字一致。"""
    if len(left) != len(right):
        return False
    shown = [pair for pair in zip(left, right, strict=True) if UNKNOWN not in pair]
    return bool(shown) and len(shown) < len(left) and all(a == b for a, b in shown)


def one_typing_error(left: str, right: str) -> bool:
    """三字以上的姓名只有一字不同，或相邻两字颠倒。"""
    if len(left) != len(right) or len(left) < SHORT_NAME:
        return False
    return typing_errors(left, right, at_most=1) == 1


def cut_short(left: str, right: str) -> bool:
    """较长的姓名（四字以上）在一方被截断。"""
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < SHORT_NAME or len(longer) < LONG_NAME:
        return False
    return len(shorter) < len(longer) and longer.startswith(shorter)


def name_not_asked(left: str, right: str) -> bool:
    """该表没有姓名列，仅凭身份证号关联。"""
    return not left and bool(right)


COMPARISONS: tuple[Comparison, ...] = (
    same_name,
    same_name_by_variant,
    same_sound,
    unshown_character,
    one_typing_error,
    cut_short,
    name_not_asked,
)


def agreement(left: str, right: str) -> Comparison | None:
    """Return the first comparison by which two names agree, or None."""
    return next((found for found in COMPARISONS if found(left, right)), None)

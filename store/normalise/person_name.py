"""Personal names: one key for spellings of one name, and how the key sounds.

The key is NFKC, simplified (but for the characters that names keep apart),
without spaces, dots, digits, titles and annotations in brackets; `?` stands for
a character that the source could not show.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

import numpy as np
import opencc
import polars as pl
import pypinyin

from store.normalise.code_points import Flags, code_points
from store.normalise.name_tables import (
    CHARACTER_VARIANTS,
    COMPOUND_READINGS,
    KEPT_CHARACTERS,
    SURNAME_READINGS,
    SURNAME_VARIANTS,
)
from store.normalise.plain import (
    ABSENT,
    CAPITALS,
    FEW,
    INVISIBLE,
    in_order,
    on_unique,
)

UNKNOWN = "?"
ORDINARY = re.compile(r"[\u4e00-\u9fff]{2,4}")
BRACKETED = re.compile(r"[(\[{【〔《<「〈].*?(?:[)\]}】〕》>」〉]|$)")
# Boxes, stars and private-use characters; 某 and × where a clerk hid a character.
UNSHOWN = re.compile("[□■▢▯◇◆○●◯*#×?囗某�\ue000-\uf8ff\U000f0000-\U0010fffd]")
MARKS = re.compile(r"[^\w?]|[\d_]")
ROMANISED = re.compile(r"X+|[A-Z]+")
NAMESAKE_MARK = re.compile(r"(?<=[^A-Z?][^A-Z])[A-DF-W]$")
TITLED = r"(?:已故|已死亡|死亡|亡故|户主|本人|先生|女士|同志|老师|小姐|书记|主任)$"
TITLE = re.compile(rf"(?<=..){TITLED}")
NOBODY = frozenset({"无", "不详", "未知", "暂无", "空", "测试"})
ORDINARY_LENGTHS, UNTITLED_LENGTH = (2, 3, 4), 3
SURNAME_LENGTH, COMPOUND_LENGTH = 1, 2


def name_keys(names: pl.Series) -> pl.Series:
    """Return the key of each delivered name, null where nobody is named."""
    texts = names.cast(pl.String)
    if len(texts) < FEW:
        return on_unique(texts, None, lambda name, _: name_key(name), pl.String)
    ordinary = _is_its_own_key(texts)
    if ordinary.all():
        return texts
    rows, others = np.flatnonzero(ordinary), np.flatnonzero(~ordinary)
    keys = on_unique(
        texts.gather(others), None, lambda name, _: name_key(name), pl.String
    )
    frames = (texts.gather(rows).to_frame(), keys.to_frame())
    return in_order(frames, (rows, others)).to_series()


def _is_its_own_key(texts: pl.Series) -> Flags:
    """Say which texts are ordinary names in simplified characters, keys already."""
    points = code_points(texts)
    simple = points.each(_is_simple) > 0
    own = np.isin(points.lengths, ORDINARY_LENGTHS)
    own &= points.count(simple) == points.lengths
    # A title is looked for where two characters stand before it.
    rows = np.flatnonzero(own & (points.lengths != UNTITLED_LENGTH))
    words = texts.gather(rows)
    doubtful = words.is_in(NOBODY) | words.str.contains(TITLED)
    own[rows] = ~doubtful.to_numpy()
    return own


def _is_simple(character: str) -> bool:
    return (
        ORDINARY.fullmatch(character * 2) is not None
        and UNSHOWN.match(character) is None
        and simplified(character) == character
    )


def name_key(name: str) -> str | None:
    """Return the key of one delivered name, or None if it names nobody."""
    if ORDINARY.fullmatch(name) and "某" not in name and "囗" not in name:
        key = simplified(_untitled(name))
        return None if key in NOBODY else key
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).translate(CAPITALS)
    if folded.strip() in ABSENT:
        return None
    shown = UNSHOWN.sub(UNKNOWN, BRACKETED.sub("", folded) or folded)
    bare = _deromanised(MARKS.sub("", shown))
    key = unicodedata.normalize("NFKC", simplified(_untitled(bare)))
    return None if key in NOBODY or not key.strip(UNKNOWN) else key


def _untitled(name: str) -> str:
    while (shorter := TITLE.sub("", name)) != name:
        name = shorter
    return name


def _deromanised(name: str) -> str:
    """Return the name with letters among Chinese characters as `?`.

    Registers show a rare character as its pinyin (张WEI) or as X. A single letter
    at the end tells namesakes apart (张伟A) and goes; a name all in letters stays.
    """
    if name.isascii():
        return name
    unmarked = NAMESAKE_MARK.sub("", name)
    return ROMANISED.sub(_as_unknown, unmarked)


def _as_unknown(letters: re.Match[str]) -> str:
    run = letters.group()
    return UNKNOWN * (len(run) if run.startswith("X") else 1)


def simplified(text: str) -> str:
    """Return text in simplified characters, but for `KEPT_CHARACTERS`."""
    return text.translate(_SIMPLIFIED)


class _Simplified(dict[int, str]):
    """A translation table that asks OpenCC once for each character it meets."""

    def __init__(self) -> None:
        super().__init__({ord(character): character for character in KEPT_CHARACTERS})
        self.convert = cast("Callable[[str], str]", opencc.OpenCC("t2s").convert)

    def __missing__(self, code: int) -> str:
        self[code] = self.convert(chr(code))
        return self[code]


_SIMPLIFIED = _Simplified()


def variant_key(key: str) -> str:
    """Return a name key with each variant character as the first of its class."""
    surname, given = key[:SURNAME_LENGTH], key[SURNAME_LENGTH:]
    return surname.translate(_SURNAME_CLASS) + given.translate(_CHARACTER_CLASS)


def _classes(variants: tuple[str, ...]) -> Mapping[int, str]:
    return {ord(other): group[0] for group in variants for other in group[1:]}


_CHARACTER_CLASS = _classes(CHARACTER_VARIANTS)
_SURNAME_CLASS = {**_CHARACTER_CLASS, **_classes(SURNAME_VARIANTS)}


def pinyin_key(key: str) -> str:
    """Return how a name key is read: `zeng xiao ming`, surname reading first."""
    return " ".join(_surname_readings(key) + _common_readings(key))


def _surname_readings(key: str) -> tuple[str, ...]:
    if compound := COMPOUND_READINGS.get(key[:COMPOUND_LENGTH]):
        return compound
    return tuple(SURNAME_READINGS.get(char, reading(char)) for char in key[:1])


def _common_readings(key: str) -> tuple[str, ...]:
    rest = key[len(_surname_readings(key)) :]
    return tuple(map(reading, rest))


def reading_sets(key: str) -> tuple[frozenset[str], ...]:
    """Return for each character of a name key all its readings, without tones."""
    return tuple(readings(key, place) for place in range(len(key)))


def readings(key: str, place: int) -> frozenset[str]:
    """Return all readings of one character of a name key, without tones."""
    if place >= COMPOUND_LENGTH:
        return _readings(key[place])
    if compound := COMPOUND_READINGS.get(key[:COMPOUND_LENGTH]):
        return _readings(key[place]) | {compound[place]}
    return _readings(key[place]) if place else _surname_sounds(key[0])


@cache
def _surname_sounds(character: str) -> frozenset[str]:
    return _readings(character) | {SURNAME_READINGS.get(character, reading(character))}


@cache
def _readings(character: str) -> frozenset[str]:
    found = pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True)
    return frozenset(found[0]) if found else frozenset({character})


@cache
def reading(character: str) -> str:
    """Return the common reading of a character, without tone; itself if it has none."""
    found = pypinyin.lazy_pinyin(character)
    return found[0] if found else character

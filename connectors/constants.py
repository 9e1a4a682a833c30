"""Values that stand in a name or a title instead of a column.

Counties split files by kind, month or township and then leave the column out. A
required code or period is taken from the names of sheet and file, the hand-over
sheet and the titles, wherever it is unambiguous. A column that is not required is
filled only by a place that stands alone as the name of a sheet or in a file's
name (东风镇), by the dataset's own period, by a code that is the whole of a word
of the name, and by a labelled title (乡镇：东风镇).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from connectors.matching import Match
from store.contract import Column, Contract
from store.heading import plain_heading
from store.meaning import Meaning

MONTH = re.compile(
    r"(?<!\d)(20\d\d)(?:年|[-.])?(0[1-9]|1[0-2]|(?<=年)[1-9])(?:月(?!\d)|(?!\d|月|[-.]\d))"
)
YEAR = re.compile(r"(?<!\d)(20\d\d)年度?(?!\d)")
LEAST_SPELLING = 2  # shorter spellings (1, 户) stand in names by accident
LONG_SPELLING = 4  # so long that a name containing it means it
DENIALS = ("非", "未", "不", "无")
YES_NO = {"是", "否"}
PREFIX = r"(?:[\u4e00-\u9fff]{1,8}?[县市区旗])?"
PLACES = {
    "town": re.compile(
        rf"{PREFIX}([\u4e00-\u9fff]{{1,6}}(?:镇|乡|街道|街道办事处|苏木))"
    ),
    "village": re.compile(rf"{PREFIX}([\u4e00-\u9fff]{{1,8}}(?:村|社区|居委会))"),
}
NO_PLACES = re.compile(
    r".*(?:城|各|全|本|按|分|返|下|集|建制|乡村|农|行政|自然|贫困)[镇乡村]|乡镇|村镇|.*乡镇|.*[各全本按]街道"
)
BREAKS = re.compile(r"[\s_\-—–（）()\[\]【】、,，.。+&]+|\d+")
LABEL = re.compile(r"([^:：]{1,12})[:：]\s*(.{0,30})")
GAPS = re.compile(r"[\s\u3000]{2,}")


@dataclass(frozen=True, kw_only=True)
class Names:
    """The texts around a table: hand-over sheet, sheet, file and title rows."""

    stated: str = ""
    sheet: str = ""
    file: str = ""
    titles: tuple[str, ...] = ()

    @property
    def near(self) -> tuple[str, ...]:
        """Return what names the table, nearest first."""
        return self.stated, self.sheet, PurePath(self.file).stem

    @property
    def all(self) -> tuple[str, ...]:
        """Return all texts, the title rows as the last."""
        return self.stated, self.sheet, self.file, "\n".join(self.titles)


def constants_for(match: Match, names: Names) -> dict[str, str]:
    """Return the columns without a heading that the names state, with their text."""
    contract = match.contract
    lacking = [c for c in contract.columns if c.name not in match.columns]
    found: dict[str, str] = {}
    for column in lacking:
        text = _agreed(
            _labelled(column, names.titles), _named(column, contract, names), column
        )
        if text:
            found[column.name] = text
    optional = [c for c in lacking if not c.required and c.name not in found]
    return {**found, **_lone_codes(optional, names)}


def _agreed(labelled: str, named: str, column: Column) -> str:
    """Return what a title's label says, unless names put another place in doubt."""
    is_place = column.meaning is Meaning.PLACE
    if is_place and labelled and named and not labelled.endswith(named):
        return ""
    return labelled or named


def _named(column: Column, contract: Contract, names: Names) -> str:
    if column.meaning is Meaning.PLACE:
        return _place(column, names)
    if column.required or column.name == contract.period:
        return _stated(column, names.all)
    return ""


def _stated(column: Column, words: Sequence[str]) -> str:
    for text in words:
        values = _values(column, text)
        if len(values) == 1:
            return values.pop()
    return ""


def _values(column: Column, text: str) -> set[str]:
    if column.meaning is Meaning.CODE:
        return _codes(column, text)
    if column.meaning is Meaning.PERIOD:
        months = {f"{y}年{int(m)}月" for y, m in MONTH.findall(text)}
        return months or {f"{year}年" for year in YEAR.findall(text)}
    return set()


def _spellings(column: Column) -> dict[str, str]:
    return {
        spelling: code
        for code, others in column.codes.items()
        for spelling in (code, *others)
        if len(spelling) >= LEAST_SPELLING and not spelling.isascii()
    }


def _codes(column: Column, text: str) -> set[str]:
    """Return the codes named in a text; the longest spelling wins its place."""
    spellings = _spellings(column)
    found: set[str] = set()
    for spelling in sorted(spellings, key=len, reverse=True):
        before, itself, _ = text.partition(spelling)
        if itself and not before.endswith(DENIALS):
            found.add(spellings[spelling])
        text = text.replace(spelling, "\n")
    return found


def _lone_codes(columns: Sequence[Column], names: Names) -> dict[str, str]:
    """Return the codes that a name states for one column alone."""
    coded = [c for c in columns if c.codes and not set(c.codes) <= YES_NO]
    for text in names.near:
        claims = {c.name: code for c in coded if (code := _lone_code(c, text))}
        if claims:
            return claims if len(claims) == 1 else {}
    return {}


def _lone_code(column: Column, text: str) -> str:
    """Return the only code that a text names, by a whole word or a long spelling."""
    found = _codes(column, text)
    if len(found) != 1:
        return ""
    (code,) = found
    words = set(BREAKS.split(text))
    sure = any(
        spelling in words or (len(spelling) >= LONG_SPELLING and spelling in text)
        for spelling, own in _spellings(column).items()
        if own == code
    )
    return code if sure else ""


def _place(column: Column, names: Names) -> str:
    """Return the one township or village that stands as a word of a name."""
    pattern = PLACES.get(column.name)
    if pattern is None:
        return ""
    for text in names.near:
        found = {
            place.group(1)
            for word in BREAKS.split(text)
            if (place := pattern.fullmatch(word)) and not NO_PLACES.fullmatch(word)
        }
        if len(found) == 1:
            return found.pop()
    return ""


def _labelled(column: Column, titles: Sequence[str]) -> str:
    """Return what a title row states under one of the column's headings."""
    plain = {plain_heading(heading) for heading in column.headings}
    for label, value in _labels(titles):
        if plain_heading(label) not in plain:
            continue
        if column.meaning is Meaning.PLACE:
            return value
        if column.meaning is Meaning.CODE and value in {
            spelling for code, s in column.codes.items() for spelling in (code, *s)
        }:
            return value
        if column.meaning is Meaning.PERIOD:
            return _stated(column, (value,))
    return ""


def _labels(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (label, value); the value may stand in the next filled cell."""
    pieces = [piece for title in titles for piece in GAPS.split(title) if piece]
    for position, piece in enumerate(pieces):
        if found := LABEL.fullmatch(piece.strip()):
            label, value = found.groups()
            follows = pieces[position + 1 : position + 2]
            yield label, value.strip() or "".join(follows)

"""Messages about headings: which one, where, and what it may have been."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectors.matching import Match
from store.contract import Column
from store.errors import HeaderError, Place
from store.heading import plain_heading
from store.text import overlap_milli

LETTERS = 26
LEAST_LIKENESS = 500  # per mille, from which two headings look alike
REMEDY = "请改用契约列出的表头，或运行 crosscheck inbox check 按提示映射"


def column_letters(position: int) -> str:
    """Return the letters a spreadsheet gives the column at a 0-based position."""
    letters, rest = "", position + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def refuse_missing(
    match: Match, cells: Sequence[str], constants: Mapping[str, str], place: Place
) -> None:
    """Raise `HeaderError` naming the required columns that nothing gives."""
    missing = [name for name in match.missing if name not in constants]
    if not missing:
        return
    titles = [match.contract.column(name).title for name in missing]
    unknown = [cells[at] for at in match.unknown]
    raise HeaderError(
        f"按“{match.contract.title}”读取，缺少必需的列：{'、'.join(titles)}"
        + _nearest(match, missing, unknown),
        place=replace(place, column="、".join(titles)),
        remedy=REMEDY,
    )


def likeness_milli(heading: str, column: Column) -> int:
    """Return how much a heading looks like any known heading of a column."""
    plain = plain_heading(heading)
    return max(overlap_milli(plain, plain_heading(each)) for each in column.headings)


def _nearest(match: Match, missing: Sequence[str], unknown: Sequence[str]) -> str:
    """Return which unknown headings look like the missing columns."""
    pairs: list[str] = []
    for name in missing:
        column = match.contract.column(name)
        near = max(unknown, key=lambda one: likeness_milli(one, column), default="")
        if near and likeness_milli(near, column) >= LEAST_LIKENESS:
            pairs.append(f"“{near}”可能是“{column.title}”")
    if pairs:
        return "；不认识的表头中" + "，".join(pairs)
    return "；不认识的表头有" + "、".join(unknown[:8]) if unknown else ""


def refuse_doubled(match: Match, cells: Sequence[str], place: Place) -> None:
    """Raise `HeaderError` naming the headings that claim one column."""
    for name, positions in match.columns.items():
        if len(positions) > 1:
            column = match.contract.column(name)
            claims = "、".join(
                f"“{cells[at]}”（{column_letters(at)} 列）" for at in positions
            )
            raise HeaderError(
                f"表头 {claims} 都对应“{column.title}”这一列",
                place=replace(place, column=column.title),
                remedy="请只保留一列，或给另一列换一个名称",
            )


def refuse_vague(matches: Sequence[Match], place: Place) -> None:
    """Raise `HeaderError` naming the datasets that fit equally well."""
    if len(matches) > 1:
        titles = "、".join(f"“{match.contract.title}”" for match in matches)
        raise HeaderError(
            f"表头同样符合 {titles}，无法确定是哪一类数据",
            place=place,
            remedy="请在文件名或交接单里写明数据名称，或用 crosscheck inbox map 指明",
        )

"""Recognise a sheet with the saved mappings of its supplier.

A mapping is applied where its headings stand in the sheet, and refuses where they
have changed: what came and what went is for somebody to look at. Only a sheet that
loses nothing without it is read by its headings alone. A mapping never takes a
sheet whose names point to a dataset that they did not point to when it was made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from connectors.constants import constants_for
from connectors.header import HEAD_ROWS, Lines, possible_headers
from connectors.mapping import SavedMapping, layout_of, plain_headings
from connectors.matching import Headings, match_spellings
from connectors.recognise import (
    Recognition,
    Surroundings,
    Unrecognised,
    hinted_dataset,
    recognise,
    recognition,
    title_unit,
    unlike,
)
from connectors.wording import refuse_doubled, refuse_missing
from store.errors import HeaderError
from store.heading import plain_heading

MAPPED_ROWS = 2 * HEAD_ROWS  # a header that a mapping names may stand lower
SAME_LAYOUT_MILLI = 600  # shared headings from which a header is the same, drifted
SHOWN = 8  # headings that a message lists

Rows = Sequence[Sequence[str]]


def recognise_mapped(
    rows: Rows,
    around: Surroundings,
    known: Sequence[Headings],
    mappings: Sequence[SavedMapping],
    *,
    cut: bool = False,
) -> Recognition | Unrecognised:
    """Return what a sheet is, by the mapping made for it, else by its headings."""
    usable = [each for each in mappings if _may_apply(each, around, known)]
    headers = list(possible_headers(rows[:MAPPED_ROWS])) if usable else []
    exact = [(m, lines) for m in usable for lines in _lines_of(m, headers)]
    if exact:
        mapping, lines = min(
            exact, key=lambda pair: _distance(pair[0], pair[1], around)
        )
        others = {m.name for m, _ in exact if _contradicts(m, mapping)}
        if others:
            return _undecided(rows, around, mapping, others)
        return _applied(rows, around, known, mapping, lines)
    native = recognise(rows, around, known, cut=cut)
    drifted = _drifted(usable, headers)
    if drifted is None:
        return native
    mapping, lines = drifted
    if isinstance(native, Recognition) and not _is_missed(mapping, native, known):
        return native
    found = unlike(_drift_error(mapping, lines, around), rows, mapping.dataset)
    return replace(found, is_table=True, is_likely=True)


def _may_apply(
    mapping: SavedMapping, around: Surroundings, known: Sequence[Headings]
) -> bool:
    if around.supplier is not None and mapping.supplier not in {"", around.supplier}:
        return False
    words = "\n".join((around.stated, around.sheet, around.file))
    return hinted_dataset(words, known) in {"", mapping.dataset, mapping.hinted}


def _lines_of(mapping: SavedMapping, headers: Sequence[Lines]) -> Iterator[Lines]:
    for lines in headers:
        same_height = lines.lines == mapping.header_lines
        if same_height and layout_of(lines.cells) == mapping.layout:
            yield lines


def _distance(
    mapping: SavedMapping, lines: Lines, around: Surroundings
) -> tuple[bool, int, int, str]:
    """Return how far a mapping is from a sheet: the supplier's own comes first."""
    stated = (mapping.header_row or 1) - 1
    foreign = mapping.supplier != (around.supplier or mapping.supplier)
    return foreign, abs(lines.position - stated), -mapping.version, mapping.name


def _contradicts(other: SavedMapping, mapping: SavedMapping) -> bool:
    same_supplier = other.supplier == mapping.supplier
    return same_supplier and other.dataset != mapping.dataset


def _undecided(
    rows: Rows, around: Surroundings, mapping: SavedMapping, others: set[str]
) -> Unrecognised:
    names = "、".join(sorted({mapping.name, *others}))
    error = HeaderError(
        f"这个表头有几个映射，指向不同的数据：{names}",
        place=around.place,
        remedy="请在文件名写明数据名称，或用 crosscheck inbox map --remove 删除错的",
    )
    found = unlike(error, rows, mapping.dataset)
    return replace(found, is_table=True, is_likely=True)


def _applied(
    rows: Rows,
    around: Surroundings,
    known: Sequence[Headings],
    mapping: SavedMapping,
    lines: Lines,
) -> Recognition | Unrecognised:
    names = around.names(rows[: lines.position])
    try:
        headings = mapping.overlaid(_contract_of(mapping, known, around))
        match = match_spellings(lines.spellings, headings, cut=False)
        silent = {plain_heading(heading) for heading in mapping.ignored}
        left = [at for at in match.unknown if lines.spellings[at][0] not in silent]
        match = replace(match, unknown=tuple(left))
        constants = {**constants_for(match, names), **mapping.fills(around.sheet)}
        refuse_missing(match, lines.cells, constants, around.place)
        refuse_doubled(match, lines.cells, around.place)
    except HeaderError as error:
        found = unlike(error, rows, mapping.dataset)
        return replace(found, is_table=True, is_likely=True)
    except KeyError as error:
        gone = HeaderError(
            f"映射“{mapping.name}”指向的列 {error.args[0]} 不在数据契约里",
            place=around.place,
            remedy="用 crosscheck inbox map --remove 删除后重新映射",
        )
        found = unlike(gone, rows, mapping.dataset)
        return replace(found, is_table=True, is_likely=True)
    unit = mapping.unit or title_unit("\n".join(names.titles))
    what = recognition(match, lines, unit, constants)
    filled = {n: f"（映射填入）{t}" for n, t in mapping.fills(around.sheet).items()}
    return replace(
        what,
        headings={**what.headings, **filled},
        mapping=mapping.label,
        sheets_ignored=mapping.sheets_ignored,
    )


def _contract_of(
    mapping: SavedMapping, known: Sequence[Headings], around: Surroundings
) -> Headings:
    for each in known:
        if each.contract.path == mapping.dataset:
            return each
    raise HeaderError(
        f"映射“{mapping.name}”指向的数据 {mapping.dataset} 没有契约",
        place=around.place,
        remedy="用 crosscheck inbox map --remove 删除后重新映射",
    )


def _is_missed(
    mapping: SavedMapping, native: Recognition, known: Sequence[Headings]
) -> bool:
    """Say whether a sheet of the dataset, read without the mapping, would lack it.

    It does not where the headings alone give every column that the mapping gives,
    and none that the mapping reads otherwise is there: the layout of other months.
    """
    if native.contract.path != mapping.dataset:
        return False
    given = {*native.columns, *native.constants}
    lacking = {*mapping.columns.values(), *mapping.constants} - given
    here = set(map(plain_heading, native.cells))
    contract = next(k for k in known if k.contract.path == mapping.dataset)
    told = {plain_heading(heading) for heading in mapping.columns}
    silent = {plain_heading(heading) for heading in mapping.ignored}
    read_otherwise = here & (told | (silent & set(contract.columns)))
    return bool(lacking or read_otherwise or mapping.unit)


def drifted_mapping(
    rows: Rows,
    around: Surroundings,
    known: Sequence[Headings],
    mappings: Sequence[SavedMapping],
) -> tuple[SavedMapping, Lines] | None:
    """Return the mapping that a sheet has drifted from, and the header it has now."""
    usable = [each for each in mappings if _may_apply(each, around, known)]
    return _drifted(usable, list(possible_headers(rows[:MAPPED_ROWS])))


def _drifted(
    mappings: Sequence[SavedMapping], headers: Sequence[Lines]
) -> tuple[SavedMapping, Lines] | None:
    near = [
        (shared_milli(mapping.headings, lines.cells), mapping.version, mapping, lines)
        for mapping in mappings
        for lines in headers
    ]
    best = max(near, key=lambda one: (one[0], one[1], one[2].name), default=None)
    if best is None or best[0] < SAME_LAYOUT_MILLI:
        return None
    return best[2], best[3]


def _drift_error(
    mapping: SavedMapping, lines: Lines, around: Surroundings
) -> HeaderError:
    came, went = drift(mapping, lines.cells)
    changes = [
        f"{what} {'、'.join(headings[:SHOWN])}"
        for what, headings in (("新出现", came), ("不见了", went))
        if headings
    ]
    return HeaderError(
        f"表头与映射“{mapping.name}”（第 {mapping.version} 版）不一致："
        + ("；".join(changes) or "有表头重复或少了一次"),
        place=around.place,
        remedy="请向报送单位核实后运行 crosscheck inbox check，按提示更新映射",
    )


def shared_milli(left: Sequence[str], right: Sequence[str]) -> int:
    """Return the share of headings that two headers have in common, per mille."""
    ours, theirs = set(plain_headings(left)), set(plain_headings(right))
    return 1000 * len(ours & theirs) // max(len(ours | theirs), 1)


def drift(mapping: SavedMapping, cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the headings that a header has and the mapping has not, and vice versa."""
    before = set(map(plain_heading, mapping.headings))
    now = set(map(plain_heading, cells))
    came = [cell for cell in cells if cell and plain_heading(cell) not in before]
    went = [cell for cell in mapping.headings if plain_heading(cell) not in now]
    return came, went

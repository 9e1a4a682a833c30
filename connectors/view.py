"""What a file is taken for, before any night: every sheet, with its doubts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from connectors.constants import constants_for
from connectors.header import Lines, possible_headers
from connectors.likeness import Suggestion, suggestions
from connectors.mapped import MAPPED_ROWS, drifted_mapping, recognise_mapped
from connectors.mapping import SavedMapping
from connectors.matching import Headings, Match, match_spellings
from connectors.ranking import LEAST_MATCHED, Ranking, rank_datasets
from connectors.readers import read_sheets
from connectors.readers.sheet import ROW, cell_names
from connectors.recognise import (
    Recognition,
    Surroundings,
    Unrecognised,
)
from connectors.take_file import texts_of
from store.contract import Contract
from store.heading import plain_heading

SAMPLED_ROWS = 300
LEAST_KNOWN_MILLI = 300  # of the headings, to take a sheet for a dataset at all
GUESSES = 3


@dataclass(frozen=True, kw_only=True)
class Known:
    """What sheets are recognised by: the contracts and the home's mappings."""

    contracts: tuple[Headings, ...]
    mappings: tuple[SavedMapping, ...] = ()

    def contract(self, path: str) -> Headings | None:
        """Return the headings of a dataset, or nothing."""
        return next((k for k in self.contracts if k.contract.path == path), None)


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A dataset that a sheet may be: its share of known headings, per mille."""

    contract: Contract
    known_milli: int
    required_milli: int


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a sheet fits one dataset: header, columns, and what may be what.

    `row` is the physical row of the header; `base` the saved mapping that was
    applied, or whose headings have changed since.
    """

    lines: Lines
    row: int
    match: Match
    constants: Mapping[str, str]
    suggestions: tuple[Suggestion, ...]
    base: SavedMapping | None

    @property
    def contract(self) -> Contract:
        """Return the dataset's contract."""
        return self.match.contract

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings as printed, from left to right."""
        return tuple(cell for cell in self.lines.cells if cell)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the titles of required columns that nothing gives."""
        lost = set(self.match.missing) - set(self.constants)
        return tuple(c.title for c in self.contract.columns if c.name in lost)

    @property
    def doubled(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of headings that claim one column."""
        return tuple(
            tuple(self.lines.cells[at] for at in places)
            for places in self.match.columns.values()
            if len(places) > 1
        )


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """One sheet: what it was taken for, what else it may be, and how it fits."""

    around: Surroundings
    hidden: bool
    what: Recognition | Unrecognised
    guesses: tuple[Guess, ...]
    fit: Fit | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody says about a sheet: its dataset and the row of its header."""

    dataset: str = ""
    header_row: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """The first rows of a sheet, the physical number of each, and where it stands."""

    rows: list[list[str]]
    numbers: list[int]
    around: Surroundings
    cut: bool

    @property
    def top(self) -> list[list[str]]:
        return self.rows[:MAPPED_ROWS]


def view_file(
    file: Path, around: Surroundings, known: Known, asked: Asked | None = None
) -> Iterator[SheetView]:
    """Yield a view of every sheet with cells; raises `DeliveryError` and its kinds."""
    for sheet in read_sheets(file):
        first = next(sheet.chunks, None)
        if first is None or not cell_names(first):
            continue
        head = first.head(SAMPLED_ROWS)
        seen = _Sheet(
            rows=texts_of(head),
            numbers=head[ROW].to_list(),
            around=replace(around, sheet=sheet.name),
            cut=sheet.cut_headings,
        )
        view = _view(seen, known, asked or Asked())
        yield replace(view, hidden=sheet.hidden)


def _view(seen: _Sheet, known: Known, asked: Asked) -> SheetView:
    what = recognise_mapped(
        seen.top, seen.around, known.contracts, known.mappings, cut=seen.cut
    )
    ranking = rank_datasets(seen.top, seen.around.names, known.contracts, cut=seen.cut)
    guesses = _guesses(ranking)
    return SheetView(
        around=seen.around,
        hidden=False,
        what=what,
        guesses=guesses,
        fit=_fit(seen, known, asked, what, guesses),
    )


def _guesses(ranking: Ranking | None) -> tuple[Guess, ...]:
    found = [
        Guess(
            contract=each.contract,
            known_milli=each.match.known_milli,
            required_milli=each.match.required_milli,
        )
        for each in (ranking.candidates if ranking else ())[:GUESSES]
    ]
    return tuple(found)


def _fit(
    seen: _Sheet,
    known: Known,
    asked: Asked,
    what: Recognition | Unrecognised,
    guesses: Sequence[Guess],
) -> Fit | None:
    base, lines = _base(seen, known, what)
    path = asked.dataset or _target(what, guesses, base)
    target = known.contract(path)
    if target is None:
        return None
    if base and base.dataset == path:
        target = base.overlaid(target)
    else:
        base = None
    if lines is None or asked.header_row:
        lines = _lines(seen, target, what, asked)
    return _fitted(seen, target, lines, base) if lines else None


def _base(
    seen: _Sheet, known: Known, what: Recognition | Unrecognised
) -> tuple[SavedMapping | None, Lines | None]:
    """Return the mapping that a sheet took or drifted from, and the header then."""
    if isinstance(what, Recognition):
        taken = (m for m in known.mappings if m.label == what.mapping)
        return next(taken, None), None
    found = drifted_mapping(seen.top, seen.around, known.contracts, known.mappings)
    return found or (None, None)


def _target(
    what: Recognition | Unrecognised,
    guesses: Sequence[Guess],
    base: SavedMapping | None,
) -> str:
    """Return the dataset that a sheet is or seems to be, "" for none."""
    if isinstance(what, Recognition):
        return what.contract.path
    near = [g for g in guesses[:1] if g.known_milli >= LEAST_KNOWN_MILLI]
    named = what.dataset or (base.dataset if base else "")
    return named or (near[0].contract.path if near and what.is_table else "")


def _lines(
    seen: _Sheet, target: Headings, what: Recognition | Unrecognised, asked: Asked
) -> Lines | None:
    """Return the header: where it was found or is said to be, or fits the target."""
    possible = list(possible_headers(seen.top))
    if asked.header_row:
        at = [n for n, row in enumerate(seen.numbers) if row == asked.header_row]
        possible = [lines for lines in possible if lines.position in at]
    elif isinstance(what, Recognition):
        place = (what.header, what.lines)
        possible = [one for one in possible if (one.position, one.lines) == place]

    def columns(lines: Lines) -> tuple[int, int, int]:
        match = match_spellings(lines.spellings, target, cut=seen.cut)
        return len(match.columns), -lines.lines, -lines.position

    best = max(possible, key=columns, default=None)
    if best and (asked.header_row or columns(best)[0] >= LEAST_MATCHED):
        return best
    return None


def _fitted(
    seen: _Sheet, target: Headings, lines: Lines, base: SavedMapping | None
) -> Fit:
    match = match_spellings(lines.spellings, target, cut=seen.cut)
    silent = {plain_heading(heading) for heading in (base.ignored if base else ())}
    left = [at for at in match.unknown if lines.spellings[at][0] not in silent]
    match = replace(match, unknown=tuple(left))
    names = seen.around.names(seen.rows[: lines.position])
    constants = constants_for(match, names)
    if base:
        constants |= base.fills(seen.around.sheet)
    return Fit(
        lines=lines,
        row=seen.numbers[lines.position],
        match=match,
        constants=constants,
        suggestions=_suggested(seen, lines, match, constants),
        base=base,
    )


def _suggested(
    seen: _Sheet, lines: Lines, match: Match, constants: Mapping[str, str]
) -> tuple[Suggestion, ...]:
    below = seen.rows[lines.position + lines.lines :]
    free = [
        column
        for column in match.contract.columns
        if column.name not in match.columns and column.name not in constants
    ]
    return suggestions(
        {at: lines.cells[at] for at in match.unknown},
        free,
        {at: [row[at] for row in below] for at in match.unknown},
    )

"""How well one row of cells fits the headings of a contract."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from connectors.members import (
    Group,
    lists_members,
    numbered,
    numbered_groups,
    repeated_groups,
)
from store.contract import Contract
from store.heading import plain_heading

CUT_BYTES = 9  # a DBF field name this long may be the start of a longer heading

Spellings = tuple[str, ...]  # one heading in plain spellings, the likeliest first


@dataclass(frozen=True, kw_only=True, eq=False)
class Headings:
    """A contract with its headings in one spelling, each leading to its column.

    Two are equal only where they are one object, so that what is derived from the
    contracts of a night is derived once.
    """

    contract: Contract
    columns: Mapping[str, str]

    @classmethod
    def of(cls, contract: Contract) -> Self:
        """Return the headings of a contract."""
        columns = {
            plain_heading(heading): column.name
            for column in contract.columns
            for heading in column.headings
        }
        return cls(contract=contract, columns=columns)

    def column(self, plain: str, *, cut: bool) -> str | None:
        """Return the column of a heading, or of the only one it can be the start of."""
        exact = self.columns.get(plain)
        if exact or not cut or len(plain.encode("gb18030")) < CUT_BYTES:
            return exact
        longer = {name for text, name in self.columns.items() if text.startswith(plain)}
        return longer.pop() if len(longer) == 1 else None


@dataclass(frozen=True, kw_only=True)
class Match:
    """Which cells of a row stand for which columns of a contract.

    `columns` maps a column to the positions of its cells: more than one means
    that two headings claim the column. `unknown` are the cells left over.
    `members` are the groups of a row that names a whole household; `columns`
    then holds the first of them.
    """

    headings: Headings
    columns: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]
    members: tuple[Group, ...] = ()

    @property
    def contract(self) -> Contract:
        """Return the contract that was matched."""
        return self.headings.contract

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the required columns without a cell."""
        return tuple(
            column.name
            for column in self.contract.columns
            if column.required and column.name not in self.columns
        )

    @property
    def required_milli(self) -> int:
        """Return the share of the required columns that have a cell, per mille."""
        required = sum(column.required for column in self.contract.columns)
        return 1000 - 1000 * len(self.missing) // max(required, 1)

    @property
    def known_milli(self) -> int:
        """Return the share of the headings that lead to a column, per mille."""
        cells = {at for places in self.columns.values() for at in places}
        cells |= {at for group in self.members for at in group.values()}
        return 1000 * len(cells) // max(len(cells) + len(self.unknown), 1)


def match_cells(
    cells: Sequence[str], headings: Headings, *, cut: bool = False
) -> Match:
    """Return the match of a row; `cut` allows headings cut at ten bytes."""
    return match_spellings(
        [(plain_heading(cell),) for cell in cells], headings, cut=cut
    )


def match_spellings(
    spellings: Sequence[Spellings], headings: Headings, *, cut: bool
) -> Match:
    """Return the match of a row whose headings may each be spelt in several ways.

    A second spelling counts only where no other cell claims its column.
    """
    columns: dict[str, tuple[int, ...]] = {}
    unknown: list[int] = []
    for position, (plain, *_) in enumerate(spellings):
        name = headings.column(plain, cut=cut) if plain else None
        if name:
            columns[name] = (*columns.get(name, ()), position)
        elif plain:
            unknown.append(position)
    second = _second_choices(spellings, unknown, headings, cut=cut)
    for name, position in second.items():
        if name not in columns:
            columns[name] = (position,)
            unknown.remove(position)
    return _with_members(
        Match(headings=headings, columns=columns, unknown=tuple(unknown)), spellings
    )


def _second_choices(
    spellings: Sequence[Spellings],
    unknown: Sequence[int],
    headings: Headings,
    *,
    cut: bool,
) -> dict[str, int]:
    """Return the columns that the further spellings of one cell alone lead to."""
    chosen: dict[int, str] = {}
    for position in unknown:
        found = (headings.column(p, cut=cut) for p in spellings[position][1:] if p)
        name = next((name for name in found if name), None)
        if name:
            chosen[position] = name
    claims = Counter(chosen.values())
    return {name: at for at, name in chosen.items() if claims[name] == 1}


def _with_members(match: Match, spellings: Sequence[Spellings]) -> Match:
    """Return the match with the groups of members that its headings show."""
    if not lists_members(match.contract):
        return match
    named: dict[int, dict[str, int]] = {}
    for position in match.unknown:
        for number, base in numbered(spellings[position][0]):
            name = match.headings.columns.get(base)
            if name:
                named.setdefault(number, {}).setdefault(name, position)
                break
    plain = [each[0] for each in spellings]
    groups = numbered_groups(named, match.columns, match.contract) or repeated_groups(
        match.columns, plain, match.contract
    )
    if not groups:
        return match
    first = {name: (at,) for group in reversed(groups) for name, at in group.items()}
    taken = {at for group in groups for at in group.values()}
    return Match(
        headings=match.headings,
        columns={**match.columns, **first},
        unknown=tuple(at for at in match.unknown if at not in taken),
        members=groups,
    )

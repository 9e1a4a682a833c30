"""How well one row of cells fits the headings of a contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from store.contract import Contract
from store.heading import plain_heading

CUT_BYTES = 9  # a DBF field name this long may be the start of a longer heading


@dataclass(frozen=True, kw_only=True)
class Headings:
    """A contract with its headings in one spelling, each leading to its column."""

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
    """

    headings: Headings
    columns: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]

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


def match_cells(
    cells: Sequence[str], headings: Headings, *, cut: bool = False
) -> Match:
    """Return the match of a row; `cut` allows headings cut at ten bytes."""
    columns: dict[str, tuple[int, ...]] = {}
    unknown: list[int] = []
    for position, cell in enumerate(cells):
        plain = plain_heading(cell)
        name = headings.column(plain, cut=cut) if plain else None
        if name:
            columns[name] = (*columns.get(name, ()), position)
        elif plain:
            unknown.append(position)
    return Match(headings=headings, columns=columns, unknown=tuple(unknown))

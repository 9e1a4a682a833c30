"""The total of money: as the hand-over sheet states it, and as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from connectors.handover import Line
from connectors.take_file import TakenPart
from store.contract import Column
from store.meaning import Meaning
from store.normalise.amounts import FEN, NUMBER, money_fen, read_money
from store.normalise.apply import says_nothing
from store.normalise.plain import plain_unspaced

YUAN_FEN = 100


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A total in 分, and how far the truth may lie from it (totals in 万元 round)."""

    fen: int
    slack_fen: int


@dataclass(frozen=True, kw_only=True)
class Read:
    """A column's total in 分 of the cells that could be read; how many could not."""

    title: str
    fen: int
    unread: int


def stated_total(lines: Sequence[Line]) -> Stated | None:
    """Return the total of lines that all state one, or None."""
    totals = [_stated(line) for line in lines]
    known = [total for total in totals if total is not None]
    if not known or len(known) < len(totals):
        return None
    return Stated(
        fen=sum(total.fen for total in known),
        slack_fen=sum(total.slack_fen for total in known),
    )


def _stated(line: Line) -> Stated | None:
    fen = money_fen(line.total, line.unit) if line.total else None
    if fen is None:
        return None
    found = NUMBER.search(plain_unspaced(line.total))
    digits, suffix = (found.group(2), found.group(5)) if found else ("", "")
    scale = FEN.get(suffix or line.unit, YUAN_FEN)
    if scale <= YUAN_FEN:
        return Stated(fen=fen, slack_fen=0)
    decimals = len(digits.partition(".")[2])
    return Stated(fen=fen, slack_fen=int(Decimal(scale).scaleb(-decimals) / 2))


def read_totals(parts: Sequence[TakenPart]) -> list[Read]:
    """Return the total of each money column of one dataset's parts.

    A sheet says just "amount" where the data has several (应发, 实发), so each is
    a candidate.
    """
    columns = [
        column
        for column in parts[0].contract.columns
        if column.meaning is Meaning.MONEY
        and not any(column.name in part.part.missing_columns for part in parts)
    ]
    return [_read(column, parts) for column in columns]


def _read(column: Column, parts: Sequence[TakenPart]) -> Read:
    fen = unread = 0
    for part in parts:
        unit = part.part.units.get(column.name, "")
        for piece in part.pieces:
            text = pl.read_parquet(piece, columns=[column.name])[column.name]
            units = pl.Series("unit", [unit]).new_from_index(0, len(text))
            values = read_money(text, units if unit else None)
            fen += int(values.sum() or 0)
            unread += int((values.is_null() & ~says_nothing(column, text)).sum())
    return Read(title=column.title, fen=fen, unread=unread)

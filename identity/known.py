"""What valid numbers alone say: the mentions decided, and the people behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.cut_numbers import without_cut_numbers
from identity.decide import decide
from identity.generic import generic_numbers, owned, without_generic
from identity.mention import Source, person_sources, read_mentions
from identity.reference import reference_people
from store.contract import Contract


@dataclass(frozen=True, kw_only=True)
class Known:
    """The sources, their mentions as decided, and the people with valid numbers.

    Columns of `decided`: `identity.mention.read_mentions` and `identity.decide`;
    of `people`: `identity.reference`.
    """

    sources: Sequence[Source]
    decided: pl.DataFrame
    people: pl.DataFrame


def know_people(
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    *,
    key: bytes,
    generic: Path | None,
) -> Known:
    """Return who is known by a valid number, and which mentions are theirs.

    `key` is the home's secret, `generic` the table of numbers that tie nobody.
    """
    sources = person_sources(accepted, contracts)
    mentions = without_cut_numbers(read_mentions(sources))
    numbers = generic_numbers(generic)
    people = owned(reference_people(mentions, key), mentions, numbers)
    decided = without_generic(decide(mentions, people), numbers)
    return Known(sources=sources, decided=decided, people=people)

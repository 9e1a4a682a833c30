"""Which datasets a header may belong to, the best first, and which rival the best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from connectors.constants import Names, constants_for
from connectors.header import Header, find_header
from connectors.matching import Headings, Match
from store.contract import Contract

LEAST_MATCHED = 2  # columns that make a row look like a header at all
LEAST_UNHINTED = 4  # columns that tell a dataset which no hint points to
HEADING_WEIGHT, HINT_WEIGHT = 4, 3  # of a column; of a character of a hint
COMPLETE_BONUS = 2  # columns that having every required one is worth
CLEAR_LEAD, LEAD_AGAINST_HINT = 2, 4  # columns by which the best must lead a rival
LIKELY_MILLI = 500  # share of required columns from which a sheet is this dataset


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One dataset that a header may belong to, and what speaks for it."""

    match: Match
    constants: Mapping[str, str]
    hint: int

    @property
    def contract(self) -> Contract:
        """Return the dataset's contract."""
        return self.match.contract

    @property
    def columns(self) -> int:
        """Return how many columns speak for the dataset."""
        complete = not set(self.match.missing) - set(self.constants)
        return len(self.match.columns) + COMPLETE_BONUS * complete

    @property
    def is_complete(self) -> bool:
        """Say whether nothing required is missing and no column claimed twice."""
        doubled = any(len(places) > 1 for places in self.match.columns.values())
        return not doubled and not set(self.match.missing) - set(self.constants)

    @property
    def is_telling(self) -> bool:
        """Say whether the headings alone, without any hint, show the dataset."""
        matched = len(self.match.columns)
        return matched >= LEAST_UNHINTED and matched >= len(self.match.unknown)

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Return what candidates are sorted by."""
        return (
            self.hint + HEADING_WEIGHT * self.columns,
            self.match.required_milli,
            -len(self.match.unknown),
            self.contract.path,
        )


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The header that was found and the datasets it may be, the best first."""

    header: Header
    names: Names
    candidates: tuple[Candidate, ...]


def rank_datasets(
    rows: Sequence[Sequence[str]],
    names_above: Callable[[Sequence[Sequence[str]]], Names],
    known: Sequence[Headings],
    *,
    cut: bool = False,
) -> Ranking | None:
    """Return the header and the datasets it may be; None where there is no header.

    `names_above` gives the names around a table from the rows above its header.
    """
    header = find_header(rows, known, cut=cut)
    if header is None or header.score < LEAST_MATCHED:
        return None
    names = names_above(rows[: header.read.position])
    words = "\n".join(names.all)
    found = [
        Candidate(
            match=match,
            constants=constants_for(match, names),
            hint=hint_strength(match.contract, words),
        )
        for match in header.matches
        if match.columns
    ]
    found.sort(key=lambda each: each.rank, reverse=True)
    return Ranking(header=header, names=names, candidates=tuple(found))


def rivals(ranking: Ranking) -> list[Candidate]:
    """Return the datasets that the best does not clearly lead.

    Where the names speak for the best alone, nothing rivals it. Where they speak
    for another that could be read, the headings must say so much more.
    """
    best, *others = ranking.candidates
    return [other for other in others if _is_rival(other, best)]


def _is_rival(other: Candidate, best: Candidate) -> bool:
    lead = best.columns - other.columns
    if other.hint > best.hint:
        near = other.is_complete or not best.hint
        half = other.match.required_milli >= LIKELY_MILLI
        return near and half and lead < LEAD_AGAINST_HINT
    fits = other.is_complete and (other.hint > 0 or other.is_telling)
    return fits and other.hint == best.hint and lead < CLEAR_LEAD


def hint_strength(contract: Contract, words: str) -> int:
    """Return how strongly the words point to a contract, by its longest hint."""
    found = (len(hint) for hint in contract.hints if hint in words)
    return HINT_WEIGHT * max(found, default=0)

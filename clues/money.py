"""待核实金额: what a clue's acts add up to, each fen counted once.

Several rules may question the same month of the same scheme, so within each
stretch of months that acts share, only the rule with the largest sum counts.
For monthly payments that is the maximum over rules, month by month. An act that
spans months (a yearly subsidy) ties its months together, and so does a hit that
rests on the very payments another rule questions (a loan, and the interest
subsidies paid on it). The figure is what has to be looked at, so where in doubt
it is the smaller one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TypeAlias

from clues.hit import Act, Hit

MONTHS = 12
Span: TypeAlias = tuple[int, int]  # first and last month, counted from year 0
UNDATED: Span = (-1, -1)


@dataclass(frozen=True)
class _Share:
    """What one rule asks about one act: its months and its amount in 分."""

    rule: str
    span: Span
    amount_fen: int


def month_number(day: date) -> int:
    """Return a month as a running number, so that months can be subtracted."""
    return day.year * MONTHS + day.month - 1


def distinct_fen(hits: Sequence[Hit]) -> int:
    """Return the de-duplicated amount of one clue's hits, in 分."""
    return sum(_largest(stretch) for stretch in _stretches(_shares(hits)))


def months_covered(hits: Iterable[Hit]) -> int:
    """Return in how many months acts began, over all rules."""
    spans = {_span(act)[0] for hit in hits for act in hit.acts}
    return len(spans - {UNDATED[0]})


def _largest(stretch: Iterable[_Share]) -> int:
    """Return the largest sum that one rule has in a stretch of months."""
    sums: defaultdict[str, int] = defaultdict(int)
    for share in stretch:
        sums[share.rule] += share.amount_fen
    return max(sums.values())


def _stretches(shares: Iterable[_Share]) -> Iterable[Sequence[_Share]]:
    """Cut ordered shares where no act reaches over into the next month."""
    stretch: list[_Share] = []
    last = UNDATED[1]
    for share in shares:
        if stretch and share.span[0] > last:
            yield stretch
            stretch = []
        stretch.append(share)
        last = max(last, share.span[1])
    if stretch:
        yield stretch


def _shares(hits: Sequence[Hit]) -> Sequence[_Share]:
    """Return one share for each rule and act, in the order of their months."""
    amounts: dict[tuple[str, str], int] = {}
    spans: dict[str, Span] = {}
    for hit in hits:
        for act in hit.acts:
            mine = (hit.rule, act.act)
            amounts[mine] = max(amounts.get(mine, 0), act.amount_fen)
            spans[act.act] = _joined(spans.get(act.act), _span(act))
    for hit in hits:
        _tie_cited(hit, spans)
    shares = [_Share(rule, spans[act], fen) for (rule, act), fen in amounts.items()]
    return sorted(shares, key=lambda share: (share.span, share.rule, share.amount_fen))


def _tie_cited(hit: Hit, spans: dict[str, Span]) -> None:
    """Give a hit's acts and the acts of others that it cites one common span."""
    own = {act.act for act in hit.acts}
    records = {row["record_id"] for row in hit.listed("evidence_for")}
    cited = (records & spans.keys()) - own
    if not cited:
        return
    tied = sorted(own | cited)
    common = reduce(_joined, (spans[act] for act in tied))
    spans.update(dict.fromkeys(tied, common))


def _span(act: Act) -> Span:
    if act.period_from is None:
        return UNDATED
    end = act.period_to or act.period_from
    return month_number(act.period_from), month_number(max(end, act.period_from))


def _joined(known: Span | None, span: Span) -> Span:
    if known is None or known == UNDATED:
        return span
    if span == UNDATED:
        return known
    return min(known[0], span[0]), max(known[1], span[1])

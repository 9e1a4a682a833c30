"""What is wanting of each dataset, said once: open, not yet due, or history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, TypeAlias

from flows.context import Night
from flows.due_dates import latest_periods
from flows.run_rules import Judged
from rules.coverage import Gap, Gaps
from store.odcs import contract_for
from store.programme import Calendar

Kind: TypeAlias = Literal["open", "ahead", "history"]


@dataclass(frozen=True, kw_only=True)
class Lack:
    """Days of one dataset that are wanting, and the rules whose acts lie in them.

    `history` lies before all that ever came and `ahead` is not owed yet: nobody has
    to do anything; `open` is. `keys` name each of its gaps from night to night.
    """

    dataset: str
    title: str
    kind: Kind
    days: str
    rules: tuple[str, ...]
    keys: tuple[str, ...] = ()
    is_overdue: bool = False


def lacks_tonight(
    night: Night, gaps: Gaps, judged: Iterable[Judged]
) -> tuple[Lack, ...]:
    """Return what rules met tonight, one for each dataset and kind."""
    rules: dict[str, list[str]] = {}
    for one in judged:
        for words in one.gaps_met:
            rules.setdefault(words, []).append(one.rule.id)
    return lacks_met(gaps, rules, night.as_of, night.settings.calendar)


def lacks_met(
    gaps: Gaps, rules: Mapping[str, Sequence[str]], as_of: date, own: Calendar
) -> tuple[Lack, ...]:
    """Return the gaps that `rules` names in words, one for each dataset and kind."""
    met = [gap for mine in gaps.values() for gap in mine if gap.words in rules]
    kinds: dict[str, Kind] = {gap.words: _kind(gap, as_of, own) for gap in met}
    met.sort(key=lambda gap: (gap.dataset, kinds[gap.words], *_ends(gap)))
    return tuple(_lacks(met, kinds, rules))


def _lacks(
    met: Iterable[Gap], kinds: Mapping[str, Kind], rules: Mapping[str, Sequence[str]]
) -> Iterator[Lack]:
    for (path, kind), group in groupby(met, lambda g: (g.dataset, kinds[g.words])):
        own = list(group)
        yield Lack(
            dataset=path,
            title=contract_for(path).title,
            kind=kind,
            days="、".join(gap.days for gap in own),
            rules=tuple(sorted({rule for gap in own for rule in rules[gap.words]})),
            keys=tuple(f"{kind} {path} {' '.join(_ends(gap))}" for gap in own),
            is_overdue=any(gap.overdue for gap in own),
        )


def _ends(gap: Gap) -> tuple[str, ...]:
    """Return the days that bound a gap; of history the one it ends on."""
    return tuple(str(day) for day in (gap.first, gap.last) if day is not None)


def _kind(gap: Gap, as_of: date, own: Calendar) -> Kind:
    """Say whether anybody owes the days of a gap by the calendar."""
    if gap.first is None:
        return "history"
    if gap.last is not None or gap.overdue:
        return "open"
    periods = latest_periods(contract_for(gap.dataset), as_of, own)
    last = next((one.last for one in periods if one.due_on < as_of), None)
    return "open" if last is not None and gap.first <= last else "ahead"

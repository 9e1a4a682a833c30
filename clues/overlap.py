"""Clues that rest on the same acts: one payment of a household and of its member.

Such clues point at each other, and what all clues come to counts the act once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from clues.clue import Clue
from clues.hit import Hit

Place: TypeAlias = tuple[str, ...]  # queue, matter, kind and id of the subject
Shared: TypeAlias = Mapping[str, Mapping[Place, int]]


def place_of(clue: Clue) -> Place:
    """Return what a clue is about."""
    return (clue.queue, clue.matter, clue.subject_kind, clue.subject_id)


def shared_acts(queues: Mapping[str, Iterable[Hit]]) -> Shared:
    """Return the acts beneath several clues, and what each clue asks of them in 分."""
    found: defaultdict[str, dict[Place, int]] = defaultdict(dict)
    for queue, hits in queues.items():
        for hit in hits:
            place = (queue, *hit.subject)
            for act in hit.acts:
                own = found[act.act]
                own[place] = max(own.get(place, 0), act.amount_fen)
    return {act: places for act, places in found.items() if len(places) > 1}


def neighbours(shared: Shared) -> Mapping[Place, frozenset[Place]]:
    """Return for each clue those of its queue that share an act with it."""
    found: defaultdict[Place, set[Place]] = defaultdict(set)
    for places in shared.values():
        for one, other in combinations(places, 2):
            if one[0] == other[0]:
                found[one].add(other)
                found[other].add(one)
    return {place: frozenset(others) for place, others in found.items()}


def once_fen(clues: Sequence[Clue], shared: Shared) -> int:
    """Return what the clues come to in 分, an act that several share counted once.

    Where in doubt it is the smaller figure, but never less than one clue's own.
    """
    alive = {place_of(clue) for clue in clues}
    twice = 0
    for places in shared.values():
        sums = [fen for place, fen in places.items() if place in alive]
        twice += sum(sums) - max(sums, default=0)
    amounts = [clue.amount_fen for clue in clues]
    return max(sum(amounts) - twice, max(amounts, default=0))

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
Acts: TypeAlias = Mapping[Place, Mapping[str, int]]


def place_of(clue: Clue) -> Place:
    """Return what a clue is about."""
    return (clue.queue, clue.matter, clue.subject_kind, clue.subject_id)


def acts_of(queue: str, hits: Iterable[Hit]) -> Acts:
    """Return the acts beneath each clue of a queue with their amounts in 分."""
    found: defaultdict[Place, dict[str, int]] = defaultdict(dict)
    for hit in hits:
        own = found[queue, *hit.subject]
        for act in hit.acts:
            own[act.act] = max(own.get(act.act, 0), act.amount_fen)
    return found


def neighbours(acts: Acts) -> Mapping[Place, frozenset[Place]]:
    """Return for each clue those of its queue that share an act with it."""
    found: defaultdict[Place, set[Place]] = defaultdict(set)
    for places in _places(acts).values():
        for one, other in combinations(sorted(places), 2):
            if one[0] == other[0]:
                found[one].add(other)
                found[other].add(one)
    return {place: frozenset(others) for place, others in found.items()}


def once_fen(clues: Sequence[Clue], acts: Acts) -> int:
    """Return what the clues come to in 分, an act that several share counted once.

    Where in doubt it is the smaller figure, but never less than one clue's own.
    """
    alive = {place_of(clue) for clue in clues}
    twice = 0
    for act, places in _places(acts).items():
        sums = [acts[place][act] for place in places if place in alive]
        twice += sum(sums) - max(sums, default=0)
    amounts = [clue.amount_fen for clue in clues]
    return max(sum(amounts) - twice, max(amounts, default=0))


def _places(acts: Acts) -> Mapping[str, set[Place]]:
    """Return the clues above each act."""
    found: defaultdict[str, set[Place]] = defaultdict(set)
    for place, own in acts.items():
        for act in own:
            found[act].add(place)
    return found

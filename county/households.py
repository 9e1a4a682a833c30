"""Households: who lives with whom, how old they are, who is whose parent.

Everything is a matrix households × slots; a slot is a place at the table: head,
spouse, the head's father and mother, three children, one grandchild.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

HEAD, SPOUSE, FATHER, MOTHER, CHILD, GRANDCHILD = 0, 1, 2, 3, 4, 7
SLOTS, CHILDREN = 8, 3
NOBODY = -1
MALE_SHARE, MALE_HEAD_SHARE = 0.51, 0.8
PARENT_AGES, FERTILE_UNTIL = (25, 66), 45
LEAVES_HOME_AT, STAYS_SHARE, GRANDCHILD_SHARE = 23, 0.22, 0.55
YOUNGEST_ELDER, OLDEST_CHILD, KNOWN_SHARE = 46, 62, 0.6
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True)
class Households:
    """Households as matrices; `age` in years today, `present` who there is.

    `parents` and `inlaws` give the household in which the head's (the spouse's)
    parents are head and spouse, −1 if unknown; `village` numbers the village.
    """

    age: Floats
    male: Bools
    present: Bools
    village: Ints
    parents: Ints
    inlaws: Ints


def form_households(
    count: int, villages: int, stream: np.random.Generator
) -> Households:
    """Return `count` households spread unevenly over so many villages."""
    age = np.zeros((count, SLOTS))
    age[:, HEAD] = 23 + 67 * stream.beta(2.2, 2.3, count)
    male = stream.random((count, SLOTS)) < MALE_SHARE
    male[:, HEAD] = stream.random(count) < MALE_HEAD_SHARE
    present = np.zeros((count, SLOTS), dtype=bool)
    present[:, HEAD] = True
    _add_spouses(age, male, present, stream)
    _add_parents(age, male, present, stream)
    _add_children(age, present, stream)
    weights = stream.gamma(4.0, 1.0, villages)
    village = stream.choice(villages, size=count, p=weights / weights.sum())
    own = _older_household(village, age[:, HEAD], age, present, stream)
    own[present[:, FATHER] | present[:, MOTHER]] = NOBODY
    elsewhere = stream.integers(0, villages, count)
    inlaws = _older_household(elsewhere, age[:, SPOUSE], age, present, stream)
    inlaws[~present[:, SPOUSE]] = NOBODY
    return Households(
        age=age,
        male=male,
        present=present,
        village=village.astype(np.int64),
        parents=own,
        inlaws=inlaws,
    )


def _add_spouses(
    age: Floats, male: Bools, present: Bools, stream: np.random.Generator
) -> None:
    count = len(age)
    steps = np.searchsorted(np.array([29.0, 66.0]), age[:, HEAD])
    present[:, SPOUSE] = stream.random(count) < np.array([0.5, 0.9, 0.8])[steps]
    gap = stream.normal(2.2, 2.8, count)
    spouse = age[:, HEAD] + np.where(male[:, HEAD], -gap, gap)
    age[:, SPOUSE] = np.clip(spouse, 21.0, 96.0)
    male[:, SPOUSE] = ~male[:, HEAD]


def _add_parents(
    age: Floats, male: Bools, present: Bools, stream: np.random.Generator
) -> None:
    head = age[:, HEAD]
    able = (head > PARENT_AGES[0]) & (head < PARENT_AGES[1])
    for slot, share, is_male in ((FATHER, 0.13, True), (MOTHER, 0.17, False)):
        age[:, slot] = np.minimum(head + stream.uniform(20, 32, len(age)), 101.0)
        male[:, slot] = is_male
        present[:, slot] = able & (stream.random(len(age)) < share)


def _add_children(age: Floats, present: Bools, stream: np.random.Generator) -> None:
    count = len(age)
    younger = np.where(
        present[:, SPOUSE], np.minimum(age[:, HEAD], age[:, SPOUSE]), age[:, HEAD]
    )
    births = stream.choice([0, 1, 2, 3], size=count, p=[0.08, 0.38, 0.42, 0.12])
    births[~present[:, SPOUSE] & (age[:, HEAD] < FERTILE_UNTIL)] = 0
    child = younger - stream.uniform(21.5, 29, count)
    for number in range(CHILDREN):
        at_home = (child < LEAVES_HOME_AT) | (stream.random(count) < STAYS_SHARE)
        age[:, CHILD + number] = child
        present[:, CHILD + number] = (births > number) & (child > 0) & at_home
        child = child - stream.uniform(1.5, 5.5, count)
    grandchild = age[:, CHILD] - stream.uniform(22, 28, count)
    age[:, GRANDCHILD] = grandchild
    present[:, GRANDCHILD] = (
        present[:, CHILD] & (grandchild > 0) & (stream.random(count) < GRANDCHILD_SHARE)
    )


def _older_household(
    village: Ints,
    child_age: Floats,
    age: Floats,
    present: Bools,
    stream: np.random.Generator,
) -> Ints:
    """Return for each child a couple of that village 22–36 years older, or −1."""
    elder = age[:, HEAD]
    couples = np.flatnonzero(present[:, SPOUSE] & (age[:, HEAD] > YOUNGEST_ELDER))
    keys = village[couples] * 200 + elder[couples]
    order = np.argsort(keys, kind="stable")
    low = np.searchsorted(keys[order], village * 200 + child_age + 23)
    high = np.searchsorted(keys[order], village * 200 + np.minimum(child_age + 36, 199))
    width = high - low
    pick = low + (stream.random(len(age)) * np.maximum(width, 1)).astype(np.int64)
    known = (
        (width > 0)
        & (child_age < OLDEST_CHILD)
        & (stream.random(len(age)) < KNOWN_SHARE)
    )
    found = np.full(len(age), NOBODY, dtype=np.int64)
    found[known] = couples[order[np.minimum(pick[known], len(couples) - 1)]]
    return found

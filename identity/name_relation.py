"""By what two different name keys could be one person's, told apart quickly.

`identity.comparison` asks the same of pairs with one number, a question at a time;
here millions of pairs are asked, of which nearly all have nothing in common but a
surname, so the first character that differs decides most of them.
"""

from store.normalise.name_forms import is_cut_of, is_turned
from store.normalise.person_name import UNKNOWN, readings, variant_key
from store.normalise.similar_shapes import similar_shape

SHORTEST, LONG = 2, 3


def name_relation(one: str, other: str) -> str | None:
    """Return how two different keys are related, or None.

    `same_sound` (also variants and pinyin), `unshown_character`, `similar_shape`,
    `character_missing` (also cut short), `one_character`, `turned`.
    """
    if len(one) != len(other):
        return _of_two_lengths(one, other)
    places = [at for at, sign in enumerate(one) if sign != other[at]]
    if UNKNOWN in one or UNKNOWN in other:
        return _partly_shown(one, other, places)
    if all(readings(one, at) & readings(other, at) for at in places):
        return "same_sound"
    if len(places) == 1:
        return _of_one_place(one, other, places[0])
    return _of_many_places(one, other, places)


def _of_many_places(one: str, other: str, places: list[int]) -> str | None:
    if is_turned(one, other):
        return "turned"
    if len(places) == 2 and len(one) >= LONG and _swapped(one, other, places):  # noqa: PLR2004 - two
        return "one_character"
    return "same_sound" if variant_key(one) == variant_key(other) else None


def _of_two_lengths(one: str, other: str) -> str | None:
    shorter, longer = sorted((one, other), key=len)
    if is_cut_of(shorter, longer):
        return "character_missing"
    if len(longer) != len(shorter) + 1 or len(shorter) < SHORTEST:
        return None
    if shorter[0] != longer[0] or not shorter.strip(UNKNOWN):
        return None
    dropped = (longer[:at] + longer[at + 1 :] for at in range(1, len(longer)))
    return "character_missing" if shorter in dropped else None


def _partly_shown(one: str, other: str, places: list[int]) -> str | None:
    """Say whether all that is shown on both sides agrees, and something is."""
    hidden = all(UNKNOWN in (one[at], other[at]) for at in places)
    return "unshown_character" if hidden and len(places) < len(one) else None


def _of_one_place(one: str, other: str, at: int) -> str | None:
    """Say what the only character that differs may be."""
    if variant_key(one) == variant_key(other):
        return "same_sound"
    if similar_shape(one[at], other[at]):
        return "similar_shape"
    return "one_character" if len(one) >= LONG else None


def _swapped(one: str, other: str, places: list[int]) -> bool:
    first, second = places
    return one[first] == other[second] and one[second] == other[first]

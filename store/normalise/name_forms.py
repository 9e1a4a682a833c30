"""Other forms of one person's name, and names that are not one person's.

Former names stand in or without brackets; minority names lose what stands behind
the dot; siblings share a character of their generation.
"""

import re

from store.normalise.name_tables import COMPOUND_SURNAMES
from store.normalise.person_name import UNKNOWN, name_key
from store.normalise.plain import plain
from store.normalise.romanised import syllables

FORMER = re.compile(
    r"(?:曾用名|曾用姓名|又名|原名|别名|乳名|小名|旧名|又叫|原叫)(?:为|是|叫)?\s*:?\s*"
)
# At least two characters stand before the mark: 王原名 is a name.
WITH_FORMER = re.compile(rf"(.*?[^\s(\[【].*?[^\s(\[【].*?){FORMER.pattern}(?=.)")
CLOSED = re.compile(r"[)\]】]")
BREAK = re.compile(r"[(\[【,;、/|\s]+")
DOT = re.compile(r"[·•・‧∙.]")
LEAST_CUT, LEAST_WHOLE, LEAST_LATIN = 2, 5, 6
COMPOUND, GIVEN_OF_TWO = 2, 2


def name_forms(raw: str) -> tuple[str, ...]:
    """Return the keys that one delivered name may be met under, the main one first.

    Behind it the former and other names written with it, and of a name with a dot
    the part before it. Empty if nobody is named.
    """
    text = plain(raw)
    main, others = text, list[str]()
    if found := WITH_FORMER.match(text):
        main = found[1]
        for part in FORMER.split(text[found.end() :]):
            others += BREAK.split(CLOSED.split(part)[0])
    if parted := [part for part in DOT.split(main) if part.strip()][:-1]:
        others.append(parted[0])
    keys = [name_key(form) for form in (main, *others) if form]
    least = (key for key in keys if key and len(key) >= LEAST_CUT)
    whole = name_key(main)
    return tuple(dict.fromkeys((whole, *least))) if whole else ()


def shares_generation_character(left: str, right: str) -> bool:
    """Say whether two name keys are of one surname and share one of two characters.

    So do siblings: 李建国 and 李建华, 王晓玲 and 王美玲. Equal keys do not.
    """
    surname = _surname_length(left)
    ours, theirs = left[surname:], right[surname:]
    if left[:surname] != right[:surname] or len(ours) != GIVEN_OF_TWO:
        return False
    shared = [one == other for one, other in zip(ours, theirs, strict=False)]
    shown = UNKNOWN not in ours + theirs
    return shown and len(theirs) == GIVEN_OF_TWO and sum(shared) == 1


def _surname_length(key: str) -> int:
    is_compound = key.startswith(COMPOUND_SURNAMES) and len(key) > COMPOUND
    return COMPOUND if is_compound else 1


def is_cut_of(cut: str, whole: str) -> bool:
    """Say whether `cut` is what a short field, or a lost part, left of a long name.

    Characters that could not be shown at the cut (`?`) are passed over. Names of
    fewer than five characters are not cut; of letters at least six must remain.
    """
    shown = cut.rstrip(UNKNOWN)
    least = LEAST_LATIN if whole.isascii() else LEAST_CUT
    long = len(whole) >= LEAST_WHOLE and len(shown) < len(whole)
    return long and len(shown) >= least and whole.startswith(shown)


def is_turned(left: str, right: str) -> bool:
    """Say whether surname and given name stand in the other order: 明小王, 王小明 not.

    晓明王 and 王晓明 are turned, and XIAOMING WANG and WANG XIAOMING, as keys too.
    """
    ours: tuple[str, ...] = tuple(left)
    theirs: tuple[str, ...] = tuple(right)
    if left.isascii() and right.isascii():
        ours, theirs = syllables(left), syllables(right)
    return ours != theirs and any(
        theirs == ours[place:] + ours[:place]
        for place in {1, COMPOUND, len(ours) - 1, len(ours) - COMPOUND}
        if 0 < place < len(ours)
    )

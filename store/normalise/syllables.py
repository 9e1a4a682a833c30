"""Cut a name in Latin letters into pinyin syllables, where it is pinyin."""

from functools import cache

from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

COMMON = range(0x4E00, 0x9FA6)  # every syllable is met among these characters
LONGEST = 6


def syllables(word: str) -> list[str]:
    """Return the syllables of a lower-case word, the fewest; none if it is not pinyin.

    `xiaoming` gives xiao, ming; `xian` one syllable, not xi, an.
    """
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - LONGEST), end):
            before, last = best[start], word[start:end]
            if before is None or last not in _known():
                continue
            if found is None or len(before) + 1 < len(found):
                found = [*before, last]
        best.append(found)
    return best[-1] or []


@cache
def _known() -> frozenset[str]:
    """Return all syllables without tones that pypinyin knows for common characters."""
    characters = "".join(chr(code) for code in COMMON if code in pinyin_dict)
    read = pinyin(characters, style=Style.NORMAL)
    return frozenset(one[0] for one in read)

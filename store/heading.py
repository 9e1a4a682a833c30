"""One spelling for headings, so that counties may bracket and space as they like."""

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile(r"[\s\u3000*＊:：,，。;；、_\-—\"'“”]+")
BREAK = re.compile(r"_x000[ad]_", re.IGNORECASE)  # a line break, as some tools save it
UNIT = re.compile(
    r"\((?:单位)?[::]?(?:人民币)?(万元|千元|百元|元|角|分|%|‰|亩|人|天|月|平方米|m2)"
    r"(?:/[^()]{1,4})?\)"
)
VARIANTS = str.maketrans({"帐": "账"})
REMEMBERED = 1 << 16  # the spellings of all contracts, which every delivery asks for


@lru_cache(maxsize=REMEMBERED)
def plain_heading(heading: str) -> str:
    """Return a heading NFKC-folded, without marks, spaces and unit, 帐 as 账."""
    unbroken = BREAK.sub("", heading)
    folded = unicodedata.normalize("NFKC", unbroken).lower().translate(VARIANTS)
    return UNIT.sub("", MARKS.sub("", folded))


def heading_unit(heading: str) -> str:
    """Return the unit a heading states in brackets, e.g. `万元`, or ""."""
    folded = MARKS.sub("", unicodedata.normalize("NFKC", BREAK.sub("", heading)))
    found = UNIT.search(folded)
    return found.group(1) if found else ""

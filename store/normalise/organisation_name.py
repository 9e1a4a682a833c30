"""Names of organisations: one key for the spellings of one name."""

import re
import unicodedata

import polars as pl

from store.normalise.person_name import simplified
from store.normalise.plain import CAPITALS, INVISIBLE, is_absent, on_unique

# What offices append to the unit itself to tell it from those below it.
ITSELF = re.compile(r"[(\[](?:本级|机关|本部|盖章|公章)[)\]]")
MARKS = re.compile(r"[^\w]|_")
NOTHING = frozenset({"", "无", "不详", "未知", "暂无", "空", "个人"})


def organisation_keys(names: pl.Series) -> pl.Series:
    """Return the key of each delivered name, null where none is named."""
    return on_unique(names, None, lambda name, _: organisation_key(name), pl.String)


def organisation_key(name: str) -> str | None:
    """Return the key of one name, or None.

    NFKC, simplified, upper case, without spaces and marks (the words in brackets
    stay: they tell branches apart); 有限责任公司 is 有限公司.
    """
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).strip()
    if is_absent(folded):
        return None
    bare = MARKS.sub("", ITSELF.sub("", folded)).translate(CAPITALS)
    key = unicodedata.normalize("NFKC", simplified(bare))
    key = key.replace("有限责任公司", "有限公司")
    return None if key in NOTHING else key

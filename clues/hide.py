"""Take people out of free text: full names known from the clue, and any long number."""

import re
from collections.abc import Iterable

from store.mask import masked_name, masked_number

# 12 digits and more: resident numbers of both lengths, accounts, credit codes.
LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9][0-9A-Z]{10,}[0-9Xx](?![0-9A-Za-z])")
SHORTEST_NAME = 2
NAME_COMMA = "、"  # between the handlers of one step


def single_names(names: str) -> tuple[str, ...]:
    """Return the names in 张三、李四."""
    return tuple(name for name in names.split(NAME_COMMA) if name)


def hidden_names(names: str) -> str:
    """Return 张*、李* for 张三、李四."""
    return NAME_COMMA.join(masked_name(name) for name in single_names(names))


def hidden_text(text: str, names: Iterable[str] = ()) -> str:
    """Return the text with the given names and every long number masked."""
    known = {name for name in names if len(name) >= SHORTEST_NAME}
    for name in sorted(known, key=lambda name: (-len(name), name)):
        text = text.replace(name, masked_name(name))
    return LONG_NUMBER.sub(lambda match: masked_number(match.group()), text)

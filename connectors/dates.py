"""The date in the name of a folder or file, or in a line of a hand-over sheet."""

import re
from datetime import date

DATE = re.compile(
    r"(?<!\d)(20\d\d)(?:[-./]|\s*年\s*)?(\d{1,2})(?:[-./]|\s*月\s*)?(\d{1,2})(?!\d)"
)
COMPACT_DIGITS = 8


def date_in(text: str) -> date | None:
    """Return the first real date in a text, e.g. in `20261105_养老金`, or None."""
    for found in DATE.finditer(text):
        whole = found.group()
        if whole.isdigit() and len(whole) != COMPACT_DIGITS:
            continue
        year, month, day = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None

"""Which variants a rule's query can return, read off its text.

`'…' AS variant` and `CASE … END AS variant` are understood; a query that makes its
variants otherwise has none here, and the runner still refuses one without a sentence.
"""

import re

from rules.shared import without_comments

TOKEN = re.compile(r"'(?:[^']|'')*'|[A-Za-z_]+|[^\s]")
NAME = "variant"
GIVES = {"THEN", "ELSE"}


def variants_in(sql: str) -> frozenset[str]:
    """Return the literals that a query names `variant`, with what CASE may give."""
    bare = without_comments(sql)
    tokens = TOKEN.findall(bare)
    found: set[str] = set()
    for place, token in enumerate(tokens):
        if token == NAME and place > 1 and tokens[place - 1].upper() == "AS":
            found |= _literals(tokens[: place - 1])
    return frozenset(found)


def _literals(before: list[str]) -> set[str]:
    """Return the literal just before, or those that its CASE may give.

    A CASE within gives what it gives only where it stands after THEN or ELSE.
    """
    if before[-1].startswith("'"):
        return {before[-1][1:-1]}
    given: list[set[str]] = []
    for place in range(len(before) - 1, -1, -1):
        word, follows = before[place], before[place - 1].upper() if place else ""
        if word.upper() == "END":
            given.append(set())
        elif not given:
            return set()
        elif word.upper() == "CASE":
            inner = given.pop()
            if not given:
                return inner
            given[-1] |= inner if follows in GIVES else set()
        elif word.startswith("'") and follows in GIVES:
            given[-1].add(word[1:-1])
    return set()

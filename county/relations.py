"""How each member of a household stands to its living head."""

import numpy as np
import polars as pl

from county.households import (
    CHILD,
    FATHER,
    GRANDCHILD,
    HEAD,
    MOTHER,
    SLOTS,
    SPOUSE,
    Bools,
    Ints,
)

WORDS = ("户主", "配偶", "子", "女", "父母", "孙辈", "其他")
HEAD_WORD, SPOUSE_WORD, SON, PARENT, GRAND, OTHER = 0, 1, 2, 4, 5, 6
_UNDER_HEAD = (HEAD_WORD, SPOUSE_WORD, PARENT, PARENT, SON, SON, SON, GRAND)


def relations_to_head(rows: Ints, slots: Ints, male: Bools, dead: Bools) -> pl.Series:
    """Return 户主, 配偶, 子, 女, 父母, 孙辈 or 其他 for each person.

    Where the head has died, the spouse or else the first living member follows; the
    dead keep the relation they had.
    """
    first = np.full(rows.max(initial=0) + 1, HEAD)
    living = np.flatnonzero(~dead)[::-1]
    first[rows[living]] = slots[living]
    table = _table()
    word = np.where(dead, table[HEAD, slots], table[first[rows], slots])
    word = np.where((word == SON) & ~male, SON + 1, word)
    return pl.Series(WORDS).gather(word.astype(np.int64))


def _table() -> Ints:
    """Return the word number by the head's slot and the member's slot."""
    table = np.full((SLOTS, SLOTS), OTHER)
    table[HEAD] = _UNDER_HEAD
    table[SPOUSE] = _UNDER_HEAD
    table[SPOUSE, SPOUSE], table[SPOUSE, FATHER] = HEAD_WORD, OTHER
    table[SPOUSE, MOTHER] = OTHER
    table[FATHER, MOTHER] = table[MOTHER, FATHER] = SPOUSE_WORD
    table[FATHER, CHILD:GRANDCHILD] = table[MOTHER, CHILD:GRANDCHILD] = GRAND
    table[CHILD, GRANDCHILD] = SON
    np.fill_diagonal(table, HEAD_WORD)
    return table


SPELLINGS = {
    "户主": ("户主", "户主", "本人"),
    "配偶": ("配偶", "妻子", "配偶", "10"),
    "子": ("子", "长子", "儿子", "次子"),
    "女": ("女", "长女", "女儿", "次女"),
    "父母": ("父母", "父亲", "母亲"),
    "孙辈": ("孙辈", "孙子", "孙女"),
    "其他": ("其他", "非亲属", "其它"),
}
MOST_SPELLINGS = 12  # a multiple of every number of spellings above


def spelled_relations(words: pl.Series, people: pl.Series) -> pl.Series:
    """Return the relations in one of the many spellings of registers."""
    turn = (people.cast(pl.Int64) * 7 % MOST_SPELLINGS).cast(pl.String)
    table = {
        f"{word}{number}": spellings[number % len(spellings)]
        for word, spellings in SPELLINGS.items()
        for number in range(MOST_SPELLINGS)
    }
    return (words + turn).replace(table)

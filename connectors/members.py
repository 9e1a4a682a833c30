"""Rows that name a whole household: several pairs of name and number in one row.

Three ways are known: numbered headings (成员1姓名, 成员1身份证号 … or 姓名1,
身份证号1 …), a merged cell 成员1 above both, and one pair of headings repeated.
Repeated ones count from three pairs on: two may be two roles (借款人, 担保人). Only
registers of household members are unfolded, never payments, whose money would
stand beside each member again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from store.contract import Contract, Mode
from store.meaning import Meaning

COUNTED = "一二三四五六七八九十"
ORDINAL = rf"[((]?(\d{{1,2}}|[{COUNTED}])[))]?"
LAST = re.compile(rf"^(\D+?){ORDINAL}$")
WITHIN = re.compile(rf"^(第|\D*?(?:成员|人员|家属|人口|子女|人)){ORDINAL}(\D+)$")
LEAST_NUMBERED, LEAST_REPEATED = 2, 3
MEMBER_MEANINGS = (Meaning.PERSON_NAME, Meaning.ID_NUMBER)

Group = Mapping[str, int]  # column → position of its cell


def lists_members(contract: Contract) -> bool:
    """Say whether a dataset is a register of the members of households."""
    return contract.mode is Mode.FULL and any(
        column.role == "head" or column.name == "relation_to_head"
        for column in contract.columns
    )


def member_names(contract: Contract) -> dict[Meaning, str]:
    """Return the columns of a member's own name and number, if there are both."""
    own = contract.roles(*MEMBER_MEANINGS).get("person", {})
    return own if len(own) == len(MEMBER_MEANINGS) else {}


def numbered(plain: str) -> Iterator[tuple[int, str]]:
    """Yield what a plain heading may be the n-th of, e.g. (2, 成员姓名), (2, 姓名)."""
    if found := WITHIN.match(plain):
        before, number, after = found.groups()
        yield _number(number), before + after
        yield _number(number), after
    elif found := LAST.match(plain):
        before, number = found.groups()
        yield _number(number), before


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else COUNTED.index(text) + 1


def numbered_groups(
    named: Mapping[int, Mapping[str, int]],
    first: Mapping[str, tuple[int, ...]],
    contract: Contract,
) -> tuple[Group, ...]:
    """Return the groups of numbered headings, by number; none without two pairs.

    `named` are the numbered cells by number and column; `first` the cells without
    a number: a whole pair of them is the first member.
    """
    pair = set(member_names(contract).values())
    groups = [named[n] for n in sorted(named) if pair and pair <= set(named[n])]
    if len(groups) < LEAST_NUMBERED:
        return ()
    repeated = {name for group in groups for name in group}
    if pair <= set(first):
        own = {name: first[name][0] for name in repeated if name in first}
        groups = [own, *groups]
    return tuple(groups)


def repeated_groups(
    columns: Mapping[str, tuple[int, ...]], plain: Sequence[str], contract: Contract
) -> tuple[Group, ...]:
    """Return the groups of one pair of headings that repeats, from left to right."""
    pair = sorted(member_names(contract).values())
    counts = {len(columns.get(name, ())) for name in pair}
    same = all(len({plain[at] for at in columns.get(n, ())}) == 1 for n in pair)
    if not pair or len(counts) > 1 or counts.pop() < LEAST_REPEATED or not same:
        return ()
    count = len(columns[pair[0]])
    names = [name for name, places in columns.items() if len(places) == count]
    groups = tuple({name: columns[name][n] for name in names} for n in range(count))
    starts = [min(group.values()) for group in groups]
    ends = [max(group.values()) for group in groups]
    apart = all(end < start for end, start in zip(ends, starts[1:], strict=False))
    return groups if apart else ()

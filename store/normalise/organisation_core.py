"""What a name of an organisation consists of: place, core, form, branch.

`湖北省云溪县宏祥装饰（集团）有限责任公司` is the place 云溪, the core 宏祥装饰集团
and the form 公司. Two names with one core may be one organisation; whether they are
is for `identity` to say, which knows the codes and who leads it.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from store.normalise.organisation_name import ITSELF, MARKS, organisation_key
from store.normalise.organisation_words import (
    BRACKETED,
    BRACKETED_BRANCH,
    BRACKETS,
    BRANCH,
    COUNTY_ALONE,
    FORMER,
    FORMS,
    LEGAL_NOTES,
    PARTY,
    PLACE,
    UNNAMED_PLACE,
)
from store.normalise.person_name import simplified
from store.normalise.plain import CAPITALS, INVISIBLE

LEAST_STEM = 2  # 云溪 may stand for 云溪县, but 赵 not for 赵县
LONGEST_PLACE = 14
USUAL_NAMES = 3  # so many names must begin with a place for its short form to count


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A name taken apart.

    `place` are the places in front, in short form, the widest first; `branch` is what
    tells a branch from its head office, whose own name is then `head`.
    """

    place: tuple[str, ...]
    core: str
    form: str
    branch: str = ""
    head: str = ""
    former: str = ""

    @property
    def canonical(self) -> str:
        """Return the one spelling of all names with these parts."""
        return "".join((*self.place, self.core, self.form, self.branch))


class Gazetteer:
    """The places that an office's own tables name, with their short forms."""

    def __init__(self, places: Iterable[str], names: Iterable[str]) -> None:
        """Learn places as written (永沟镇), and those that names often begin with."""
        usual = Counter(place for name in names for place in _leading(name))
        often = (place for place, count in usual.items() if count >= USUAL_NAMES)
        self.short: dict[str, str] = {}
        for place in sorted({*map(_folded, places), *often}):
            if (found := PLACE.fullmatch(place)) is not None:
                stem = found["stem"]
                short = stem if len(stem) >= LEAST_STEM else place
                self.short[place] = self.short[short] = short
        self.beginnings = frozenset(place[0] for place in self.short)

    def starts(self, text: str) -> str | None:
        """Return the place that a text begins with, as written, or None."""
        for length in range(min(LONGEST_PLACE, len(text)), LEAST_STEM - 1, -1):
            if text[:length] in self.short:
                return text[:length]
        found = UNNAMED_PLACE.match(text)
        return found.group() if found else None

    def short_form(self, place: str) -> str:
        """Return a place without its level."""
        found = PLACE.fullmatch(place)
        stem = found["stem"] if found and len(found["stem"]) >= LEAST_STEM else place
        return self.short.get(place, stem)

    def shortened(self, text: str) -> str:
        """Return a text with each known place inside it in short form."""
        parts: list[str] = []
        at = 0
        while at < len(text):
            place = self._known_at(text, at)
            parts.append(self.short[place] if place else text[at])
            at += len(place) or 1
        return "".join(parts)

    def _known_at(self, text: str, at: int) -> str:
        if text[at] not in self.beginnings:
            return ""
        longest = min(LONGEST_PLACE, len(text) - at)
        lengths = range(longest, LEAST_STEM - 1, -1)
        return next((p for n in lengths if (p := text[at : at + n]) in self.short), "")


def organisation_parts(name: str, gazetteer: Gazetteer) -> Parts | None:
    """Return the parts of one delivered name, or None where nobody is named."""
    if organisation_key(name) is None:
        return None
    read = _read_brackets(_folded(name), gazetteer)
    head, branch = read.whole, read.branch
    if not branch and (found := BRANCH.fullmatch(head)) is not None:
        head, branch = found["head"], found["branch"]
    return _parts(head, branch, read.former, gazetteer)


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A name without its brackets, and what they said."""

    whole: str
    branch: str = ""
    former: str = ""


def _read_brackets(name: str, gazetteer: Gazetteer) -> _Read:
    """Return a name without notes in brackets; other words in them stay in place."""
    fronts: list[str] = []
    branch = former = ""
    for inside in BRACKETED.findall(name):
        note = MARKS.sub("", inside)
        if (found := FORMER.fullmatch(note)) is not None:
            former = found.group(1) or former
        elif BRACKETED_BRANCH.fullmatch(note):
            branch = note
        elif gazetteer.starts(note) == note:
            fronts.append(note)
        elif LEGAL_NOTES.fullmatch(note) is None:
            continue
        name = name.replace(f"({inside})", "", 1)
    whole = "".join(fronts) + MARKS.sub("", name)
    return _Read(whole=whole, branch=branch, former=former)


def _parts(head: str, branch: str, former: str, gazetteer: Gazetteer) -> Parts:
    party = PARTY if head.startswith(PARTY) else ""
    body, form = _without_form(head.removeprefix(party))
    place, core = _without_places(body, gazetteer)
    return Parts(
        place=place,
        core=party + gazetteer.shortened(core),
        form=form,
        branch=gazetteer.shortened(branch),
        head=head if branch else "",
        former=former,
    )


def _without_form(name: str) -> tuple[str, str]:
    for word, form in FORMS:
        if name.endswith(word) and len(name) > len(word):
            return name.removesuffix(word), form
    return name, ""


def _without_places(body: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], str]:
    """Return the places in front of a name, and what is left; that may be nothing."""
    places: list[str] = []
    while place := gazetteer.starts(body):
        places.append(gazetteer.short_form(place))
        body = body[len(place) :]
    if not places and (found := COUNTY_ALONE.match(body)) is not None:
        body = body[found.end() :]
    return tuple(places), body


def _leading(name: str) -> list[str]:
    """Return the places that a name begins with, by their levels alone."""
    body, found = MARKS.sub("", _folded(name)), list[str]()
    while (place := UNNAMED_PLACE.match(body)) is not None:
        found.append(place.group())
        body = body[place.end() :]
    return found


def _folded(name: str) -> str:
    """Return a name simplified, in one kind of brackets, without 盖章 and the like."""
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).strip()
    upper = simplified(ITSELF.sub("", folded)).translate(CAPITALS)
    return unicodedata.normalize("NFKC", upper).translate(BRACKETS)

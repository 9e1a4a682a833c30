"""Words that accuse: the machine asks and does not judge, so it may not use them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from store.errors import ClueError

QUOTED_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, kw_only=True)
class _Words:
    plain: tuple[str, ...]
    articles: tuple[re.Pattern[str], ...]


@cache
def _words() -> _Words:
    text = (files("clues") / "words.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return _Words(
        plain=(*lists["accusing"], *lists["crime_law"]),
        articles=tuple(re.compile(pattern) for pattern in lists["crime_articles"]),
    )


def accusing_words(text: str, quoting: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the accusing words in a text, in the order of `words.toml`.

    Law titles in 《…》 are exempt, and so are the names in `quoting`: a scheme
    is called what its office calls it.
    """
    named = text
    for name in sorted(filter(None, quoting), key=lambda name: (-len(name), name)):
        named = named.replace(name, " ")
    cited = [m.group() for p in _words().articles for m in p.finditer(named)]
    bare = QUOTED_TITLE.sub(" ", named)
    return (*(word for word in _words().plain if word in bare), *cited)


def refuse_accusing(text: str, quoting: Iterable[str] = (), *, where: str = "") -> str:
    """Return the text unchanged; raises `ClueError` if it accuses anybody.

    `where` names what holds the text (a rule, a title), so that the message
    can be acted on without repeating the text.
    """
    found = accusing_words(text, quoting)
    if found:
        raise ClueError(
            f"{where or '文字'}含有定性用语：{'、'.join(found)}",
            remedy="疑点只陈述数据之间的不一致，请改为中性表述",
        )
    return text

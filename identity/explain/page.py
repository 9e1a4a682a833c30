"""An explanation as one offline HTML page: sentences, waterfall, and a table."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from identity.explain.delivered import masked, side_by_side
from identity.explain.explanation import Explanation, Fact
from identity.explain.tell import SHORTLY, UNIT, lines, sentences, what_decides
from identity.explain.waterfall import waterfall
from identity.explain.words import signed, unsigned
from identity.matcher.link import Linked

NOTE = (
    "本页只说明两条记录是否写的同一个人，不说明任何人有问题；"
    "是否同一人由人判断，有疑问时以原件为准。"
)


def explanation_page(
    whole: Explanation,
    linked: Linked,
    *,
    unmasked: bool = False,
    said: Sequence[str] = (),
) -> str:
    """Return the page; numbers are masked unless `unmasked`.

    `said` are sentences that come first, without the full stop.
    """
    return _template().render(
        whole=whole,
        model=linked.model,
        epoch=linked.epoch,
        digest=linked.model.digest[:12],
        said=said,
        decision=SHORTLY[whole.decision],
        sentences=list(sentences(whole)),
        deciding=what_decides(whole),
        picture=waterfall(whole, unmasked=unmasked),
        rows=[_row(fact, unmasked=unmasked) for fact in whole.facts],
        unit=UNIT,
        lines=lines(whole.limits),
        note=NOTE,
        style=style(),
    )


def _row(fact: Fact, *, unmasked: bool) -> dict[str, str]:
    shown = side_by_side(fact.left, fact.right)
    left, right = (v if unmasked else masked(v, fact.kind) for v in shown)
    return {
        "title": fact.title,
        "left": left.text,
        "right": right.text,
        "words": fact.words,
        "bits": signed(fact.milli) if fact.milli else "",
        "state": fact.state,
    }


@cache
def style() -> str:
    """Return the style sheet that pages on identity share."""
    return (files("identity") / "page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    text = (files("identity.explain") / "page.html").read_text(encoding="utf-8")
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page.filters.update(signed=signed, unsigned=unsigned)
    return page.from_string(text)

"""A pair as a waterfall: from the prior, field by field, to the sum.

Above each bar stand both values as delivered, what differs in them underlined.
What speaks for is solid, what speaks against is hatched and what is missing is
dashed, so that a page printed in black and white says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from identity.drawing import (
    BLUE,
    FAINT,
    GREY,
    INK,
    PAPER,
    RED,
    SOFT,
    Drawing,
    span,
    ticks,
)
from identity.explain.delivered import Shown, masked, side_by_side
from identity.explain.explanation import MISSING, SPOKE, Explanation, Fact
from identity.explain.tell import SHORTLY, shared
from identity.explain.words import MILLI, likelihood, signed, tenths_of, wrapped

WIDTH, LABELS, RIGHT_EDGE = 960, 250, 900
HEAD, ROW, BAR, BAR_BELOW = 66, 62, 16, 30
LINE_OF_WORDS, LONGEST_VALUE = 18, 23
HATCH = "against"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row: what moves the sum, from where to where, in milli-bits."""

    title: str
    words: str
    start: int
    end: int
    fill: str
    label: str
    fact: Fact | None = None


def waterfall(whole: Explanation, *, unmasked: bool = False) -> str:
    """Return the waterfall of a pair as inline SVG.

    Numbers are masked by `store.mask` unless `unmasked`.
    """
    steps = _steps(whole)
    height = HEAD + ROW * len(steps) + 34
    says = (
        f"{whole.left_id} 与 {whole.right_id} 的比对：合计 {signed(whole.weight_milli)}"
    )
    drawing = Drawing(WIDTH, height, says)
    scale = _Scale.of(steps, whole)
    hatched = drawing.hatch(HATCH, RED)
    _axis(drawing, scale, whole, height)
    for place, step in enumerate(steps):
        top = HEAD + place * ROW
        _labels(drawing, step, top)
        if step.fact is not None:
            _values(drawing, step.fact, top, unmasked=unmasked)
        _bar(drawing, scale, (step, hatched), top)
        if place + 1 < len(steps) - 1:
            stays = step.end if step.fill else step.start
            _joint(drawing, scale.x(stays), top)
    return drawing.markup()


@dataclass(frozen=True, kw_only=True)
class _Scale:
    low: int
    high: int

    @classmethod
    def of(cls, steps: Sequence[Step], whole: Explanation) -> "_Scale":
        ends = [whole.limits.accept_milli or 0, whole.limits.review_milli, 0]
        ends += [place for step in steps for place in (step.start, step.end)]
        room = max((max(ends) - min(ends)) // 20, MILLI)
        return cls(low=min(ends) - room, high=max(ends) + 2 * room)

    def x(self, milli: int) -> float:
        share = (milli - self.low) / (self.high - self.low)
        return LABELS + share * (RIGHT_EDGE - LABELS)


def _steps(whole: Explanation) -> list[Step]:
    """Return the rows from the prior to the sum."""
    at = whole.prior_milli
    steps = [
        Step(
            title="起点",
            words=f"左表 {whole.left_records:,} 条记录中任取一条",
            start=0,
            end=at,
            fill=GREY,
            label=signed(at),
        )
    ]
    for fact in whole.facts:
        steps.append(_step(fact, at))
        at += fact.milli
    if tenths_of(whole.household_milli):
        steps.append(_household(whole, at))
    steps.append(
        Step(
            title="合计",
            words=likelihood(whole.probability),
            start=0,
            end=whole.weight_milli,
            fill=INK,
            label=f"{signed(whole.weight_milli)}　{SHORTLY[whole.decision]}",
        )
    )
    return steps


def _step(fact: Fact, at: int) -> Step:
    if fact.state != SPOKE:
        could = fact.state == MISSING and tenths_of(fact.most_milli) > 0
        label = f"若相符可加 {signed(fact.most_milli)}" if could else "不计"
        label = "计入家属一项" if fact.is_kin else label
        return Step(
            title=fact.title,
            words=fact.words,
            start=at,
            end=at + max(fact.most_milli, 0),
            fill="",
            label=label,
            fact=fact,
        )
    return Step(
        title=fact.title,
        words=f"{fact.words}{shared(fact)}",
        start=at,
        end=at + fact.milli,
        fill=BLUE if fact.milli > 0 else HATCH,
        label=signed(fact.milli),
        fact=fact,
    )


def _household(whole: Explanation, at: int) -> Step:
    return Step(
        title="扣除家属相像",
        words="家属之间本来就常常同姓、同村、共用电话",
        start=at,
        end=at + whole.household_milli,
        fill=HATCH,
        label=signed(whole.household_milli),
    )


def _axis(drawing: Drawing, scale: _Scale, whole: Explanation, height: int) -> None:
    bottom = height - 26
    for bits in ticks(scale.low / MILLI, scale.high / MILLI):
        x = scale.x(bits * MILLI)
        drawing.add("line", x1=x, y1=HEAD - 4, x2=x, y2=bottom, stroke="#e6eaef")
        drawing.write(
            str(bits), x, bottom + 16, SOFT, text_anchor="middle", font_size=11
        )
    drawing.write("比特", RIGHT_EDGE + 14, bottom + 16, SOFT, font_size=11)
    lines = (
        ("接受线", whole.limits.accept_milli),
        ("待核线", whole.limits.review_milli),
    )
    for place, (name, milli) in enumerate(lines):
        if milli is None:
            continue
        x, y = scale.x(milli), HEAD - 12 - 16 * (place == 1)
        drawing.add(
            "line",
            x1=x,
            y1=y + 4,
            x2=x,
            y2=bottom,
            stroke=INK,
            stroke_width=1.2,
            stroke_dasharray="6 3" if place == 0 else "2 3",
        )
        drawing.write(
            f"{name} {signed(milli)}", x, y, INK, text_anchor="middle", font_size=12
        )
    _legend(drawing)


def _legend(drawing: Drawing) -> None:
    entries = (("支持", BLUE), ("反对", f"url(#{HATCH})"), ("缺少", ""))
    for place, (name, fill) in enumerate(entries):
        x = 10 + place * 66
        _box(drawing, (x, 14, 20, 12), fill)
        drawing.write(name, x + 26, 25, INK, font_size=12)


def _labels(drawing: Drawing, step: Step, top: int) -> None:
    drawing.add("line", x1=0, y1=top - 4, x2=RIGHT_EDGE, y2=top - 4, stroke="#eef1f4")
    drawing.write(step.title, 10, top + 13, INK, font_weight="bold")
    for place, line in enumerate(wrapped(step.words, LINE_OF_WORDS, lines=2)):
        drawing.write(line, 10, top + 31 + 16 * place, SOFT, font_size=12)


def _values(drawing: Drawing, fact: Fact, top: int, *, unmasked: bool) -> None:
    shown = side_by_side(fact.left, fact.right)
    middle = (RIGHT_EDGE - LABELS) // 2
    for place, (side, value) in enumerate(zip(("左", "右"), shown, strict=True)):
        seen = value if unmasked else masked(value, fact.kind)
        x, width = LABELS + place * middle, 26 + _width(seen.text or "没有")
        drawing.add("rect", x=x, y=top, width=width, height=17, fill=PAPER)
        line = drawing.write("", x, top + 13, INK)
        span(line, f"{side} ", fill=SOFT, font_size=11)
        _marked(line, seen)


def _width(text: str) -> int:
    """Return about how wide a value is, to keep the lines of the scale off it."""
    return sum(8 if character.isascii() else 14 for character in text[:LONGEST_VALUE])


def _marked(line: Element, value: Shown) -> None:
    """Write a value, its differing characters underlined and bold."""
    if not value.text:
        span(line, "没有", fill=GREY, font_style="italic")
    for place, character in enumerate(value.text[:LONGEST_VALUE]):
        if place in value.differs:
            span(
                line,
                character,
                font_weight="bold",
                text_decoration="underline",
                fill=RED,
            )
        else:
            span(line, character)
    if len(value.text) > LONGEST_VALUE:
        span(line, "…")


def _bar(drawing: Drawing, scale: _Scale, drawn: tuple[Step, str], top: int) -> None:
    step, hatched = drawn
    x1, x2 = sorted((scale.x(step.start), scale.x(step.end)))
    fill = hatched if step.fill == HATCH else step.fill
    if step.fill or step.end != step.start:
        _box(drawing, (x1, top + BAR_BELOW - 8, max(x2 - x1, 1.5), BAR), fill)
    drawing.write(
        step.label,
        x2 + 6,
        top + BAR_BELOW + 5,
        font_weight="bold",
        stroke=PAPER,
        stroke_width=3,
        paint_order="stroke",
    )


def _box(drawing: Drawing, place: tuple[float, float, float, float], fill: str) -> None:
    x, y, width, height = place
    outline = {BLUE: BLUE, INK: INK, GREY: SOFT, "": GREY}.get(fill, RED)
    drawing.add(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill=fill or PAPER,
        stroke=outline,
        stroke_dasharray="none" if fill else "4 3",
    )


def _joint(drawing: Drawing, x: float, top: int) -> None:
    drawing.add(
        "line",
        x1=x,
        y1=top + BAR_BELOW + 8,
        x2=x,
        y2=top + ROW + BAR_BELOW - 8,
        stroke=FAINT,
    )

"""Charts of a report as inline SVG: weights of levels, and how pairs spread."""

from collections.abc import Mapping, Sequence

from identity.drawing import BLUE, GREY, INK, RED, SOFT, Drawing, ticks
from identity.explain.words import MILLI, signed
from identity.report.levels import LevelRow
from identity.report.weights import BIN_BITS, HIGHEST, LOWEST

WIDTH, LABELS = 960, 400
ROW, TITLE_ROW = 19, 24
LONGEST = 30  # characters of a level that fit beside its bar
PANEL, PANEL_HEAD = 74, 22
NAMES = {
    "certain": "有效号码相同，直接认定",
    "accept": "按分量接受",
    "review": "待核",
    "reject": "不认作同一人",
}
FILLS = {"certain": INK, "accept": BLUE, "review": GREY, "reject": "against"}


def level_chart(rows: Sequence[LevelRow]) -> str:
    """Return what each level weighs, grouped by field; untaught ones are hollow."""
    titles = list(dict.fromkeys(row.title for row in rows))
    height = 30 + len(rows) * ROW + len(titles) * TITLE_ROW
    drawing = Drawing(WIDTH, height, "每个级别的分量（比特）")
    hatched = drawing.hatch("against", RED)
    low = min(-MILLI, *(row.milli for row in rows))
    high = max(MILLI, *(row.milli for row in rows))
    room = WIDTH - LABELS - 110

    def x(milli: float) -> float:
        return LABELS + 50 + (milli - low) / (high - low) * room

    _grid(drawing, [(x(b * MILLI), str(b)) for b in ticks(low / MILLI, high / MILLI)])
    y = 8
    for title in titles:
        drawing.write(title, 6, y + 16, font_weight="bold")
        y += TITLE_ROW
        for row in (one for one in rows if one.title == title):
            _level(drawing, row, (x(0), x(row.milli), y), hatched)
            y += ROW
    return drawing.markup()


def _level(
    drawing: Drawing, row: LevelRow, place: tuple[float, float, int], hatched: str
) -> None:
    zero, end, y = place
    colour = BLUE if row.milli >= 0 else RED
    fill = BLUE if row.milli >= 0 else hatched
    drawing.write(
        row.label[:LONGEST], LABELS - 4, y + 13, SOFT, text_anchor="end", font_size=12
    )
    drawing.add(
        "rect",
        x=min(zero, end),
        y=y + 3,
        width=max(abs(end - zero), 1),
        height=12,
        fill="#fff" if row.untaught else fill,
        stroke=colour,
        stroke_dasharray="3 2" if row.untaught else "none",
    )
    beside = end + 5 if row.milli >= 0 else end - 5
    anchor = "start" if row.milli >= 0 else "end"
    drawing.write(signed(row.milli), beside, y + 13, text_anchor=anchor, font_size=12)


def weight_chart(
    bins: Mapping[str, Mapping[int, int]], lines: Sequence[tuple[str, int]]
) -> str:
    """Return how pairs spread over weights, one panel a decision, each to its scale.

    `lines` are thresholds to draw, name and milli-bits.
    """
    height = 36 + len(bins) * (PANEL + PANEL_HEAD) + 24
    drawing = Drawing(WIDTH, height, "配对按分量的分布")
    drawing.hatch("against", RED)
    width = (WIDTH - 60) / ((HIGHEST - LOWEST) / BIN_BITS + 1)

    def x(bits: float) -> float:
        return 30 + (bits - LOWEST) / BIN_BITS * width

    marks = [(x(bits), str(bits)) for bits in ticks(LOWEST, HIGHEST, 12)]
    _grid(drawing, marks)
    for place, (name, milli) in enumerate(lines):
        at, y = x(milli / MILLI), 13 + 14 * (place % 2)
        drawing.add(
            "line", x1=at, y1=18, x2=at, y2=height - 22, stroke=INK,
            stroke_dasharray="6 3",
        )  # fmt: skip
        drawing.write(name, at + 4, y, font_size=12)
    for place, (kind, counts) in enumerate(bins.items()):
        top = 34 + place * (PANEL + PANEL_HEAD)
        _panel(drawing, kind, counts, (top, width))
    return drawing.markup()


def _panel(
    drawing: Drawing, kind: str, counts: Mapping[int, int], place: tuple[int, float]
) -> None:
    top, width = place
    base = top + PANEL_HEAD + PANEL - 8
    most, total = max([*counts.values(), 1]), sum(counts.values())
    fill = "url(#against)" if FILLS[kind] == "against" else FILLS[kind]
    drawing.write(
        f"{NAMES[kind]}：{total:,} 对，最多的一格 {max([*counts.values(), 0]):,} 对",
        30, top + 14, font_size=12,
    )  # fmt: skip
    drawing.add("line", x1=30, y1=base, x2=WIDTH - 30, y2=base, stroke=SOFT)
    for edge, pairs in counts.items():
        tall = max(pairs / most * (PANEL - 14), 1)
        drawing.add(
            "rect",
            x=30 + (edge - LOWEST) / BIN_BITS * width + 1,
            y=base - tall,
            width=width - 2,
            height=tall,
            fill=fill,
        )


def _grid(drawing: Drawing, marks: Sequence[tuple[float, str]]) -> None:
    bottom = int(drawing.root.attrib["height"]) - 18
    for x, text in marks:
        drawing.add("line", x1=x, y1=18, x2=x, y2=bottom, stroke="#e6eaef")
        drawing.write(text, x, bottom + 13, SOFT, text_anchor="middle", font_size=11)

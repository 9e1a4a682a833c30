"""Draw inline SVG: no script, nothing from outside, text always escaped."""

from xml.etree.ElementTree import Element, SubElement, tostring

FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'Noto Serif CJK SC',SimSun,sans-serif"
)
INK, SOFT, FAINT, PAPER = "#17202b", "#4a5665", "#c3cbd4", "#ffffff"
BLUE, RED, GREY = "#1f4e8c", "#b3261e", "#8a94a0"
Attribute = str | int | float


class Drawing:
    """An SVG picture; sizes are in its own units, one of them a pixel on screen."""

    def __init__(self, width: int, height: int, says: str) -> None:
        """Begin an empty picture; `says` is what a screen reader reads."""
        self.root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width} {height}",
                "width": str(width),
                "height": str(height),
                "role": "img",
                "font-family": FONTS,
                "font-size": "13",
                "style": "max-width:100%;height:auto;background:#fff",
            },
        )
        SubElement(self.root, "title").text = says

    def add(self, tag: str, **attributes: Attribute) -> Element:
        """Add a shape; `stroke_width` becomes `stroke-width`."""
        return SubElement(self.root, tag, _named(attributes))

    def write(
        self, text: str, x: float, y: float, fill: str = INK, **attributes: Attribute
    ) -> Element:
        """Add one line of text that begins (or ends, by its anchor) at a place."""
        line = self.add("text", x=x, y=y, fill=fill, **attributes)
        line.text = text
        return line

    def hatch(self, name: str, colour: str) -> str:
        """Add a hatched fill, which black-and-white print keeps; return its name."""
        defined = SubElement(self.root, "defs")
        pattern = SubElement(
            defined,
            "pattern",
            {
                "id": name,
                "width": "6",
                "height": "6",
                "patternUnits": "userSpaceOnUse",
                "patternTransform": "rotate(45)",
            },
        )
        SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": PAPER})
        SubElement(pattern, "rect", {"width": "3.4", "height": "6", "fill": colour})
        return f"url(#{name})"

    def markup(self) -> str:
        """Return the picture as text that can stand in a page."""
        return tostring(self.root, encoding="unicode")


def span(line: Element, text: str, **attributes: Attribute) -> None:
    """Add a piece with its own looks to a line of text."""
    SubElement(line, "tspan", _named(attributes)).text = text


def ticks(low: float, high: float, most: int = 9) -> list[int]:
    """Return whole numbers from low to high, evenly apart, no more than `most`."""
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (high - low) / step < most
    )
    first = -(-int(low // 1) // step) * step
    return list(range(first, int(high) + 1, step))


def _named(attributes: dict[str, Attribute]) -> dict[str, str]:
    return {
        name.rstrip("_").replace("_", "-"): _number(value)
        for name, value in attributes.items()
    }


def _number(value: Attribute) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")

"""A rule's card as Markdown, the same bytes every time."""

from collections.abc import Iterator, Sequence

from rules.card import Card, Grid, Section

NOTE = "列出的事项不是结论，须经人工核实。"


def markdown(card: Card) -> str:
    """Return a card as Markdown text."""
    lines = [f"# {card.rule_id}　{card.title}", "", card.head, "", NOTE]
    for section in card.sections:
        lines += ["", f"## {section.title}", ""]
        lines += _body(section)
    return "\n".join(lines) + "\n"


def _body(section: Section) -> Iterator[str]:
    for place, line in enumerate(section.lines, 1):
        yield f"{place}. {line}" if section.ordered else f"- {line}"
    for grid in section.grids:
        if section.lines or grid is not section.grids[0]:
            yield ""
        if grid.caption:
            yield from (f"**{grid.caption}**", "")
        yield from _table(grid)


def _table(grid: Grid) -> Iterator[str]:
    yield _line(grid.headings)
    yield "|" + " --- |" * len(grid.headings)
    yield from (_line(row) for row in grid.rows)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

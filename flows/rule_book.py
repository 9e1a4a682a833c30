"""A rule's card as a file for people: a document to print, or Markdown."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flows.letter import Letter
from flows.write_file import write_text
from rules.card import Card, Grid
from rules.card_text import NOTE, markdown
from store.errors import RuleError

WIDTH_CM = 15.6
NARROWEST_CM = 1.8
FORMS = (".docx", ".md")


def write_card(card: Card, file: Path, day: date) -> None:
    """Write a card as `.docx` or `.md`; raises `RuleError` for another ending."""
    match file.suffix.lower():
        case ".docx":
            _document(card, day).save(file)
        case ".md":
            write_text(file, markdown(card))
        case _:
            raise RuleError(
                f"说明书不能写成 {file.name}", remedy=f"文件名以{'或'.join(FORMS)}结尾"
            )


def _document(card: Card, day: date) -> Letter:
    letter = Letter(f"规则说明书　{card.rule_id}", card.title, day)
    letter.paragraph(card.head)
    letter.paragraph(NOTE)
    for section in card.sections:
        letter.space()
        letter.heading(section.title)
        for place, line in enumerate(section.lines, 1):
            letter.paragraph(f"{place}. {line}" if section.ordered else line)
        for grid in section.grids:
            if grid.caption:
                letter.paragraph(grid.caption)
            letter.table(grid.headings, grid.rows, widths(grid))
    return letter


def widths(grid: Grid) -> Sequence[float]:
    """Return the widths of a table's columns in centimetres, by what they hold."""
    columns = list(zip(grid.headings, *grid.rows, strict=True))
    longest = [max(len(cell) for cell in column) for column in columns]
    share = [min(max(length, 3), 40) for length in longest]
    free = WIDTH_CM - NARROWEST_CM * len(columns)
    return [NARROWEST_CM + free * part / sum(share) for part in share]

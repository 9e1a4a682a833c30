"""Letters on paper: A4, the faces and sizes that offices use (GB/T 9704).

Nothing is sent: a letter is a file for somebody to read, sign and take away.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from store.errors import StorageError

BODY_FACE, TITLE_FACE, HEAD_FACE = "仿宋", "方正小标宋简体", "黑体"
BODY_SIZE, TITLE_SIZE, CELL_SIZE = 16, 22, 12  # 三号、二号、小四
LINE_POINTS = 28
INDENT_CHARACTERS = 2


class Letter:
    """A letter that is being written from top to bottom."""

    def __init__(self, title: str, number: str, day: date) -> None:
        """Begin a letter; `number` is its own number in the office's book."""
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        properties = self.document.core_properties
        properties.title, properties.author = title, ""
        properties.created = properties.modified = datetime.combine(day, time())
        self._line(title, TITLE_FACE, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
        self._line(number, BODY_FACE, BODY_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
        self.space()

    def to(self, department: str) -> None:
        """Name whom the letter is for."""
        self._line(f"{department}：", BODY_FACE, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT)

    def paragraph(self, text: str) -> None:
        """Add a paragraph, its first line indented by two characters."""
        line = self._line(text, BODY_FACE, BODY_SIZE, WD_ALIGN_PARAGRAPH.JUSTIFY)
        line.paragraph_format.first_line_indent = Pt(BODY_SIZE * INDENT_CHARACTERS)

    def heading(self, text: str) -> None:
        """Add the heading of a part."""
        self._line(text, HEAD_FACE, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT)

    def space(self) -> None:
        """Leave a line free."""
        self._line("", BODY_FACE, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT)

    def sign(self, office: str, day: date) -> None:
        """Close with the office and the day, to the right."""
        self.space()
        written = f"{day.year}年{day.month}月{day.day}日"
        for text in (office, written):
            self._line(text, BODY_FACE, BODY_SIZE, WD_ALIGN_PARAGRAPH.RIGHT)

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
    ) -> None:
        """Add a table; `widths` are in centimetres."""
        table = self.document.add_table(rows=0, cols=len(headings))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for place, cells in enumerate((headings, *rows)):
            face = BODY_FACE if place else HEAD_FACE
            added = table.add_row().cells
            for cell, text, width in zip(added, cells, widths, strict=True):
                cell.width = Cm(width)
                _face(cell.paragraphs[0].add_run(text), face, CELL_SIZE)

    def save(self, file: Path) -> None:
        """Write the letter whole or not at all; raises `StorageError`."""
        draft = file.with_name(f".{file.name}.draft")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self.document.save(str(draft))
            draft.replace(file)
        except OSError as error:
            raise StorageError(
                f"无法写入 {file.name}", remedy="检查目录和磁盘空间"
            ) from error
        finally:
            draft.unlink(missing_ok=True)

    def _line(self, text: str, face: str, size: int, alignment: Any) -> Any:
        line = self.document.add_paragraph()
        line.alignment = alignment
        shape = line.paragraph_format
        shape.space_after = shape.space_before = Pt(0)
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(max(LINE_POINTS, size + 12))
        _face(line.add_run(text), face, size)
        return line


def _face(run: Any, face: str, size: int) -> None:
    run.font.name, run.font.size = face, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - the only way to the East Asian face
    fonts.set(qn("w:eastAsia"), face)

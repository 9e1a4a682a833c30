"""The data request of a department as a workbook: letter, hand-over sheet, datasets."""

from pathlib import Path

from flows.book import Book, written_book
from flows.data_request import MODES, Asked
from flows.request_words import (
    COLUMN_HEADINGS,
    HANDOVER_HEADINGS,
    HANDOVER_NOTE,
    HANDOVER_TITLE,
    LIST_HEADINGS,
    TITLE,
    Letter,
    column_rows,
    listed_rows,
    required_text,
)

LETTER_WIDTHS = (5, 20, 22, 16, 40, 24)
HANDOVER_WIDTHS = (28, 24, 16, 10, 14, 36)
COLUMN_WIDTHS = (5, 14, 7, 18, 24, 28, 20, 20)
EMPTY_LINES = 10


def write_request_book(file: Path, letter: Letter) -> None:
    """Write the workbook, whole or not at all; raises `StorageError`."""
    with written_book(file, f"{TITLE}（{letter.department}）") as book:
        _write_letter(book, letter)
        _write_handover(book, letter)
        for asked in letter.asked:
            _write_dataset(book, asked, letter.department)


def _write_letter(book: Book, letter: Letter) -> None:
    page = book.page(TITLE, LETTER_WIDTHS, footer=letter.department)
    page.title(TITLE)
    page.paragraph(f"{letter.department}：")
    page.paragraph(f"　　{letter.opening}")
    page.table(LIST_HEADINGS, listed_rows(letter), centred=(0,))
    page.heading("怎样报送")
    for place, rule in enumerate(letter.rules, start=1):
        page.paragraph(f"{place}. {rule}")


def _write_handover(book: Book, letter: Letter) -> None:
    page = book.page("交接单", HANDOVER_WIDTHS, footer=letter.department)
    page.title(HANDOVER_TITLE)
    for label in letter.handover_labels:
        page.paragraph(label)
    titles = [[asked.contract.title, "", "", "", "", ""] for asked in letter.asked]
    spare = [[""] * len(HANDOVER_HEADINGS)] * max(EMPTY_LINES - len(titles), 0)
    page.table(HANDOVER_HEADINGS, [*titles, *spare])
    page.paragraph(f"说明：{HANDOVER_NOTE}")


def _write_dataset(book: Book, asked: Asked, department: str) -> None:
    contract = asked.contract
    page = book.page(contract.title, COLUMN_WIDTHS, footer=department)
    page.title(contract.title)
    page.paragraph(f"用途：{asked.why}")
    page.paragraph(f"报送范围：{MODES[contract.mode]}。报送时间：{asked.due}。")
    page.paragraph(f"缺少后无法使用的列：{required_text(asked)}。{asked.retention}。")
    page.table(COLUMN_HEADINGS, column_rows(asked), centred=(0, 2), repeated=True)

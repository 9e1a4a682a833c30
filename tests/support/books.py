"""Workbooks read back cell by cell."""

from pathlib import Path

from python_calamine import CalamineWorkbook


def cells_of(file: Path) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet as text, by the sheet's name."""
    with CalamineWorkbook.from_path(str(file)) as book:
        return {
            name: [
                [str(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python()
            ]
            for name in book.sheet_names
        }

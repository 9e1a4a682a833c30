"""Change delivered files as departments do: headings, sheet names, encodings.

The hand-over sheet beside a file states the digest of what was really handed over.
"""

import os
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from store.digest import digest_file
from tests.flows.deliveries import LONG_AGO


def rename_heading(file: Path, old: str, new: str) -> None:
    """Print a heading otherwise, in every sheet of a workbook."""
    with _restated(file):
        _replace(file, f">{old}<", f">{new}<")


def rename_sheet(file: Path, old: str, new: str) -> None:
    """Give a sheet of a workbook another name."""
    with _restated(file):
        _replace(file, f'name="{old}"', f'name="{new}"')


def reencode(file: Path, encoding: str) -> None:
    """Write a text file that is in GB18030 in another encoding."""
    with _restated(file):
        file.write_bytes(file.read_bytes().decode("gb18030").encode(encoding))


@contextmanager
def _restated(file: Path) -> Generator[None]:
    before = digest_file(file)
    yield
    os.utime(file, (LONG_AGO, LONG_AGO))
    paper = file.with_name("交接单.xlsx")
    _replace(paper, before, digest_file(file))
    os.utime(paper, (LONG_AGO, LONG_AGO))


def _replace(book: Path, old: str, new: str) -> None:
    """Replace a text in every part of a workbook that has it."""
    with zipfile.ZipFile(book) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    before, after = old.encode(), new.encode()
    assert any(before in content for content in contents.values()), f"no {old}"
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in contents.items():
            parts.writestr(name, content.replace(before, after))

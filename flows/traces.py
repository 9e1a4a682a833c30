"""Find what names the people of a delivery in any file, packed or not."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

import polars as pl

from store.contract import Contract
from store.meaning import Meaning
from store.snapshot import ROWS

LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{15,}[Xx]?")
CLUE_ID = re.compile(r"(?<![0-9A-Za-z])[a-z2-7]{16}(?![0-9A-Za-z])")
SHORTEST = 15
NUMBERS = (Meaning.ID_NUMBER, Meaning.ACCOUNT_NUMBER)
SPACES = r"[\s\u3000]+"
PARQUET, BOOKS = ".parquet", (".xlsx", ".docx", ".csv", ".jsonl", ".zip")
WORDLESS: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What gives people away: their numbers, clues about them, and file digests.

    `words` (names of deliveries, digests of files) count only in lists and
    exports: a page may name a delivery beside its numbers of rows.
    """

    numbers: frozenset[str]
    clues: frozenset[str] = WORDLESS
    words: frozenset[str] = WORDLESS

    def in_file(self, file: Path) -> bool:
        """Say whether a file names anybody or anything of this."""
        words = self.words if file.suffix.lower() in BOOKS else WORDLESS
        return any(self._in_text(text, words) for text in texts_of(file))

    def in_text(self, text: str) -> bool:
        """Say whether a text names anybody."""
        return self._in_text(text, WORDLESS)

    def _in_text(self, text: str, words: Set[str]) -> bool:
        numbers = (found.group().upper() for found in LONG_NUMBER.finditer(text))
        if any(number in self.numbers for number in numbers):
            return True
        clues = (found.group() for found in CLUE_ID.finditer(text))
        if self.clues and any(clue in self.clues for clue in clues):
            return True
        return any(word in text for word in words)


def numbers_of(snapshot: Path, contract: Contract | None) -> frozenset[str]:
    """Return the identity and account numbers in a snapshot, without spaces."""
    rows = pl.scan_parquet(snapshot / ROWS)
    names = rows.collect_schema().names()
    kept = [
        column.name
        for column in (contract.columns if contract else ())
        if column.meaning in NUMBERS and column.name in names
    ]
    found: set[str] = set()
    for name in kept:
        plain = pl.col(name).str.replace_all(SPACES, "").str.to_uppercase()
        long = rows.select(plain.unique()).filter(
            pl.col(name).str.len_chars() >= SHORTEST
        )
        found |= set(long.collect().to_series())
    return frozenset(found)


def texts_of(file: Path) -> Iterator[str]:
    """Yield the texts in a file: rows of Parquet, members of an archive, else bytes."""
    if file.suffix == PARQUET:
        yield from _rows(file)
    elif is_zipfile(file):
        yield from _members(file)
    else:
        yield file.read_bytes().decode("utf-8", errors="ignore")


def _rows(file: Path) -> Iterator[str]:
    frame = pl.read_parquet(file, glob=False)
    for part in frame.iter_slices(10_000):
        yield part.write_ndjson()


def _members(file: Path | BytesIO) -> Iterator[str]:
    """Yield what is in an archive; one archive within another is opened as well."""
    try:
        with ZipFile(file) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                yield name
                if is_zipfile(BytesIO(content)):
                    yield from _members(BytesIO(content))
                else:
                    yield content.decode("utf-8", errors="ignore")
    except BadZipFile:
        return

"""Search a home for a text in every file, however it is packed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import polars as pl

from store import statement
from store.home import Home
from store.warehouse import Warehouse
from tests.support.homes import TABLES


def files_with(home: Home, text: str) -> list[str]:
    """Return the files of a home that hold a text, relative to it."""
    files = sorted(path for path in home.root.rglob("*") if path.is_file())
    return [
        str(file.relative_to(home.root))
        for file in files
        if any(text in part for part in _parts(file))
    ]


def _parts(file: Path) -> Iterator[str]:
    if file.suffix == ".parquet":
        yield str(pl.read_parquet(file, glob=False).rows())
    elif file.suffix == ".duckdb":
        with Warehouse.published(file) as opened:
            for table in opened.frame(TABLES)["name"]:
                yield str(opened.frame(statement.select_all(str(table))).rows())
    elif is_zipfile(file):
        with ZipFile(file) as archive:
            for name in archive.namelist():
                yield _decoded(archive.read(name))
    else:
        yield _decoded(file.read_bytes())


def _decoded(content: bytes) -> str:
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            return "".join(_decoded(archive.read(name)) for name in archive.namelist())
    return content.decode("utf-8", errors="ignore")

"""One reader for each file format, chosen by content, never by suffix alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

from connectors.readers.dbf import read_dbf
from connectors.readers.delimited import read_delimited
from connectors.readers.html_tables import read_html
from connectors.readers.kind import Kind, file_kind
from connectors.readers.parquet import read_parquet
from connectors.readers.sheet import Sheet
from connectors.readers.spreadsheet_xml import read_spreadsheet_xml
from connectors.readers.workbook import read_workbook

READERS: dict[Kind, Callable[[Path], Iterator[Sheet]]] = {
    Kind.TEXT: read_delimited,
    Kind.WORKBOOK: read_workbook,
    Kind.HTML: read_html,
    Kind.XML: read_spreadsheet_xml,
    Kind.DBF: read_dbf,
    Kind.PARQUET: read_parquet,
}


def read_sheets(file: Path) -> Iterator[Sheet]:
    """Yield every sheet of a file; raises `DeliveryError` and its kinds."""
    return READERS[file_kind(file)](file)

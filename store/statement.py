"""SQL whose identifiers vary: the only module that composes statements.

Every identifier passes `quoted`, every path and text passes `literal`, so no
name from a contract or a file can end a statement. Values that are not
identifiers travel as `$named` parameters instead.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from store.errors import EngineError

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def quoted(name: str) -> str:
    """Return `name` as a quoted identifier; dots separate schema and table.

    Raises `EngineError` for anything that is not a plain ASCII identifier.
    """
    parts = name.split(".")
    if not all(IDENTIFIER.fullmatch(part) for part in parts):
        raise EngineError(f"not an identifier: {name!r}")
    return ".".join(f'"{part}"' for part in parts)


def literal(text: str | Path) -> str:
    """Return `text` as an SQL string literal."""
    return "'" + str(text).replace("'", "''") + "'"


def parquet(files: Sequence[Path]) -> str:
    """Return a table function that reads the given Parquet files."""
    names = ", ".join(literal(file) for file in files)
    return f"read_parquet([{names}], union_by_name = true)"


def create_schema(name: str) -> str:
    """Return the statement that makes a schema unless it is there."""
    return f"CREATE SCHEMA IF NOT EXISTS {quoted(name)}"


def create_view(table: str, files: Sequence[Path]) -> str:
    """Return the statement that shows Parquet files as a table."""
    return f"CREATE OR REPLACE VIEW {quoted(table)} AS FROM {parquet(files)}"


def create_table(table: str, files: Sequence[Path]) -> str:
    """Return the statement that loads Parquet files into a table."""
    return f"CREATE OR REPLACE TABLE {quoted(table)} AS FROM {parquet(files)}"


def create_empty(table: str, columns: Mapping[str, str]) -> str:
    """Return the statement that makes an empty table of named types."""
    body = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    return f"CREATE OR REPLACE TABLE {quoted(table)} ({body})"


def create_from(table: str, source: str) -> str:
    """Return the statement that copies one relation into a table."""
    return f"CREATE OR REPLACE TABLE {quoted(table)} AS FROM {quoted(source)}"


def copy_to(query: str, file: Path) -> str:
    """Return the statement that writes a query's rows to a Parquet file."""
    return f"COPY ({query}) TO {literal(file)} (FORMAT parquet, COMPRESSION zstd)"


def select_all(table: str) -> str:
    """Return the query for every row of a table."""
    return f"FROM {quoted(table)}"


def count_rows(table: str) -> str:
    """Return the query that counts a table's rows as `rows`."""
    return f"SELECT count(*) AS rows FROM {quoted(table)}"  # noqa: S608 - identifiers quoted above


def fingerprint(table: str) -> str:
    """Return the query for one order-free digest of a table, as `digest`.

    The digest is over the sorted digests of the rows, so equal tables have
    equal digests whatever order they were written in.
    """
    return (
        "SELECT md5(string_agg(row_digest, '' ORDER BY row_digest)) AS digest "  # noqa: S608 - identifiers quoted above
        f"FROM (SELECT md5(CAST(t AS VARCHAR)) AS row_digest FROM {quoted(table)} AS t)"
    )

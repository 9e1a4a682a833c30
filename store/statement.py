"""SQL whose identifiers vary: the only module that composes statements.

Every identifier passes `quoted`, every path and text passes `literal`, so no
name from a contract or a file can end a statement. Values that are not
identifiers travel as `$named` parameters instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def create_as(table: str, query: str) -> str:
    """Return the statement that keeps a query's rows as a table."""
    return f"CREATE OR REPLACE TABLE {quoted(table)} AS ({query})"


def view_as(table: str, query: str) -> str:
    """Return the statement that shows a query as a table."""
    return f"CREATE OR REPLACE VIEW {quoted(table)} AS {query}"


def insert_rows(table: str, query: str) -> str:
    """Return the statement that adds a query's rows to a table, matched by name."""
    return f"INSERT INTO {quoted(table)} BY NAME ({query})"


def stacked(columns: Sequence[str], tables: Mapping[str, str]) -> str:
    """Return the query for the same columns of several tables, one below another.

    `tables` maps the text that the column `dataset` gets to the table it names.
    """
    names = ", ".join(quoted(column) for column in columns)
    parts = [
        f"SELECT {literal(dataset)} AS dataset, {names} FROM {quoted(table)}"  # noqa: S608 - identifiers quoted above
        for dataset, table in tables.items()
    ]
    return " UNION ALL ".join(parts)


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One table of a pile: texts that stand in every row, and columns by new name."""

    table: str
    fixed: Mapping[str, str]
    columns: Mapping[str, str]


def piled(types: Mapping[str, str], layers: Sequence[Layer]) -> str:
    """Return the query for tables brought to one shape, one below another.

    `types` is the shape; what a layer does not have is null. Without any layer the
    query has no rows.
    """
    parts = [_layer(types, layer) for layer in layers]
    nothing = ", ".join(
        f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in types.items()
    )
    return " UNION ALL ".join([*parts, f"SELECT {nothing} WHERE false"])


def _layer(types: Mapping[str, str], layer: Layer) -> str:
    taken = [
        f"CAST({_source(name, layer)} AS {kind}) AS {quoted(name)}"
        for name, kind in types.items()
    ]
    return f"SELECT {', '.join(taken)} FROM {quoted(layer.table)}"  # noqa: S608 - identifiers quoted above


def _source(name: str, layer: Layer) -> str:
    if name in layer.fixed:
        return literal(layer.fixed[name])
    return quoted(layer.columns[name]) if name in layer.columns else "NULL"


def hashed_beside(
    table: str, columns: Sequence[str], kept: Sequence[str], *, whole: bool = False
) -> str:
    """Return the query for the columns `kept` and one digest of named columns' texts.

    `content` is SHA-256 over the texts in their order, the same on every machine;
    null differs from empty. With `whole` it is null where one of the columns is.
    """
    texts = [f"CAST({quoted(name)} AS VARCHAR)" for name in columns]
    cells = [text if whole else f"coalesce('=' || {text}, '-')" for text in texts]
    joined = " || chr(31) || ".join(cells) or "''"
    names = ", ".join(quoted(name) for name in kept)
    return f"SELECT {names}, sha256({joined}) AS content FROM {quoted(table)}"  # noqa: S608 - identifiers quoted above


def count_filled(table: str, columns: Sequence[str]) -> str:
    """Return the query that counts, in one row, the filled cells of each column."""
    counts = ", ".join(f"count({quoted(n)}) AS {quoted(n)}" for n in columns)
    return f"SELECT {counts} FROM {quoted(table)}"  # noqa: S608 - identifiers quoted above


def create_projection(view: str, table: str, columns: Sequence[str]) -> str:
    """Return the statement that shows some columns of a table as a view."""
    names = ", ".join(quoted(column) for column in columns)
    return (
        f"CREATE OR REPLACE VIEW {quoted(view)} AS SELECT {names} FROM {quoted(table)}"  # noqa: S608 - identifiers quoted above
    )


def copy_to(query: str, file: Path) -> str:
    """Return the statement that writes a query's rows to a Parquet file."""
    return f"COPY ({query}) TO {literal(file)} (FORMAT parquet, COMPRESSION zstd)"


def select_all(table: str) -> str:
    """Return the query for every row of a table."""
    return f"FROM {quoted(table)}"


def select_open(table: str) -> str:
    """Return the query for the rows of a table that have not ended."""
    return f"FROM {quoted(table)} WHERE valid_to IS NULL"


def select_none(table: str) -> str:
    """Return the query that shows a table's columns without any row."""
    return f"FROM {quoted(table)} LIMIT 0"


def select_record(table: str) -> str:
    """Return the query for the row of a table whose `record_id` is `$record_id`."""
    return f"SELECT * FROM {quoted(table)} WHERE record_id = $record_id"  # noqa: S608 - identifiers quoted above


def count_rows(table: str) -> str:
    """Return the query that counts a table's rows as `rows`."""
    return f"SELECT count(*) AS rows FROM {quoted(table)}"  # noqa: S608 - identifiers quoted above


def insert_quarantine(table: str, rows: str, failing: str, value: str) -> str:
    """Return the statement that sets aside the rows a failing check names.

    `failing` is the check's own query, which yields `record_id`; `rows` is the
    table it looked at; `value` the column that held what is wrong ("" for none).
    The statement takes `$dataset, $column, $heading, $name, $reason`; an empty
    reason gives way to the row's own `complaint`.
    """
    shown = f"CAST(r.{quoted(value)} AS VARCHAR)" if value else "NULL"
    return (
        f"INSERT INTO {quoted(table)} "  # noqa: S608 - identifiers quoted above
        "SELECT r.record_id, $dataset, r.source_file, r.source_sheet, r.source_row, "
        "r.delivery, $column, $heading, $name, coalesce(nullif($reason, ''), "
        f"r.complaint), {shown} FROM ({failing.strip().rstrip(';')}) AS f "
        f"INNER JOIN {quoted(rows)} AS r ON f.record_id = r.record_id"
    )


def fingerprint(table: str) -> str:
    """Return the query for one order-free digest of a table, as `digest`.

    The digest is over the sorted digests of the rows, so equal tables have
    equal digests whatever order they were written in.
    """
    return (
        "SELECT md5(string_agg(row_digest, '' ORDER BY row_digest)) AS digest "  # noqa: S608 - identifiers quoted above
        f"FROM (SELECT md5(CAST(t AS VARCHAR)) AS row_digest FROM {quoted(table)} AS t)"
    )


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A table to look up beside another one.

    `keys` are its columns by the columns of the other table that they equal (null
    equals null), `fixed` its columns by the text they must hold, and `columns` the
    columns to take by the name they get.
    """

    table: str
    keys: Mapping[str, str]
    fixed: Mapping[str, str]
    columns: Mapping[str, str]


def select_beside(
    table: str, columns: Sequence[str], joins: Sequence[Joined], order: str
) -> str:
    """Return the query for a table's rows with what the joined tables say of them.

    Every row stays, sorted by the column `order`.
    """
    taken = [f"base.{quoted(name)}" for name in columns]
    lookups: list[str] = []
    for place, join in enumerate(joins):
        alias = quoted(f"beside_{place}")
        taken += [
            f"{alias}.{quoted(name)} AS {quoted(given)}"
            for given, name in join.columns.items()
        ]
        lookups.append(
            f"LEFT JOIN {quoted(join.table)} AS {alias} ON {_on(alias, join)}"
        )
    return (
        f"SELECT {', '.join(taken)} FROM {quoted(table)} AS base "  # noqa: S608 - identifiers quoted above
        f"{' '.join(lookups)} ORDER BY base.{quoted(order)}"
    )


def _on(alias: str, join: Joined) -> str:
    equal = [
        f"{alias}.{quoted(name)} IS NOT DISTINCT FROM base.{quoted(other)}"
        for other, name in join.keys.items()
    ]
    fixed = [
        f"{alias}.{quoted(name)} = {literal(text)}" for name, text in join.fixed.items()
    ]
    return " AND ".join(equal + fixed)

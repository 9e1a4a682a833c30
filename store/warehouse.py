"""DuckDB, opened in one place: scratch databases for stages, the published file."""

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self, TypeAlias

import duckdb
import polars as pl

from store import statement
from store.errors import EngineError, StorageError

Value: TypeAlias = str | int | float | bool | None
Params: TypeAlias = Mapping[str, Value]
Config: TypeAlias = dict[str, str | bool | int | float | list[str]]
NO_PARAMS: Params = {}
SETTINGS = "SET TimeZone = 'Asia/Shanghai'; SET enable_progress_bar = false"
QUOTED = re.compile(r"'[^']*'|\"(?![A-Za-z_][A-Za-z0-9_.]*\")[^\"]*\"")
DIGITS = re.compile(r"\d{6,}[0-9Xx]*")


class Warehouse:
    """A thin handle on one DuckDB database: named parameters, drained results."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Wrap an open connection."""
        self.connection = connection

    @classmethod
    @contextmanager
    def scratch(
        cls, *, memory_mb: int = 2048, threads: int = 2, spill: Path | None = None
    ) -> Generator[Self]:
        """Open an in-memory database that may spill into a folder of its own.

        `memory_mb` bounds DuckDB's own memory in MiB. What is spilled is people's
        data: it lies below `spill` (default: the system's folder for temporary
        files) and goes when this ends; a stage gives its draft folder, which the
        next night sweeps if this one is killed.
        """
        with TemporaryDirectory(prefix=".spill-", dir=spill) as folder:
            config: Config = {
                "memory_limit": f"{memory_mb}MB",
                "threads": threads,
                "preserve_insertion_order": False,
                "temp_directory": folder,
            }
            with _connected(":memory:", config) as connection:
                yield cls(connection)

    @classmethod
    @contextmanager
    def create(cls, file: Path) -> Generator[Self]:
        """Open a new database file for writing; it is whole once this ends.

        The checkpoint is asked for, because the one that DuckDB makes on closing
        fails without a word when the disk is full.
        """
        with _connected(str(file), {}) as connection:
            warehouse = cls(connection)
            yield warehouse
            warehouse.run("CHECKPOINT")

    @classmethod
    @contextmanager
    def published(cls, file: Path) -> Generator[Self]:
        """Open a published database, which is only ever read."""
        with _connected(str(file), {}, read_only=True) as connection:
            yield cls(connection)

    def run(self, sql: str, params: Params = NO_PARAMS) -> None:
        """Execute one statement; raises `EngineError` or `StorageError`."""
        with _translated():
            self.connection.execute(sql, dict(params) or None).fetchall()

    def frame(self, sql: str, params: Params = NO_PARAMS) -> pl.DataFrame:
        """Execute one query and return its rows."""
        with _translated():
            relation = self.connection.sql(sql, params=dict(params) or None)
            rows: pl.DataFrame = relation.pl()
        return rows

    def answer(
        self, sql: str, values: Sequence[Any] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Execute a tool's statement with `$1, $2 …`; return its names and rows.

        Only for tools that write their own SQL (see `checks.engine`).
        """
        with _translated():
            cursor = self.connection.execute(sql, list(values) or None)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [str(entry[0]) for entry in cursor.description or ()], rows

    def show(self, table: str, parquet: Sequence[Path]) -> None:
        """Show Parquet files as the view `schema.table`."""
        self._schema_of(table)
        self.run(statement.create_view(table, parquet))

    def load(self, table: str, parquet: Sequence[Path]) -> None:
        """Load Parquet files into the table `schema.table`."""
        self._schema_of(table)
        self.run(statement.create_table(table, parquet))

    def empty(self, table: str, columns: Mapping[str, str]) -> None:
        """Make the empty table `schema.table` with the named column types."""
        self._schema_of(table)
        self.run(statement.create_empty(table, columns))

    def project(self, view: str, table: str, columns: Sequence[str]) -> None:
        """Show some columns of a table as the view `schema.view`."""
        self._schema_of(view)
        self.run(statement.create_projection(view, table, columns))

    def write(self, table: str, rows: pl.DataFrame) -> None:
        """Replace the table `schema.table` with the rows of a frame."""
        self._schema_of(table)
        self.connection.register("_rows", rows)
        self.run(statement.create_from(table, "_rows"))
        self.connection.unregister("_rows")

    def derive(self, table: str, query: str, params: Params = NO_PARAMS) -> None:
        """Keep the rows of a query as the table `schema.table`."""
        self._schema_of(table)
        self.run(statement.create_as(table, query), params)

    def view(self, table: str, query: str) -> None:
        """Show a query as the table `schema.table`."""
        self._schema_of(table)
        self.run(statement.view_as(table, query))

    def append(self, table: str, query: str, params: Params = NO_PARAMS) -> None:
        """Add the rows of a query to a table, column by column of equal name."""
        self.run(statement.insert_rows(table, query), params)

    def export(self, query: str, file: Path, params: Params = NO_PARAMS) -> None:
        """Write a query's rows, in the query's order, to a Parquet file.

        A query that must come out byte for byte the same ends in a total ORDER BY.
        """
        self.run(statement.copy_to(query, file), params)

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.frame(statement.count_rows(table)).item())

    def fingerprint(self, table: str) -> str:
        """Return the order-free digest of a table's rows ("" when empty)."""
        return str(self.frame(statement.fingerprint(table)).item() or "")

    def _schema_of(self, table: str) -> None:
        schema, dot, _ = table.partition(".")
        if dot:
            self.run(statement.create_schema(schema))


def read_sql(package: str, name: str) -> str:
    """Return the statement in `<name>.sql` beside the module that owns it."""
    return (files(package) / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def _connected(
    database: str, config: Config, *, read_only: bool = False
) -> Generator[duckdb.DuckDBPyConnection]:
    with _translated():
        connection = duckdb.connect(database, read_only=read_only, config=config)
    try:
        connection.execute(SETTINGS).fetchall()
        yield connection
    finally:
        connection.close()


@contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except duckdb.Error as error:
        text = str(error)
        if "No space left" in text or "File too large" in text:
            raise StorageError("磁盘空间不足", remedy="清理后重新运行") from error
        raise EngineError(f"DuckDB：{_without_values(text)}") from error


def _without_values(text: str) -> str:
    """Return an error's text without what may be a person's data.

    DuckDB quotes the value that it could not convert and the key that it found
    twice; names of columns stay.
    """
    unquoted = QUOTED.sub("‹…›", text.partition("\n\nLINE ")[0])
    return DIGITS.sub("‹…›", unquoted)

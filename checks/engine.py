"""An SQLAlchemy dialect that lets Great Expectations read an open warehouse.

Great Expectations 1.24 knows no DuckDB, and `duckdb-engine` loses rows because
Great Expectations fetches after it has closed its connection. This dialect
calls itself PostgreSQL, which is close enough to DuckDB's SQL, and hands out
buffered cursors over the one connection that the store has opened. It reads and
never writes. Patterns must be anchored (`^…$`): DuckDB's `~` matches the whole
text, PostgreSQL's a part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, pool, text, types
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDialect

from store.errors import CrosscheckError, EngineError
from store.warehouse import Warehouse

URL = "warehouse://"
SQL_TYPES: dict[str, type[types.TypeEngine[Any]]] = {
    "BIGINT": types.BigInteger,
    "INTEGER": types.Integer,
    "DATE": types.Date,
    "BOOLEAN": types.Boolean,
}


@dataclass
class Session:
    """One validation's use of a warehouse; keeps the tool's own failures."""

    warehouse: Warehouse | None
    failures: list[CrosscheckError] = field(default_factory=list[CrosscheckError])

    def cursor(self) -> "Cursor":
        """Return a new buffered cursor."""
        return Cursor(self)

    def commit(self) -> None:
        """Do nothing: nothing is ever written."""

    def rollback(self) -> None:
        """Do nothing: nothing is ever written."""

    def close(self) -> None:
        """Do nothing: the store owns the connection."""

    def close_for_good(self) -> None:
        """Let go of the warehouse and of the failures, whose frames hold it too."""
        self.warehouse = None
        self.failures.clear()

    def answer(
        self, sql: str, values: Sequence[Any]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names and rows of an answer; a failure is noted and raised."""
        try:
            if self.warehouse is None:
                raise EngineError("检查已经结束，不能再读数据")
            return self.warehouse.answer(sql, values)
        except CrosscheckError as error:
            self.failures.append(error)
            raise


class Cursor:
    """A cursor (PEP 249) that holds the whole answer, which is always small."""

    arraysize = 1
    rowcount = -1

    def __init__(self, session: Session) -> None:
        """Start without an answer."""
        self.session = session
        self.description: list[tuple[Any, ...]] | None = None
        self.rows: list[tuple[Any, ...]] = []

    def execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement; raises what the warehouse raises."""
        names, self.rows = self.session.answer(sql, values)
        self.description = [(name, *[None] * 6) for name in names]

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None at the end."""
        return self.rows.pop(0) if self.rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        """Return up to `size` further rows."""
        taken, self.rows = self.rows[:size], self.rows[size:]
        return taken

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all further rows."""
        taken, self.rows = self.rows, []
        return taken

    def close(self) -> None:
        """Forget the answer."""
        self.rows = []


class Driver:
    """The module (PEP 249) that SQLAlchemy believes it talks to."""

    apilevel = "2.0"
    paramstyle = "numeric_dollar"
    threadsafety = 1
    Error = CrosscheckError

    @staticmethod
    def connect(session: Session) -> Session:
        """Return the session that was passed in `connect_args`."""
        return session


class WarehouseDialect(PGDialect):
    """PostgreSQL's dialect, with reflection from DuckDB's own catalogue."""

    driver = "warehouse"
    default_paramstyle = "numeric_dollar"
    supports_statement_cache = False
    supports_native_enum = False
    # PGDialect would double every backslash when it writes values into the SQL
    # of `unexpected_index_query`, and a doubled pattern matches other rows.
    _backslash_escapes = False

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return the stand-in for a driver module."""
        return Driver

    @classmethod
    def get_pool_class(cls, url: Any) -> type[pool.Pool]:
        """Return the pool that always hands out the one connection."""
        del url
        return pool.StaticPool

    def create_connect_args(self, url: Any) -> Any:
        """Return no arguments: the session comes in `connect_args`."""
        del url
        return [], {}

    def initialize(self, connection: Connection) -> None:
        """Set what PGDialect would ask a server for."""
        del connection
        self.default_schema_name = "main"
        self.server_version_info = (15, 0)

    def on_connect(self) -> Any:
        """Return no hook."""
        return None

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Return that an open warehouse answers."""
        del dbapi_connection
        return True

    def has_table(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> bool:
        """Say whether there is a table or view of that name."""
        return bool(self.get_columns(connection, table_name, schema, **kw))

    def get_columns(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> Any:
        """Return the columns of a table or view in SQLAlchemy's form."""
        del kw
        query = text(
            "SELECT column_name, data_type FROM duckdb_columns() "
            "WHERE table_name = :name AND schema_name = :schema ORDER BY column_index"
        )
        found = connection.execute(
            query, {"name": table_name, "schema": schema or "main"}
        )
        return [
            {
                "name": name,
                "type": SQL_TYPES.get(kind, types.String)(),
                "nullable": True,
                "default": None,
                "autoincrement": False,
                "comment": None,
            }
            for name, kind in found
        ]

    def get_table_names(
        self, connection: Connection, schema: str | None = None, **kw: Any
    ) -> list[str]:
        """Return the names of tables and views in one schema."""
        del kw
        query = text(
            "SELECT DISTINCT table_name FROM duckdb_columns() "
            "WHERE schema_name = :schema AND NOT internal ORDER BY table_name"
        )
        found = connection.execute(query, {"schema": schema or "main"})
        return [str(name) for (name,) in found]

    def get_view_names(self, *args: Any, **kw: Any) -> list[str]:
        """Return nothing: views are listed as tables."""
        del args, kw
        return []

    def get_schema_names(self, connection: Connection, **kw: Any) -> list[str]:
        """Return the only schema that a check reads."""
        del connection, kw
        return ["main"]

    def get_pk_constraint(self, *args: Any, **kw: Any) -> Any:
        """Return that there is no primary key."""
        del args, kw
        return {"constrained_columns": [], "name": None}

    def get_foreign_keys(self, *args: Any, **kw: Any) -> Any:
        """Return that there are no foreign keys."""
        del args, kw
        return []

    def get_indexes(self, *args: Any, **kw: Any) -> Any:
        """Return that there are no indexes."""
        del args, kw
        return []


registry.register("warehouse", __name__, "WarehouseDialect")

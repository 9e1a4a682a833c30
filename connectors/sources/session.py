"""One read-only session with a database: every wait in it has an end.

The server is told its limits in its own words where it has them; beside that
each call is watched from outside, since a server that is frozen, or a firewall
that drops packets, keeps no promise.
"""

import logging
import os
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from connectors.sources.complaints import complaint_of
from connectors.sources.drivers import SPARE_SECONDS, engine_of
from connectors.sources.in_time import in_time
from store.errors import SourceError
from store.source_settings import DatabaseSource

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
MARIADB_LIMIT = "SET SESSION max_statement_time = {seconds}"
MYSQL_LIMIT = "SET SESSION max_execution_time = {milliseconds}"
MYSQL_LIMITS = (
    "SET SESSION lock_wait_timeout = {seconds}",
    "SET SESSION innodb_lock_wait_timeout = {seconds}",
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "SET SESSION TRANSACTION READ ONLY",
)
POSTGRESQL_LIMITS = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",)
ORACLE_LIMITS = ("SET TRANSACTION READ ONLY",)


@dataclass(frozen=True, kw_only=True)
class Session:
    """An open read-only transaction of one source."""

    name: str
    source: DatabaseSource
    connection: Connection

    def ask(self, what: str, call: Callable[[], T]) -> T:
        """Return what a call gives; its troubles become errors of the house.

        Raises `SourceError` for what may pass by itself, `DeliveryError` for
        what does not; never with the server's text, which may quote a row.
        """
        seconds = self.source.statement_seconds + SPARE_SECONDS
        what = f"来源 {self.name}，{what}"
        try:
            return in_time(call, seconds, what, self.cut)
        except SQLAlchemyError as error:
            raise complaint_of(error, what) from None

    def cut(self) -> None:
        """Cut the line under a call that hangs, so that its thread can end."""
        with suppress(OSError, SQLAlchemyError):  # it may be closed already
            own: Any = self.connection.connection.driver_connection
            if hasattr(own, "fileno"):
                with socket.socket(fileno=os.dup(own.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)

    def close_cursor(self, cursor: Any) -> None:
        """Let go of a driver's cursor, even one of a line that is dead."""
        errors = self.connection.dialect.loaded_dbapi.Error
        for _ in range(2):  # psycopg finds out only by trying, and stays open
            with suppress(errors, SourceError):
                in_time(cursor.close, self.source.connect_seconds, "断开", self.cut)
                return


@contextmanager
def session(name: str, source: DatabaseSource, password: str) -> Generator[Session]:
    """Open a read-only transaction; it is rolled back in the end.

    Raises `SettingsError` where the server refuses the account, `SourceError`
    where it does not answer.
    """
    # Closing a line that was cut is an error to the pool, which logs it at length.
    logging.getLogger("sqlalchemy.pool.impl.NullPool").setLevel(logging.CRITICAL)
    engine = engine_of(name, source, password)
    connection = _connected(name, source, engine)
    try:
        opened = Session(name=name, source=source, connection=connection)
        opened.ask("建立只读会话", lambda: _bound(connection, source))
        yield opened
    finally:
        _closed(connection, source)


def _connected(name: str, source: DatabaseSource, engine: Engine) -> Connection:
    what = f"来源 {name}，连接数据库"
    seconds = source.connect_seconds + SPARE_SECONDS
    try:
        return in_time(engine.connect, seconds, what, lambda: None)
    except SQLAlchemyError as error:
        raise complaint_of(error, what) from None


def _bound(connection: Connection, source: DatabaseSource) -> None:
    """Tell the server the limits of this session, in its own words."""
    seconds = source.statement_seconds
    for statement in _limits(connection):
        words = statement.format(seconds=seconds, milliseconds=seconds * 1000)
        connection.execute(text(words))
    if connection.dialect.driver == "psycopg":
        _keep_text(connection)


def _limits(connection: Connection) -> tuple[str, ...]:
    match connection.dialect.name:
        case "postgresql":
            return POSTGRESQL_LIMITS
        case "oracle":
            return ORACLE_LIMITS
        case "mysql" | "mariadb":
            is_mariadb = bool(getattr(connection.dialect, "is_mariadb", False))
            return (MARIADB_LIMIT if is_mariadb else MYSQL_LIMIT, *MYSQL_LIMITS)
        case _:
            return ()


def _keep_text(connection: Connection) -> None:
    """Have psycopg hand over what the server wrote, e.g. `infinity` as a date."""
    from psycopg.types.string import TextLoader  # noqa: PLC0415 - only when asked for

    own = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    for kind in own.adapters.types:
        own.adapters.register_loader(kind.oid, TextLoader)
        if kind.array_oid:
            own.adapters.register_loader(kind.array_oid, TextLoader)


def _closed(connection: Connection, source: DatabaseSource) -> None:
    """Let go of the connection, without a word that could itself be waited for."""

    def close() -> None:
        connection.invalidate()
        connection.close()

    with suppress(SQLAlchemyError, SourceError):
        in_time(close, source.connect_seconds, "断开", lambda: None)

"""Database servers that stand for all tests of this folder."""

import os
import signal
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import pytest
from pymysql.cursors import Cursor

from store.home import Home
from store.source_settings import DatabaseSource
from tests.support.servers import LOOPBACK, PASSWORD, Server, mariadb, postgresql

READER, SUPPLIER, NAME = "reader", "县社保中心", "shebao"
VARIABLE = "CROSSCHECK_TEST_PASSWORD"
Run = Callable[..., list[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class Database:
    """A server with the read-only account `reader`, and a way to write into it."""

    server: Server
    scheme: str
    run: Run
    locked: Callable[[str], AbstractContextManager[object]]

    def worker(self) -> int:
        """Return the process that serves the reader."""
        if self.scheme == "mysql":
            return self.server.process.pid
        found = self.run(f"SELECT pid FROM pg_stat_activity WHERE usename = '{READER}'")
        return int(found[-1][0])

    def kill(self) -> None:
        """Kill the server with all who serve."""
        if self.scheme == "postgresql":
            os.kill(self.worker(), signal.SIGKILL)
        self.server.process.kill()
        self.server.process.wait()

    def source(self, **given: object) -> DatabaseSource:
        """Return the settings of a source on this server."""
        url = f"{self.scheme}://{READER}@{LOOPBACK}:{self.server.port}/office"
        settings = {
            "kind": "database",
            "supplier": SUPPLIER,
            "url": url,
            "password_env": VARIABLE,
            "connect_seconds": 5,
            "statement_seconds": 20,
            "batch_rows": 2,
        }
        return DatabaseSource.model_validate({**settings, **given})


def postgresql_database(server: Server) -> Database:
    """Make the office's database on a PostgreSQL server."""

    def connected(database: str = "office") -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host=LOOPBACK,
            port=server.port,
            user="postgres",
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        )

    def run(statement: str, database: str = "office") -> list[tuple[Any, ...]]:
        with connected(database) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def locked(table: str) -> Generator[None]:
        with connected() as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {table}".encode())
            yield

    run("CREATE DATABASE office", "postgres")
    run(f"CREATE ROLE {READER} LOGIN PASSWORD '{PASSWORD}'")
    run(f"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {READER}")
    return Database(server=server, scheme="postgresql", run=run, locked=locked)


def mariadb_database(server: Server) -> Database:
    """Make the office's database on a MariaDB server."""

    def connected(database: str | None) -> "pymysql.Connection[Cursor]":
        return pymysql.connect(
            user="root",
            unix_socket=str(server.folder / "s"),
            database=database,
            autocommit=True,
            charset="utf8mb4",
        )

    def run(statement: str, database: str | None = "office") -> list[tuple[Any, ...]]:
        with connected(database) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    @contextmanager
    def locked(table: str) -> Generator[None]:
        with connected("office") as connection, connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLES {table} WRITE")
            yield

    run("CREATE DATABASE office", None)
    run(f"CREATE USER {READER}@'%' IDENTIFIED BY '{PASSWORD}'")
    run(f"GRANT SELECT, SHOW VIEW ON office.* TO {READER}@'%'")
    return Database(server=server, scheme="mysql", run=run, locked=locked)


@pytest.fixture(scope="session")
def on_postgresql() -> Generator[Database]:
    """Return a PostgreSQL database for the session."""
    with postgresql() as server:
        yield postgresql_database(server)


@pytest.fixture(scope="session")
def on_mariadb() -> Generator[Database]:
    """Return a MariaDB database for the session."""
    with mariadb() as server:
        yield mariadb_database(server)


@pytest.fixture(params=["postgresql", "mariadb"])
def database(request: pytest.FixtureRequest) -> Database:
    """Return each database in turn."""
    found: Database = request.getfixturevalue(f"on_{request.param}")
    return found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return an empty home, the password in the environment."""
    monkeypatch.setenv(VARIABLE, PASSWORD)
    home = Home(tmp_path / "home")
    home.create()
    return home

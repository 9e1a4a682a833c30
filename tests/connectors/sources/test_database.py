"""Databases: real servers, exact values, and every way in which they fail."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import polars as pl
import pytest

from connectors.delivery import find_deliveries
from connectors.sources.database import fetch_database
from connectors.sources.fetched import Fetched
from connectors.take import take_delivery
from store.errors import CrosscheckError, DeliveryError, SettingsError, SourceError
from store.home import Home
from store.odcs import all_contracts
from store.source_settings import DatabaseSource
from tests.connectors import given
from tests.connectors.sources.conftest import (
    NAME,
    SUPPLIER,
    VARIABLE,
    Database,
    mariadb_database,
    postgresql_database,
)
from tests.support import servers
from tests.support.servers import LOOPBACK, PASSWORD

DAY = date(2026, 11, 20)
DELIVERY = f"{SUPPLIER}/20261120_{NAME}"


def _fetch(
    home: Home, source: DatabaseSource, after_batch: Callable[[int], None] | None = None
) -> Fetched:
    def noted(_: str, rows: int) -> None:
        if after_batch is not None:
            after_batch(rows)

    return fetch_database(NAME, source, home, DAY, noted)


def _refused(
    home: Home, source: DatabaseSource, after_batch: Callable[[int], None] | None = None
) -> CrosscheckError:
    """Return why nothing was fetched; nothing of it is left, and no secret told."""
    with pytest.raises(CrosscheckError) as caught:
        _fetch(home, source, after_batch)
    assert list((home.inbox / source.supplier).iterdir()) == []
    assert PASSWORD not in f"{caught.value}{caught.value.__cause__}"
    return caught.value


def _deaths(database: Database, table: str, rows: int, engine: str = "") -> str:
    """Make a death register under Chinese column names; return the table's name."""
    quote = '"' if database.scheme == "postgresql" else "`"
    names = ", ".join(
        f"{quote}{heading}{quote} {kind}"
        for heading, kind in zip(
            given.DEATH_HEADINGS,
            ("varchar(40)", "varchar(20)", "date", "varchar(20)"),
            strict=True,
        )
    )
    database.run(f"DROP TABLE IF EXISTS {table}")
    database.run(f"CREATE TABLE {table} ({names}) {engine}")
    for number in range(rows):
        _bury(database, table, number)
    return table


def _bury(database: Database, table: str, number: int) -> None:
    id_number = given.id_number(number)
    values = f"'王甲{number}', '{id_number}', '2026-03-01', '民政'"
    database.run(f"INSERT INTO {table} VALUES ({values})")


def test_a_view_becomes_a_delivery_that_the_line_takes(
    database: Database, home: Home
) -> None:
    _deaths(database, "dead", 5)
    fetched = _fetch(home, database.source(views={"死亡人员": "dead"}))
    assert (fetched.deliveries, fetched.rows) == ((DELIVERY,), 5)
    (found,) = find_deliveries(home.inbox, as_of=DAY, settle_seconds=0).deliveries
    assert (found.supplier, found.delivered_on) == (SUPPLIER, DAY)
    intake = take_delivery(found, home.snapshots, all_contracts())
    papers, rows = given.the_snapshot(intake)
    assert (papers.dataset, papers.stated_rows) == ("registry/death", 5)
    assert rows["died_on"].to_list() == ["2026-03-01"] * 5
    assert _fetch(home, database.source(views={"死亡人员": "dead"})).deliveries == ()


EXACT = {
    "postgresql": """
        SELECT 0.10::numeric(20,2) AS a, 12345678901234567890.12345::numeric AS b,
        0.1::float8 AS c, 1e20::float8 AS d, date '2026-02-28' AS e,
        timestamp '2026-02-28 01:02:03.000004' AS f, 'infinity'::date AS g,
        true AS h, NULL::text AS i, 9007199254740993::bigint AS j, ' 王:甲 %s ' AS k,
        '\\x00ff'::bytea AS l, ARRAY[1,2] AS m, 'null'::jsonb AS n
    """,
    "mysql": """
        SELECT CAST(0.10 AS decimal(20,2)) AS a,
        CAST(12345678901234567890.12345 AS decimal(30,5)) AS b,
        CAST(0.1 AS double) AS c, date '2026-02-28' AS e,
        CAST('2026-02-28 01:02:03.000004' AS datetime(6)) AS f,
        true AS h, NULL AS i, 9007199254740993 AS j, ' 王:甲 %s ' AS k, x'00ff' AS l
    """,
}
VALUES = {
    "a": "0.10", "b": "12345678901234567890.12345", "c": "0.1", "d": "1e+20",
    "e": "2026-02-28", "f": "2026-02-28 01:02:03.000004", "g": "infinity",
    "i": None, "j": "9007199254740993", "k": " 王:甲 %s ", "m": "{1,2}", "n": "null",
}  # fmt: skip


def test_every_value_is_the_text_that_the_server_wrote(
    database: Database, home: Home
) -> None:
    queries = {"值": EXACT[database.scheme]}
    _fetch(home, database.source(queries=queries))
    (row,) = pl.read_parquet(home.inbox / DELIVERY / "值.parquet").to_dicts()
    expected = {name: value for name, value in VALUES.items() if name in row}
    assert {name: row[name] for name in expected} == expected
    assert row["l"] == ("\\x00ff" if database.scheme == "postgresql" else "00ff")


def test_a_row_added_while_reading_is_not_half_of_anything(
    on_postgresql: Database, home: Home
) -> None:
    table = _deaths(on_postgresql, "growing", 5)
    source = on_postgresql.source(views={"死亡人员": table})
    fetched = _fetch(home, source, lambda rows: _bury(on_postgresql, table, 100 + rows))
    assert fetched.rows == 5


def test_where_the_server_keeps_no_snapshot_a_change_is_refused(
    on_mariadb: Database, home: Home
) -> None:
    table = _deaths(on_mariadb, "growing", 5, "ENGINE=MyISAM")
    source = on_mariadb.source(views={"死亡人员": table})
    error = _refused(home, source, lambda _: _bury(on_mariadb, table, 100))
    assert isinstance(error, SourceError)
    assert "读取时还在变动：读前 5 行" in error.message


def test_a_locked_table_ends_in_a_message(database: Database, home: Home) -> None:
    table = _deaths(database, "locked", 1)
    source = database.source(views={"死亡人员": table}, statement_seconds=1)
    with database.locked(table):
        started = time.monotonic()
        error = _refused(home, source)
    assert isinstance(error, SourceError)
    assert "超时或一直等锁" in error.message
    assert time.monotonic() - started < 10


def test_a_server_that_says_nothing_ends_in_a_message(
    database: Database, home: Home
) -> None:
    with servers.silent_server() as port:
        url = f"{database.scheme}://reader@{LOOPBACK}:{port}/office"
        source = database.source(
            url=url, views={"死亡人员": "dead"}, connect_seconds=1, statement_seconds=1
        )
        started = time.monotonic()
        error = _refused(home, source)
    assert isinstance(error, SourceError)
    assert time.monotonic() - started < 15


def test_nobody_listening_ends_in_a_message(database: Database, home: Home) -> None:
    url = f"{database.scheme}://reader@{LOOPBACK}:{servers.free_port()}/office"
    error = _refused(home, database.source(url=url, views={"死亡人员": "dead"}))
    assert isinstance(error, SourceError)
    assert "连接中断或无法连接" in error.message


def test_a_server_that_freezes_half_way_ends_in_a_message(
    database: Database, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.sources.session.SPARE_SECONDS", 1)
    monkeypatch.setattr("connectors.sources.in_time.GRACE_SECONDS", 2)
    table = _deaths(database, "frozen", 5)
    source = database.source(views={"死亡人员": table}, statement_seconds=1)
    stopped: list[int] = []

    def freeze(_: int) -> None:
        if not stopped:
            stopped.append(database.worker())
            os.kill(stopped[0], signal.SIGSTOP)

    try:
        error = _refused(home, source, freeze)
    finally:
        os.kill(stopped[0], signal.SIGCONT)
    assert isinstance(error, SourceError)


@pytest.mark.parametrize(
    ("start", "made"),
    [
        (servers.postgresql, postgresql_database),
        (servers.mariadb, mariadb_database),
    ],
)
def test_a_server_killed_half_way_leaves_nothing(
    home: Home,
    start: Callable[[], AbstractContextManager[servers.Server]],
    made: Callable[[servers.Server], Database],
) -> None:
    with start() as server:
        database = made(server)
        table = _deaths(database, "dead", 5)
        source = database.source(views={"死亡人员": table, "再读": table})

        def kill(rows: int) -> None:
            if rows == 5:
                database.kill()

        error = _refused(home, source, kill)
    assert isinstance(error, SourceError)
    assert "连接中断" in error.message


def test_a_wrong_password_is_said_and_not_tried_again(
    database: Database, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "wrong-and-secret"
    monkeypatch.setenv(VARIABLE, wrong)
    error = _refused(home, database.source(views={"死亡人员": "dead"}))
    assert isinstance(error, SettingsError)
    assert "不接受这个用户名或口令" in error.message
    assert wrong not in str(error)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"views": {"x": "no_such_view"}}, "视图、表或列不存在"),
        ({"views": {"x": "hidden"}}, "没有读取的权限"),
        ({"queries": {"x": "DELETE FROM dead"}}, "数据库报错"),
        ({"queries": {"x": "SELECT 1 AS a, 2 AS a"}}, "有同名的列：a"),
    ],
)
def test_what_is_wrong_with_a_view_is_said(
    on_postgresql: Database, home: Home, given_: dict[str, object], said: str
) -> None:
    _deaths(on_postgresql, "dead", 1)
    _deaths(on_postgresql, "hidden", 1)
    on_postgresql.run("REVOKE ALL ON hidden FROM reader")
    error = _refused(home, on_postgresql.source(**given_))
    assert type(error) is DeliveryError
    assert said in error.message


def test_a_function_that_writes_is_stopped_by_the_read_only_session(
    on_postgresql: Database, home: Home
) -> None:
    _deaths(on_postgresql, "dead", 1)
    on_postgresql.run("""
        CREATE OR REPLACE FUNCTION wipe() RETURNS int LANGUAGE sql SECURITY DEFINER
        AS $$ WITH gone AS (DELETE FROM dead RETURNING 1) SELECT 1 $$
    """)
    error = _refused(home, on_postgresql.source(queries={"x": "SELECT wipe() AS a"}))
    assert "只读会话里不能改动数据" in error.message


@pytest.mark.parametrize(
    ("scheme", "driver", "extra"),
    [
        ("oracle", "oracledb", "oracle"),
        ("mssql", "pymssql", "sqlserver"),
        ("dm", "dmPython", "dameng"),
        ("kingbase", "ksycopg2", "kingbase"),
    ],
)
def test_a_missing_driver_says_what_to_install(
    home: Home, scheme: str, driver: str, extra: str
) -> None:
    source = DatabaseSource.model_validate(
        {
            "kind": "database",
            "supplier": SUPPLIER,
            "url": f"{scheme}://reader@{LOOPBACK}/office",
            "views": {"x": "y"},
        }
    )
    error = _refused(home, source)
    assert isinstance(error, SettingsError)
    assert f"驱动 {driver}" in error.message
    assert f"crosscheck[{extra}]" in error.remedy

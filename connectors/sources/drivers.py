"""Database products: which driver speaks to each, and how it is told to hurry.

PostgreSQL and MySQL/MariaDB are installed with Crosscheck; the others are extras
that an office installs when it has such a database.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, TypeAlias

from pymysql.converters import conversions
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from store.errors import SettingsError
from store.source_settings import DatabaseSource

Arguments: TypeAlias = dict[str, Any]
TIME_ZONE = "Asia/Shanghai"
SPARE_SECONDS = 5  # the server's own message should come before the client gives up


@dataclass(frozen=True, kw_only=True)
class Driver:
    """One product: what people call it, its dialect, its driver, its extra.

    `own_module` hands the driver to the dialect (one that is a twin of another).
    """

    title: str
    dialect: str
    module: str
    extra: str
    arguments: Callable[[DatabaseSource], Arguments]
    own_module: bool = False


def _postgresql(source: DatabaseSource) -> Arguments:
    milliseconds = source.statement_seconds * 1000
    settings = {
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "default_transaction_read_only": "on",
        "datestyle": "ISO",
        "timezone": TIME_ZONE,
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return {"connect_timeout": source.connect_seconds, "options": options}


def _mysql(source: DatabaseSource) -> Arguments:
    silence = source.statement_seconds + SPARE_SECONDS
    return {
        "charset": "utf8mb4",
        "connect_timeout": source.connect_seconds,
        "read_timeout": silence,
        "write_timeout": silence,
        # Without decoders every value stays the text that the server sent.
        "conv": {k: v for k, v in conversions.items() if not isinstance(k, int)},
    }


def _oracle(source: DatabaseSource) -> Arguments:
    return {"tcp_connect_timeout": source.connect_seconds}


def _sqlserver(source: DatabaseSource) -> Arguments:
    return {
        "login_timeout": source.connect_seconds,
        "timeout": source.statement_seconds,
    }


def _dameng(source: DatabaseSource) -> Arguments:
    return {"login_timeout": source.connect_seconds}


POSTGRESQL = Driver(
    title="PostgreSQL",
    dialect="postgresql+psycopg",
    module="psycopg",
    extra="",
    arguments=_postgresql,
)
MYSQL = Driver(
    title="MySQL/MariaDB",
    dialect="mysql+pymysql",
    module="pymysql",
    extra="",
    arguments=_mysql,
)
ORACLE = Driver(
    title="Oracle",
    dialect="oracle+oracledb",
    module="oracledb",
    extra="oracle",
    arguments=_oracle,
)
SQLSERVER = Driver(
    title="SQL Server",
    dialect="mssql+pymssql",
    module="pymssql",
    extra="sqlserver",
    arguments=_sqlserver,
)
DAMENG = Driver(
    title="达梦",
    dialect="dm+dmPython",
    module="dmPython",
    extra="dameng",
    arguments=_dameng,
)
KINGBASE = Driver(
    title="人大金仓",
    dialect="postgresql+psycopg2",
    module="ksycopg2",
    extra="kingbase",
    arguments=_postgresql,
    own_module=True,
)
DRIVERS: Mapping[str, Driver] = MappingProxyType(
    {
        "postgresql": POSTGRESQL,
        "postgres": POSTGRESQL,
        "mysql": MYSQL,
        "mariadb": MYSQL,
        "oracle": ORACLE,
        "mssql": SQLSERVER,
        "sqlserver": SQLSERVER,
        "dm": DAMENG,
        "kingbase": KINGBASE,
    }
)


def engine_of(name: str, source: DatabaseSource, password: str) -> Engine:
    """Return an engine for a database; nothing is connected yet.

    Raises `SettingsError` for an address that cannot be one, and for a driver
    that is not installed, with what to install.
    """
    url = _url(name, source)
    driver = DRIVERS.get(url.drivername.partition("+")[0])
    if driver is None:
        raise SettingsError(
            f"来源 {name} 的 url 以 {url.drivername} 开头，没有这种数据库的驱动",
            remedy=f"可用：{'、'.join(DRIVERS)}",
        )
    module = _installed(name, driver)
    more: Arguments = {"module": module} if driver.own_module else {}
    if driver.dialect == KINGBASE.dialect:
        more["use_native_hstore"] = False
    try:
        return create_engine(
            url.set(drivername=driver.dialect, password=password or None),
            poolclass=NullPool,
            connect_args=driver.arguments(source),
            hide_parameters=True,
            **more,
        )
    except NoSuchModuleError:
        raise _missing(name, driver) from None


def _url(name: str, source: DatabaseSource) -> URL:
    try:
        url = make_url(source.url)
    except (ArgumentError, ValueError):
        raise SettingsError(
            f"来源 {name} 的 url 不是数据库地址",
            remedy="写成 postgresql://用户@主机:端口/库名",
        ) from None
    if {"password", "passwd", "pwd"} & {key.lower() for key in url.query}:
        raise SettingsError(
            f"来源 {name} 的 url 里不能写口令",
            remedy="改用 password_file 或 password_env",
        )
    return url


def _installed(name: str, driver: Driver) -> object:
    try:
        return import_module(driver.module)
    except ImportError:
        raise _missing(name, driver) from None


def _missing(name: str, driver: Driver) -> SettingsError:
    return SettingsError(
        f"来源 {name}：没有安装 {driver.title} 的驱动 {driver.module}",
        remedy=f"运行 pip install 'crosscheck[{driver.extra}]'；"
        "离线安装见 docs/sources.md",
    )

"""Connections: how SQLite and PostgreSQL are opened, and how their schema is brought up to date.

Gives an engine on which reading and writing transactions behave alike on both databases. What is
read and written is left to `database`.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    String,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from pipeline.errors import WorkspaceError
from pipeline.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
    from sqlalchemy.pool import ConnectionPoolEntry

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_MS = 30_000
_WRITES = "tongket_writes"
_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",  # as hosting services write it
}
_SWITCH_SECONDS = 0.02
_PRAGMAS = (
    f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
)


def open_engine(url: str | URL) -> Engine:
    """Return an engine on `url` with the newest schema; the caller disposes of it.

    Raises:
        WorkspaceError: the database cannot be opened, or a newer version has written it.
    """
    url = _with_driver(url)
    engine = _make_engine(url)
    try:
        _bring_up_to_date(engine)
    except DBAPIError as error:
        engine.dispose()
        message = (
            f"Không mở được cơ sở dữ liệu {url.render_as_string()} ({error.orig}). "
            "Hãy kiểm tra đường dẫn, quyền ghi và máy chủ cơ sở dữ liệu."
        )
        raise WorkspaceError(message) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def writing(engine: Engine) -> Engine:
    """Return `engine` for transactions that write: on SQLite they take the write lock at once.

    A transaction that begins by reading and then writes cannot wait for the lock in WAL mode: it
    fails when another has written in between.
    """
    return engine.execution_options(**{_WRITES: True})


def serialise(connection: Connection, key: str) -> None:
    """Let one transaction at a time go on with `key`; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": key}
        )


def _with_driver(url: str | URL) -> URL:
    try:
        url = make_url(url)
    except ArgumentError as error:
        message = "Địa chỉ cơ sở dữ liệu viết sai; hãy viết dạng postgresql://máy-chủ/tên-cơ-sở."
        raise WorkspaceError(message) from error
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None:
        message = (
            f"Không dùng được cơ sở dữ liệu {url.drivername}; hãy dùng SQLite hoặc PostgreSQL."
        )
        raise WorkspaceError(message)
    return url.set(drivername=driver)


def _make_engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # The server may have restarted since.
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)  # no text of a report in an error
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's sqlite3 begins transactions late and none for a change of schema: we begin them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    _switch_to_wal(cursor)
    cursor.close()


def _switch_to_wal(cursor: DBAPICursor) -> None:
    """Switch a new database to WAL; SQLite does not wait where two processes switch at once."""
    deadline = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_SWITCH_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if _version(connection) == SCHEMA_VERSION:
            return
    with writing(engine).begin() as connection:
        serialise(connection, "tongket schema")
        _upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    query = text("SELECT version_num FROM alembic_version").columns(version_num=String)
    return connection.execute(query).scalar()


def _upgrade(connection: Connection) -> None:
    # Alembic takes 0.1 s to import: only where there is something to do.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}
    version = _version(connection)
    if version is not None and version not in known:
        message = (
            f"Cơ sở dữ liệu do một phiên bản tongket mới hơn tạo ra (lược đồ {version}). "
            "Hãy cập nhật tongket trên máy này."
        )
        raise WorkspaceError(message)
    config = Config()
    # Config interpolates like configparser: a % in the path must be doubled.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""Opening the database: SQLite in a data folder, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from viva.errors import VivaError

_WRITING = "viva_writing"
# The timeout comes first: even the change to WAL may have to wait for someone.
_PRAGMAS = ("busy_timeout = 30000", "journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL")
# Any number will do, so long as every Viva on a database takes the same one.
_WRITE_LOCK = 0x76697661


def default_url(data_folder: Path) -> URL:
    """The database of someone who named none: `viva.db` in their data folder."""
    return URL.create("sqlite", database=str(data_folder / "viva.db"))


def create_engine_for(url: str | URL) -> Engine:
    """An engine for SQLite or PostgreSQL; the folder of a SQLite file is made, for its owner only.

    Raises:
        VivaError: the URL names no database that Viva can use, or the folder cannot be made.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        _make_folder(parsed)
        engine = create_engine(parsed)
        event.listen(engine, "connect", _configure_sqlite)
    else:
        engine = create_engine(parsed, pool_pre_ping=True)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same database, for transactions that write: they go one at a time, from their first statement."""
    return engine.execution_options(**{_WRITING: True})


def sqlite_file(engine: Engine) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL and for a database in memory."""
    database = engine.url.database
    is_file = engine.dialect.name == "sqlite" and database and database != ":memory:"
    return Path(str(database)) if is_file else None


def told(engine: Engine) -> str:
    """The database's name in a message: without the password."""
    return str(sqlite_file(engine) or engine.url.render_as_string(hide_password=True))


def _parse(url: str | URL) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise VivaError(f"No database is named by that URL. {_ADVICE}") from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise VivaError(f"Viva cannot use a {parsed.get_backend_name()} database. {_ADVICE}")
    return parsed


_ADVICE = "Give sqlite:///FILE or postgresql://USER@HOST/DATABASE."


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        return
    folder = Path(url.database).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise VivaError(
            f"The data folder {folder} cannot be made ({error.strerror}). Choose another."
        ) from None


def _configure_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # Left to itself, the driver begins a transaction only at the first write: reads would not agree.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITING, False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")

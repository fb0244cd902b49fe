"""Bringing the schema of a database up to date, with a copy of it first."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from viva.errors import VivaError
from viva.store.engine import sqlite_file, told, writing

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, migrations: Path = _MIGRATIONS) -> Path | None:
    """Brings the schema to the newest revision, wholly or not at all; the path of the copy, if one was made.

    A SQLite file with an older schema is first copied beside itself, as `viva-before-<revision>-<moment>.db`.

    Raises:
        VivaError: the database cannot be opened, was made by a newer Viva, or cannot be copied; it is unchanged.
    """
    config = _config(migrations)
    scripts = ScriptDirectory.from_config(config)
    with _open(engine) as connection, connection.begin():
        revision = MigrationContext.configure(connection).get_current_revision()
        head = scripts.get_current_head()
        if revision == head:
            return None
        _refuse_newer(revision, scripts, engine)
        # The write lock is held already: nothing can be written after the copy and before the change.
        copy = _copy(engine, str(head)) if revision else None
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _refuse_orphans(connection)
        return copy


def _config(migrations: Path) -> Config:
    config = Config()
    # Alembic reads the option as a template, where % has a meaning.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _open(engine: Engine) -> Connection:
    try:
        connection = writing(engine).connect()
    except DBAPIError as error:
        raise VivaError(f"The database {told(engine)} cannot be opened ({error.orig}).") from None
    # Not a connection for others afterwards, because of what comes next.
    connection.detach()
    if engine.dialect.name == "sqlite":
        # SQLite changes a table by copying and dropping it, and the drop would take its children along.
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
    return connection


def _refuse_newer(revision: str | None, scripts: ScriptDirectory, engine: Engine) -> None:
    if revision is None or revision in {script.revision for script in scripts.walk_revisions()}:
        return
    known = scripts.get_current_head()
    raise VivaError(
        f"The database {told(engine)} was made by a newer Viva: its schema is {revision}, and this Viva knows"
        f" none after {known}. Install the newer Viva again, or restore a backup from before."
    )


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(f"A migration left rows without their parents: {orphans[:5]}")


def _copy(engine: Engine, revision: str) -> Path | None:
    file = sqlite_file(engine)
    if file is None:
        return None
    copy = file.with_name(f"{file.stem}-before-{revision}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db")
    # Under another name until it is whole, so that nobody takes half a copy for one.
    part = copy.with_name(copy.name + ".part")
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.replace(copy)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            part.unlink()
        raise VivaError(
            f"The database {file} needs a copy before it is changed, and none could be made ({error})."
            " Make room in its folder, and start Viva again."
        ) from None
    return copy

"""Telling whether the record has changed, whoever changed it, without reading it."""

from __future__ import annotations

import sqlite3
from threading import Lock

from sqlalchemy import Engine, text

from viva.store.engine import sqlite_file


class Changes:
    """Watches one database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._watching: sqlite3.Connection | None = None

    def stamp(self) -> object:
        """What stays equal as long as nobody, in this program or another, has written.

        Taken before the record is read, it is the stamp of what is read or of something older, never of something
        newer. Other writing in the same database may change it, too.
        """
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect() as connection:
                return connection.scalar(text("SELECT pg_current_snapshot()::text"))
        file = sqlite_file(self._engine)
        if file is None:
            return object()  # a database in memory: one that is never equal
        with self._lock:
            # The number is one connection's own, and counts what others commit: hence one that does nothing else.
            if self._watching is None:
                self._watching = sqlite3.connect(file, timeout=30, check_same_thread=False)
            (version,) = self._watching.execute("PRAGMA data_version").fetchone()
            return id(self._watching), version

    def close(self) -> None:
        """Ends the watch; another question begins it anew."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
            self._watching = None

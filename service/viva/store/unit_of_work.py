"""The store: one transaction at a time, with the repositories that work in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from viva.errors import VivaError
from viva.store.engine import create_engine_for, told, writing
from viva.store.repositories import (
    AttemptRepository,
    GradeRepository,
    InterviewRepository,
    RubricVersionRepository,
)


class UnitOfWork:
    """The repositories over one transaction. What they give stays readable after the end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.interviews = InterviewRepository(session)
        self.attempts = AttemptRepository(session)
        self.grades = GradeRepository(session)
        self.rubric_versions = RubricVersionRepository(session)

    def commit(self) -> None:
        """Makes what was done so far last; what follows is a new transaction of the same kind."""
        self._session.commit()


class Store:
    """The record in one database, safe to share between threads; each thread opens its own units of work."""

    def __init__(self, url: str | URL) -> None:
        """Names the database; nothing connects yet, and `migrate(store.engine)` brings its schema up to date.

        Raises:
            VivaError: the URL names no database that Viva can use.
        """
        self.engine = create_engine_for(url)
        self._writing = writing(self.engine)

    @contextmanager
    def unit_of_work(self, write: bool = False) -> Iterator[UnitOfWork]:
        """One transaction: committed on leaving, rolled back when an exception leaves it.

        With `write`, no other writer comes in between its first statement and its end, on either database:
        what it has read is still so when it writes. Keep it short, and grade outside.
        """
        bind = self._writing if write else self.engine
        with Session(bind, expire_on_commit=False) as session:
            yield UnitOfWork(session)
            session.commit()

    def ping(self) -> None:
        """Asks the database for a sign of life.

        Raises:
            VivaError: it gives none.
        """
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError as error:
            raise VivaError(f"The database {told(self.engine)} does not answer ({error.orig}).") from None

    def close(self) -> None:
        """Ends the connections. The store opens new ones if it is used again."""
        self.engine.dispose()

"""The store: one transaction at a time, with the repositories that work in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from viva.errors import VivaError
from viva.language import gettext as _
from viva.store.archive import ArchiveRepository
from viva.store.changes import Changes
from viva.store.disputes import DisputeRepository
from viva.store.drafts import DraftRepository
from viva.store.engine import create_engine_for, snapshot, told, writing
from viva.store.outcomes import OutcomeRepository
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
        self.outcomes = OutcomeRepository(session)
        self.drafts = DraftRepository(session)
        self.disputes = DisputeRepository(session)
        self.archive = ArchiveRepository(session)

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
        self._snapshot = snapshot(self.engine)
        self._changes = Changes(self.engine)

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

    @contextmanager
    def snapshot(self) -> Iterator[UnitOfWork]:
        """One transaction that only reads, and sees the record as it was at its first statement, to its end."""
        with Session(self._snapshot, expire_on_commit=False) as session:
            yield UnitOfWork(session)

    def ping(self) -> None:
        """Asks the database for a sign of life.

        Raises:
            VivaError: it gives none.
        """
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError as error:
            raise VivaError(
                _(
                    "The database %(database)s does not answer (%(error)s).",
                    database=told(self.engine),
                    error=error.orig,
                )
            ) from None

    def stamp(self) -> object:
        """What stays equal as long as nobody has written to the record, as `Changes.stamp`."""
        return self._changes.stamp()

    def close(self) -> None:
        """Ends the connections. The store opens new ones if it is used again."""
        self._changes.close()
        self.engine.dispose()

"""Reading the record for a command that only looks: it makes no folder and no database, and changes no schema."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from viva.errors import VivaError
from viva.store.engine import told
from viva.store.tables import Attempt
from viva.store.unit_of_work import Store


def answers_to(question_id: str, url: str | URL) -> Sequence[Attempt]:
    """As `GradeRepository.history`; nothing where there is no database yet.

    Raises:
        VivaError: the database cannot be read, or its schema is not this Viva's.
    """
    if not _there(url):
        return ()
    with closing(Store(url)) as store:
        try:
            with store.unit_of_work() as work:
                return work.grades.history(question_id)
        except DBAPIError as error:
            raise VivaError(
                f"The record {told(store.engine)} cannot be read ({error.orig}). If an older Viva made it, start"
                " `viva serve` once: that brings it up to date."
            ) from None


def _there(url: str | URL) -> bool:
    """Whether there may be a database: a SQLite file that is missing would be made by opening it."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return True  # the store says what is wrong with it
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return not is_file or Path(str(parsed.database)).exists()

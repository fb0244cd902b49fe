"""The stamp of a record: the same while nobody writes, another once anybody has, on each database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import URL, text

from viva.store.tables import Interview
from viva.store.unit_of_work import Store

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def write(store: Store, made: Interview) -> None:
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)


def test_reading_keeps_the_stamp_and_writing_changes_it(
    store: Store, interview: Callable[..., Interview]
) -> None:
    before = store.stamp()
    with store.unit_of_work() as work:
        work.interviews.list()
    assert store.stamp() == before
    write(store, interview())
    after = store.stamp()
    assert after != before and store.stamp() == after


def test_what_another_program_writes_changes_it(
    store: Store, url: URL, interview: Callable[..., Interview]
) -> None:
    other, before = Store(url), store.stamp()
    write(other, interview())
    assert store.stamp() != before
    other.close()


def test_what_is_rolled_back_was_never_written(store: Store, interview: Callable[..., Interview]) -> None:
    before = store.stamp()
    with pytest.raises(RuntimeError), store.unit_of_work(write=True) as work:
        work.interviews.add(interview())
        raise RuntimeError("no, rather not")
    with store.unit_of_work() as work:
        assert not work.interviews.list()
    if store.engine.dialect.name == "sqlite":  # PostgreSQL counts the attempt, which does no harm
        assert store.stamp() == before


def test_a_stamp_taken_while_another_writes_is_not_that_of_what_comes_of_it(
    store: Store, interview: Callable[..., Interview]
) -> None:
    with store.unit_of_work(write=True) as work:
        work.interviews.add(interview())
        during = store.stamp()
    assert store.stamp() != during


def test_after_closing_the_watch_begins_anew(store: Store) -> None:
    store.stamp()
    store.close()
    assert store.stamp() == store.stamp()


def test_a_record_in_memory_has_no_stamp_that_is_equal() -> None:
    store = Store("sqlite://")
    assert store.stamp() != store.stamp()
    with store.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    store.close()

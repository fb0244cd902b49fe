"""A unit of work is all or nothing, and a database is opened the way we promise."""

import stat
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import URL, text

from viva.errors import VivaError
from viva.store.engine import create_engine_for, default_url
from viva.store.tables import Interview
from viva.store.unit_of_work import Store


def test_leaving_commits_and_what_was_read_stays_readable(
    store: Store, interview: Callable[..., Interview]
) -> None:
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made := interview())
    assert made.questions[0].position == 1
    with store.unit_of_work() as work:
        found = work.interviews.get(made.id)
    assert found is not None and found.questions[0].question == "Why?"


def test_an_exception_rolls_back_and_goes_on(store: Store, interview: Callable[..., Interview]) -> None:
    with pytest.raises(ZeroDivisionError), store.unit_of_work(write=True) as work:
        work.interviews.add(interview())
        raise ZeroDivisionError
    with store.unit_of_work() as work:
        assert work.interviews.count() == 0


def test_what_was_committed_on_the_way_outlives_an_exception(
    store: Store, interview: Callable[..., Interview]
) -> None:
    with pytest.raises(ZeroDivisionError), store.unit_of_work(write=True) as work:
        work.interviews.add(interview(1))
        work.commit()
        work.interviews.add(interview(2))
        raise ZeroDivisionError
    with store.unit_of_work() as work:
        assert [interview.title for interview in work.interviews.list()] == ["At minute 1"]


def test_a_reader_does_not_wait_for_a_writer_and_sees_nothing_half_done(
    store: Store, interview: Callable[..., Interview]
) -> None:
    with store.unit_of_work(write=True) as work:
        work.interviews.add(interview())
        with store.unit_of_work() as reader:
            assert reader.interviews.count() == 0


@pytest.mark.parametrize("after_commit", [False, True])
def test_a_second_writer_waits_for_the_first(
    store: Store, interview: Callable[..., Interview], after_commit: bool
) -> None:
    counts: list[int] = []
    begun = Event()

    def second() -> None:
        begun.set()
        with store.unit_of_work(write=True) as work:
            counts.append(work.interviews.count())

    with store.unit_of_work(write=True) as work:
        if after_commit:
            work.interviews.count()
            work.commit()
        assert work.interviews.count() == 0
        thread = Thread(target=second)
        thread.start()
        begun.wait()
        thread.join(timeout=0.3)
        assert counts == []
        work.interviews.add(interview())
    thread.join()
    assert counts == [1]


def test_a_store_answers_and_works_again_after_it_was_closed(store: Store) -> None:
    store.ping()
    store.close()
    store.ping()


def test_a_database_that_does_not_answer_is_an_error_without_its_password() -> None:
    store = Store("postgresql://me:secret@127.0.0.1:1/viva")
    with pytest.raises(VivaError, match="does not answer") as refused:
        store.ping()
    assert "secret" not in str(refused.value)


def test_every_sqlite_connection_is_set_up(tmp_path: Path) -> None:
    engine = create_engine_for(default_url(tmp_path / "data" / "viva"))
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            found = {
                name: connection.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            }
            # 2 is FULL.
            assert found == {
                "journal_mode": "wal",
                "foreign_keys": 1,
                "synchronous": 2,
                "busy_timeout": 30000,
            }
    engine.dispose()
    assert (tmp_path / "data" / "viva" / "viva.db").exists()


def test_the_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    create_engine_for(default_url(tmp_path / "viva"))
    assert stat.S_IMODE((tmp_path / "viva").stat().st_mode) == 0o700


@pytest.mark.parametrize("url", ["", "viva.db", "mysql://root@localhost/viva"])
def test_a_url_that_viva_cannot_use_is_refused_with_examples(url: str) -> None:
    with pytest.raises(VivaError, match="sqlite:///FILE or postgresql://"):
        create_engine_for(url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(VivaError, match="cannot be made"):
        create_engine_for(URL.create("sqlite", database=str(tmp_path / "file" / "viva.db")))

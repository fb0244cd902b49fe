"""Interviews are found, listed and erased with all that belongs to them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from viva.store.tables import Attempt, Base, GradeRow, Interview
from viva.store.unit_of_work import Store

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
SSR, SQL = ("ssr", "frontend"), ("joins", "databases")


@pytest.fixture
def whole(
    interview: Callable[..., Interview], attempt: Callable[..., Attempt], grade: Callable[..., GradeRow]
) -> Callable[[int], Interview]:
    """Makes an interview of two questions, each with two attempts, each with two grades."""

    def make(minute: int = 0) -> Interview:
        made = interview(minute, [SSR, SQL])
        for question in made.questions:
            question.attempts = [attempt(n, grade(reason="no model"), grade(0.5)) for n in range(2)]
        return made

    return make


def keep(store: Store, *interviews: Interview) -> list[str]:
    with store.unit_of_work(write=True) as work:
        for interview in interviews:
            work.interviews.add(interview)
    return [interview.id for interview in interviews]


def read_all(interview: Interview) -> int:
    return sum(
        evidence.end - evidence.start
        for question in interview.questions
        for attempt in question.attempts
        for grade in attempt.grades
        if grade.rubric.text
        for point in grade.points
        for evidence in point.evidence
    )


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*call: object) -> None:
        if str(call[2]).startswith("SELECT"):
            statements.append(str(call[2]))

    event.listen(store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.engine, "before_cursor_execute", note)


def rows(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalars(select(func.count()).select_from(table)).one()
            for table in Base.metadata.sorted_tables
        }


def test_an_interview_comes_back_whole_and_in_order(store: Store, whole: Callable[[int], Interview]) -> None:
    (id,) = keep(store, whole(0))
    with store.unit_of_work() as work:
        found = work.interviews.get(id)
    assert found is not None
    assert [(q.position, q.question_id) for q in found.questions] == [(1, "ssr"), (2, "joins")]
    assert [attempt.number for attempt in found.questions[1].attempts] == [1, 2]
    grades = found.questions[1].attempts[1].grades
    assert [grade.reason for grade in grades] == ["no model", None]
    # Two questions of two attempts, each with one grade that has evidence of 4 characters: 2 * 2 * 4 = 16.
    assert read_all(found) == 16


def test_an_unknown_interview_is_none(store: Store) -> None:
    with store.unit_of_work() as work:
        assert work.interviews.get("0" * 32) is None


def test_a_deleted_interview_shows_only_when_asked_for(
    store: Store, interview: Callable[..., Interview]
) -> None:
    made = interview()
    made.deleted_at = NOON
    (id,) = keep(store, made)
    with store.unit_of_work() as work:
        assert work.interviews.get(id) is None
        assert work.interviews.get(id, include_deleted=True) is not None
        assert list(work.interviews.list()) == [] == list(work.interviews.unfinished())
        assert work.interviews.count() == 0


def test_the_list_is_newest_first_and_filtered(store: Store, interview: Callable[..., Interview]) -> None:
    ids = keep(store, interview(1, [SSR]), interview(3, [SQL]), interview(2, [SSR, SQL]))
    first, third, second = ids
    with store.unit_of_work() as work:
        listed = work.interviews

        def found(topic: str | None = None, question_id: str | None = None) -> list[str]:
            ids = [interview.id for interview in listed.list(topic, question_id)]
            assert listed.count(topic, question_id) == len(ids)
            return ids

        assert found() == [third, second, first]
        assert found(topic="frontend") == [second, first]
        assert found(question_id="joins") == [third, second]
        assert found(topic="frontend", question_id="joins") == []
        assert found(topic="unheard of") == []


def test_pages_neither_repeat_nor_drop_one_even_of_the_same_moment(
    store: Store, interview: Callable[..., Interview]
) -> None:
    ids = keep(store, *(interview(minute) for minute in (0, 5, 5, 5, 9)))
    pages: list[str] = []
    with store.unit_of_work() as work:
        while page := work.interviews.list(limit=2, before=pages[-1] if pages else None):
            pages += [interview.id for interview in page]
        assert list(work.interviews.list(before="unknown")) == []
    assert pages[0] == ids[-1] and pages[-1] == ids[0]
    assert sorted(pages) == sorted(ids)


def test_unfinished_ones_are_newest_first(store: Store, interview: Callable[..., Interview]) -> None:
    done = interview(9)
    done.finished_at = NOON
    older, newer, _ = keep(store, interview(1), interview(2), done)
    with store.unit_of_work() as work:
        assert [interview.id for interview in work.interviews.unfinished()] == [newer, older]


def test_reading_fifty_interviews_takes_as_few_queries_as_reading_one(
    store: Store, whole: Callable[[int], Interview]
) -> None:
    keep(store, *(whole(minute) for minute in range(50)))
    with store.unit_of_work() as work, counted(store) as statements:
        assert sum(map(read_all, work.interviews.list(limit=50))) == 50 * 16
    # Interviews, questions, hints, attempts, grades, rubric versions, key points, evidence.
    assert len(statements) == 8


def test_erasing_what_was_deleted_takes_everything_below_and_nothing_beside(
    store: Store, whole: Callable[[int], Interview]
) -> None:
    before = rows(store)
    kept, late, early = whole(0), whole(1), whole(2)
    late.deleted_at, early.deleted_at = NOON, NOON - timedelta(days=1)
    kept_id, late_id, early_id = keep(store, kept, late, early)
    with store.unit_of_work(write=True) as work:
        work.interviews.erase_deleted(before=NOON)
    with store.unit_of_work() as work:
        assert work.interviews.get(early_id, include_deleted=True) is None
        for id in (kept_id, late_id):
            found = work.interviews.get(id, include_deleted=True)
            assert found is not None and read_all(found) == 16
    with store.unit_of_work(write=True) as work:
        work.interviews.erase_deleted(before=NOON + timedelta(days=1))
        kept_again = work.interviews.get(kept_id)
        assert kept_again is not None
        kept_again.deleted_at = NOON
    with store.unit_of_work(write=True) as work:
        work.interviews.erase_deleted(before=NOON + timedelta(days=1))
    assert rows(store) == before

"""Attempts and their grades: each answer once, each grade kept, the waiting ones in their order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from viva.store.tables import Attempt, GradeRow, Interview
from viva.store.unit_of_work import Store

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def question(store: Store, interview: Callable[..., Interview]) -> int:
    """The id of a planned question."""
    made = interview()
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)
    return made.questions[0].id


def in_two_threads(do: Callable[[], None]) -> None:
    together = Barrier(2)

    def run() -> None:
        together.wait()
        do()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_an_attempt_comes_with_its_question_and_interview(
    store: Store, question: int, attempt: Callable[..., Attempt]
) -> None:
    made = attempt(token="t")
    made.planned_question_id, made.number, made.seconds = question, 1, 90
    with store.unit_of_work(write=True) as work:
        work.attempts.add(made)
    with store.unit_of_work() as work:
        found, same = work.attempts.get(made.id), work.attempts.by_submission("t")
        assert work.attempts.get("0" * 32) is None
        assert work.attempts.by_submission("other") is None
    assert found is not None and found is same
    assert (found.seconds, found.planned_question.interview.title) == (90, "At minute 0")


@pytest.mark.parametrize("repeat", [{"submission": "t"}, {"number": 1}])
def test_a_token_or_a_number_is_taken_once(
    store: Store, question: int, attempt: Callable[..., Attempt], repeat: dict[str, object]
) -> None:
    for place, values in enumerate([{"submission": "t", "number": 1}, {"number": 2, **repeat}]):
        made = attempt()
        made.planned_question_id = question
        for name, value in values.items():
            setattr(made, name, value)
        if place == 0:
            with store.unit_of_work(write=True) as work:
                work.attempts.add(made)
        else:
            with pytest.raises(IntegrityError), store.unit_of_work(write=True) as work:
                work.attempts.add(made)


def test_a_form_sent_from_two_tabs_at_once_is_one_attempt(
    store: Store, question: int, attempt: Callable[..., Attempt]
) -> None:
    seen: list[str] = []

    def submit() -> None:
        with store.unit_of_work(write=True) as work:
            made = work.attempts.by_submission("same token")
            if made is None:
                made = attempt(token="same token")
                made.planned_question_id, made.number = question, 1
                work.attempts.add(made)
        seen.append(made.id)

    in_two_threads(submit)
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_those_that_wait_are_oldest_first(
    store: Store,
    interview: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    grade: Callable[..., GradeRow],
) -> None:
    made = interview()
    late, early, done = attempt(9), attempt(1), attempt(0, grade())
    made.questions[0].attempts = [late, early, done]
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)
        assert list(work.attempts.awaiting_ids()) == [early.id, late.id]


def test_those_that_wait_are_found_without_reading_the_others(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole")
    query = "SELECT id FROM attempts WHERE attempts.awaiting_grade = 1 ORDER BY submitted_at, id"
    with store.engine.connect() as connection:
        plan = " ".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
    assert "ix_attempts_awaiting_grade" in plan
    assert "TEMP B-TREE" not in plan


def test_the_latest_grade_is_the_last_one_made_graded_or_not(
    store: Store,
    interview: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    grade: Callable[..., GradeRow],
) -> None:
    made = interview()
    made.questions[0].attempts = [answered := attempt(0, grade(0.25)), waiting := attempt(1)]
    with store.unit_of_work(write=True) as work:
        work.interviews.add(made)
    with store.unit_of_work(write=True) as work:
        again = grade(reason="The model is not there.")
        again.attempt_id = answered.id
        work.grades.add(again)
    with store.unit_of_work() as work:
        latest = work.grades.latest(answered.id)
        assert latest is not None and latest.reason == "The model is not there."
        assert work.grades.latest(waiting.id) is None
        found = work.attempts.get(answered.id)
    assert found is not None and found.latest_graded is not None
    assert found.latest_graded.coverage == 0.25
    assert waiting.latest_graded is None


def test_history_is_the_attempts_at_one_question_oldest_first(
    store: Store,
    interview: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    grade: Callable[..., GradeRow],
) -> None:
    planned = [("ssr", "frontend"), ("joins", "databases")]
    newer, older, deleted = interview(5, planned), interview(1, planned), interview(3, planned)
    newer.questions[0].attempts = [attempt(6, grade(0.5), grade(0.75), grade(reason="later"))]
    newer.questions[1].attempts = [attempt(7, grade())]
    older.questions[0].attempts = [attempt(2, grade(0.25)), attempt(3)]
    deleted.questions[0].attempts = [attempt(4, grade())]
    deleted.deleted_at = NOON
    with store.unit_of_work(write=True) as work:
        for made in (newer, older, deleted):
            work.interviews.add(made)
    with store.unit_of_work() as work:
        history = work.grades.history("ssr")
    # Outside the unit of work nothing more can be read: what follows was loaded.
    assert [a.submitted_at for a in history] == [NOON + timedelta(minutes=m) for m in (2, 3, 6)]
    assert [a.latest_graded and a.latest_graded.coverage for a in history] == [0.25, None, 0.75]
    assert history[2].latest_graded is not None
    assert history[2].latest_graded.rubric.question_id == "ssr"
    assert history[2].latest_graded.points[0].evidence[0].end == 4
    assert [a.planned_question.interview.title for a in history] == ["At minute 1"] * 2 + ["At minute 5"]


def test_a_rubric_version_is_kept_once_and_never_changed(store: Store) -> None:
    with store.unit_of_work(write=True) as work:
        work.rubric_versions.keep("sha256:1", "ssr", "first", NOON)
        work.rubric_versions.keep("sha256:1", "ssr", "second", NOON + timedelta(days=1))
        found = work.rubric_versions.get("sha256:1")
        assert work.rubric_versions.get("sha256:2") is None
    assert found is not None
    assert (found.text, found.stored_at, found.question_id) == ("first", NOON, "ssr")


@pytest.mark.parametrize("write", [True, False])
def test_two_may_keep_the_same_rubric_version_at_once(store: Store, write: bool) -> None:
    kept: list[bool] = []

    def keep() -> None:
        with store.unit_of_work(write=write) as work:
            work.rubric_versions.keep("sha256:1", "ssr", "text", NOON)
        kept.append(True)

    in_two_threads(keep)
    assert len(kept) == 2

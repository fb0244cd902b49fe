"""Answers without their words: as the whole record tells them, in three queries."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from store.conftest import NOON, RUBRIC
from viva.grading.grade import PointVerdict, Verdict
from viva.store.outcomes import PlainAnswer
from viva.store.tables import Attempt, DisputeRow, GradeRow, Interview, KeyPointRow
from viva.store.unit_of_work import Store


@pytest.fixture
def keep(
    store: Store, interview: Callable[..., Interview], attempt: Callable[..., Attempt]
) -> Callable[..., Interview]:
    """Keeps an interview with one question and one attempt for each list of grades; `aimed` makes it a drill."""

    def make(*grades: list[GradeRow], minute: int = 0, aimed: str | None = None) -> Interview:
        made = interview(minute)
        made.questions[0].aimed_at = aimed
        for number, of_attempt in enumerate(grades):
            made.questions[0].attempts.append(attempt(minute + number, *of_attempt))
        with store.unit_of_work(write=True) as work:
            work.interviews.add(made)
        return made

    return make


def all_of(store: Store) -> list[PlainAnswer]:
    with store.unit_of_work() as work:
        return list(work.outcomes.all())


def again(store: Store) -> list[str]:
    with store.unit_of_work() as work:
        return list(work.outcomes.answered_again())


def test_an_empty_record_has_no_answers(store: Store) -> None:
    assert all_of(store) == [] and again(store) == []
    with store.unit_of_work() as work:
        assert work.outcomes.moments() == []


def test_an_answer_comes_with_what_was_asked_and_its_latest_grade(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    made = keep([grade(0.25), grade(0.75)])
    (found,) = all_of(store)
    question = made.questions[0]
    assert found.id == question.attempts[0].id
    assert (found.number, found.submitted_at, found.awaiting_grade, found.shown) == (1, NOON, False, False)
    asked = found.asked
    assert (asked.id, asked.interview_id, asked.position) == (question.id, made.id, 1)
    assert (asked.question_id, asked.question, asked.topic) == ("ssr", "Why?", "frontend")
    assert (asked.rubric_version, asked.mode, asked.finished, asked.aimed_at) == (
        RUBRIC,
        "feedback",
        False,
        None,
    )
    assert found.grade is not None and found.grade.coverage == 0.75
    assert found.grade.verdicts == (PointVerdict("ttfb", Verdict.COVERED, 0.9, False, ()),)


def test_verdicts_come_in_the_order_of_the_rubric(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    graded = grade()
    for id in ("seo", "css"):
        graded.points.append(KeyPointRow(key_point_id=id, verdict="missing", confidence=0.5, unsure=True))
    keep([graded])
    (found,) = all_of(store)
    assert found.grade is not None and [v.key_point for v in found.grade.verdicts] == ["ttfb", "seo", "css"]


def test_what_waits_and_what_is_not_graded_is_told_as_such(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    keep([], [grade(reason="No words.")])
    waiting, refused = all_of(store)
    assert waiting.awaiting_grade and waiting.grade is None
    assert refused.grade is not None and (refused.grade.reason, refused.grade.verdicts) == ("No words.", ())


def test_a_grade_again_that_failed_is_the_latest_one(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    keep([grade(), grade(reason="The grader failed.")])
    (found,) = all_of(store)
    assert found.grade is not None and found.grade.coverage is None


def test_follow_ups_come_after_their_answer_and_stands_with_it(
    store: Store,
    keep: Callable[..., Interview],
    attempt: Callable[..., Attempt],
    grade: Callable[..., GradeRow],
) -> None:
    made = keep([grade()])
    first = made.questions[0].attempts[0]
    with store.unit_of_work(write=True) as work:
        kept = work.interviews.get(made.id)
        assert kept is not None
        reply = attempt(5)
        reply.follows, reply.follow_up, reply.aimed_at = first.id, "And?", "ttfb"
        kept.questions[0].attempts.append(reply)
        kept.questions[0].attempts[0].disputes.append(DisputeRow(key_point_id="seo", said=True, made_at=NOON))
        kept.questions[0].attempts[0].shown_at = NOON
    one, other = all_of(store)
    assert (one.id, one.follows, one.shown, one.stands) == (first.id, None, True, (("seo", True, NOON),))
    assert (other.follows, other.key_point, other.number) == (first.id, "ttfb", 2)


def test_deleted_interviews_are_left_out(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    made = keep([grade()], [grade()])
    with store.unit_of_work(write=True) as work:
        kept = work.interviews.get(made.id)
        assert kept is not None
        kept.deleted_at = NOON
    assert all_of(store) == [] and again(store) == []
    with store.unit_of_work() as work:
        assert work.outcomes.moments() == []


def test_the_number_of_queries_does_not_grow(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    for minute in range(5):
        keep([grade()], [grade()], minute=10 * minute)
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(all_of(store)) == 10
    assert sum("SELECT" in statement for statement in asked) == 3
    assert not any("evidence" in statement or "answer" in statement.split("FROM")[0] for statement in asked)


def test_moments_are_those_of_all_answers_oldest_first(store: Store, keep: Callable[..., Interview]) -> None:
    keep([], minute=7)
    keep([], [])
    with store.unit_of_work() as work:
        assert [(moment - NOON).seconds for moment in work.outcomes.moments()] == [0, 60, 420]


def test_a_question_is_answered_again_with_two_graded_answers(
    store: Store, keep: Callable[..., Interview], grade: Callable[..., GradeRow]
) -> None:
    keep([grade()], [grade(reason="No words.")], [])
    keep([grade()], aimed="ttfb")
    assert again(store) == []
    keep([grade()], minute=60)
    assert again(store) == ["ssr"]

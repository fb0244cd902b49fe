from __future__ import annotations

from collections.abc import Callable

from store.conftest import NOON, RUBRIC
from viva.store.tables import Attempt, GradeRow, Interview
from viva.store.unit_of_work import Store

Maker = Callable[..., Interview]


def test_all_interviews_come_oldest_first_however_many_there_are(store: Store, interview: Maker) -> None:
    with store.unit_of_work(write=True) as work:
        for minute in reversed(range(90)):
            work.interviews.add(interview(minute))
        deleted = interview(200)
        deleted.deleted_at = NOON
        work.interviews.add(deleted)
    with store.snapshot() as work:
        assert [i.title for i in work.archive.interviews()] == [f"At minute {m}" for m in range(90)]
        assert len(list(work.archive.interviews(include_deleted=True))) == 91


def test_a_snapshot_shows_nothing_that_was_written_since_it_began(store: Store, interview: Maker) -> None:
    with store.snapshot() as work:
        assert list(work.archive.interviews()) == []
        with store.unit_of_work(write=True) as other:
            other.interviews.add(interview())
        assert list(work.archive.interviews()) == []
    with store.snapshot() as work:
        assert len(list(work.archive.interviews())) == 1


def test_rubric_versions_that_nobody_names_come_only_when_asked_for(store: Store, interview: Maker) -> None:
    with store.unit_of_work(write=True) as work:
        work.rubric_versions.keep("sha256:" + "1" * 64, "old", "question: Old?", NOON)
        work.interviews.add(interview())
    with store.snapshot() as work:
        assert [v.version for v in work.archive.rubric_versions()] == [RUBRIC]
        assert len(list(work.archive.rubric_versions(include_unused=True))) == 2


def test_an_interview_is_taken_in_with_its_verdicts(
    store: Store, interview: Maker, attempt: Callable[..., Attempt]
) -> None:
    grade = GradeRow(rubric_version=RUBRIC, grader_version="g", graded_at=NOON, status="graded", coverage=0.5)
    made, answer = interview(), attempt(0, grade)
    made.questions[0].attempts = [answer]
    points = [
        (
            {
                "position": place,
                "key_point_id": id,
                "verdict": "covered",
                "confidence": 0.9,
                "unsure": False,
                "nearest_start": None,
                "nearest_end": None,
            },
            [{"position": 0, "start": place, "end": place + 4}],
        )
        for place, id in enumerate(("a", "b", "c"))
    ]
    with store.unit_of_work(write=True) as work:
        work.archive.add(made, [(grade, points)])
    with store.snapshot() as work:
        assert work.archive.has(made.id) and not work.archive.has("0" * 32)
        assert work.archive.taken([answer.id, "0" * 32]) == [answer.id]
        found = work.archive.interview(made.id)
        assert found is not None
        kept = found.questions[0].attempts[0].grades[0].points
        assert [(p.key_point_id, p.evidence[0].start) for p in kept] == [("a", 0), ("b", 1), ("c", 2)]

"""A store on each database, and makers of what is kept in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import URL

from databases import postgres, url
from viva.store.migrate import migrate
from viva.store.tables import Attempt, EvidenceRow, GradeRow, Interview, KeyPointRow, PlannedQuestion
from viva.store.unit_of_work import Store

__all__ = ["postgres", "url"]
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
RUBRIC = "sha256:" + "0" * 64
_SERIAL = count(1)


@pytest.fixture
def store(url: URL) -> Iterator[Store]:
    """A store with the schema of today, and one rubric version."""
    store = Store(url)
    migrate(store.engine)
    with store.unit_of_work(write=True) as work:
        work.rubric_versions.keep(RUBRIC, "ssr", "question: Are you familiar with SSR?", NOON)
    yield store
    store.close()


@pytest.fixture
def interview() -> Callable[..., Interview]:
    """Makes an interview: `interview(minute, [(question_id, topic), …])`."""

    def make(minute: int = 0, planned: list[tuple[str, str]] | None = None) -> Interview:
        made = Interview(title=f"At minute {minute}", created_at=NOON + timedelta(minutes=minute))
        for question_id, topic in planned or [("ssr", "frontend")]:
            made.questions.append(
                PlannedQuestion(question_id=question_id, topic=topic, question="Why?", rubric_version=RUBRIC)
            )
        return made

    return make


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    """Makes an attempt that waits for its grade: `attempt(minute, grades…)`."""

    def make(
        minute: int = 0, *grades: GradeRow, answer: str = "HTML comes ready", token: str = ""
    ) -> Attempt:
        return Attempt(
            answer=answer,
            submitted_at=NOON + timedelta(minutes=minute),
            submission=token or f"token-{next(_SERIAL)}",
            awaiting_grade=not grades,
            grades=list(grades),
        )

    return make


@pytest.fixture
def grade() -> Callable[..., GradeRow]:
    """Makes a grade with one key point and its evidence, or one that is not graded: `grade(reason=…)`."""

    def make(coverage: float = 1.0, reason: str | None = None) -> GradeRow:
        made = GradeRow(rubric_version=RUBRIC, grader_version="g1", graded_at=NOON, reason=reason)
        made.status = "not_graded" if reason else "graded"
        if not reason:
            made.coverage = coverage
            evidence = [EvidenceRow(start=0, end=4)]
            made.points = [
                KeyPointRow(
                    key_point_id="ttfb", verdict="covered", confidence=0.9, unsure=False, evidence=evidence
                )
            ]
        return made

    return make

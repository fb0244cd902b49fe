"""The record: what an interview looks like to whoever reads it. Frozen copies, apart from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from viva.grading import Grade
from viva.interview.grades import grade_of
from viva.rubric import Rubric, parse_rubric
from viva.store.tables import Attempt, GradeRow, Interview, PlannedQuestion, RubricVersion


@dataclass(frozen=True)
class AttemptRecord:
    """One answer, and its latest grade if it has one. `rubric` is the version that it was graded under."""

    id: str
    number: int
    answer: str
    submitted_at: datetime
    seconds: int | None
    awaiting_grade: bool
    grade: Grade | None
    rubric: Rubric | None

    @property
    def coverage(self) -> float | None:
        """Its coverage; None where it is not graded."""
        return self.grade.coverage if self.grade else None


@dataclass(frozen=True)
class QuestionRecord:
    """One question of an interview, as it was asked, with its attempts."""

    position: int
    question_id: str
    question: str
    topic: str
    skipped: bool
    attempts: tuple[AttemptRecord, ...]

    @property
    def state(self) -> str:
        """`answered`, `skipped` or `open`."""
        if self.attempts:
            return "answered"
        return "skipped" if self.skipped else "open"

    @property
    def latest(self) -> AttemptRecord | None:
        """The last attempt."""
        return self.attempts[-1] if self.attempts else None


@dataclass(frozen=True)
class InterviewRecord:
    """One interview with all its questions."""

    id: str
    title: str
    created_at: datetime
    finished_at: datetime | None
    deleted_at: datetime | None
    questions: tuple[QuestionRecord, ...]

    def question(self, position: int) -> QuestionRecord | None:
        """The question at a position, counted from 1."""
        return next((q for q in self.questions if q.position == position), None)

    @property
    def next_open(self) -> QuestionRecord | None:
        """The first question neither answered nor skipped."""
        return next((q for q in self.questions if q.state == "open"), None)

    @cached_property
    def coverage(self) -> float | None:
        """The mean coverage of the latest attempts; None where none is graded. Not graded is never a zero."""
        graded = [q.latest.coverage for q in self.questions if q.latest and q.latest.coverage is not None]
        return sum(graded) / len(graded) if graded else None


def interview_record(row: Interview) -> InterviewRecord:
    """A copy of an interview; to be made while its session is open."""
    return InterviewRecord(
        row.id,
        row.title,
        row.created_at,
        row.finished_at,
        row.deleted_at,
        tuple(question_record(q) for q in row.questions),
    )


def question_record(row: PlannedQuestion) -> QuestionRecord:
    """A copy of a planned question with its attempts."""
    return QuestionRecord(
        row.position,
        row.question_id,
        row.question,
        row.topic,
        row.skipped_at is not None,
        tuple(attempt_record(a, row.question_id) for a in row.attempts),
    )


def attempt_record(row: Attempt, question_id: str) -> AttemptRecord:
    """A copy of an attempt with its latest grade."""
    latest: GradeRow | None = row.grades[-1] if row.grades else None
    return AttemptRecord(
        row.id,
        row.number,
        row.answer,
        row.submitted_at,
        row.seconds,
        row.awaiting_grade,
        grade_of(latest, question_id, row.answer) if latest else None,
        rubric_of(latest.rubric, question_id) if latest else None,
    )


def rubric_of(row: RubricVersion, question_id: str) -> Rubric:
    """The rubric of a kept version, for the question it was used for: two files may have one text."""
    return _parsed(row.text, question_id)


@lru_cache(maxsize=512)
def _parsed(text: str, question_id: str) -> Rubric:
    return parse_rubric(text, id=question_id)

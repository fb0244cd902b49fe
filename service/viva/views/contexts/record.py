"""The record: all interviews, and one question over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.interview.history import PlacedAttempt
from viva.interview.record import AttemptRecord, InterviewRecord
from viva.views.contexts.basics import percent


@dataclass(frozen=True)
class InterviewLine:
    """An interview in a list."""

    id: str
    title: str
    mode: str
    created_at: datetime
    finished: bool
    answered: int
    total: int
    coverage: int | None
    topics: tuple[str, ...]


@dataclass(frozen=True)
class RecordPage:
    """All interviews, newest first."""

    interviews: tuple[InterviewLine, ...]
    topics: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    topic: str | None
    question_id: str | None
    more_before: str | None
    deleted: InterviewLine | None
    """An interview just deleted, which can be brought back."""


@dataclass(frozen=True)
class PointOverTime:
    """A key point's verdicts at a question's attempts, oldest first; None where it was not in that rubric."""

    id: str
    statement: str
    verdicts: tuple[str | None, ...]


@dataclass(frozen=True)
class AttemptLine:
    """An attempt in a question's history."""

    interview_id: str
    position: int
    when: datetime
    coverage: int | None
    not_graded: str | None
    held_back: bool
    follow_ups: int
    hints: int


@dataclass(frozen=True)
class QuestionHistoryPage:
    """One question over time."""

    question_id: str
    question: str
    topic: str | None
    in_bank: bool
    attempts: tuple[AttemptLine, ...]
    points: tuple[PointOverTime, ...]


def interview_line(interview: InterviewRecord) -> InterviewLine:
    """An interview as a list shows it."""
    return InterviewLine(
        id=interview.id,
        title=interview.title,
        mode=interview.mode.value,
        created_at=interview.created_at,
        finished=interview.finished_at is not None,
        answered=sum(q.state == "answered" for q in interview.questions),
        total=len(interview.questions),
        coverage=percent(interview.coverage),
        topics=tuple(dict.fromkeys(q.topic for q in interview.questions)),
    )


def attempt_line(placed: PlacedAttempt) -> AttemptLine:
    """An attempt as a question's history shows it."""
    attempt = placed.attempt
    return AttemptLine(
        interview_id=placed.interview_id,
        position=placed.position,
        when=attempt.submitted_at,
        coverage=None if attempt.held_back else percent(attempt.coverage),
        not_graded=attempt.grade.reason if attempt.grade else None,
        held_back=attempt.held_back,
        follow_ups=len(attempt.follow_ups),
        hints=attempt.hints,
    )


def points_over_time(attempts: Sequence[AttemptRecord]) -> tuple[PointOverTime, ...]:
    """Each key point's verdicts over the graded attempts; points are named by the newest rubric that has them.

    An attempt that is held back is not among them.
    """
    graded = [
        (attempt.rubric, attempt.standing.grade.verdicts)
        for attempt in attempts
        if attempt.rubric and attempt.standing and not attempt.held_back and attempt.coverage is not None
    ]
    statements: dict[str, str] = {}
    for rubric, _ in reversed(graded):
        for key_point in rubric.key_points:
            statements.setdefault(key_point.id, key_point.point)
    given = [{v.key_point: v.verdict.value for v in verdicts} for _, verdicts in graded]
    return tuple(
        PointOverTime(id, statement, tuple(verdicts.get(id) for verdicts in given))
        for id, statement in statements.items()
    )

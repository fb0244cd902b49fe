"""The end of an interview."""

from __future__ import annotations

from dataclasses import dataclass

from viva.interview.history import WeakPoint, weak_points
from viva.interview.record import InterviewRecord, QuestionRecord
from viva.views.contexts.basics import percent
from viva.views.contexts.record import InterviewLine, interview_line


@dataclass(frozen=True)
class SummaryLine:
    """A question in a summary: its latest attempt's coverage in percent, None where it has none to show."""

    position: int
    question_id: str
    question: str
    state: str
    attempts: int
    coverage: int | None
    waiting: bool
    held_back: bool
    follow_ups: int
    hints: int


@dataclass(frozen=True)
class SummaryPage:
    """The end of an interview, the weakest points first."""

    interview: InterviewLine
    deleted: bool
    questions: tuple[SummaryLine, ...]
    weak: tuple[WeakPoint, ...]
    not_graded: int
    open_position: int | None
    asked_position: int | None
    """The first question with a follow-up that waits."""
    error: str | None = None


def summary_page(interview: InterviewRecord, *, error: str | None = None) -> SummaryPage:
    """The summary of an interview, finished or not."""
    return SummaryPage(
        interview=interview_line(interview),
        deleted=interview.deleted_at is not None,
        questions=tuple(_summary_line(question) for question in interview.questions),
        weak=weak_points(interview),
        not_graded=sum(
            bool(q.latest and q.latest.grade and q.latest.grade.reason) for q in interview.questions
        ),
        open_position=interview.next_open.position if interview.next_open else None,
        asked_position=interview.next_follow_up.position if interview.next_follow_up else None,
        error=error,
    )


def _summary_line(question: QuestionRecord) -> SummaryLine:
    latest = question.latest
    return SummaryLine(
        position=question.position,
        question_id=question.question_id,
        question=question.question,
        state=question.state,
        attempts=len(question.attempts),
        coverage=percent(latest.coverage) if latest and not latest.held_back else None,
        waiting=latest is not None and latest.awaiting_grade,
        held_back=latest is not None and latest.held_back,
        follow_ups=len(latest.follow_ups) if latest else 0,
        hints=latest.hints if latest else 0,
    )

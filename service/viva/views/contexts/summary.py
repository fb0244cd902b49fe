"""The end of an interview."""

from __future__ import annotations

from dataclasses import dataclass

from viva.interview.history import WeakPoint, weak_points
from viva.interview.plan import Mode
from viva.interview.record import AttemptRecord, InterviewRecord, QuestionRecord
from viva.interview.timing import Pace, pace
from viva.views.contexts.basics import percent
from viva.views.contexts.record import InterviewLine, interview_line


@dataclass(frozen=True)
class SummaryLine:
    """A question in a summary: its latest attempt's coverage in percent, None where it has none to show.

    `pace` tells how long the answers of that attempt took, in a mock interview. A drill's question belongs to its
    `main_question`.
    """

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
    own: int
    pace: Pace | None
    main_question: str | None


@dataclass(frozen=True)
class SummaryPage:
    """The end of an interview, the weakest points first.

    Before the end of a mock interview, only the questions that were asked are shown, and `to_come` counts the others.
    """

    interview: InterviewLine
    deleted: bool
    questions: tuple[SummaryLine, ...]
    weak: tuple[WeakPoint, ...]
    not_graded: int
    open_position: int | None
    asked_position: int | None
    """The first question with a follow-up that waits."""
    seconds_each: int | None
    to_come: int
    error: str | None = None

    @property
    def being_read(self) -> int:
        """How many questions have an answer that is still being read."""
        return sum(line.waiting for line in self.questions)


def summary_page(interview: InterviewRecord, *, error: str | None = None) -> SummaryPage:
    """The summary of an interview, finished or not."""
    secret = interview.until_the_end
    asked = [q for q in interview.questions if q.state != "open" or q.asked_at or not secret]
    return SummaryPage(
        interview=interview_line(interview),
        deleted=interview.deleted_at is not None,
        questions=tuple(_summary_line(question, interview.mode) for question in asked),
        weak=weak_points(interview),
        not_graded=0 if secret else sum(_is_not_graded(question) for question in asked),
        open_position=interview.next_open.position if interview.next_open else None,
        asked_position=interview.next_follow_up.position if interview.next_follow_up else None,
        seconds_each=interview.seconds_each,
        to_come=len(interview.questions) - len(asked),
        error=error,
    )


def _is_not_graded(question: QuestionRecord) -> bool:
    return bool(question.latest and question.latest.grade and question.latest.grade.reason)


def _summary_line(question: QuestionRecord, mode: Mode) -> SummaryLine:
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
        own=latest.own_verdicts if latest and not latest.held_back else 0,
        pace=_pace(latest) if latest and mode is Mode.MOCK else None,
        main_question=question.main_question,
    )


def _pace(attempt: AttemptRecord) -> Pace | None:
    first = (attempt.answer, attempt.seconds)
    return pace([first, *((turn.answer, turn.seconds) for turn in attempt.follow_ups)])

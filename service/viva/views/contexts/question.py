"""The page of one question: the form, a follow-up, or what was said and how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from viva.grading import Verdict
from viva.interview.coach import Help
from viva.interview.hints import Hint
from viva.interview.record import AttemptRecord, InterviewRecord, QuestionRecord
from viva.rubric import KeyPoint, Rubric
from viva.views.contexts.feedback import AttemptView, attempt_view
from viva.views.marking import Piece


@dataclass(frozen=True)
class Step:
    """A question in the progress line of an interview."""

    position: int
    state: str
    current: bool


@dataclass(frozen=True)
class FollowUpView:
    """A follow-up that waits for an answer, and how much is open; never which."""

    question: str
    attempt_id: str
    after: int
    """How many follow-ups were answered before it."""
    said: int
    total: int

    @property
    def open(self) -> int:
        """How many key points are open."""
        return self.total - self.said


@dataclass(frozen=True)
class Typed:
    """What a form brought along and must not lose: the words, and when it was first shown."""

    draft: str = ""
    asked: str = ""
    error: str | None = None


@dataclass(frozen=True)
class QuestionPage:
    """A question of an interview: the form, or the latest attempt with its feedback and those before it."""

    interview_id: str
    title: str
    mode: str
    finished: bool
    position: int
    total: int
    steps: tuple[Step, ...]
    question_id: str
    question: str
    topic: str
    skipped: bool
    attempts: tuple[AttemptView, ...]
    answering: bool
    asks: FollowUpView | None
    """The follow-up that waits; None where the question itself is being answered."""
    lead: str | None
    """The rubric's own question about what the last attempt left open, for the next attempt."""
    hints: tuple[Hint, ...]
    next_hint: int | None
    next_number: int
    next_position: int | None
    """The next question still open, after this one or before it; None where none is left."""
    model_answer: tuple[Piece, ...]
    model_points: tuple[KeyPoint, ...]
    typed: Typed

    @property
    def latest(self) -> AttemptView | None:
        """The last attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def waiting(self) -> bool:
        """Whether the latest attempt is still being read."""
        return self.latest is not None and self.latest.waiting


def question_page(
    interview: InterviewRecord,
    question: QuestionRecord,
    model_answer: tuple[Piece, ...],
    help: Help,
    *,
    again: bool = False,
    typed: Typed = Typed(),
) -> QuestionPage:
    """The page of one question; `again` shows the form although there is an answer."""
    answering = again or not question.attempts
    latest = question.latest
    rubric = latest.rubric if latest else None
    return QuestionPage(
        interview_id=interview.id,
        title=interview.title,
        mode=interview.mode.value,
        finished=interview.finished_at is not None,
        position=question.position,
        total=len(interview.questions),
        steps=tuple(Step(q.position, q.state, q is question) for q in interview.questions),
        question_id=question.question_id,
        question=question.question,
        topic=question.topic,
        skipped=question.state == "skipped",
        attempts=tuple(attempt_view(attempt) for attempt in question.attempts),
        answering=answering,
        asks=_asks(latest) if latest and not answering else None,
        lead=_lead(latest, rubric) if latest and rubric and answering else None,
        hints=help.given,
        next_hint=help.next_step,
        next_number=question.next_number,
        next_position=next_open(interview, question),
        model_answer=model_answer,
        model_points=rubric.key_points if rubric else (),
        typed=typed,
    )


def _asks(attempt: AttemptRecord) -> FollowUpView | None:
    if attempt.follow_up is None or attempt.standing is None:
        return None
    verdicts = attempt.standing.grade.verdicts
    return FollowUpView(
        question=attempt.follow_up.question,
        attempt_id=attempt.id,
        after=len(attempt.follow_ups),
        said=sum(v.verdict is Verdict.COVERED for v in verdicts),
        total=len(verdicts),
    )


def _lead(attempt: AttemptRecord, rubric: Rubric) -> str | None:
    feedback = attempt_view(attempt).feedback
    wanting = [p for p in feedback.points if p.verdict != Verdict.COVERED.value] if feedback else []
    return rubric.key_point(wanting[0].id).follow_up if wanting else None


def next_open(interview: InterviewRecord, question: QuestionRecord) -> int | None:
    """The next question still open, after this one or before it; None where none is left."""
    others = [q.position for q in interview.questions if q.state == "open" and q is not question]
    after = [position for position in others if position > question.position]
    return next(iter(after or others), None)

"""What each page shows: one typed context a page, and no template reaches past it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.grading import PointVerdict, Verdict
from viva.interview.history import WeakPoint, weak_points
from viva.interview.record import AttemptRecord, InterviewRecord, QuestionRecord
from viva.rubric import KeyPoint, Rubric
from viva.views.marking import Mark, Piece, marked

WORDS = {
    Verdict.COVERED: "said",
    Verdict.PARTIAL: "half said",
    Verdict.MISSING: "not said",
    Verdict.CONTRADICTED: "said the opposite",
}
"""How a verdict is called on a page."""

_ATTENTION = {Verdict.CONTRADICTED: 0, Verdict.MISSING: 1, Verdict.PARTIAL: 2, Verdict.COVERED: 3}


@dataclass(frozen=True)
class PointView:
    """One key point of a feedback: its number in the rubric, what was found, and one sentence on why."""

    number: int
    id: str
    statement: str
    verdict: str
    word: str
    confidence: int
    unsure: bool
    quotes: tuple[str, ...]
    nearest: str | None
    why: str


@dataclass(frozen=True)
class Feedback:
    """A graded answer: points, those that need attention first; coverage in percent; shares of the bar."""

    points: tuple[PointView, ...]
    coverage: int
    said: int
    total: int
    bar: tuple[tuple[str, float], ...]
    """(verdict, percent of all weight), covered first; missing is what is left."""
    rubric_version: str
    grader_version: str


@dataclass(frozen=True)
class AttemptView:
    """One attempt: the answer in pieces, and its feedback, or why there is none."""

    id: str
    number: int
    pieces: tuple[Piece, ...]
    submitted_at: datetime
    seconds: int | None
    waiting: bool
    not_graded: str | None
    feedback: Feedback | None


@dataclass(frozen=True)
class Step:
    """A question in the progress line of an interview."""

    position: int
    state: str
    current: bool


@dataclass(frozen=True)
class QuestionPage:
    """A question of an interview: the form, or the latest attempt with its feedback and those before it."""

    interview_id: str
    title: str
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
    next_number: int
    next_position: int | None
    """The next question still open, after this one or before it; None where none is left."""
    model_answer: tuple[Piece, ...]
    model_points: tuple[KeyPoint, ...]
    error: str | None = None
    draft: str = ""

    @property
    def latest(self) -> AttemptView | None:
        """The last attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def waiting(self) -> bool:
        """Whether the latest attempt is still being read."""
        return self.latest is not None and self.latest.waiting


@dataclass(frozen=True)
class TopicChoice:
    """A topic to choose, with its questions as (id, question)."""

    name: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InterviewLine:
    """An interview in a list."""

    id: str
    title: str
    created_at: datetime
    finished: bool
    answered: int
    total: int
    coverage: int | None
    topics: tuple[str, ...]


@dataclass(frozen=True)
class BrokenView:
    """A rubric file that cannot be used as it stands."""

    file: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class StartPage:
    """Where an interview begins."""

    topics: tuple[TopicChoice, ...]
    total: int
    unfinished: tuple[InterviewLine, ...]
    broken: tuple[BrokenView, ...]
    error: str | None = None


@dataclass(frozen=True)
class SummaryPage:
    """The end of an interview, the weakest points first."""

    interview: InterviewLine
    deleted: bool
    questions: tuple[SummaryLine, ...]
    weak: tuple[WeakPoint, ...]
    not_graded: int
    open_position: int | None
    error: str | None = None


@dataclass(frozen=True)
class SummaryLine:
    """A question in a summary: its latest attempt's coverage in percent, None where it has none."""

    position: int
    question_id: str
    question: str
    state: str
    attempts: int
    coverage: int | None
    waiting: bool


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


@dataclass(frozen=True)
class QuestionHistoryPage:
    """One question over time."""

    question_id: str
    question: str
    topic: str | None
    in_bank: bool
    attempts: tuple[AttemptLine, ...]
    points: tuple[PointOverTime, ...]


@dataclass(frozen=True)
class QuestionLine:
    """A rubric in the bank's list."""

    id: str
    question: str
    points: int


@dataclass(frozen=True)
class QuestionsPage:
    """The bank, by topic, and the files that must be put right."""

    folder: str
    topics: tuple[tuple[str, tuple[QuestionLine, ...]], ...]
    broken: tuple[BrokenView, ...]


@dataclass(frozen=True)
class RubricPage:
    """One rubric as its file says it."""

    rubric: Rubric
    file: str


@dataclass(frozen=True)
class ErrorPage:
    """What went wrong, and where to go from here."""

    status: int
    title: str
    detail: str


def percent(share: float | None) -> int | None:
    """A share as whole percent; None stays None."""
    return None if share is None else round(100 * share)


def attempt_view(attempt: AttemptRecord) -> AttemptView:
    """An attempt as a page shows it."""
    feedback = None
    marks: list[Mark] = []
    if attempt.grade and attempt.rubric and attempt.grade.reason is None:
        feedback = _feedback(attempt)
        numbers = {k.id: n for n, k in enumerate(attempt.rubric.key_points, 1)}
        marks = [
            Mark(numbers[v.key_point], v.verdict.value, e.start, e.end)
            for v in attempt.grade.verdicts
            for e in v.evidence
        ]
    return AttemptView(
        id=attempt.id,
        number=attempt.number,
        pieces=marked(attempt.answer, marks),
        submitted_at=attempt.submitted_at,
        seconds=attempt.seconds,
        waiting=attempt.awaiting_grade,
        not_graded=attempt.grade.reason if attempt.grade else None,
        feedback=None if attempt.awaiting_grade else feedback,
    )


def _feedback(attempt: AttemptRecord) -> Feedback:
    grade, rubric = attempt.grade, attempt.rubric
    assert grade is not None
    assert rubric is not None
    assert grade.coverage is not None
    numbered = list(enumerate(zip(rubric.key_points, grade.verdicts, strict=True), 1))
    ordered = sorted(numbered, key=lambda x: (_ATTENTION[x[1][1].verdict], -x[1][0].weight, x[0]))
    whole = sum(k.weight for k in rubric.key_points)
    bar = [
        (verdict.value, 100 * sum(k.weight for _, (k, v) in numbered if v.verdict is verdict) / whole)
        for verdict in (Verdict.COVERED, Verdict.PARTIAL, Verdict.CONTRADICTED)
    ]
    return Feedback(
        points=tuple(_point(number, key_point, verdict) for number, (key_point, verdict) in ordered),
        coverage=round(100 * grade.coverage),
        said=sum(v.verdict is Verdict.COVERED for v in grade.verdicts),
        total=len(grade.verdicts),
        bar=tuple((name, share) for name, share in bar if share),
        rubric_version=grade.rubric_version,
        grader_version=grade.grader_version,
    )


def _point(number: int, key_point: KeyPoint, verdict: PointVerdict) -> PointView:
    return PointView(
        number=number,
        id=key_point.id,
        statement=key_point.point,
        verdict=verdict.verdict.value,
        word=WORDS[verdict.verdict],
        confidence=round(100 * verdict.confidence),
        unsure=verdict.unsure,
        quotes=tuple(e.text for e in verdict.evidence),
        nearest=verdict.nearest.text if verdict.nearest else None,
        why=explained(verdict),
    )


def explained(verdict: PointVerdict) -> str:
    """One sentence on a verdict: which words, read how, how sure."""
    sure = f"{round(100 * verdict.confidence)}% sure"
    if verdict.unsure:
        sure += ", so look for yourself"
    read = {
        Verdict.COVERED: "These words were read as saying it",
        Verdict.PARTIAL: "These words were read as saying half of it",
        Verdict.CONTRADICTED: "These words were read as saying the opposite",
        Verdict.MISSING: "No words were read as saying it",
    }[verdict.verdict]
    return f"{read}: {sure}."


def question_page(
    interview: InterviewRecord,
    question: QuestionRecord,
    model_answer: tuple[Piece, ...],
    rubric: Rubric | None,
    *,
    again: bool = False,
    error: str | None = None,
    draft: str = "",
) -> QuestionPage:
    """The page of one question; `again` shows the form although there is an answer."""
    return QuestionPage(
        interview_id=interview.id,
        title=interview.title,
        finished=interview.finished_at is not None,
        position=question.position,
        total=len(interview.questions),
        steps=tuple(Step(q.position, q.state, q is question) for q in interview.questions),
        question_id=question.question_id,
        question=question.question,
        topic=question.topic,
        skipped=question.state == "skipped",
        attempts=tuple(attempt_view(attempt) for attempt in question.attempts),
        answering=again or not question.attempts,
        next_number=len(question.attempts) + 1,
        next_position=next_open(interview, question),
        model_answer=model_answer,
        model_points=rubric.key_points if rubric else (),
        error=error,
        draft=draft,
    )


def next_open(interview: InterviewRecord, question: QuestionRecord) -> int | None:
    """The next question still open, after this one or before it; None where none is left."""
    others = [q.position for q in interview.questions if q.state == "open" and q is not question]
    after = [position for position in others if position > question.position]
    return next(iter(after or others), None)


def interview_line(interview: InterviewRecord) -> InterviewLine:
    """An interview as a list shows it."""
    return InterviewLine(
        id=interview.id,
        title=interview.title,
        created_at=interview.created_at,
        finished=interview.finished_at is not None,
        answered=sum(q.state == "answered" for q in interview.questions),
        total=len(interview.questions),
        coverage=percent(interview.coverage),
        topics=tuple(dict.fromkeys(q.topic for q in interview.questions)),
    )


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
        coverage=percent(latest.coverage) if latest else None,
        waiting=latest is not None and latest.awaiting_grade,
    )


def points_over_time(attempts: Sequence[AttemptRecord]) -> tuple[PointOverTime, ...]:
    """Each key point's verdicts over the graded attempts; points are named by the newest rubric that has them."""
    graded = [a for a in attempts if a.grade and a.rubric and a.grade.reason is None]
    statements: dict[str, str] = {}
    for attempt in reversed(graded):
        for key_point in attempt.rubric.key_points if attempt.rubric else ():
            statements.setdefault(key_point.id, key_point.point)
    given = [{v.key_point: v.verdict.value for v in a.grade.verdicts} if a.grade else {} for a in graded]
    return tuple(
        PointOverTime(id, statement, tuple(verdicts.get(id) for verdicts in given))
        for id, statement in statements.items()
    )

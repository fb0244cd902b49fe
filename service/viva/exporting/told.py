"""What is told of an interview on paper and in files: all of it, the grader's verdicts beside a person's own stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from viva.grading import Grade, PointVerdict, Verdict
from viva.grading.gradable import TOO_LONG
from viva.interview.marking import Mark, Piece, marked
from viva.interview.record import AttemptRecord, InterviewRecord, QuestionRecord
from viva.interview.timing import Pace, pace
from viva.interview.turns import Stand, Standing
from viva.interview.worker import FAILED, NOT_LOADED
from viva.language import retold
from viva.rubric import KeyPoint, Rubric


@dataclass(frozen=True)
class Quote:
    """Words of an answer, and the turn in which they were said, counted from 1."""

    text: str
    turn: int


@dataclass(frozen=True)
class Own:
    """The person's own stand on a key point, with the words that they named."""

    said: bool
    words: Quote | None


@dataclass(frozen=True)
class ToldPoint:
    """A key point: how the grader read it, and the person's own stand, where there is one."""

    number: int
    statement: str
    verdict: Verdict
    confidence: float
    unsure: bool
    quotes: tuple[Quote, ...]
    nearest: str | None
    own: Own | None


@dataclass(frozen=True)
class ToldTurn:
    """An answer in pieces, marked by the grader's evidence; and the follow-up that it is to, if it is to one."""

    number: int
    follow_up: str | None
    pieces: tuple[Piece, ...]
    seconds: int | None
    not_graded: str | None

    @property
    def answer(self) -> str:
        """The answer as it was given."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class ToldAttempt:
    """One attempt; `asks` is the follow-up that waits for an answer.

    `coverage` goes by the person's own stands, `graded` by the grader alone. `points` is empty where nothing is graded,
    not yet or at all, and while the feedback is held back.
    """

    number: int
    submitted_at: datetime
    turns: tuple[ToldTurn, ...]
    asks: str | None
    pace: Pace | None
    hints: int
    waiting: bool
    held_back: bool
    not_graded: str | None
    coverage: float | None
    graded: float | None
    points: tuple[ToldPoint, ...]
    rubric_version: str | None
    grader_version: str | None


@dataclass(frozen=True)
class ToldQuestion:
    """A question; the model answer is there once feedback has shown it."""

    position: int
    question: str
    main_question: str | None
    topic: str
    state: str
    draft: str
    attempts: tuple[ToldAttempt, ...]
    model_answer: str | None


@dataclass(frozen=True)
class Told:
    """One interview, whole; before the end of a mock interview, only what was asked, and how many are to come."""

    id: str
    title: str
    mode: str
    seconds_each: int | None
    created_at: datetime
    finished_at: datetime | None
    coverage: float | None
    questions: tuple[ToldQuestion, ...]
    to_come: int


def told(interview: InterviewRecord) -> Told:
    """What is told of an interview. What is held back stays so."""
    secret = interview.until_the_end
    asked = [q for q in interview.questions if q.state != "open" or q.asked_at or not secret]
    return Told(
        id=interview.id,
        title=interview.title,
        mode=interview.mode.value,
        seconds_each=interview.seconds_each,
        created_at=interview.created_at,
        finished_at=interview.finished_at,
        coverage=interview.coverage,
        questions=tuple(_question(question) for question in asked),
        to_come=len(interview.questions) - len(asked),
    )


def _question(question: QuestionRecord) -> ToldQuestion:
    shown = [a.rubric for a in question.attempts if a.rubric and not a.held_back and not a.awaiting_grade]
    return ToldQuestion(
        position=question.position,
        question=question.question,
        main_question=question.main_question,
        topic=question.topic,
        state=question.state,
        draft=question.draft.text,
        attempts=tuple(_attempt(attempt) for attempt in question.attempts),
        model_answer=shown[-1].model_answer if shown else None,
    )


def _attempt(attempt: AttemptRecord) -> ToldAttempt:
    shown = attempt.graded if not (attempt.held_back or attempt.awaiting_grade) else None
    graded = shown if shown and shown.grade.reason is None else None
    rubric = attempt.rubric
    said = [(attempt.answer, attempt.seconds), *((t.answer, t.seconds) for t in attempt.follow_ups)]
    return ToldAttempt(
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        turns=tuple(_turns(attempt, graded)),
        asks=attempt.follow_up.question if attempt.follow_up else None,
        pace=pace(said),
        hints=attempt.hints,
        waiting=attempt.awaiting_grade,
        held_back=attempt.held_back,
        not_graded=_reason(attempt.grade),
        coverage=attempt.coverage if graded else None,
        graded=graded.grade.coverage if graded else None,
        points=tuple(_points(rubric, graded, attempt.stands)) if graded and rubric else (),
        rubric_version=shown.grade.rubric_version if shown else None,
        grader_version=shown.grade.grader_version if shown else None,
    )


def _turns(attempt: AttemptRecord, graded: Standing | None) -> Iterator[ToldTurn]:
    said: list[tuple[str | None, str, int | None, Grade | None]] = [
        (None, attempt.answer, attempt.seconds, attempt.grade)
    ]
    said += [(turn.question, turn.answer, turn.seconds, turn.grade) for turn in attempt.follow_ups]
    for number, (follow_up, answer, seconds, grade) in enumerate(said, 1):
        marks = _marks(attempt.rubric, graded, number)
        yield ToldTurn(number, follow_up, marked(answer, marks), seconds, _reason(grade))


def _reason(grade: Grade | None) -> str | None:
    """Why an answer is not graded, in the language in use; stored is the English."""
    if grade is None or grade.reason is None:
        return None
    return retold(grade.reason, (TOO_LONG, FAILED, NOT_LOADED))


def _marks(rubric: Rubric | None, graded: Standing | None, turn: int) -> list[Mark]:
    if rubric is None or graded is None:
        return []
    numbers = {key_point.id: number for number, key_point in enumerate(rubric.key_points, 1)}
    return [
        Mark(numbers[verdict.key_point], verdict.verdict.value, piece.start, piece.end)
        for verdict, turns in zip(graded.grade.verdicts, graded.turns, strict=True)
        for piece, where in zip(verdict.evidence, turns, strict=True)
        if where == turn
    ]


def _points(rubric: Rubric, graded: Standing, stands: tuple[Stand, ...]) -> Iterator[ToldPoint]:
    own = {stand.key_point: stand for stand in stands}
    found = zip(rubric.key_points, graded.grade.verdicts, graded.turns, strict=True)
    for number, (key_point, verdict, turns) in enumerate(found, 1):
        yield _point(number, key_point, verdict, turns, own.get(key_point.id))


def _point(
    number: int, key_point: KeyPoint, verdict: PointVerdict, turns: tuple[int, ...], stand: Stand | None
) -> ToldPoint:
    return ToldPoint(
        number=number,
        statement=key_point.point,
        verdict=verdict.verdict,
        confidence=verdict.confidence,
        unsure=verdict.unsure,
        quotes=tuple(Quote(piece.text, turn) for piece, turn in zip(verdict.evidence, turns, strict=True)),
        nearest=verdict.nearest.text if verdict.nearest else None,
        own=_own(stand) if stand else None,
    )


def _own(stand: Stand) -> Own:
    return Own(stand.said, Quote(stand.words.text, stand.turn) if stand.words and stand.turn else None)

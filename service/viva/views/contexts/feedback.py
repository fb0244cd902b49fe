"""An attempt as pages show it: what was said in which turn, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.grading import Grade, PointVerdict, Verdict
from viva.interview.record import AttemptRecord
from viva.interview.turns import Standing
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
_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True)
class Quote:
    """Words that decided a verdict, and the turn in which they were said, counted from 1."""

    text: str
    turn: int

    @property
    def where(self) -> str:
        """Which answer they are from, in words."""
        return f"{ordinal(self.turn)} answer"


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
    quotes: tuple[Quote, ...]
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
    at_first: int | None
    """The coverage of the first answer alone, where answers to follow-ups came after it."""


@dataclass(frozen=True)
class TurnView:
    """An answer in pieces; the follow-up that it is to, unless it is to the question; why it is not graded."""

    number: int
    follow_up: str | None
    pieces: tuple[Piece, ...]
    seconds: int | None
    not_graded: str | None

    @property
    def name(self) -> str:
        """Which answer it is, in words."""
        return f"{ordinal(self.number)} answer"


@dataclass(frozen=True)
class AttemptView:
    """One attempt: its turns, and its feedback, or why there is none.

    While a follow-up waits, the feedback is `held_back`, and the pieces carry no marks.
    """

    id: str
    number: int
    turns: tuple[TurnView, ...]
    submitted_at: datetime
    waiting: bool
    held_back: bool
    not_graded: str | None
    feedback: Feedback | None
    hints: int

    @property
    def follow_ups(self) -> int:
        """How many follow-ups were answered."""
        return len(self.turns) - 1

    @property
    def graded_in_part(self) -> bool:
        """Whether there is feedback, though an answer to a follow-up is not graded."""
        return self.feedback is not None and any(turn.not_graded for turn in self.turns)


def ordinal(number: int) -> str:
    """First, second, third, 4th."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"


def attempt_view(attempt: AttemptRecord) -> AttemptView:
    """An attempt as a page shows it."""
    shown = attempt.standing if not (attempt.held_back or attempt.awaiting_grade) else None
    graded = shown if shown and shown.grade.reason is None else None
    return AttemptView(
        id=attempt.id,
        number=attempt.number,
        turns=_turns(attempt, graded),
        submitted_at=attempt.submitted_at,
        waiting=attempt.awaiting_grade,
        held_back=attempt.held_back,
        not_graded=attempt.grade.reason if attempt.grade else None,
        feedback=_feedback(attempt, attempt.rubric, graded) if graded and attempt.rubric else None,
        hints=attempt.hints,
    )


def _turns(attempt: AttemptRecord, standing: Standing | None) -> tuple[TurnView, ...]:
    said: list[tuple[str | None, str, int | None, Grade | None]] = [
        (None, attempt.answer, attempt.seconds, attempt.grade)
    ]
    said += [(turn.question, turn.answer, turn.seconds, turn.grade) for turn in attempt.follow_ups]
    return tuple(
        TurnView(
            number=number,
            follow_up=follow_up,
            pieces=marked(answer, _marks(attempt.rubric, standing, number)),
            seconds=seconds,
            not_graded=grade.reason if grade else None,
        )
        for number, (follow_up, answer, seconds, grade) in enumerate(said, 1)
    )


def _marks(rubric: Rubric | None, standing: Standing | None, turn: int) -> list[Mark]:
    """The evidence that is in the words of a turn."""
    if rubric is None or standing is None:
        return []
    numbers = {key_point.id: number for number, key_point in enumerate(rubric.key_points, 1)}
    return [
        Mark(numbers[verdict.key_point], verdict.verdict.value, piece.start, piece.end)
        for verdict, said_in in zip(standing.grade.verdicts, standing.turns, strict=True)
        for piece, where in zip(verdict.evidence, said_in, strict=True)
        if where == turn
    ]


def _feedback(attempt: AttemptRecord, rubric: Rubric, standing: Standing) -> Feedback:
    verdicts = standing.grade.verdicts
    numbered = list(enumerate(zip(rubric.key_points, verdicts, standing.turns, strict=True), 1))
    ordered = sorted(numbered, key=lambda x: (_ATTENTION[x[1][1].verdict], -x[1][0].weight, x[0]))
    first = attempt.grade.coverage if attempt.grade and attempt.follow_ups else None
    return Feedback(
        points=tuple(_point(number, *found) for number, found in ordered),
        coverage=round(100 * (standing.grade.coverage or 0)),
        said=sum(v.verdict is Verdict.COVERED for v in verdicts),
        total=len(verdicts),
        bar=_bar(rubric, verdicts),
        rubric_version=standing.grade.rubric_version,
        grader_version=standing.grade.grader_version,
        at_first=None if first is None else round(100 * first),
    )


def _bar(rubric: Rubric, verdicts: Sequence[PointVerdict]) -> tuple[tuple[str, float], ...]:
    weighted = [(k.weight, v.verdict) for k, v in zip(rubric.key_points, verdicts, strict=True)]
    whole = sum(weight for weight, _ in weighted)
    shares = [
        (verdict.value, 100 * sum(weight for weight, found in weighted if found is verdict) / whole)
        for verdict in (Verdict.COVERED, Verdict.PARTIAL, Verdict.CONTRADICTED)
    ]
    return tuple((name, share) for name, share in shares if share)


def _point(number: int, key_point: KeyPoint, verdict: PointVerdict, turns: tuple[int, ...]) -> PointView:
    return PointView(
        number=number,
        id=key_point.id,
        statement=key_point.point,
        verdict=verdict.verdict.value,
        word=WORDS[verdict.verdict],
        confidence=round(100 * verdict.confidence),
        unsure=verdict.unsure,
        quotes=tuple(Quote(e.text, turn) for e, turn in zip(verdict.evidence, turns, strict=True)),
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

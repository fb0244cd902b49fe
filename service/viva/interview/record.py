"""The record: what an interview looks like to whoever reads it. Frozen copies, apart from the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from viva.grading import Grade
from viva.interview.follow_ups import MOST, FollowUp, next_follow_up
from viva.interview.grades import grade_of
from viva.interview.plan import Mode
from viva.interview.turns import Standing, merged
from viva.rubric import Rubric, parse_rubric
from viva.store.tables import Attempt, GradeRow, Interview, PlannedQuestion, RubricVersion


@dataclass(frozen=True)
class FollowUpRecord:
    """A follow-up as it was asked, what was said to it, and the grade of these words alone."""

    id: str
    question: str
    key_point: str
    answer: str
    submitted_at: datetime
    seconds: int | None
    awaiting_grade: bool
    grade: Grade | None


@dataclass(frozen=True)
class AttemptRecord:
    """One answer with its follow-ups.

    `grade` is the latest one of the answer itself, `rubric` the version that it was graded under; `standing` and
    `coverage` are what all turns say together. `awaiting_grade` tells whether any turn waits for its grade.
    `coached` is true while follow-ups may be asked, and `hints` counts the help that was asked for.
    """

    id: str
    number: int
    answer: str
    submitted_at: datetime
    seconds: int | None
    awaiting_grade: bool
    grade: Grade | None
    rubric: Rubric | None
    follow_ups: tuple[FollowUpRecord, ...] = ()
    coached: bool = False
    hints: int = 0

    @cached_property
    def standing(self) -> Standing | None:
        """How it stands after all its turns; None where it has no grade yet."""
        return self._after(len(self.follow_ups))

    @property
    def coverage(self) -> float | None:
        """The coverage of all its turns together; None where it is not graded."""
        return self.standing.grade.coverage if self.standing else None

    @cached_property
    def follow_up(self) -> FollowUp | None:
        """The follow-up that waits for an answer, if one does."""
        if not self.coached or self.awaiting_grade or len(self.follow_ups) >= MOST:
            return None
        return self.asked_after(len(self.follow_ups))

    @property
    def held_back(self) -> bool:
        """Whether its verdicts are not shown yet, because a follow-up waits or its answer is being read."""
        return self.coached and (self.awaiting_grade or self.follow_up is not None)

    def asked_after(self, answered: int) -> FollowUp | None:
        """What is asked once so many follow-ups are answered; None where a turn up to there is not graded."""
        turns = self.follow_ups[:answered]
        standing = self._after(answered)
        if self.rubric is None or standing is None:
            return None
        if any(
            grade is None or grade.reason is not None for grade in (self.grade, *(t.grade for t in turns))
        ):
            return None
        return next_follow_up(self.rubric, standing.grade.verdicts, {turn.key_point for turn in turns})

    def _after(self, answered: int) -> Standing | None:
        if self.rubric is None:
            return None
        return merged([self.grade, *(turn.grade for turn in self.follow_ups[:answered])], self.rubric)


@dataclass(frozen=True)
class QuestionRecord:
    """One question of an interview, as it was asked, with its attempts.

    `next_number` is the number of the answer, to the question or to a follow-up, that would come next. `helped` names
    that one as hints do, by the number of its attempt and its turn; `hints` holds the steps taken for it.
    """

    position: int
    question_id: str
    question: str
    topic: str
    skipped: bool
    attempts: tuple[AttemptRecord, ...]
    next_number: int
    helped: tuple[int, int]
    hints: frozenset[int]

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
    mode: Mode
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

    @property
    def next_follow_up(self) -> QuestionRecord | None:
        """The first question with a follow-up that waits for an answer."""
        return next((q for q in self.questions if q.latest and q.latest.follow_up), None)

    @cached_property
    def coverage(self) -> float | None:
        """The mean coverage of the latest attempts; None where none is graded.

        Not graded is never a zero, and what is held back does not show through the mean.
        """
        latest = [q.latest for q in self.questions if q.latest and not q.latest.held_back]
        graded = [attempt.coverage for attempt in latest if attempt.coverage is not None]
        return sum(graded) / len(graded) if graded else None


def interview_record(row: Interview) -> InterviewRecord:
    """A copy of an interview; to be made while its session is open."""
    return InterviewRecord(
        row.id,
        row.title,
        Mode(row.mode),
        row.created_at,
        row.finished_at,
        row.deleted_at,
        tuple(question_record(q) for q in row.questions),
    )


def question_record(row: PlannedQuestion) -> QuestionRecord:
    """A copy of a planned question with its attempts."""
    attempts = attempt_records(row, row.attempts)
    helped = (len(row.attempts) + 1, 1)
    if attempts and attempts[-1].follow_up:
        first = [answer.number for answer in row.attempts if answer.follows is None][-1]
        helped = (first, len(attempts[-1].follow_ups) + 2)
    return QuestionRecord(
        row.position,
        row.question_id,
        row.question,
        row.topic,
        row.skipped_at is not None,
        attempts,
        len(row.attempts) + 1,
        helped,
        frozenset(hint.step for hint in row.hints if (hint.number, hint.turn) == helped),
    )


def attempt_records(question: PlannedQuestion, answers: Sequence[Attempt]) -> tuple[AttemptRecord, ...]:
    """Copies of a question's attempts, in order, from all answers to it and to its follow-ups."""
    firsts = [answer for answer in answers if answer.follows is None]
    live = question.interview.mode == Mode.COACH and question.interview.finished_at is None
    return tuple(
        _attempt_record(
            question,
            number,
            [first, *(answer for answer in answers if answer.follows == first.id)],
            coached=live and first is firsts[-1] and first.shown_at is None,
        )
        for number, first in enumerate(firsts, 1)
    )


def _attempt_record(
    question: PlannedQuestion, number: int, turns: Sequence[Attempt], *, coached: bool
) -> AttemptRecord:
    first = turns[0]
    latest = _latest(first)
    return AttemptRecord(
        first.id,
        number,
        first.answer,
        first.submitted_at,
        first.seconds,
        any(turn.awaiting_grade for turn in turns),
        _grade(first, question),
        rubric_of(latest.rubric, question.question_id) if latest else None,
        tuple(_follow_up_record(turn, question) for turn in turns[1:]),
        coached,
        sum(hint.number == first.number for hint in question.hints),
    )


def _follow_up_record(row: Attempt, question: PlannedQuestion) -> FollowUpRecord:
    return FollowUpRecord(
        row.id,
        row.follow_up or "",
        row.aimed_at or "",
        row.answer,
        row.submitted_at,
        row.seconds,
        row.awaiting_grade,
        _grade(row, question),
    )


def _latest(row: Attempt) -> GradeRow | None:
    return row.grades[-1] if row.grades else None


def _grade(row: Attempt, question: PlannedQuestion) -> Grade | None:
    latest = _latest(row)
    return grade_of(latest, question.question_id, row.answer) if latest else None


def rubric_of(row: RubricVersion, question_id: str) -> Rubric:
    """The rubric of a kept version, for the question it was used for: two files may have one text."""
    return _parsed(row.text, question_id)


@lru_cache(maxsize=512)
def _parsed(text: str, question_id: str) -> Rubric:
    return parse_rubric(text, id=question_id)

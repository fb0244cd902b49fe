"""The record: what an interview looks like to whoever reads it. Frozen copies, apart from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from viva.grading import Grade
from viva.interview.draft_versions import Draft
from viva.interview.finding import no_such_question
from viva.interview.follow_ups import MOST, FollowUp, next_follow_up
from viva.interview.plan import Mode
from viva.interview.turns import Stand, Standing, disputed, merged
from viva.rubric import Rubric


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

    `grade` is the latest one of the answer itself, `rubric` the version that it was graded under; `graded` is what all
    turns say together, `standing` and `coverage` are the same by the person's own `stands`. `awaiting_grade` tells
    whether any turn waits for its grade. `asks_on` is true while follow-ups may be asked, `until_the_end` while all
    feedback waits for the end of the interview, and `hints` counts the help that was asked for. In a drill, rubric and
    grades are those of the one key point that was asked about.
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
    asks_on: bool = False
    until_the_end: bool = False
    hints: int = 0
    stands: tuple[Stand, ...] = ()

    @cached_property
    def graded(self) -> Standing | None:
        """How the grader reads all its turns together; None where it has no grade yet."""
        return self._after(len(self.follow_ups))

    @cached_property
    def standing(self) -> Standing | None:
        """How it stands after all its turns, by the person's own stands where there are any."""
        if self.graded is None or self.rubric is None:
            return self.graded
        return disputed(self.graded, self.stands, self.rubric)

    @cached_property
    def at_first(self) -> Standing | None:
        """How the answer alone stands, without its follow-ups, by the person's own stands on its words."""
        first = self._after(0)
        if first is None or self.rubric is None:
            return first
        return disputed(first, [stand for stand in self.stands if stand.turn in (None, 1)], self.rubric)

    @property
    def answers(self) -> tuple[str, ...]:
        """What was said in each turn, the answer itself first."""
        return (self.answer, *(turn.answer for turn in self.follow_ups))

    @property
    def own_verdicts(self) -> int:
        """How many key points stand by the person's own word, other than the grader read them."""
        if self.graded is None or self.standing is None:
            return 0
        pairs = zip(self.graded.grade.verdicts, self.standing.grade.verdicts, strict=True)
        return sum(read.verdict is not held.verdict for read, held in pairs)

    @property
    def coverage(self) -> float | None:
        """The coverage of all its turns together; None where it is not graded."""
        return self.standing.grade.coverage if self.standing else None

    @cached_property
    def follow_up(self) -> FollowUp | None:
        """The follow-up that waits for an answer, if one does."""
        if not self.asks_on or self.awaiting_grade or len(self.follow_ups) >= MOST:
            return None
        return self.asked_after(len(self.follow_ups))

    @property
    def held_back(self) -> bool:
        """Whether its verdicts are not shown yet: a follow-up waits, or is being read, or the end is to come."""
        return self.until_the_end or (self.asks_on and (self.awaiting_grade or self.follow_up is not None))

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
    that one as hints do, by the number of its attempt and its turn; `hints` holds the steps taken for it. `draft` is
    what was typed of an answer to the question so far, `follow_up_draft` of one to a follow-up. `asked_at` is when a
    mock interview first asked for it. `aimed_at` is the one key point that a drill asks about, and `main_question` the
    question that this point belongs to.
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
    draft: Draft
    follow_up_draft: Draft
    aimed_at: str | None
    main_question: str | None = None
    asked_at: datetime | None = None

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

    @property
    def waits(self) -> bool:
        """Whether an answer is waited for: the first one, or that to a follow-up."""
        return self.latest is None or self.latest.follow_up is not None


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
    seconds_each: int | None

    def question(self, position: int) -> QuestionRecord | None:
        """The question at a position, counted from 1."""
        return next((q for q in self.questions if q.position == position), None)

    def question_at(self, position: int) -> QuestionRecord:
        """The question at a position.

        Raises:
            NoSuchInterview: there is none.
        """
        found = self.question(position)
        if found is None:
            raise no_such_question(len(self.questions), position)
        return found

    @property
    def heard_out(self) -> QuestionRecord | None:
        """In a mock interview: the first question whose answer is being read, and may yet get a follow-up."""
        if not self.until_the_end:
            return None
        read = [q for q in self.questions if q.latest and q.latest.awaiting_grade and q.latest.asks_on]
        return next(iter(read), None)

    @property
    def being_read(self) -> tuple[str, ...]:
        """The ids of the answers that wait for their grade, with those to the same question that belong to them."""
        attempts = [attempt for question in self.questions for attempt in question.attempts]
        waiting = [attempt for attempt in attempts if attempt.awaiting_grade]
        return tuple(
            id for attempt in waiting for id in (attempt.id, *(turn.id for turn in attempt.follow_ups))
        )

    @property
    def until_the_end(self) -> bool:
        """Whether all feedback waits for the end, which is still to come."""
        return self.mode is Mode.MOCK and self.finished_at is None

    @property
    def next_open(self) -> QuestionRecord | None:
        """The first question neither answered nor skipped."""
        return next((q for q in self.questions if q.state == "open"), None)

    @property
    def next_follow_up(self) -> QuestionRecord | None:
        """The first question with a follow-up that waits for an answer."""
        return next((q for q in self.questions if q.latest and q.latest.follow_up), None)

    @property
    def own_verdicts(self) -> int:
        """How many of the verdicts that the coverage goes by are the person's own."""
        return sum(q.latest.own_verdicts for q in self.questions if q.latest and not q.latest.held_back)

    @cached_property
    def coverage(self) -> float | None:
        """The mean coverage of the latest attempts; None where none is graded.

        Not graded is never a zero, and what is held back does not show through the mean.
        """
        latest = [q.latest for q in self.questions if q.latest and not q.latest.held_back]
        graded = [attempt.coverage for attempt in latest if attempt.coverage is not None]
        return sum(graded) / len(graded) if graded else None

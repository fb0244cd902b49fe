"""A person's own stand on a verdict: to take it, to take it back, and to read what is disputed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from viva.errors import VivaError
from viva.grading import Evidence, PointVerdict, Verdict
from viva.interview.copying import attempt_records, question_record
from viva.interview.finding import NoSuchInterview, find_question
from viva.interview.record import AttemptRecord
from viva.interview.turns import Stand
from viva.language import gettext as _
from viva.rubric import KeyPoint
from viva.store.tables import Attempt, DisputeRow, PlannedQuestion
from viva.store.unit_of_work import Store


class DisputeRefused(VivaError):
    """A stand that cannot be kept as it was sent."""


@dataclass(frozen=True)
class Dispute:
    """A person's stand on a key point, the attempt that it is about, and where that was made."""

    interview_id: str
    position: int
    question_id: str
    question: str
    attempt: AttemptRecord
    stand: Stand

    @property
    def key_point(self) -> KeyPoint | None:
        """The key point as the attempt's rubric version has it; None where a later grading knows it no more."""
        points = self.attempt.rubric.key_points if self.attempt.rubric else ()
        return next((point for point in points if point.id == self.stand.key_point), None)

    @property
    def read(self) -> PointVerdict | None:
        """What the grader read."""
        graded = self.attempt.graded
        verdicts = graded.grade.verdicts if graded else ()
        return next((verdict for verdict in verdicts if verdict.key_point == self.stand.key_point), None)

    @property
    def words(self) -> Evidence | None:
        """The words that it is about: the person's own choice, else those that the grader went by."""
        if self.stand.words is not None:
            return self.stand.words
        return self.read.evidence[0] if self.read and self.read.evidence else None

    @property
    def turn(self) -> int | None:
        """The turn in which these words were said, counted from 1."""
        if self.stand.words is not None:
            return self.stand.turn
        if self.words is None or self.attempt.graded is None:
            return None
        place = [v.key_point for v in self.attempt.graded.grade.verdicts].index(self.stand.key_point)
        return self.attempt.graded.turns[place][0]


class Disputes:
    """What people hold against verdicts. Every change is committed before its method returns."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def dispute(
        self,
        interview_id: str,
        position: int,
        attempt_id: str,
        key_point_id: str,
        said: bool,
        words: tuple[int, int, int] | None = None,
    ) -> None:
        """Keep that the person did say a key point, or did not; what they held of it before is replaced.

        `attempt_id` is that of the answer to the question itself. `words` are (turn, start, end): the characters of
        that turn's answer, counted from 1, that say the point. They are needed where it was said, and only there.

        Raises:
            NoSuchInterview: there is no such interview, question, attempt or key point.
            DisputeRefused: the attempt has no verdicts to see yet, the grader reads the point that way itself, or the
                words are missing, superfluous or not in the answer.
        """
        with self._store.unit_of_work(write=True) as work:
            question = find_question(work, interview_id, position)
            attempt = _attempt(question, attempt_id)
            _refuse_unseen(attempt)
            _refuse_agreement(_verdict(attempt, key_point_id), said)
            turn, start, end = _chosen(attempt, said, words)
            row = _row(question, attempt_id)
            kept = next((d for d in row.disputes if d.key_point_id == key_point_id), None)
            if kept is None:
                kept = DisputeRow(key_point_id=key_point_id)
                row.disputes.append(kept)
            kept.said, kept.turn, kept.start, kept.end = said, turn, start, end
            kept.made_at = self._clock()

    def withdraw(self, interview_id: str, position: int, attempt_id: str, key_point_id: str) -> None:
        """Take a stand back: the grader's verdict counts again. Where there is none, nothing changes.

        Raises:
            NoSuchInterview: there is no such interview, question or attempt.
        """
        with self._store.unit_of_work(write=True) as work:
            row = _row(find_question(work, interview_id, position), attempt_id)
            row.disputes[:] = [d for d in row.disputes if d.key_point_id != key_point_id]

    def of_question(self, question_id: str) -> tuple[Dispute, ...]:
        """What is held against verdicts on answers to a question, newest first, without deleted interviews."""
        with self._store.unit_of_work() as work:
            return _newest_first(work.disputes.questions(question_id))

    def all(self) -> tuple[Dispute, ...]:
        """All that is held against verdicts, newest first, without deleted interviews."""
        with self._store.unit_of_work() as work:
            return _newest_first(work.disputes.questions())

    def counts(self) -> Mapping[str, int]:
        """How many verdicts are disputed, by question id; questions without a dispute are left out."""
        with self._store.unit_of_work() as work:
            return work.disputes.counts()

    def get(self, question_id: str, attempt_id: str, key_point_id: str) -> Dispute:
        """One dispute.

        Raises:
            NoSuchInterview: there is none of that attempt and key point; it may have been taken back.
        """
        for dispute in self.of_question(question_id):
            if (dispute.attempt.id, dispute.stand.key_point) == (attempt_id, key_point_id):
                return dispute
        raise NoSuchInterview(_("There is no such dispute; it may have been taken back."))


def _row(question: PlannedQuestion, attempt_id: str) -> Attempt:
    for row in question.attempts:
        if row.id == attempt_id and row.follows is None:
            return row
    raise NoSuchInterview(_("There is no such answer to this question."))


def _attempt(question: PlannedQuestion, attempt_id: str) -> AttemptRecord:
    for attempt in question_record(question).attempts:
        if attempt.id == attempt_id:
            return attempt
    raise NoSuchInterview(_("There is no such answer to this question."))


def _verdict(attempt: AttemptRecord, key_point_id: str) -> PointVerdict:
    for verdict in attempt.graded.grade.verdicts if attempt.graded else ():
        if verdict.key_point == key_point_id:
            return verdict
    raise NoSuchInterview(_("The rubric that this answer was graded under has no such key point."))


def _refuse_unseen(attempt: AttemptRecord) -> None:
    if attempt.awaiting_grade:
        raise DisputeRefused(
            _("This answer is being read. Its verdicts can be disputed once they are there.")
        )
    if attempt.held_back:
        raise DisputeRefused(
            _("The feedback on this answer is still to come. Its verdicts can be disputed then.")
        )
    if attempt.graded is None or attempt.graded.grade.reason is not None:
        raise DisputeRefused(_("This answer is not graded: there is no verdict to dispute."))


def _refuse_agreement(verdict: PointVerdict, said: bool) -> None:
    if said and verdict.verdict is Verdict.COVERED:
        raise DisputeRefused(_("The grader reads this point as said already."))
    if not said and verdict.verdict is Verdict.MISSING:
        raise DisputeRefused(_("The grader reads this point as not said already."))


def _chosen(
    attempt: AttemptRecord, said: bool, words: tuple[int, int, int] | None
) -> tuple[int | None, int | None, int | None]:
    """Turn, start and end of the words, without the spaces around them."""
    if not said:
        if words is not None:
            raise DisputeRefused(_("Words prove that a point was said. Leave them out where it was not."))
        return None, None, None
    if words is None:
        raise DisputeRefused(_("Choose the words of your answer that say it."))
    turn, start, end = words
    answer = attempt.answers[turn - 1] if 1 <= turn <= len(attempt.answers) else ""
    chosen = answer[start:end] if 0 <= start < end <= len(answer) else ""
    if not chosen.strip():
        raise DisputeRefused(_("These words are not in your answer."))
    return turn, start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())


def _newest_first(questions: Iterable[PlannedQuestion]) -> tuple[Dispute, ...]:
    found = [
        Dispute(
            question.interview_id,
            question.position,
            question.question_id,
            question.question,
            attempt,
            stand,
        )
        for question in questions
        for attempt in attempt_records(question, question.attempts)
        for stand in attempt.stands
    ]
    return tuple(
        sorted(found, key=lambda d: (d.stand.made_at, d.attempt.id, d.stand.key_point), reverse=True)
    )

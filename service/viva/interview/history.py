"""What the record tells over time: all interviews, one question's attempts, what to look at first."""

from __future__ import annotations

from dataclasses import dataclass

from viva.grading import Verdict
from viva.interview.record import AttemptRecord, InterviewRecord, attempt_records, interview_record
from viva.rubric import KeyPoint
from viva.store.tables import Attempt
from viva.store.unit_of_work import Store


@dataclass(frozen=True)
class WeakPoint:
    """A key point that an interview's latest attempts did not cover in full."""

    position: int
    question: str
    key_point: KeyPoint
    verdict: Verdict
    unsure: bool


@dataclass(frozen=True)
class PlacedAttempt:
    """An attempt at a question, and the interview and position where it was made."""

    interview_id: str
    position: int
    attempt: AttemptRecord


class History:
    """Reads the record of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def interviews(
        self,
        *,
        topic: str | None = None,
        question_id: str | None = None,
        limit: int = 50,
        before: str | None = None,
    ) -> tuple[InterviewRecord, ...]:
        """Interviews, newest first, without deleted ones; `before` is the last id of the page before."""
        with self._store.unit_of_work() as work:
            rows = work.interviews.list(topic=topic, question_id=question_id, limit=limit, before=before)
            return tuple(interview_record(row) for row in rows)

    def unfinished(self) -> tuple[InterviewRecord, ...]:
        """Interviews to go on with, newest first."""
        with self._store.unit_of_work() as work:
            return tuple(interview_record(row) for row in work.interviews.unfinished())

    def question(self, question_id: str) -> tuple[PlacedAttempt, ...]:
        """All attempts at a question, oldest first."""
        answers: dict[int, list[Attempt]] = {}
        with self._store.unit_of_work() as work:
            for row in work.grades.history(question_id):
                answers.setdefault(row.planned_question_id, []).append(row)
            placed = [
                PlacedAttempt(question.interview_id, question.position, attempt)
                for rows in answers.values()
                for question in [rows[0].planned_question]
                for attempt in attempt_records(question, sorted(rows, key=lambda row: row.number))
            ]
        return tuple(sorted(placed, key=lambda p: (p.attempt.submitted_at, p.attempt.id)))


_URGENCY = {Verdict.CONTRADICTED: 0, Verdict.MISSING: 1, Verdict.PARTIAL: 2}


def weak_points(interview: InterviewRecord) -> tuple[WeakPoint, ...]:
    """The points to revise, weakest first: contradicted, then missing, then partial; heavier ones before lighter.

    What is held back is left out: it would answer the follow-up that waits.
    """
    found = []
    for question in interview.questions:
        attempt = question.latest
        if attempt is None or attempt.held_back or attempt.standing is None or attempt.rubric is None:
            continue
        for verdict in attempt.standing.grade.verdicts:
            if verdict.verdict in _URGENCY:
                point = attempt.rubric.key_point(verdict.key_point)
                found.append(
                    WeakPoint(question.position, question.question, point, verdict.verdict, verdict.unsure)
                )
    return tuple(
        sorted(found, key=lambda weak: (_URGENCY[weak.verdict], -weak.key_point.weight, weak.position))
    )

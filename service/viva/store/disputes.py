"""Reading the person's own stands, with the answers they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from viva.store.tables import Attempt, GradeRow, Interview, KeyPointRow, PlannedQuestion


class DisputeRepository:
    """What people hold against verdicts; those of deleted interviews are left out."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def questions(self, question_id: str | None = None) -> Sequence[PlannedQuestion]:
        """The planned questions with a dispute among their attempts, with all that belongs to these attempts.

        With `question_id`, those of that question alone.
        """
        attempts = selectinload(PlannedQuestion.attempts)
        points = attempts.selectinload(Attempt.grades).selectinload(GradeRow.points)
        query = (
            select(PlannedQuestion)
            .join(PlannedQuestion.interview)
            .options(contains_eager(PlannedQuestion.interview), selectinload(PlannedQuestion.hints))
            .options(points.selectinload(KeyPointRow.evidence), attempts.selectinload(Attempt.disputes))
            .where(Interview.deleted_at.is_(None), PlannedQuestion.attempts.any(Attempt.disputes.any()))
        )
        if question_id is not None:
            query = query.where(PlannedQuestion.question_id == question_id)
        return self._session.scalars(query.order_by(PlannedQuestion.id)).all()

    def counts(self) -> Mapping[str, int]:
        """How many verdicts are disputed, by question id; questions without a dispute are left out."""
        query = (
            select(PlannedQuestion.question_id, func.count())
            .join(PlannedQuestion.interview)
            .join(PlannedQuestion.attempts)
            .join(Attempt.disputes)
            .where(Interview.deleted_at.is_(None))
            .group_by(PlannedQuestion.question_id)
        )
        return dict(self._session.execute(query).all())

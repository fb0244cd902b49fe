"""Drafts: what was typed and not sent yet. They change with every pause in typing, so little is read for them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from viva.store.tables import Attempt, Interview, PlannedQuestion


class DraftRepository:
    """The drafts of planned questions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def planned(self, interview_id: str, position: int) -> PlannedQuestion | None:
        """The question at a position of an interview that is not deleted, with nothing but its drafts."""
        query = (
            select(PlannedQuestion)
            .join(PlannedQuestion.interview)
            .where(Interview.id == interview_id, Interview.deleted_at.is_(None))
            .where(PlannedQuestion.position == position)
            .options(selectinload(PlannedQuestion.drafts))
        )
        return self._session.scalar(query)

    def answers(self, question: PlannedQuestion) -> int:
        """How many answers there are to a question and to its follow-ups."""
        query = select(func.count()).select_from(Attempt).where(Attempt.planned_question_id == question.id)
        return self._session.scalars(query).one()

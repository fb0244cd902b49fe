"""The whole record, in and out: a few interviews at a time, so that it never has to fit into memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, insert, or_, select
from sqlalchemy.orm import Session, selectinload

from viva.store.tables import (
    Attempt,
    EvidenceRow,
    GradeRow,
    Interview,
    KeyPointRow,
    PlannedQuestion,
    RubricVersion,
)

PointValues: TypeAlias = tuple[dict[str, Any], Sequence[dict[str, Any]]]
"""The columns of a key point's row, and those of each row of its evidence."""

_AT_ONCE = 40
"""Interviews that are in memory together."""
_PARAMETERS = 500
"""Values that one statement carries; databases have a limit."""


class ArchiveRepository:
    """Reads everything and takes in what comes from elsewhere.

    Rows that were given before are let go of when the next come: copy what is needed of each at once.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def interviews(self, include_deleted: bool = False) -> Iterator[Interview]:
        """All interviews with all that is their own, oldest first."""
        query = select(Interview.id).order_by(Interview.created_at, Interview.id)
        ids = self._session.scalars(query if include_deleted else query.where(_present())).all()
        for start in range(0, len(ids), _AT_ONCE):
            self._session.expunge_all()
            part = ids[start : start + _AT_ONCE]
            yield from self._session.scalars(_whole().where(Interview.id.in_(part))).all()

    def interview(self, id: str) -> Interview | None:
        """One interview with all that is its own, be it deleted or not."""
        self._session.expunge_all()
        return self._session.scalar(_whole().where(Interview.id == id))

    def rubric_versions(self, include_unused: bool = False) -> Iterator[RubricVersion]:
        """Rubric versions, oldest first: those that interviews name which are not deleted, or all."""
        query = select(RubricVersion.version).order_by(RubricVersion.stored_at, RubricVersion.version)
        if not include_unused:
            query = query.where(_used())
        for version in self._session.scalars(query).all():
            found = self._session.get(RubricVersion, version)
            assert found is not None
            yield found
            self._session.expunge(found)

    def taken(self, attempt_ids: Collection[str]) -> Sequence[str]:
        """Those of the ids that attempts in the record bear."""
        ids, found = list(attempt_ids), list[str]()
        for start in range(0, len(ids), _PARAMETERS):
            part = ids[start : start + _PARAMETERS]
            found += self._session.scalars(select(Attempt.id).where(Attempt.id.in_(part)))
        return found

    def has(self, interview_id: str) -> bool:
        """Whether there is an interview of that id, be it deleted or not."""
        return self._session.scalar(select(Interview.id).where(Interview.id == interview_id)) is not None

    def add(self, interview: Interview, verdicts: Iterable[tuple[GradeRow, Sequence[PointValues]]]) -> None:
        """Takes in an interview with all that is its own; its rubric versions are kept already.

        The verdicts of its grades come beside it: they are nine rows of ten, and as rows of their own kind they would
        take several times as long, with all other writers waiting.
        """
        self._session.add(interview)
        self._session.flush()
        points = [
            ({**point, "grade_id": grade.id}, pieces) for grade, found in verdicts for point, pieces in found
        ]
        if points:
            returning = insert(KeyPointRow).returning(KeyPointRow.id, sort_by_parameter_order=True)
            ids = self._session.scalars(returning, [point for point, _ in points]).all()
            rows = zip(ids, points, strict=True)
            evidence = [{**piece, "key_point_row_id": id} for id, (_, pieces) in rows for piece in pieces]
            if evidence:
                self._session.execute(insert(EvidenceRow), evidence)
        self._session.expunge_all()


def _whole() -> Select[Interview]:
    questions = selectinload(Interview.questions)
    attempts = questions.selectinload(PlannedQuestion.attempts)
    points = attempts.selectinload(Attempt.grades).selectinload(GradeRow.points)
    return (
        select(Interview)
        .options(points.selectinload(KeyPointRow.evidence), attempts.selectinload(Attempt.disputes))
        .options(questions.selectinload(PlannedQuestion.hints))
        .options(questions.selectinload(PlannedQuestion.drafts))
        .order_by(Interview.created_at, Interview.id)
    )


def _used() -> ColumnElement[bool]:
    asked = select(PlannedQuestion.rubric_version).join(PlannedQuestion.interview).where(_present())
    graded = (
        select(GradeRow.rubric_version)
        .join(GradeRow.attempt)
        .join(Attempt.planned_question)
        .join(PlannedQuestion.interview)
        .where(_present())
    )
    return or_(RubricVersion.version.in_(asked), RubricVersion.version.in_(graded))


def _present() -> ColumnElement[bool]:
    return Interview.deleted_at.is_(None)

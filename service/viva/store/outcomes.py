"""What became of every answer, without its words: the whole record in three queries, for what counts over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, ScalarSelect, Select, String, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from viva.grading.grade import Grade, PointVerdict, Verdict
from viva.store.tables import (
    GRADED,
    Attempt,
    DisputeRow,
    GradeRow,
    Interview,
    KeyPointRow,
    PlannedQuestion,
)

_VERDICTS = {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True)
class AskedQuestion:
    """The planned question that an answer is to, and how its interview is held."""

    id: int
    interview_id: str
    position: int
    question_id: str
    question: str
    topic: str
    rubric_version: str
    aimed_at: str | None
    mode: str
    finished: bool


@dataclass(frozen=True)
class PlainAnswer:
    """An answer without its words.

    `grade` is its latest one, whose verdicts carry no evidence. `stands` are the person's own: (key point, said).
    `follow_up` and `key_point` are set where it answers a follow-up, as in the attempts' table.
    """

    id: str
    asked: AskedQuestion
    number: int
    submitted_at: datetime
    awaiting_grade: bool
    follows: str | None
    key_point: str | None
    shown: bool
    grade: Grade | None
    stands: tuple[tuple[str, bool, datetime], ...]


class OutcomeRepository:
    """Answers without their words: what counting over thousands of them needs, and no more."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[PlainAnswer]:
        """All answers to questions and follow-ups, by planned question and number, without deleted interviews."""
        verdicts = self._verdicts()
        stands = self._stands()
        asked: dict[int, AskedQuestion] = {}
        answers = []
        for row in self._session.execute(_answers()):
            question = asked.get(row.planned_id)
            if question is None:
                question = asked[row.planned_id] = _question(row)
            answers.append(_answer(row, question, verdicts, stands))
        return answers

    def moments(self) -> Sequence[datetime]:
        """When each answer was given, oldest first, without those of deleted interviews."""
        query = select(Attempt.submitted_at).join(Attempt.planned_question).join(PlannedQuestion.interview)
        query = query.where(Interview.deleted_at.is_(None)).order_by(Attempt.submitted_at)
        return self._session.scalars(query).all()

    def answered_again(self) -> Sequence[str]:
        """Ids of the questions with two or more graded answers to all of the question, the latest answered first."""
        query = (
            select(PlannedQuestion.question_id)
            .join(PlannedQuestion.attempts)
            .join(PlannedQuestion.interview)
            .join(GradeRow, GradeRow.id == _latest_of_an_attempt())
            .where(
                Interview.deleted_at.is_(None),
                Attempt.follows.is_(None),
                PlannedQuestion.aimed_at.is_(None),
                GradeRow.status == GRADED,
            )
            .group_by(PlannedQuestion.question_id)
            .having(func.count() > 1)
            .order_by(func.max(Attempt.submitted_at).desc(), PlannedQuestion.question_id)
        )
        return self._session.scalars(query).all()

    def _verdicts(self) -> dict[int, list[PointVerdict]]:
        found: dict[int, list[PointVerdict]] = {}
        rows = self._session.execute(
            select(
                KeyPointRow.grade_id,
                # Ids and verdicts hold no character that is stored escaped, and there are tens of thousands of them.
                type_coerce(KeyPointRow.key_point_id, String),
                type_coerce(KeyPointRow.verdict, String),
                KeyPointRow.confidence,
                KeyPointRow.unsure,
            )
            .where(KeyPointRow.grade_id.in_(_latest_grades()))
            .order_by(KeyPointRow.grade_id, KeyPointRow.position)
        )
        for grade_id, key_point, verdict, confidence, unsure in rows:
            point = PointVerdict(key_point, _VERDICTS[verdict], confidence, unsure, ())
            found.setdefault(grade_id, []).append(point)
        return found

    def _stands(self) -> dict[str, list[tuple[str, bool, datetime]]]:
        found: dict[str, list[tuple[str, bool, datetime]]] = {}
        rows = self._session.execute(
            select(
                DisputeRow.attempt_id, DisputeRow.key_point_id, DisputeRow.said, DisputeRow.made_at
            ).order_by(DisputeRow.id)
        )
        for attempt_id, key_point, said, made_at in rows:
            found.setdefault(attempt_id, []).append((key_point, said, made_at))
        return found


def _latest_grades() -> Select[int]:
    return select(func.max(GradeRow.id)).group_by(GradeRow.attempt_id)


def _latest_of_an_attempt() -> ScalarSelect[int]:
    any_grade = aliased(GradeRow)
    return select(func.max(any_grade.id)).where(any_grade.attempt_id == Attempt.id).scalar_subquery()


def _answers() -> Select[*tuple[object, ...]]:
    return (
        select(
            Attempt.id,
            Attempt.number,
            Attempt.submitted_at,
            Attempt.awaiting_grade,
            Attempt.follows,
            Attempt.aimed_at.label("key_point"),
            Attempt.shown_at,
            PlannedQuestion.id.label("planned_id"),
            PlannedQuestion.interview_id,
            PlannedQuestion.position,
            PlannedQuestion.question_id,
            PlannedQuestion.question,
            PlannedQuestion.topic,
            PlannedQuestion.rubric_version.label("asked_version"),
            PlannedQuestion.aimed_at,
            Interview.mode,
            Interview.finished_at,
            GradeRow.id.label("grade_id"),
            GradeRow.coverage,
            GradeRow.reason,
            GradeRow.rubric_version,
            GradeRow.grader_version,
        )
        .join(Attempt.planned_question)
        .join(PlannedQuestion.interview)
        .outerjoin(GradeRow, GradeRow.id == _latest_of_an_attempt())
        .where(Interview.deleted_at.is_(None))
        .order_by(Attempt.planned_question_id, Attempt.number)
    )


def _question(row: Row[*tuple[object, ...]]) -> AskedQuestion:
    return AskedQuestion(
        row.planned_id,
        row.interview_id,
        row.position,
        row.question_id,
        row.question,
        row.topic,
        row.asked_version,
        row.aimed_at,
        row.mode,
        row.finished_at is not None,
    )


def _answer(
    row: Row[*tuple[object, ...]],
    asked: AskedQuestion,
    verdicts: dict[int, list[PointVerdict]],
    stands: dict[str, list[tuple[str, bool, datetime]]],
) -> PlainAnswer:
    grade = None
    if row.grade_id is not None:
        grade = Grade(
            asked.question_id,
            row.coverage,
            tuple(verdicts.get(row.grade_id, ())),
            row.rubric_version,
            row.grader_version,
            row.reason,
        )
    return PlainAnswer(
        row.id,
        asked,
        row.number,
        row.submitted_at,
        row.awaiting_grade,
        row.follows,
        row.key_point,
        row.shown_at is not None,
        grade,
        tuple(stands.get(row.id, ())),
    )

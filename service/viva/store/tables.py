"""The tables of the record, and what must be true of every row."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, MetaData, UniqueConstraint, text
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from viva.grading.grade import Verdict
from viva.store.types import ExactText, UtcDateTime

GRADED, NOT_GRADED = "graded", "not_graded"

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
_VERDICTS = ", ".join(f"'{verdict.value}'" for verdict in Verdict)
_GRADED_OR_WHY_NOT = (
    f"(status = '{GRADED}' AND coverage IS NOT NULL AND reason IS NULL)"
    f" OR (status = '{NOT_GRADED}' AND coverage IS NULL AND reason IS NOT NULL)"
)
_BOTH_OR_NEITHER = (
    "(nearest_start IS NULL) = (nearest_end IS NULL) AND 0 <= nearest_start AND nearest_start < nearest_end"
)
_WHOLE_FOLLOW_UP = "(follows IS NULL) = (follow_up IS NULL) AND (follows IS NULL) = (aimed_at IS NULL)"


def new_id() -> str:
    """A fresh id: 32 hexadecimal characters that nobody can guess."""
    return uuid4().hex


def _owned(order_by: str, parent: str, numbering: Any = None) -> Any:
    """Rows that live and die with their parent, in order."""
    return relationship(
        order_by=order_by,
        back_populates=parent,
        cascade="all, delete-orphan",
        passive_deletes=True,
        collection_class=numbering,
    )


def _numbered(order_by: str, parent: str) -> Any:
    """Owned rows that get the next number, from 1, when they are appended without one."""
    numbering: Any = ordering_list(order_by.split(".")[1], count_from=1)
    return _owned(order_by, parent, numbering)


def _parent(key: str) -> Any:
    return mapped_column(ForeignKey(key, ondelete="CASCADE"))


class Base(DeclarativeBase):
    """What all tables share: exact text, moments in UTC, and names for constraints."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar = {str: ExactText(), datetime: UtcDateTime(), float: Double()}


class RubricVersion(Base):
    """The text of a rubric as it was when it was used; `version` is its content hash, and it never changes."""

    __tablename__ = "rubric_versions"

    version: Mapped[str] = mapped_column(primary_key=True)
    question_id: Mapped[str]
    text: Mapped[str]
    stored_at: Mapped[datetime]


class Interview(Base):
    """One sitting: the questions that were planned, and what became of each.

    `mode` is how it is held. What modes there are is the use cases' affair: a check on the column would have SQLite
    make the table anew for each one that is added.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        CheckConstraint("length(id) = 32", name="id_has_32_characters"),
        Index(None, "created_at", "id"),
        Index(
            "ix_interviews_unfinished",
            "created_at",
            "id",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str]
    mode: Mapped[str] = mapped_column(server_default="feedback", default="feedback")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    questions: Mapped[list[PlannedQuestion]] = _numbered("PlannedQuestion.position", "interview")


class PlannedQuestion(Base):
    """A question of an interview, with its text as it was asked."""

    __tablename__ = "planned_questions"
    __table_args__ = (
        UniqueConstraint("interview_id", "position"),
        CheckConstraint("position >= 1", name="position_from_1"),
        Index(None, "question_id", "interview_id"),
        Index(None, "topic", "interview_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[str] = _parent("interviews.id")
    position: Mapped[int]
    question_id: Mapped[str]
    question: Mapped[str]
    topic: Mapped[str]
    rubric_version: Mapped[str] = mapped_column(ForeignKey("rubric_versions.version"))
    skipped_at: Mapped[datetime | None]
    interview: Mapped[Interview] = relationship(back_populates="questions")
    attempts: Mapped[list[Attempt]] = _numbered("Attempt.number", "planned_question")
    hints: Mapped[list[HintRow]] = _owned("HintRow.id", "planned_question")


class HintRow(Base):
    """Help that was asked for, the steps from 1 upwards.

    `number` is that of the attempt it helped with, written or to be written; `turn` is 1 for the answer itself, 2 for
    the one to its first follow-up, and so on, for follow-ups may stay without an answer.
    """

    __tablename__ = "hints"
    __table_args__ = (
        UniqueConstraint("planned_question_id", "number", "turn", "step"),
        CheckConstraint("number >= 1", name="number_from_1"),
        CheckConstraint("turn >= 1", name="turn_from_1"),
        CheckConstraint("step >= 1", name="step_from_1"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    planned_question_id: Mapped[int] = _parent("planned_questions.id")
    number: Mapped[int]
    turn: Mapped[int]
    step: Mapped[int]
    given_at: Mapped[datetime]
    planned_question: Mapped[PlannedQuestion] = relationship(back_populates="hints")


class Attempt(Base):
    """One answer: to a planned question, or to a follow-up that came after an earlier answer to it.

    `submission` is the token of the form that sent it: a form sent twice is one attempt. `seconds` is how long
    the person took. An answer to a follow-up names the answer that it `follows`, the `follow_up` as it was asked,
    and the key point it was `aimed_at`. `shown_at` is when the person asked to see the feedback instead of going on.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("planned_question_id", "number"),
        UniqueConstraint("submission"),
        CheckConstraint("length(id) = 32", name="id_has_32_characters"),
        CheckConstraint("number >= 1", name="number_from_1"),
        CheckConstraint("seconds >= 0", name="seconds_not_negative"),
        CheckConstraint(_WHOLE_FOLLOW_UP, name="follow_up_whole"),
        Index(None, "follows"),
        # Spelled as SQLAlchemy spells the question, or SQLite would not see that the index answers it.
        Index(
            "ix_attempts_awaiting_grade",
            "submitted_at",
            "id",
            sqlite_where=text("awaiting_grade = 1"),
            postgresql_where=text("awaiting_grade"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    planned_question_id: Mapped[int] = _parent("planned_questions.id")
    number: Mapped[int]
    answer: Mapped[str]
    submitted_at: Mapped[datetime]
    seconds: Mapped[int | None]
    submission: Mapped[str]
    awaiting_grade: Mapped[bool]
    follows: Mapped[str | None] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    follow_up: Mapped[str | None]
    aimed_at: Mapped[str | None]
    shown_at: Mapped[datetime | None]
    planned_question: Mapped[PlannedQuestion] = relationship(back_populates="attempts")
    grades: Mapped[list[GradeRow]] = _owned("GradeRow.id", "attempt")

    @property
    def latest_graded(self) -> GradeRow | None:
        """The newest grade that has a coverage, if there is one."""
        return next((grade for grade in reversed(self.grades) if grade.status == GRADED), None)


class GradeRow(Base):
    """A grade of an attempt, or the reason why there is none. Grading again adds a row and changes none."""

    __tablename__ = "grades"
    __table_args__ = (
        CheckConstraint(_GRADED_OR_WHY_NOT, name="graded_or_why_not"),
        CheckConstraint("coverage BETWEEN 0 AND 1", name="coverage_from_0_to_1"),
        Index(None, "attempt_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = _parent("attempts.id")
    status: Mapped[str]
    reason: Mapped[str | None]
    coverage: Mapped[float | None]
    rubric_version: Mapped[str] = mapped_column(ForeignKey("rubric_versions.version"))
    grader_version: Mapped[str]
    graded_at: Mapped[datetime]
    attempt: Mapped[Attempt] = relationship(back_populates="grades")
    rubric: Mapped[RubricVersion] = relationship(lazy="selectin")
    points: Mapped[list[KeyPointRow]] = _numbered("KeyPointRow.position", "grade")


class KeyPointRow(Base):
    """The verdict of a grade on one key point.

    `nearest_start` and `nearest_end` tell, for a missing point, the characters that came closest to it.
    """

    __tablename__ = "key_points"
    __table_args__ = (
        UniqueConstraint("grade_id", "position"),
        CheckConstraint(f"verdict IN ({_VERDICTS})", name="verdict_known"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_from_0_to_1"),
        CheckConstraint(_BOTH_OR_NEITHER, name="nearest_start_before_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    grade_id: Mapped[int] = _parent("grades.id")
    position: Mapped[int]
    key_point_id: Mapped[str]
    verdict: Mapped[str]
    confidence: Mapped[float]
    unsure: Mapped[bool]
    nearest_start: Mapped[int | None]
    nearest_end: Mapped[int | None]
    grade: Mapped[GradeRow] = relationship(back_populates="points")
    evidence: Mapped[list[EvidenceRow]] = _numbered("EvidenceRow.position", "key_point")


class EvidenceRow(Base):
    """Characters `start` to `end` of the answer: the words that decided a verdict."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("key_point_row_id", "position"),
        CheckConstraint('0 <= start AND start < "end"', name="start_before_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key_point_row_id: Mapped[int] = _parent("key_points.id")
    position: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    key_point: Mapped[KeyPointRow] = relationship(back_populates="evidence")

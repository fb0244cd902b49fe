"""The record: interviews, questions, attempts, grades, key points, evidence and rubric versions.

Types and checks are written out: this revision stays as it is when `tables.py` moves on.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_ID_LENGTH = "length(id) = 32"


def upgrade() -> None:
    """Makes the tables, each after the ones it points at."""
    _rubric_versions()
    _interviews()
    _planned_questions()
    _attempts()
    _grades()
    _key_points()
    _evidence()


def _column(name: str, type_: Any, *more: Any) -> sa.Column[Any]:
    return sa.Column(name, type_, *more, nullable=False)


def _key(name: str, type_: Any) -> sa.Column[Any]:
    return sa.Column(name, type_, primary_key=True)


def _parent(name: str, type_: Any, key: str) -> sa.Column[Any]:
    return _column(name, type_, sa.ForeignKey(key, ondelete="CASCADE"))


def _rubric_version() -> sa.Column[Any]:
    return _column("rubric_version", sa.String(), sa.ForeignKey("rubric_versions.version"))


def _partial_index(name: str, table: str, columns: list[str], sqlite: str, postgresql: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgresql))


def _rubric_versions() -> None:
    op.create_table(
        "rubric_versions",
        _key("version", sa.String()),
        _column("question_id", sa.String()),
        _column("text", sa.String()),
        _column("stored_at", _MOMENT),
    )


def _interviews() -> None:
    op.create_table(
        "interviews",
        _key("id", sa.String()),
        _column("title", sa.String()),
        _column("created_at", _MOMENT),
        sa.Column("finished_at", _MOMENT),
        sa.Column("deleted_at", _MOMENT),
        sa.CheckConstraint(_ID_LENGTH, name="id_has_32_characters"),
    )
    newest = ["created_at", "id"]
    op.create_index("ix_interviews_created_at_id", "interviews", newest)
    unfinished = "finished_at IS NULL"
    _partial_index("ix_interviews_unfinished", "interviews", newest, unfinished, unfinished)


def _planned_questions() -> None:
    op.create_table(
        "planned_questions",
        _key("id", sa.Integer()),
        _parent("interview_id", sa.String(), "interviews.id"),
        _column("position", sa.Integer()),
        _column("question_id", sa.String()),
        _column("question", sa.String()),
        _column("topic", sa.String()),
        _rubric_version(),
        sa.Column("skipped_at", _MOMENT),
        sa.UniqueConstraint("interview_id", "position"),
        sa.CheckConstraint("position >= 1", name="position_from_1"),
    )
    for column in ("question_id", "topic"):
        name = f"ix_planned_questions_{column}_interview_id"
        op.create_index(name, "planned_questions", [column, "interview_id"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        _key("id", sa.String()),
        _parent("planned_question_id", sa.Integer(), "planned_questions.id"),
        _column("number", sa.Integer()),
        _column("answer", sa.String()),
        _column("submitted_at", _MOMENT),
        sa.Column("seconds", sa.Integer()),
        _column("submission", sa.String()),
        _column("awaiting_grade", sa.Boolean()),
        sa.UniqueConstraint("planned_question_id", "number"),
        sa.UniqueConstraint("submission"),
        sa.CheckConstraint(_ID_LENGTH, name="id_has_32_characters"),
        sa.CheckConstraint("number >= 1", name="number_from_1"),
        sa.CheckConstraint("seconds >= 0", name="seconds_not_negative"),
    )
    waiting = ("awaiting_grade = 1", "awaiting_grade")
    _partial_index("ix_attempts_awaiting_grade", "attempts", ["submitted_at", "id"], *waiting)


def _grades() -> None:
    op.create_table(
        "grades",
        _key("id", sa.Integer()),
        _parent("attempt_id", sa.String(), "attempts.id"),
        _column("status", sa.String()),
        sa.Column("reason", sa.String()),
        sa.Column("coverage", sa.Double()),
        _rubric_version(),
        _column("grader_version", sa.String()),
        _column("graded_at", _MOMENT),
        sa.CheckConstraint(
            "(status = 'graded' AND coverage IS NOT NULL AND reason IS NULL)"
            " OR (status = 'not_graded' AND coverage IS NULL AND reason IS NOT NULL)",
            name="graded_or_why_not",
        ),
        sa.CheckConstraint("coverage BETWEEN 0 AND 1", name="coverage_from_0_to_1"),
    )
    op.create_index("ix_grades_attempt_id_id", "grades", ["attempt_id", "id"])


def _key_points() -> None:
    verdicts = "'covered', 'partial', 'missing', 'contradicted'"
    op.create_table(
        "key_points",
        _key("id", sa.Integer()),
        _parent("grade_id", sa.Integer(), "grades.id"),
        _column("position", sa.Integer()),
        _column("key_point_id", sa.String()),
        _column("verdict", sa.String()),
        _column("confidence", sa.Double()),
        _column("unsure", sa.Boolean()),
        sa.Column("nearest_start", sa.Integer()),
        sa.Column("nearest_end", sa.Integer()),
        sa.UniqueConstraint("grade_id", "position"),
        sa.CheckConstraint(f"verdict IN ({verdicts})", name="verdict_known"),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_from_0_to_1"),
        sa.CheckConstraint(
            "(nearest_start IS NULL) = (nearest_end IS NULL)"
            " AND 0 <= nearest_start AND nearest_start < nearest_end",
            name="nearest_start_before_end",
        ),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        _key("id", sa.Integer()),
        _parent("key_point_row_id", sa.Integer(), "key_points.id"),
        _column("position", sa.Integer()),
        _column("start", sa.Integer()),
        _column("end", sa.Integer()),
        sa.UniqueConstraint("key_point_row_id", "position"),
        sa.CheckConstraint('0 <= start AND start < "end"', name="start_before_end"),
    )

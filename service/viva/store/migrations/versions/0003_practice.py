"""Practice: a clock, drills aimed at one key point, drafts, and a person's own stand on a verdict.

Types and checks are written out: this revision stays as it is when `tables.py` moves on.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_WHOLE_WORDS = (
    '(turn IS NULL) = (start IS NULL) AND (turn IS NULL) = ("end" IS NULL)'
    ' AND turn >= 1 AND 0 <= start AND start < "end"'
)


def upgrade() -> None:
    """Adds what is new; what was kept before had no clock, no aim, no drafts and no disputes."""
    op.add_column("interviews", sa.Column("seconds_each", sa.Integer()))
    for name, type_ in (
        ("aimed_at", sa.String()),
        ("main_question", sa.String()),
        ("asked_at", _MOMENT),
        ("asked_number", sa.Integer()),
    ):
        op.add_column("planned_questions", sa.Column(name, type_))
    _drafts()
    _disputes()


def _column(name: str, type_: Any, *more: Any) -> sa.Column[Any]:
    return sa.Column(name, type_, *more, nullable=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        _column(
            "planned_question_id", sa.Integer(), sa.ForeignKey("planned_questions.id", ondelete="CASCADE")
        ),
        _column("number", sa.Integer()),
        _column("to_follow_up", sa.Boolean()),
        _column("revision", sa.Integer()),
        _column("text", sa.String()),
        _column("typed_at", _MOMENT),
        sa.CheckConstraint("number >= 1", name="number_from_1"),
        sa.CheckConstraint("revision >= 0", name="revision_not_negative"),
    )
    op.create_index("ix_drafts_planned_question_id", "drafts", ["planned_question_id"])
    current = sa.text("revision > 0")
    op.create_index(
        "ix_drafts_current",
        "drafts",
        ["planned_question_id", "number", "to_follow_up"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )


def _disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _column("attempt_id", sa.String(), sa.ForeignKey("attempts.id", ondelete="CASCADE")),
        _column("key_point_id", sa.String()),
        _column("said", sa.Boolean()),
        sa.Column("turn", sa.Integer()),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        _column("made_at", _MOMENT),
        sa.UniqueConstraint("attempt_id", "key_point_id"),
        sa.CheckConstraint(_WHOLE_WORDS, name="words_whole"),
    )

"""Coach mode: how an interview is held, follow-ups with their answers, and hints.

Types and checks are written out: this revision stays as it is when `tables.py` moves on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds what is new; what was kept before was held with feedback after each answer, without help."""
    op.add_column("interviews", sa.Column("mode", sa.String(), nullable=False, server_default="feedback"))
    _follow_ups()
    _hints()


def _follow_ups() -> None:
    # A batch, because SQLite adds a key and a check only to a table that is made anew.
    with op.batch_alter_table("attempts") as attempts:
        for name in ("follows", "follow_up", "aimed_at"):
            attempts.add_column(sa.Column(name, sa.String()))
        attempts.add_column(sa.Column("shown_at", _MOMENT))
        attempts.create_foreign_key(
            "fk_attempts_follows_attempts", "attempts", ["follows"], ["id"], ondelete="CASCADE"
        )
        attempts.create_check_constraint(
            "follow_up_whole",
            "(follows IS NULL) = (follow_up IS NULL) AND (follows IS NULL) = (aimed_at IS NULL)",
        )
        attempts.create_index("ix_attempts_follows", ["follows"])


def _hints() -> None:
    op.create_table(
        "hints",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "planned_question_id",
            sa.Integer(),
            sa.ForeignKey("planned_questions.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("given_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("planned_question_id", "number", "turn", "step"),
        sa.CheckConstraint("number >= 1", name="number_from_1"),
        sa.CheckConstraint("turn >= 1", name="turn_from_1"),
        sa.CheckConstraint("step >= 1", name="step_from_1"),
    )

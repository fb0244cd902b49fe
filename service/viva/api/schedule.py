"""The schedule as the API gives it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from viva.interview.schedule import DuePoint


class DueOut(BaseModel):
    """A key point that is due, how it stands by FSRS, and why it is due, in words.

    `last_reviewed_at`, `last_verdict` and `last_rating` are of its latest review. `lapses` counts the reviews that
    found forgotten what had been said before.
    """

    question_id: str
    key_point_id: str
    question: str
    topic: str
    due: datetime = Field(description="When the day on which it is due begins.")
    reason: str
    retrievability: float = Field(description="How likely (0 to 1) it is to be remembered today.")
    stability: float = Field(description="Days after a review until that has fallen to 0.9.")
    difficulty: float = Field(description="1 to 10: how slowly stability grows.")
    reviews: int
    lapses: int
    last_reviewed_at: datetime
    last_verdict: Literal["covered", "partial", "missing", "contradicted"]
    last_rating: Literal["again", "hard", "good", "easy"]

    @classmethod
    def of(cls, found: DuePoint) -> Self:
        """The due point as the API gives it."""
        point = found.point
        return cls(
            question_id=point.question_id,
            key_point_id=point.key_point_id,
            question=point.question,
            topic=point.topic,
            due=point.due,
            reason=found.reason,
            retrievability=point.retrievability,
            stability=point.stability,
            difficulty=point.difficulty,
            reviews=len(point.reviews),
            lapses=point.lapses,
            last_reviewed_at=point.last.when,
            last_verdict=point.last.verdict.value,
            last_rating=point.last.rating.name.lower(),
        )


class ScheduleOut(BaseModel):
    """What is due today, and how many points have been reviewed at all.

    `next_due` is when the next day begins on which something is due; null where nothing is to come.
    """

    due: list[DueOut]
    reviewed: int
    next_due: datetime | None

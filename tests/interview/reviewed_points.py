"""Key points as a schedule tells of them, made by hand for tests of what is counted over them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from viva.grading import Verdict
from viva.interview.ratings import Rating
from viva.interview.schedule import PointState, Review

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
"""Noon of the day that is today in these tests."""
_RATINGS = {
    Verdict.COVERED: Rating.Good,
    Verdict.PARTIAL: Rating.Hard,
    Verdict.MISSING: Rating.Again,
    Verdict.CONTRADICTED: Rating.Again,
}
_LETTERS = {"c": Verdict.COVERED, "p": Verdict.PARTIAL, "m": Verdict.MISSING, "x": Verdict.CONTRADICTED}


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def point(
    reviews: str,
    *,
    id: str = "tides/moon",
    topic: str = "physics",
    weight: float = 1.0,
    due: datetime | None = None,
    now_likely: float = 0.9,
) -> PointState:
    """A point from its reviews, oldest first: `point("m9 c2")` was missed nine days ago, and covered two days ago.

    The letters are c(overed), p(artial), m(issing) and x for contradicted.
    """
    question_id, key_point_id = id.split("/")
    made = [_review(text, id) for text in reviews.split()]
    return PointState(
        question_id=question_id,
        key_point_id=key_point_id,
        statement=f"Statement of {id}",
        question=f"Question {question_id}?",
        topic=topic,
        weight=weight,
        due=due or NOW + timedelta(days=1),
        retrievability=now_likely,
        stability=3.0,
        difficulty=5.0,
        reviews=tuple(made),
        lapses=0,
    )


def _review(text: str, id: str) -> Review:
    verdict = _LETTERS[text[0]]
    when = ago(float(text[1:]))
    attempt_id = f"{id} {text}"
    return Review(when, _RATINGS[verdict], verdict, False, False, "interview", 1, attempt_id)

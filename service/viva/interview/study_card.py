"""A question's study card: its key points, each with the best words that the person has found for it so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.grading import PointVerdict, Verdict
from viva.grading.coverage import WORTH
from viva.interview.history import PlacedAttempt
from viva.rubric import KeyPoint, Rubric


@dataclass(frozen=True)
class Best:
    """The words of the attempt that said a key point best.

    `words` is empty where the person holds that they said it and named no words.
    """

    verdict: Verdict
    words: tuple[str, ...]
    interview_id: str
    position: int
    when: datetime


@dataclass(frozen=True)
class CardPoint:
    """A key point and the best that was said of it; None where it is open."""

    key_point: KeyPoint
    best: Best | None


@dataclass(frozen=True)
class StudyCard:
    """The card of one question, by its rubric as it is now."""

    rubric: Rubric
    points: tuple[CardPoint, ...]

    @property
    def said(self) -> int:
        """How many points were covered at least once."""
        return sum(point.best is not None and point.best.verdict is Verdict.COVERED for point in self.points)


def study_card(rubric: Rubric, placed: Sequence[PlacedAttempt]) -> StudyCard:
    """The card from all attempts at the question, oldest first; what is held back does not show."""
    said = [
        (found, verdict)
        for found in placed
        if found.attempt.standing and not found.attempt.held_back and not found.attempt.awaiting_grade
        for verdict in found.attempt.standing.grade.verdicts
        if verdict.verdict.credited
    ]
    return StudyCard(
        rubric,
        tuple(
            CardPoint(key_point, _best([one for one in said if one[1].key_point == key_point.id]))
            for key_point in rubric.key_points
        ),
    )


def _best(said: Sequence[tuple[PlacedAttempt, PointVerdict]]) -> Best | None:
    """Covered before half said, with words before without, the surer before the less sure; of equals the latest."""
    if not said:
        return None
    placed, verdict = max(
        said, key=lambda one: (WORTH[one[1].verdict], bool(one[1].evidence), one[1].confidence, _when(one[0]))
    )
    return Best(
        verdict.verdict,
        tuple(piece.text for piece in verdict.evidence),
        placed.interview_id,
        placed.position,
        placed.attempt.submitted_at,
    )


def _when(placed: PlacedAttempt) -> tuple[datetime, str]:
    return placed.attempt.submitted_at, placed.attempt.id

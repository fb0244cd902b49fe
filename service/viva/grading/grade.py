"""A grade: every verdict on one answer, with its evidence; or *not graded*, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What an answer does with a key point."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSING = "missing"
    CONTRADICTED = "contradicted"

    @property
    def credited(self) -> bool:
        """Whether it counts towards coverage."""
        return self in (Verdict.COVERED, Verdict.PARTIAL)


@dataclass(frozen=True)
class Evidence:
    """Characters `start` to `end` of the answer as it was sent; `text` is exactly that slice."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class PointVerdict:
    """The verdict on one key point.

    `confidence` (0 to 1) is the calibrated probability that a careful reader gives this verdict; `unsure` marks
    one too low to rely on. Covered, partial and contradicted have evidence; `nearest` is, for a missing point,
    the place that came closest to it.
    """

    key_point: str
    verdict: Verdict
    confidence: float
    unsure: bool
    evidence: tuple[Evidence, ...]
    nearest: Evidence | None = None


@dataclass(frozen=True)
class Grade:
    """All verdicts of one answer under one rubric version and one grader version, or the reason for none.

    `coverage` (0 to 1) is None, and `verdicts` empty, exactly where `reason` is not None.
    """

    question_id: str
    coverage: float | None
    verdicts: tuple[PointVerdict, ...]
    rubric_version: str
    grader_version: str
    reason: str | None = None

    @property
    def status(self) -> str:
        """`graded` or `not_graded`."""
        return "graded" if self.reason is None else "not_graded"

    def to_dict(self, id: str | None = None) -> dict[str, Any]:
        """The grade as the JSON that the command line and the API give."""
        return {
            "id": id,
            "question_id": self.question_id,
            "status": self.status,
            "reason": self.reason,
            "coverage": self.coverage,
            "key_points": [_point_dict(v) for v in self.verdicts],
            "rubric_version": self.rubric_version,
            "grader_version": self.grader_version,
        }


def _point_dict(verdict: PointVerdict) -> dict[str, Any]:
    return {
        "id": verdict.key_point,
        "verdict": verdict.verdict.value,
        "confidence": verdict.confidence,
        "unsure": verdict.unsure,
        "evidence": [{"start": e.start, "end": e.end, "text": e.text} for e in verdict.evidence],
    }

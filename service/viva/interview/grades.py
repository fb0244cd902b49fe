"""Grades as rows of the database and back."""

from __future__ import annotations

from datetime import datetime

from viva.grading import Evidence, Grade, PointVerdict, Verdict
from viva.store.tables import EvidenceRow, GradeRow, KeyPointRow


def row_of(grade: Grade, attempt_id: str, graded_at: datetime) -> GradeRow:
    """A new row that holds all of `grade`."""
    return GradeRow(
        attempt_id=attempt_id,
        status=grade.status,
        reason=grade.reason,
        coverage=grade.coverage,
        rubric_version=grade.rubric_version,
        grader_version=grade.grader_version,
        graded_at=graded_at,
        points=[_point_row(place, verdict) for place, verdict in enumerate(grade.verdicts)],
    )


def _point_row(position: int, verdict: PointVerdict) -> KeyPointRow:
    nearest = verdict.nearest
    return KeyPointRow(
        position=position,
        key_point_id=verdict.key_point,
        verdict=verdict.verdict.value,
        confidence=verdict.confidence,
        unsure=verdict.unsure,
        nearest_start=nearest.start if nearest else None,
        nearest_end=nearest.end if nearest else None,
        evidence=[
            EvidenceRow(position=place, start=piece.start, end=piece.end)
            for place, piece in enumerate(verdict.evidence)
        ],
    )


def grade_of(row: GradeRow, question_id: str, answer: str) -> Grade:
    """The grade that a row holds, with the words of `answer` as its evidence."""
    return Grade(
        question_id=question_id,
        coverage=row.coverage,
        verdicts=tuple(_verdict(point, answer) for point in row.points),
        rubric_version=row.rubric_version,
        grader_version=row.grader_version,
        reason=row.reason,
    )


def _verdict(row: KeyPointRow, answer: str) -> PointVerdict:
    return PointVerdict(
        key_point=row.key_point_id,
        verdict=Verdict(row.verdict),
        confidence=row.confidence,
        unsure=row.unsure,
        evidence=tuple(_piece(e.start, e.end, answer) for e in row.evidence),
        nearest=_piece(row.nearest_start, row.nearest_end, answer)
        if row.nearest_start is not None and row.nearest_end is not None
        else None,
    )


def _piece(start: int, end: int, answer: str) -> Evidence:
    return Evidence(start, end, answer[start:end])

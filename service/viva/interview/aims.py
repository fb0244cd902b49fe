"""A question that is aimed at one key point: its rubric and its grades, narrowed to that point."""

from __future__ import annotations

from dataclasses import dataclass, replace

from viva.grading import Grade, coverage
from viva.rubric import Rubric


@dataclass(frozen=True, order=True)
class Aim:
    """The key point of a question that a drill asks about."""

    question_id: str
    key_point_id: str

    def __str__(self) -> str:
        return f"{self.question_id}/{self.key_point_id}"


def aimed_rubric(rubric: Rubric, key_point: str | None) -> Rubric:
    """The rubric with that key point alone; as it is where it aims at none, or the rubric no longer has it."""
    kept = tuple(k for k in rubric.key_points if k.id == key_point)
    return rubric.model_copy(update={"key_points": kept, "examples": ()}) if kept else rubric


def aimed_grade(grade: Grade, key_point: str | None) -> Grade:
    """The grade with the verdict on that key point alone, which then makes all of its coverage."""
    kept = tuple(v for v in grade.verdicts if v.key_point == key_point)
    if not kept:
        return grade
    return replace(grade, coverage=coverage((1.0, v.verdict) for v in kept), verdicts=kept)

"""What a drill asks: one short question for each key point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viva.interview.aims import Aim
from viva.interview.follow_ups import made
from viva.rubric import Rubric

LONGEST_DRILL = 10
"""Points of what is due that one drill asks about; there is always tomorrow."""


@dataclass(frozen=True)
class ShortQuestion:
    """A question about one key point of a rubric."""

    aim: Aim
    question: str
    rubric: Rubric


@dataclass(frozen=True)
class DrillPlan:
    """The questions of a drill, and the aims `left_out` because the bank has no such key point (any more)."""

    questions: tuple[ShortQuestion, ...]
    left_out: tuple[Aim, ...]


def plan_drill(rubrics: Mapping[str, Rubric], aims: Iterable[Aim]) -> DrillPlan:
    """One question for each aim, in their order; an aim that comes again is asked once."""
    questions: list[ShortQuestion] = []
    left_out: list[Aim] = []
    for aim in dict.fromkeys(aims):
        question = _short_question(rubrics.get(aim.question_id), aim)
        if question is None:
            left_out.append(aim)
        else:
            questions.append(question)
    return DrillPlan(tuple(questions), tuple(left_out))


def _short_question(rubric: Rubric | None, aim: Aim) -> ShortQuestion | None:
    """The rubric's own follow-up for the point, else one made from it."""
    key_points = rubric.key_points if rubric else ()
    key_point = next((k for k in key_points if k.id == aim.key_point_id), None)
    if rubric is None or key_point is None:
        return None
    return ShortQuestion(aim, key_point.follow_up or made(rubric, key_point), rubric)

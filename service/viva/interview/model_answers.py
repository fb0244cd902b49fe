"""Where a rubric's model answer speaks of each key point: it is graded like any answer, once a version."""

from __future__ import annotations

from functools import lru_cache

from viva.grading import Grade, Grader
from viva.rubric import Rubric, parse_rubric


def graded_model_answer(grader: Grader, rubric: Rubric) -> Grade:
    """The grade of the model answer of `rubric`, kept in memory."""
    return _graded(grader, rubric.id, rubric.text)


@lru_cache(maxsize=256)
def _graded(grader: Grader, id: str, text: str) -> Grade:
    rubric = parse_rubric(text, id=id)
    return grader.grade(rubric, rubric.model_answer)

"""Rubrics: the questions, their key points, and the files they live in."""

from viva.rubric.bank import BrokenRubric, RubricBank, RubricConflict, UnknownRubric
from viva.rubric.loading import load_rubric, parse_rubric
from viva.rubric.problems import Problem, RubricError
from viva.rubric.schema import Example, KeyPoint, Rubric, RubricFile

__all__ = [
    "BrokenRubric",
    "Example",
    "KeyPoint",
    "Problem",
    "Rubric",
    "RubricBank",
    "RubricConflict",
    "RubricError",
    "RubricFile",
    "UnknownRubric",
    "load_rubric",
    "parse_rubric",
]

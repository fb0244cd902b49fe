"""The question bank, and one rubric of it."""

from __future__ import annotations

from dataclasses import dataclass

from viva.rubric import Rubric
from viva.views.contexts.basics import BrokenView


@dataclass(frozen=True)
class QuestionLine:
    """A rubric in the bank's list."""

    id: str
    question: str
    points: int


@dataclass(frozen=True)
class QuestionsPage:
    """The bank, by topic, and the files that must be put right."""

    folder: str
    topics: tuple[tuple[str, tuple[QuestionLine, ...]], ...]
    broken: tuple[BrokenView, ...]


@dataclass(frozen=True)
class RubricPage:
    """One rubric as its file says it."""

    rubric: Rubric
    file: str

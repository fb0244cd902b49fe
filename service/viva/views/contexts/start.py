"""The page where an interview begins."""

from __future__ import annotations

from dataclasses import dataclass

from viva.views.contexts.basics import BrokenView
from viva.views.contexts.record import InterviewLine


@dataclass(frozen=True)
class TopicChoice:
    """A topic to choose, with its questions as (id, question)."""

    name: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StartPage:
    """Where an interview begins; `mode` is how the last one was held."""

    topics: tuple[TopicChoice, ...]
    total: int
    mode: str
    unfinished: tuple[InterviewLine, ...]
    broken: tuple[BrokenView, ...]
    error: str | None = None

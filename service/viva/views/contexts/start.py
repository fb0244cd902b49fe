"""The page where an interview begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from viva.interview.plan import Mode
from viva.interview.record import InterviewRecord
from viva.interview.timing import CLOCKS, USUAL_CLOCK
from viva.views.contexts.basics import BrokenView
from viva.views.contexts.due import DueSection
from viva.views.contexts.record import InterviewLine


@dataclass(frozen=True)
class TopicChoice:
    """A topic to choose, with its questions as (id, question)."""

    name: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Manner:
    """How an interview is held: its mode, and in a mock interview the seconds for an answer, None without a clock."""

    mode: str = "feedback"
    seconds_each: int | None = USUAL_CLOCK


@dataclass(frozen=True)
class StartPage:
    """Where an interview begins; `manner` is how the last one was held; a newcomer has nothing `due`, ever."""

    topics: tuple[TopicChoice, ...]
    total: int
    manner: Manner
    unfinished: tuple[InterviewLine, ...]
    due: DueSection | None
    broken: tuple[BrokenView, ...]
    error: str | None = None
    clocks: tuple[int, ...] = CLOCKS
    """Seconds for an answer, to choose from."""


def last_manner(interviews: Iterable[InterviewRecord]) -> Manner:
    """How the first of these was held that is not a drill; the usual where there is none."""
    last = next((i for i in interviews if i.mode is not Mode.DRILL), None)
    if last is None:
        return Manner()
    return Manner(last.mode.value, last.seconds_each if last.mode is Mode.MOCK else USUAL_CLOCK)

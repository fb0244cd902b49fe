"""How long an answer may take and how long it took. The time is kept beside the answer and never judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

CLOCKS = (60, 120, 180, 300)
"""The times for an answer that the start page offers, in seconds; beside them, no clock at all."""
USUAL_CLOCK = 180
"""Half a minute to think, then a hundred words at forty a minute: more than nine of ten of our written answers have."""
SHORTEST_CLOCK, LONGEST_CLOCK = 10, 3600
LONGEST_SITTING = 24 * 3600
"""Seconds after which the time of an answer tells nothing: the person was away."""
LEAST_TIME = 10
FASTEST = 300
"""Words a minute that nobody speaks or types: such an answer was written elsewhere."""


@dataclass(frozen=True)
class TimeLeft:
    """A clock that runs: of `limit` seconds, `left` are left, and 0 once the time is up."""

    limit: int
    left: int


def time_left(limit: int, asked_at: datetime, now: datetime) -> TimeLeft:
    """How a clock stands that has run since `asked_at`."""
    gone = max(0, int((now - asked_at).total_seconds()))
    return TimeLeft(limit, max(0, limit - gone))


def limit_of(seconds_each: int, *, follow_up: bool) -> int:
    """The seconds for an answer: a follow-up has half of the time that a question has."""
    return seconds_each // 2 if follow_up else seconds_each


def seconds_between(asked_at: datetime, now: datetime) -> int | None:
    """The whole seconds that an answer took; None where they tell nothing."""
    seconds = (now - asked_at).total_seconds()
    return int(seconds) if 0 <= seconds < LONGEST_SITTING else None


@dataclass(frozen=True)
class Pace:
    """How many words an answer has, the seconds that it took, and the words a minute where that says something."""

    words: int
    seconds: int
    a_minute: int | None


def pace(turns: Iterable[tuple[str, int | None]]) -> Pace | None:
    """The pace of an answer and of those to its follow-ups, as (text, seconds); None where a time is not known.

    Of a few seconds, or of words that came faster than anyone writes or speaks, there is no pace.
    """
    turns = list(turns)
    times = [seconds for _, seconds in turns if seconds is not None]
    if not turns or len(times) < len(turns):
        return None
    words, seconds = sum(len(text.split()) for text, _ in turns), sum(times)
    a_minute = round(60 * words / seconds) if seconds >= LEAST_TIME else None
    return Pace(words, seconds, a_minute if a_minute is None or a_minute <= FASTEST else None)

"""How key points stood on any day: what was last said of them, and what of that was likely still there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from viva.grading.coverage import WORTH
from viva.interview.memory import Memory, day_of, reviewed
from viva.interview.schedule import PointState

MOST_DAYS = 14
"""How many days a line is read at: more would say no more, and its table would be long."""


@dataclass(frozen=True)
class Moment:
    """How things stood at the end of a day, as shares from 0 to 1; None before the first review.

    `coverage` is what was said when each point was last asked about. `retention` is what of that was likely still
    there that day: a point counts with the chance, by its forgetting curve, of being remembered. So it is never
    more than the coverage.
    """

    day: date
    coverage: float | None
    retention: float | None


@dataclass(frozen=True)
class Shares:
    """The coverage and the retention of each question on the same days, by the weights of its points."""

    days: tuple[date, ...]
    by_question: dict[str, tuple[tuple[float, float] | None, ...]]

    def moments(self, question_ids: Iterable[str]) -> tuple[Moment, ...]:
        """The mean of these questions on each day, of those that had a review by then."""
        chosen = [self.by_question[id] for id in question_ids]
        return tuple(_mean(day, [course[at] for course in chosen]) for at, day in enumerate(self.days))


def days_read(since: date, today: date) -> tuple[date, ...]:
    """At most `MOST_DAYS` days from one to the other, at distances as even as whole days can be."""
    days = (today - since).days
    steps = min(days, MOST_DAYS - 1)
    return (
        tuple(since + timedelta(days=round(days * n / steps)) for n in range(steps + 1))
        if steps
        else (today,)
    )


def shares(states: Iterable[PointState], days: Sequence[date], zone: tzinfo | None = None) -> Shares:
    """How the points' questions stood at the end of each day."""
    points: dict[str, list[tuple[float, _Course]]] = {}
    for state in states:
        points.setdefault(state.question_id, []).append((state.weight, _course(state, days, zone)))
    read = {
        id: tuple(_share([(weight, course[at]) for weight, course in found]) for at in range(len(days)))
        for id, found in points.items()
    }
    return Shares(tuple(days), read)


_Course = list[tuple[float, float] | None]


def _course(state: PointState, days: Sequence[date], zone: tzinfo | None) -> _Course:
    """What the last review was worth on each day, and with its chance of being remembered; None before the first."""
    memories: list[Memory] = []
    for review in state.reviews:
        before = memories[-1] if memories else None
        memories.append(reviewed(before, review.rating, day_of(review.when, zone)))
    reviewed_on = [memory.last for memory in memories]
    found: _Course = []
    for day in days:
        at = bisect_right(reviewed_on, day) - 1
        worth = WORTH[state.reviews[at].verdict] if at >= 0 else 0.0
        there = worth * memories[at].retrievability(day) if worth else 0.0
        found.append((worth, there) if at >= 0 else None)
    return found


def _share(points: Iterable[tuple[float, tuple[float, float] | None]]) -> tuple[float, float] | None:
    met = [(weight, point) for weight, point in points if point is not None]
    whole = sum(weight for weight, _ in met)
    if not met:
        return None
    return sum(w * worth for w, (worth, _) in met) / whole, sum(w * there for w, (_, there) in met) / whole


def _mean(day: date, questions: Iterable[tuple[float, float] | None]) -> Moment:
    known = [share for share in questions if share is not None]
    if not known:
        return Moment(day, None, None)
    return Moment(day, *(sum(values) / len(known) for values in zip(*known, strict=True)))

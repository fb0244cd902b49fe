"""What is due: every key point that was ever asked about, as it is remembered today. A function of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from threading import Lock

from viva.grading import Verdict
from viva.interview.copying import rubric_of
from viva.interview.course import Course, Review, courses
from viva.interview.memory import day_of, start_of
from viva.interview.ratings import Rating
from viva.interview.reasons import reason
from viva.interview.spoken import Helps, Spoken, spoken_points
from viva.rubric import Rubric, RubricBank
from viva.store.unit_of_work import Store, UnitOfWork

__all__ = ["DuePoint", "PointState", "Rating", "Review", "Schedule"]


@dataclass(frozen=True, slots=True)
class PointState:
    """A key point of the bank that was reviewed at least once, as it is today.

    `stability` is in days: so long after a review it is 90% likely to be remembered. `retrievability` (0 to 1) is how
    likely it is to be remembered today, and `due` the moment when the day of its next review begins. `lapses` counts
    the reviews that found forgotten what had been said before.
    """

    question_id: str
    key_point_id: str
    statement: str
    question: str
    topic: str
    weight: float
    due: datetime
    retrievability: float
    stability: float
    difficulty: float
    reviews: tuple[Review, ...]
    lapses: int

    @property
    def last(self) -> Review:
        """The latest review."""
        return self.reviews[-1]

    @property
    def weak(self) -> bool:
        """Whether it was not covered when it was last reviewed."""
        return self.last.verdict is not Verdict.COVERED


@dataclass(frozen=True, slots=True)
class DuePoint:
    """A key point to be practised today, and why, in words."""

    point: PointState
    reason: str


@dataclass(frozen=True)
class _Made:
    """The points as they were made, and what from; as long as that is the same, so are they."""

    stamp: object
    day: date
    rubrics: Mapping[str, Rubric]
    points: tuple[PointState, ...]


class Schedule:
    """The schedule of one store's record, for the bank as it is now. Safe to share between threads."""

    def __init__(
        self, store: Store, bank: RubricBank, clock: Callable[[], datetime], zone: tzinfo | None = None
    ) -> None:
        """`zone` is where the person's days begin; by default the machine's."""
        self._store = store
        self._bank = bank
        self._clock = clock
        self._zone = zone
        self._lock = Lock()
        self._made: _Made | None = None

    def points(self) -> tuple[PointState, ...]:
        """Every key point of the bank that has a review, by question and in the rubric's order.

        A point whose statement changed keeps its past by its id; one that is gone from its rubric drops out.
        """
        return self._now().points

    def due(self, limit: int | None = None) -> tuple[DuePoint, ...]:
        """What is due today, the longest due first, and of one day the least likely to be remembered.

        Whoever cannot practise all of it in a day comes round to every point that way; the least likely ones first
        would be the same few again and again (docs/schedule.md has the figures).
        """
        now = self._now()
        today = start_of(now.day, self._zone)
        waiting = sorted((p for p in now.points if p.due <= today), key=_urgency)
        return tuple(DuePoint(point, self._reason(point, now.day)) for point in waiting[:limit])

    def next_due(self) -> datetime | None:
        """The beginning of the next day, after today, on which something is due; None where nothing is to come."""
        now = self._now()
        today = start_of(now.day, self._zone)
        return min((point.due for point in now.points if point.due > today), default=None)

    def _reason(self, point: PointState, day: date) -> str:
        days = (day - day_of(point.last.when, self._zone)).days
        return reason(point.last, days, point.retrievability)

    def _now(self) -> _Made:
        # One at a time: others wait for the same points instead of making them, too.
        with self._lock:
            stamp, day, rubrics = self._store.stamp(), day_of(self._clock(), self._zone), self._bank.rubrics
            made = self._made
            if made is None or made.stamp != stamp or made.day != day or made.rubrics is not rubrics:
                with self._store.unit_of_work() as work:
                    found = courses(spoken_in(work, self._bank), self._zone)
                points = tuple(_points(found, rubrics, day, self._zone))
                made = self._made = _Made(stamp, day, rubrics, points)
            return made


def spoken_in(work: UnitOfWork, bank: RubricBank) -> list[Spoken]:
    """What the record says of each key point, oldest first."""
    hints: dict[tuple[int, int], list[int]] = {}
    for planned, number, step in work.attempts.first_hints():
        hints.setdefault((planned, number), []).append(step)
    said_later = {(attempt, point) for attempt, point in work.attempts.said_later()}

    def find(question_id: str, version: str) -> Rubric | None:
        now = bank.rubrics.get(question_id)
        if now is not None and now.version == version:
            return now
        kept = work.rubric_versions.get(version)
        return rubric_of(kept, question_id) if kept else None

    return spoken_points(work.outcomes.all(), Helps(hints, said_later, find))


def _urgency(point: PointState) -> tuple[datetime, float, float]:
    # Where all of it is the same, points stay by question and in the rubric's order.
    return point.due, point.retrievability, -point.weight


def _points(
    found: Mapping[tuple[str, str], Course], rubrics: Mapping[str, Rubric], day: date, zone: tzinfo | None
) -> Iterator[PointState]:
    for rubric in rubrics.values():
        for key_point in rubric.key_points:
            course = found.get((rubric.id, key_point.id))
            if course is not None and course.memory is not None:
                memory = course.memory
                yield PointState(
                    rubric.id,
                    key_point.id,
                    key_point.point,
                    rubric.question,
                    rubric.topic,
                    key_point.weight,
                    start_of(memory.due, zone),
                    memory.retrievability(day),
                    memory.stability,
                    memory.difficulty,
                    tuple(course.reviews),
                    course.lapses,
                )

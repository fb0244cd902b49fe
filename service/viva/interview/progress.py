"""Progress: what the schedule's reviews tell of topics and key points over time, and the days of practice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from viva.grading import Verdict
from viva.interview.copying import attempt_records
from viva.interview.memory import day_of
from viva.interview.over_time import Moment, Shares, days_read, shares
from viva.interview.record import AttemptRecord
from viva.interview.schedule import PointState, Review, Schedule
from viva.rubric import Rubric, RubricBank
from viva.store.tables import Attempt
from viva.store.unit_of_work import Store

WEAKEST = 5
STRIP = 28
"""Days of the calendar strip: four weeks."""
SHOWN_REVIEWS = 8


class Span(StrEnum):
    """How far a page of progress looks back."""

    MONTH = "30"
    QUARTER = "90"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """How many days; None for all."""
        return None if self is Span.ALL else int(self.value)


@dataclass(frozen=True)
class Days:
    """The days of practice: how many answers on each of the last four weeks' days, today last; and of all time."""

    strip: tuple[tuple[date, int], ...]
    first: date | None
    ever: int

    @property
    def practised(self) -> int:
        """How many days of the strip had an answer."""
        return sum(answers > 0 for _, answers in self.strip)


@dataclass(frozen=True)
class TopicProgress:
    """One topic: how it stood over time, how many questions and points of it came up, and what of it is due."""

    topic: str
    moments: tuple[Moment, ...]
    asked: int
    questions: int
    said: int
    points: int
    due: int
    last: datetime


@dataclass(frozen=True)
class PointProgress:
    """One key point: its latest reviews in the span, oldest first, and how likely what was said is still there."""

    state: PointState
    reviews: tuple[Review, ...]
    retention: float | None
    due: bool


@dataclass(frozen=True)
class OpenPoint:
    """A key point to work on: when it was last not covered, and in how many of its reviews."""

    state: PointState
    missed: Review
    misses: int


@dataclass(frozen=True)
class Report:
    """What a page of progress shows. `moments` and `weakest` are those of the chosen topic, or of all."""

    today: date
    moments: tuple[Moment, ...]
    said: int
    points: int
    due: int
    topics: tuple[TopicProgress, ...]
    listed: tuple[PointProgress, ...]
    """The points of the chosen topic, by question; none where all topics are shown."""
    weakest: tuple[OpenPoint, ...]
    days: Days


def report(
    states: Sequence[PointState],
    answered: Sequence[datetime],
    questions: Mapping[str, int],
    now: datetime,
    *,
    topic: str | None = None,
    span: Span = Span.QUARTER,
    zone: tzinfo | None = None,
) -> Report:
    """The progress of what was reviewed.

    Args:
        states: every key point that has a review, by question and as its rubric has them.
        answered: when each answer was given.
        questions: how many questions the bank has of each topic.
        now: the moment to look back from; reviews after it must not be among `states`.
        topic: the one topic to look at.
        span: how far back to look.
        zone: where the person's days begin; by default the machine's.
    """
    today = day_of(now, zone)
    chosen = [state for state in states if topic in (None, state.topic)]
    since = _since(chosen, today, span, zone)
    read = shares(chosen, days_read(since, today), zone)
    by_topic: dict[str, list[PointState]] = {}
    for state in chosen:
        by_topic.setdefault(state.topic, []).append(state)
    return Report(
        today=today,
        moments=_moments(read, chosen),
        said=_said(chosen),
        points=len(chosen),
        due=_due(chosen, now),
        topics=tuple(
            _topic(name, group, read, questions.get(name, 0), now)
            for name, group in sorted(by_topic.items(), key=lambda item: item[0].casefold())
        ),
        listed=tuple(_point(state, since, now, zone) for state in chosen) if topic is not None else (),
        weakest=weakest(chosen, now),
        days=practised_days(answered, today, zone),
    )


def _since(states: Iterable[PointState], today: date, span: Span, zone: tzinfo | None) -> date:
    """Where the span begins; not before anything was reviewed."""
    first = min((day_of(state.reviews[0].when, zone) for state in states), default=today)
    return first if span.days is None else max(first, today - timedelta(days=span.days - 1))


def _moments(read: Shares, states: Iterable[PointState]) -> tuple[Moment, ...]:
    return read.moments({state.question_id: None for state in states})


def _topic(
    name: str, states: Sequence[PointState], read: Shares, questions: int, now: datetime
) -> TopicProgress:
    return TopicProgress(
        topic=name,
        moments=_moments(read, states),
        asked=len({state.question_id for state in states}),
        questions=questions,
        said=_said(states),
        points=len(states),
        due=_due(states, now),
        last=max(state.last.when for state in states),
    )


def _point(state: PointState, since: date, now: datetime, zone: tzinfo | None) -> PointProgress:
    in_span = tuple(review for review in state.reviews if day_of(review.when, zone) >= since)
    retention = state.retrievability if state.last.verdict.credited else None
    return PointProgress(state, in_span[-SHOWN_REVIEWS:], retention, state.due <= now)


def _said(states: Iterable[PointState]) -> int:
    return sum(state.last.verdict is Verdict.COVERED for state in states)


def _due(states: Iterable[PointState], now: datetime) -> int:
    return sum(state.due <= now for state in states)


_SEVERITY = {Verdict.CONTRADICTED: 0, Verdict.MISSING: 1, Verdict.PARTIAL: 2, Verdict.COVERED: 3}


def weakest(states: Iterable[PointState], now: datetime, most: int = WEAKEST) -> tuple[OpenPoint, ...]:
    """The points to work on first.

    Those come first that were last said the wrong way round, then what was not said, then what was said in half; of
    equals the one missed more often, then the heavier, then the one asked about last. What was covered at last is
    among them only where it had been missed before and is due again.
    """
    found = []
    for state in states:
        misses = [review for review in state.reviews if review.verdict is not Verdict.COVERED]
        if misses and (state.weak or state.due <= now):
            found.append(OpenPoint(state, misses[-1], len(misses)))
    found.sort(key=lambda point: (point.state.last.when, point.state.last.attempt_id), reverse=True)
    found.sort(key=lambda p: (_SEVERITY[p.state.last.verdict], -p.misses, -p.state.weight))
    return tuple(found[:most])


def practised_days(answered: Iterable[datetime], today: date, zone: tzinfo | None = None) -> Days:
    """The days on which there was an answer."""
    on = Counter(day_of(when, zone) for when in answered)
    strip = tuple((day, on[day]) for day in (today - timedelta(days=n) for n in range(STRIP - 1, -1, -1)))
    return Days(strip, min(on, default=None), len(on))


@dataclass(frozen=True)
class Missed:
    """A point to work on, with the words that were said of it then, or those that came nearest to it."""

    point: OpenPoint
    words: tuple[str, ...]
    nearest: str | None


class Progress:
    """Reads the progress of one store's record, for the bank as it is now."""

    def __init__(
        self,
        store: Store,
        bank: RubricBank,
        schedule: Schedule,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
    ) -> None:
        """`zone` is where the person's days begin; by default the machine's."""
        self._store = store
        self._bank = bank
        self._schedule = schedule
        self._clock = clock
        self._zone = zone

    def report(self, topic: str | None = None, span: Span = Span.QUARTER) -> Report:
        """The progress of one topic or of all, so far back."""
        with self._store.unit_of_work() as work:
            answered = work.outcomes.moments()
        questions = Counter(rubric.topic for rubric in self._bank.rubrics.values())
        states, now = self._schedule.points(), self._clock()
        return report(states, answered, questions, now, topic=topic, span=span, zone=self._zone)

    def missed(self, points: Sequence[OpenPoint]) -> tuple[Missed, ...]:
        """What was said when each of these points was missed."""
        with self._store.unit_of_work() as work:
            rows: dict[str, list[Attempt]] = {}
            for row in work.attempts.turns_of({point.missed.attempt_id for point in points}):
                rows.setdefault(row.follows or row.id, []).append(row)
            found = {id: attempt_records(turns[0].planned_question, turns)[0] for id, turns in rows.items()}
        return tuple(_missed(point, found.get(point.missed.attempt_id)) for point in points)

    def most_gained(self, rubrics: Sequence[Rubric]) -> Rubric | None:
        """The question of which more is said now than at first; of equals the first of them."""
        gains: Counter[str] = Counter()
        for state in self._schedule.points():
            gains[state.question_id] += _gain(state)
        return max(rubrics, key=lambda rubric: gains[rubric.id], default=None)

    def answered_again(self) -> tuple[Rubric, ...]:
        """The questions of the bank with two or more graded attempts, the latest answered first."""
        with self._store.unit_of_work() as work:
            ids = work.outcomes.answered_again()
        rubrics = self._bank.rubrics
        return tuple(rubrics[id] for id in ids if id in rubrics)


def _gain(state: PointState) -> int:
    said = [review.verdict is Verdict.COVERED for review in (state.reviews[0], state.last)]
    return said[1] - said[0]


def _missed(point: OpenPoint, attempt: AttemptRecord | None) -> Missed:
    verdicts = attempt.standing.grade.verdicts if attempt and attempt.standing else ()
    verdict = next((v for v in verdicts if v.key_point == point.state.key_point_id), None)
    if verdict is None:
        return Missed(point, (), None)
    nearest = verdict.nearest.text if verdict.nearest else None
    return Missed(point, tuple(piece.text for piece in verdict.evidence), nearest)

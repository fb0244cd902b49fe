"""How well a key point is remembered, by FSRS: from one review to the next, and what that says of a day.

FSRS reckons in whole days, and so does this: a day begins at four in the morning, where the person is. Between
evening and evening lies one day, however many hours; what is said twice in one evening is of the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State

# No steps of minutes: an interview is not sat again ten minutes later. No fuzz: the same record, the same schedule.
_FSRS = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_BEGINS = time(4)
_ONCE = datetime(2000, 1, 1, tzinfo=UTC)  # any moment will do: only days between reviews matter


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS makes of the reviews so far.

    `stability` is the number of days after which it is 90% likely to be remembered; `difficulty` goes from 1 to 10.
    `last` is the day of the last review, and `due` the one when the next is.
    """

    stability: float
    difficulty: float
    last: date
    due: date

    def retrievability(self, day: date) -> float:
        """How likely it is (0 to 1) to be remembered on that day."""
        return _retrievability(self.stability, (day - self.last).days)


def reviewed(memory: Memory | None, rating: Rating, day: date) -> Memory:
    """The memory after one more review; None stands for a point that had no review before.

    Reviews on one day change little, as FSRS has it for a time in which nothing was forgotten.
    """
    if memory is None:
        stability, difficulty, days = _first(rating)
    else:
        apart = max((day - memory.last).days, 0)
        stability, difficulty, days = _next(memory.stability, memory.difficulty, apart, rating)
    return Memory(stability, difficulty, day, day + timedelta(days=days))


def day_of(when: datetime, zone: tzinfo | None = None) -> date:
    """The day on which a moment falls; without a zone, by the machine's."""
    local = when.astimezone(zone)
    return local.date() if local.time() >= _BEGINS else local.date() - timedelta(days=1)


def start_of(day: date, zone: tzinfo | None = None) -> datetime:
    """The moment in UTC when a day begins."""
    return datetime.combine(day, _BEGINS, zone).astimezone(UTC)


@lru_cache
def _first(rating: Rating) -> tuple[float, float, int]:
    # With an id and a due date of its own: left to itself, a card asks the clock, and sleeps to get another id.
    return _after(Card(card_id=1, due=_ONCE), rating, _ONCE)


# The points of a question have much of their past in common, and a record that grew by one answer has nearly all of it.
@lru_cache(maxsize=65_536)
def _next(stability: float, difficulty: float, apart: int, rating: Rating) -> tuple[float, float, int]:
    return _after(_card(stability, difficulty), rating, _ONCE + timedelta(days=apart))


def _after(card: Card, rating: Rating, when: datetime) -> tuple[float, float, int]:
    after, _ = _FSRS.review_card(card, rating, when)
    assert after.stability is not None
    assert after.difficulty is not None
    return after.stability, after.difficulty, (after.due - when).days


@lru_cache(maxsize=65_536)
def _retrievability(stability: float, apart: int) -> float:
    return _FSRS.get_card_retrievability(_card(stability, 1), _ONCE + timedelta(days=max(apart, 0)))


class _Card(Card):
    def __copy__(self) -> Card:
        return self  # made for one review only: the copy that FSRS takes of it would double the time


def _card(stability: float, difficulty: float) -> Card:
    return _Card(1, State.Review, None, stability, difficulty, due=_ONCE, last_review=_ONCE)

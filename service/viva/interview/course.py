"""The course of one key point: from attempt to attempt, the ratings and what is remembered. No clock, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import groupby

from viva.grading import Verdict
from viva.interview.memory import Memory, day_of, reviewed
from viva.interview.ratings import Rating, Said, Today, rated
from viva.interview.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Review:
    """One attempt that counts for a key point: how it left the point, and how that was rated.

    `helped` tells that a hint or a follow-up led to it.
    """

    when: datetime
    rating: Rating
    verdict: Verdict
    unsure: bool
    helped: bool
    interview_id: str
    position: int
    attempt_id: str


@dataclass(slots=True)
class Course:
    """How a key point has fared so far; `lapses` counts the reviews that found forgotten what had been said before."""

    memory: Memory | None = None
    lapses: int = 0
    reviews: list[Review] = field(default_factory=list)
    _run: int = 0
    _covered: bool = False
    _once_said: bool = False

    def rate(
        self, verdict: Verdict, day: date, *, unsure: bool = False, helped: bool = False
    ) -> Rating | None:
        """Take in what was said on a day, not before the days of what was taken in already; None is no review."""
        rating = rated(Said(verdict, unsure, helped, self._today(day)), self._run)
        if rating is None:
            return None
        if rating is Rating.Again:
            self.lapses += self._once_said
        else:
            self._once_said = True
        self._run = self._run + 1 if rating >= Rating.Good else 0
        self._covered = verdict is Verdict.COVERED
        self.memory = reviewed(self.memory, rating, day)
        return rating

    def take(self, spoken: Spoken, day: date) -> None:
        """Take in an attempt, and keep it as a review if it is one."""
        rating = self.rate(spoken.verdict, day, unsure=spoken.unsure, helped=spoken.helped)
        if rating is not None:
            self.reviews.append(
                Review(
                    spoken.when,
                    rating,
                    spoken.verdict,
                    spoken.unsure,
                    spoken.helped,
                    spoken.interview_id,
                    spoken.position,
                    spoken.attempt_id,
                )
            )

    def _today(self, day: date) -> Today:
        if self.memory is None or day > self.memory.last:
            return Today.NOTHING
        return Today.COVERED if self._covered else Today.NOT_COVERED


def courses(spoken: Iterable[Spoken], zone: tzinfo | None = None) -> dict[tuple[str, str], Course]:
    """The course of each point (question, key point) through what was said, the oldest first."""
    found: dict[tuple[str, str], Course] = {}
    for when, group in groupby(spoken, key=lambda one: one.when):
        day = day_of(when, zone)
        for one in group:
            key = one.question_id, one.key_point_id
            course = found.get(key)
            if course is None:
                course = found[key] = Course()
            course.take(one, day)
    return found

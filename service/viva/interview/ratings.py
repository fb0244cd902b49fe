"""How well a key point was remembered, as FSRS wants to be told: a table from what was said to a rating."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fsrs import Rating

from viva.grading import Verdict

__all__ = ["EARNED", "TABLE", "Rating", "Row", "Said", "Today", "rated"]

EARNED = 3
"""Reviews in a row that were rated Good or better, after which the next such one is rated Easy."""


class Today(StrEnum):
    """What was said of the point earlier on the same day."""

    NOTHING = "nothing"
    NOT_COVERED = "not covered"
    COVERED = "covered"


@dataclass(frozen=True)
class Said:
    """What one attempt, with its follow-ups, said of one key point.

    `helped` tells that a hint was about the point, or that it took a follow-up. `today` is what earlier attempts of
    the same day had said, whose feedback was seen since.
    """

    verdict: Verdict
    unsure: bool = False
    helped: bool = False
    today: Today = Today.NOTHING


@dataclass(frozen=True)
class Row:
    """A line of the table: what it asks of an attempt (None asks nothing), and the rating; None is no review.

    `run` is how many reviews before it must have been rated Good or better, without a worse one since.
    """

    rating: Rating | None
    verdict: Verdict | None = None
    unsure: bool | None = None
    helped: bool | None = None
    today: Today | None = None
    run: int = 0

    def fits(self, said: Said, run: int) -> bool:
        """Whether the line is about what was said."""
        asked = (
            (self.verdict, said.verdict),
            (self.unsure, said.unsure),
            (self.helped, said.helped),
            (self.today, said.today),
        )
        return run >= self.run and all(wanted is None or wanted == found for wanted, found in asked)


TABLE = (
    Row(Rating.Again, Verdict.CONTRADICTED),
    Row(None, today=Today.COVERED),
    Row(Rating.Again, Verdict.MISSING),
    Row(Rating.Again, Verdict.PARTIAL, helped=True),
    Row(Rating.Hard, Verdict.PARTIAL),
    Row(Rating.Hard, Verdict.COVERED, unsure=True),
    Row(Rating.Hard, Verdict.COVERED, helped=True),
    Row(Rating.Hard, Verdict.COVERED, today=Today.NOT_COVERED),
    Row(Rating.Easy, Verdict.COVERED, run=EARNED),
    Row(Rating.Good, Verdict.COVERED),
)
"""The first line that fits decides; docs/schedule.md shows it with its reasons."""


def rated(said: Said, run: int = 0) -> Rating | None:
    """The rating of what was said after so many reviews in a row rated Good or better; None is no review."""
    return _rated(said.verdict, said.unsure, said.helped, said.today, min(run, EARNED))


@cache  # a few dozen cases, asked for tens of thousands of times
def _rated(verdict: Verdict, unsure: bool, helped: bool, today: Today, run: int) -> Rating | None:
    said = Said(verdict, unsure, helped, today)
    return next(row.rating for row in TABLE if row.fits(said, run))

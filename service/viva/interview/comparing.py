"""Before and after: two attempts at one question, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from viva.grading import Verdict
from viva.grading.coverage import WORTH
from viva.interview.history import PlacedAttempt


class Became(StrEnum):
    """What became of a key point from one attempt to another."""

    GAINED = "gained"
    LOST = "lost"
    KEPT = "kept"
    OPEN = "open"
    NEW = "new"


@dataclass(frozen=True)
class Change:
    """A key point in both attempts; None where it was not in the rubric that an attempt was graded under."""

    key_point_id: str
    statement: str
    before: Verdict | None
    after: Verdict | None

    @property
    def became(self) -> Became:
        """What became of it: of equal worth, it is kept where it is worth anything, else open."""
        if self.before is None or self.after is None:
            return Became.NEW
        change = WORTH[self.after] - WORTH[self.before]
        if change:
            return Became.GAINED if change > 0 else Became.LOST
        return Became.KEPT if self.after.credited else Became.OPEN


@dataclass(frozen=True)
class Comparison:
    """Two attempts, and all that could have been chosen, oldest first."""

    attempts: tuple[PlacedAttempt, ...]
    before: PlacedAttempt
    after: PlacedAttempt
    changes: tuple[Change, ...]


def compared(
    placed: Sequence[PlacedAttempt], before: str | None = None, after: str | None = None
) -> Comparison | None:
    """Two of a question's attempts, which come oldest first; by default the first and the latest.

    What is not graded, what is held back and drills of one point are not compared. None where fewer than two are left.

    Args:
        placed: all attempts at the question.
        before: the id of one attempt; one that is not among them counts as none.
        after: the id of another; the older of the two is always the one before.
    """
    attempts = tuple(p for p in placed if _comparable(p))
    if len(attempts) < 2:
        return None
    places = {p.attempt.id: place for place, p in enumerate(attempts)}
    last = len(attempts) - 1
    one, other = places.get(before or "", 0), places.get(after or "", last)
    if one == other:  # nothing to compare with itself: the chosen one against the end that it is not
        one, other = (0, last) if one in (0, last) else (one, last)
    first, second = attempts[min(one, other)], attempts[max(one, other)]
    return Comparison(attempts, first, second, _changes(first, second))


def _comparable(placed: PlacedAttempt) -> bool:
    attempt = placed.attempt
    read = not attempt.held_back and not attempt.awaiting_grade
    return placed.aimed_at is None and attempt.coverage is not None and read


def _changes(before: PlacedAttempt, after: PlacedAttempt) -> tuple[Change, ...]:
    """In the order of the later rubric, then what only the earlier one has."""
    statements: dict[str, str] = {}
    for placed in (after, before):
        for key_point in placed.attempt.rubric.key_points if placed.attempt.rubric else ():
            statements.setdefault(key_point.id, key_point.point)
    old, new = _verdicts(before), _verdicts(after)
    return tuple(Change(id, statement, old.get(id), new.get(id)) for id, statement in statements.items())


def _verdicts(placed: PlacedAttempt) -> dict[str, Verdict]:
    standing = placed.attempt.standing
    return {v.key_point: v.verdict for v in standing.grade.verdicts} if standing else {}

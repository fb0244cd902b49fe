"""Before and after: two attempts at one question, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from viva.interview.comparing import Became, Comparison
from viva.interview.history import PlacedAttempt
from viva.rubric import Rubric
from viva.views.contexts.basics import percent
from viva.views.contexts.feedback import AttemptView, attempt_view


@dataclass(frozen=True)
class ChangeView:
    """A key point before and after: its number in each of the two rubrics, and what became of it."""

    statement: str
    before: str | None
    after: str | None
    became: str
    numbers: tuple[int | None, int | None]


@dataclass(frozen=True)
class AttemptChoice:
    """An attempt that can be compared, with its coverage in percent."""

    id: str
    when: datetime
    coverage: int


@dataclass(frozen=True)
class SideView:
    """One of the two attempts: where it was made, its coverage in percent, and its words."""

    id: str
    interview_id: str
    position: int
    coverage: int
    attempt: AttemptView


@dataclass(frozen=True)
class ComparisonView:
    """Before and after, what was gained first."""

    question_id: str
    question: str
    choices: tuple[AttemptChoice, ...]
    before: SideView
    after: SideView
    changes: tuple[ChangeView, ...]
    gained: int
    lost: int


_FIRST = (Became.GAINED, Became.LOST, Became.OPEN, Became.KEPT, Became.NEW)


def comparison_view(found: Comparison, question: Rubric) -> ComparisonView:
    """Two attempts at `question` as a page shows them, what was gained first."""
    numbers = [_numbers(found.before), _numbers(found.after)]
    changes = [
        ChangeView(
            change.statement,
            change.before.value if change.before else None,
            change.after.value if change.after else None,
            change.became.value,
            (numbers[0].get(change.key_point_id), numbers[1].get(change.key_point_id)),
        )
        for change in sorted(found.changes, key=lambda change: _FIRST.index(change.became))
    ]
    return ComparisonView(
        question_id=question.id,
        question=question.question,
        choices=tuple(
            AttemptChoice(p.attempt.id, p.attempt.submitted_at, percent(p.attempt.coverage) or 0)
            for p in found.attempts
        ),
        before=_side(found.before, 1),
        after=_side(found.after, 2),
        changes=tuple(changes),
        gained=sum(change.became == Became.GAINED for change in changes),
        lost=sum(change.became == Became.LOST for change in changes),
    )


def _numbers(placed: PlacedAttempt) -> dict[str, int]:
    key_points = placed.attempt.rubric.key_points if placed.attempt.rubric else ()
    return {key_point.id: number for number, key_point in enumerate(key_points, 1)}


def _side(placed: PlacedAttempt, number: int) -> SideView:
    """One side, numbered anew: two attempts of different interviews may have the same number."""
    return SideView(
        placed.attempt.id,
        placed.interview_id,
        placed.position,
        percent(placed.attempt.coverage) or 0,
        replace(attempt_view(placed.attempt), number=number),
    )

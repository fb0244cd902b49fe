"""What is due, on the page where an interview begins: by question, for a point's statement would be its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from viva.interview.drills import LONGEST_DRILL
from viva.interview.schedule import DuePoint, Schedule

SHOWN = 3
"""Questions that are named; the others are counted."""
SECONDS_EACH = 45
"""What a short question takes: to read it, to think, to say two sentences, and to see what came of them."""


@dataclass(frozen=True)
class DueQuestion:
    """A question with points that are due: how many, and why the longest due one is; `alike` if that holds for all."""

    question: str
    points: int
    reason: str
    alike: bool


@dataclass(frozen=True)
class DueSection:
    """What is due: `count` points, of which a drill asks about the first `drilled`, in about `minutes`.

    `questions` are the first few, and `more` counts those that are not named. Where nothing is due, `next_due` is when
    something will be; None where nothing is to come.
    """

    count: int
    drilled: int
    minutes: int
    questions: tuple[DueQuestion, ...]
    more: int
    next_due: datetime | None


def due_section(schedule: Schedule) -> DueSection | None:
    """The section for a schedule; None for someone who has not practised yet."""
    due, next_due = schedule.due(), schedule.next_due()
    if not due and next_due is None:
        return None
    by_question: dict[str, list[DuePoint]] = {}
    for found in due:
        by_question.setdefault(found.point.question_id, []).append(found)
    drilled = min(len(due), LONGEST_DRILL)
    return DueSection(
        count=len(due),
        drilled=drilled,
        minutes=max(1, round(drilled * SECONDS_EACH / 60)),
        questions=tuple(_question(points) for points in by_question.values())[:SHOWN],
        more=max(0, len(by_question) - SHOWN),
        next_due=next_due,
    )


def _question(points: list[DuePoint]) -> DueQuestion:
    first = points[0]
    alike = all(found.reason == first.reason for found in points)
    return DueQuestion(first.point.question, len(points), first.reason, alike)

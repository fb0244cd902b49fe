"""The weak key points of a record, as cards to learn from: what is asked, and what was to be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from viva.grading import Verdict
from viva.interview.hints import theme
from viva.interview.history import History
from viva.interview.schedule import PointState, Schedule
from viva.interview.study_card import study_card
from viva.rubric import RubricBank


@dataclass(frozen=True)
class WeakCard:
    """A key point that was not covered when it was last practised.

    `lead` is the rubric's follow-up about it, else its theme; `words` are the best that the person found so far.
    """

    question_id: str
    key_point_id: str
    topic: str
    question: str
    lead: str
    statement: str
    verdict: Verdict
    last: datetime
    due: datetime
    model_answer: str
    words: tuple[str, ...]


def weak_cards(schedule: Schedule, history: History, bank: RubricBank) -> tuple[WeakCard, ...]:
    """A card for each weak key point of the bank, by question and in the rubric's order."""
    by_question: dict[str, list[PointState]] = {}
    for point in schedule.points():
        if point.weak:
            by_question.setdefault(point.question_id, []).append(point)
    return tuple(
        card
        for question_id, points in by_question.items()
        for card in _of_question(question_id, points, history, bank)
    )


def _of_question(
    question_id: str, points: Iterable[PointState], history: History, bank: RubricBank
) -> Iterable[WeakCard]:
    rubric = bank.rubrics.get(question_id)
    if rubric is None:  # it went while the points were looked up
        return
    best = {p.key_point.id: p.best for p in study_card(rubric, history.question(question_id)).points}
    for point in points:
        key_point = next((k for k in rubric.key_points if k.id == point.key_point_id), None)
        if key_point is not None:
            found = best[key_point.id]
            yield WeakCard(
                question_id=question_id,
                key_point_id=key_point.id,
                topic=rubric.topic,
                question=rubric.question,
                lead=key_point.follow_up or theme(rubric, key_point),
                statement=key_point.point,
                verdict=point.last.verdict,
                last=point.last.when,
                due=point.due,
                model_answer=rubric.model_answer,
                words=found.words if found else (),
            )

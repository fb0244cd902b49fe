"""A question's study card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from viva.interview.study_card import CardPoint, StudyCard


@dataclass(frozen=True)
class BestWords:
    """The best that was said of a key point, and where; `verdict` is `covered` or `partial`."""

    verdict: str
    words: tuple[str, ...]
    interview_id: str
    position: int
    when: datetime


@dataclass(frozen=True)
class CardPointView:
    """A key point with its best words; None where it is open."""

    number: int
    statement: str
    best: BestWords | None


@dataclass(frozen=True)
class CardPage:
    """A question on one page; `in_bank` is false where only the record still knows it."""

    question_id: str
    question: str
    topic: str
    in_bank: bool
    points: tuple[CardPointView, ...]
    said: int
    answered: bool
    model_answer: str


def card_page(card: StudyCard, *, in_bank: bool, answered: bool) -> CardPage:
    """The page of a card; `answered` tells whether there is any attempt."""
    return CardPage(
        question_id=card.rubric.id,
        question=card.rubric.question,
        topic=card.rubric.topic,
        in_bank=in_bank,
        points=tuple(_point(number, point) for number, point in enumerate(card.points, 1)),
        said=card.said,
        answered=answered,
        model_answer=card.rubric.model_answer,
    )


def _point(number: int, point: CardPoint) -> CardPointView:
    best = point.best
    return CardPointView(
        number,
        point.key_point.point,
        BestWords(best.verdict.value, best.words, best.interview_id, best.position, best.when)
        if best
        else None,
    )

"""Which questions an interview asks, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from viva.errors import VivaError
from viva.rubric import Rubric


class NothingToAsk(VivaError):
    """The wishes leave no question to ask."""


class Mode(StrEnum):
    """How an interview is held: with the feedback after each answer, or with a coach's follow-ups before it."""

    FEEDBACK = "feedback"
    COACH = "coach"


@dataclass(frozen=True)
class Wishes:
    """What the person chose: topics and questions (none means all), at most `count`, shuffled or in order; how."""

    topics: frozenset[str] = frozenset()
    question_ids: frozenset[str] = frozenset()
    count: int | None = None
    shuffled: bool = False
    mode: Mode = Mode.FEEDBACK


def choose(rubrics: Mapping[str, Rubric], wishes: Wishes, random: Random) -> tuple[Rubric, ...]:
    """The rubrics to ask: those of a chosen topic or chosen by id, in the bank's order or shuffled.

    Raises:
        NothingToAsk: no rubric is left.
    """
    all_of_them = not wishes.topics and not wishes.question_ids
    chosen = [
        rubric
        for rubric in rubrics.values()
        if all_of_them or rubric.topic in wishes.topics or rubric.id in wishes.question_ids
    ]
    if not chosen:
        raise NothingToAsk(
            "No question fits what you chose. Choose another topic, or leave all unchosen for any."
        )
    if wishes.shuffled:
        random.shuffle(chosen)
    return tuple(chosen[: wishes.count])

"""Which questions an interview asks, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from viva.errors import VivaError
from viva.language import gettext as _
from viva.rubric import Rubric


class NothingToAsk(VivaError):
    """The wishes leave no question to ask."""


class Mode(StrEnum):
    """How an interview is held.

    With the feedback after each answer; with a coach's follow-ups before it; as a mock interview, with follow-ups and
    all feedback at the end; or as a drill, with one short question for each key point that is due.
    """

    FEEDBACK = "feedback"
    COACH = "coach"
    MOCK = "mock"
    DRILL = "drill"

    @property
    def asks_on(self) -> bool:
        """Whether follow-ups are asked."""
        return self in (Mode.COACH, Mode.MOCK)

    @property
    def helps(self) -> bool:
        """Whether there are hints."""
        return self is not Mode.MOCK


@dataclass(frozen=True)
class Wishes:
    """What the person chose: topics and questions (none means all), at most `count`, shuffled or in order; how.

    `seconds_each` is the time for each answer of a mock interview; None is no clock.
    """

    topics: frozenset[str] = frozenset()
    question_ids: frozenset[str] = frozenset()
    count: int | None = None
    shuffled: bool = False
    mode: Mode = Mode.FEEDBACK
    seconds_each: int | None = None


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
            _("No question fits what you chose. Choose another topic, or leave all unchosen for any.")
        )
    if wishes.shuffled:
        random.shuffle(chosen)
    return tuple(chosen[: wishes.count])

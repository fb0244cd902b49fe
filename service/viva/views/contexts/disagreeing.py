"""What a page shows of a person's own verdict beside the grader's, and of the form that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viva.grading import PointVerdict, Verdict
from viva.grading.segments import split
from viva.interview.record import AttemptRecord
from viva.interview.turns import Stand
from viva.language import N_
from viva.language import gettext as _
from viva.views.telling import percent

MOST_CHOICES = 40
"""Sentences to choose from in a form; of a longer answer, the words are copied."""

_READ = {
    Verdict.COVERED: N_("The grader read: said, %(sure)s sure."),
    Verdict.PARTIAL: N_("The grader read: half said, %(sure)s sure."),
    Verdict.MISSING: N_("The grader read: not said, %(sure)s sure."),
    Verdict.CONTRADICTED: N_("The grader read: said the opposite, %(sure)s sure."),
}


@dataclass(frozen=True)
class StandView:
    """A person's own verdict on a key point, and below it what the grader read, with the words that it went by."""

    said: bool
    told: str
    read: str
    read_words: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A sentence of an answer to choose; `value` names it as `words_of` reads it."""

    value: str
    text: str


@dataclass(frozen=True)
class TurnChoices:
    """The sentences of one turn; `number` counts turns from 1."""

    number: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class RefusedStand:
    """A form that was refused: what it held, and why."""

    attempt_id: str
    key_point: str
    said: bool
    choice: str
    words: str
    near: str
    error: str


@dataclass(frozen=True)
class Disagreeing:
    """What the forms at the key points of an attempt share: where they go, and the words to choose from."""

    address: str
    turns: tuple[TurnChoices, ...]
    refused: RefusedStand | None


def disagreeing(attempt: AttemptRecord, question: str, refused: RefusedStand | None) -> Disagreeing:
    """The forms of an attempt at the question whose address is `question`."""
    return Disagreeing(
        address=f"{question}/attempts/{attempt.id}/disputes",
        turns=_choices(attempt.answers),
        refused=refused if refused and refused.attempt_id == attempt.id else None,
    )


def _choices(answers: Sequence[str]) -> tuple[TurnChoices, ...]:
    turns = tuple(
        TurnChoices(
            turn, tuple(Choice(f"{turn}:{piece.start}:{piece.end}", piece.text) for piece in split(answer))
        )
        for turn, answer in enumerate(answers, 1)
    )
    return turns if sum(len(turn.choices) for turn in turns) <= MOST_CHOICES else ()


def stand_view(stand: Stand, read: PointVerdict) -> StandView:
    """A person's stand beside what the grader read."""
    return StandView(
        said=stand.said,
        told=_("Your verdict: you did say it.") if stand.said else _("Your verdict: you did not say it."),
        read=read_by_grader(read),
        read_words=tuple(piece.text for piece in read.evidence),
    )


def read_by_grader(verdict: PointVerdict) -> str:
    """What the grader read, in a sentence."""
    return _(_READ[verdict.verdict], sure=percent(round(100 * verdict.confidence)))


def may_say(verdict: Verdict) -> bool:
    """Whether a person may hold that a point was said, where the grader reads it like that."""
    return verdict is not Verdict.COVERED


def may_deny(verdict: Verdict) -> bool:
    """Whether a person may hold that a point was not said, where the grader reads it like that."""
    return verdict is not Verdict.MISSING

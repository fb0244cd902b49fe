"""The parts of a story that an answer about the speaker tells, as the strip beside its feedback shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viva.grading.story import Part, Told
from viva.interview.marking import Place
from viva.interview.story import StoryPart
from viva.language import N_
from viva.language import gettext as _

NAMES = {
    Part.SITUATION: N_("Situation"),
    Part.TASK: N_("Task"),
    Part.ACTION: N_("Action"),
    Part.RESULT: N_("Result"),
}
_ASKED = {
    Part.SITUATION: N_("where, when and with whom it happened"),
    Part.TASK: N_("what had to be achieved"),
    Part.ACTION: N_("what you did yourself"),
    Part.RESULT: N_("what came of it"),
}
_TOLD = {Told.YES: N_("told"), Told.UNSURE: N_("perhaps told"), Told.NO: N_("not found")}
FIRST_WORDS = 9


@dataclass(frozen=True)
class PartView:
    """One part: its name and what it is, how it was read, and the first words that tell it, with their place."""

    id: str
    name: str
    asked: str
    state: str
    word: str
    words: str | None
    cut: bool
    """Whether more words tell it than are shown."""


def story_view(story: Sequence[StoryPart]) -> tuple[PartView, ...]:
    """The strip; empty where no story was read."""
    return tuple(_part(part) for part in story)


def places_in(story: Sequence[StoryPart], turn: int) -> tuple[Place, ...]:
    """The places in a turn's answer that the strip leads to."""
    return tuple(
        Place(part.part.value, part.words.start, part.words.end)
        for part in story
        if part.words is not None and part.turn == turn
    )


def _part(part: StoryPart) -> PartView:
    said = part.words.text.split() if part.words else []
    return PartView(
        id=part.part.value,
        name=_(NAMES[part.part]),
        asked=_(_ASKED[part.part]),
        state=part.told.name.lower(),
        word=_(_TOLD[part.told]),
        words=" ".join(said[:FIRST_WORDS]) if said else None,
        cut=len(said) > FIRST_WORDS,
    )

"""A person's own stand on a verdict, into the API and out of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from viva.api.numbers import Number
from viva.interview.turns import Stand

Place = Annotated[int, Field(ge=0, le=10_000_000), Number]


class WordsIn(BaseModel):
    """Words of an answer: characters `start` to `end` of a turn.

    Turn 1 is the answer itself, turn 2 that to the first follow-up, and so on.
    """

    model_config = ConfigDict(extra="forbid")

    turn: Annotated[int, Field(ge=1, le=1000), Number]
    start: Place
    end: Place


class DisputeIn(BaseModel):
    """What the person holds of a key point: that it was said, with these words; or that it was not, without words."""

    model_config = ConfigDict(extra="forbid")

    said: StrictBool
    words: WordsIn | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.said != (self.words is not None):
            raise ValueError("words prove that a point was said, and only that")
        return self


class WordsOut(BaseModel):
    """Words of an answer; `text` is exactly that slice of the turn's answer."""

    turn: int
    start: int
    end: int
    text: str


class DisputeOut(BaseModel):
    """A person's own stand on a key point, beside the verdict in the grade, which stays as it is."""

    key_point: str
    said: bool
    words: WordsOut | None
    made_at: datetime

    @classmethod
    def of(cls, stand: Stand) -> Self:
        """The stand as the API gives it."""
        words = None
        if stand.words is not None and stand.turn is not None:
            place = stand.words
            words = WordsOut(turn=stand.turn, start=place.start, end=place.end, text=place.text)
        return cls(key_point=stand.key_point, said=stand.said, words=words, made_at=stand.made_at)

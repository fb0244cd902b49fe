"""A text cut into pieces, each with the marks of the evidence that covers it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """Evidence for key point `number` of a feedback list: characters `start` to `end`, and its verdict."""

    number: int
    verdict: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A run of characters under the same marks.

    `first` holds the numbers whose evidence begins here, `last` those whose evidence ends here; `verdict` is that
    of the mark that matters most.
    """

    text: str
    numbers: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    verdict: str | None = None


_WEIGHT = {"contradicted": 0, "partial": 1, "covered": 2}


def marked(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The pieces of `text`, in order; put together they are `text` again."""
    marks = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    pieces = []
    for start, end in itertools.pairwise(cuts):
        here = [m for m in marks if m.start <= start and end <= m.end]
        pieces.append(
            Piece(
                text[start:end],
                numbers=_numbers(here),
                first=_numbers(m for m in here if m.start == start),
                last=_numbers(m for m in here if m.end == end),
                verdict=min((m.verdict for m in here), key=lambda v: _WEIGHT.get(v, 3), default=None),
            )
        )
    return tuple(pieces)


def _numbers(marks: Iterable[Mark]) -> tuple[int, ...]:
    return tuple(sorted({m.number for m in marks}))

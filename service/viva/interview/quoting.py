"""Finding words that were copied out of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_QUOTES = "\"'“”‘’„«»"


def find_words(
    answers: Sequence[str], copied: str, near: tuple[int, int] | None = None
) -> tuple[int, int, int] | None:
    """Where words stand in the turns of an answer, as (turn, start, end); turns are counted from 1.

    Spaces, line ends and case do not matter, nor do quotes put around the words. Where they stand several times, the
    place closest to `near`, a turn and a character in it, is taken; else the first.
    """
    for wanted in (copied, copied.strip().strip(_QUOTES)):
        found = list(_places(answers, wanted))
        if found:
            return (
                min(found, key=lambda place: (place[0] != near[0], abs(place[1] - near[1])))
                if near
                else found[0]
            )
    return None


def _places(answers: Sequence[str], wanted: str) -> Iterator[tuple[int, int, int]]:
    words = wanted.split()
    if not words:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    for turn, answer in enumerate(answers, 1):
        for match in pattern.finditer(answer):
            yield turn, match.start(), match.end()

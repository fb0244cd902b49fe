"""Splits an answer into segments: clauses or sentences that keep their character offsets.

Sentences, list items and lines end a segment, and so do clauses that take a new turn ("…, but …"). Speech
transcripts have no punctuation: a run of more than `LONG` words is cut where a spoken clause begins, and
else after `LONG` words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONG = 24
"""Words in a segment beyond which it is cut; spoken English runs to some 15 words a clause."""
SHORT = 4
"""A clause of fewer words stays with its neighbour."""

# A run of spaces is tried from its first one only, (?<!\s): else a long run would take time by its square.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\be\.g\.)(?<!\bi\.e\.)[\"'”’)\]]*\s+(?=\S)"
    r"|(?<!\s)\s*\n\s*|(?<=;)\s+|(?<!\s)\s+(?:[—–]|->)\s+|(?:(?<!\s)\s+)?→\s*"
)
_CLAUSE = re.compile(
    r"(?<=,)\s+(?=(?:and|but|so|because|which|while|whereas|then|or|although|though|except|instead|unless)\b)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?<!\s)(?<!\band)(?<!\bno)\s+"  # "and then" and "no wait" are one turn each
    r"(?=(?:and|but|so|because|then|no wait|wait|sorry|actually|I mean|well|also|which|like|okay|um|uh)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d{1,2}[.)]")
_MARKER = re.compile(rf"(?:[-*•·>#]+|{_NUMBER.pattern})\s+")
_WORD = re.compile(r"\S+")
_MEANT = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Segment:
    """Characters `start` to `end` of an answer; `text` is exactly that slice."""

    start: int
    end: int
    text: str


def split(answer: str) -> tuple[Segment, ...]:
    """The segments of `answer`, in order, apart from each other, each with a letter or digit in it."""
    spans = (
        piece
        for line in _cut(answer, 0, len(answer), _SENTENCE_END)
        for clause in _joined(answer, _cut(answer, *line, _CLAUSE))
        for piece in _shortened(answer, *clause)
    )
    trimmed = (_trimmed(answer, *span) for span in spans)
    return tuple(Segment(a, b, answer[a:b]) for a, b in trimmed if _MEANT.search(answer, a, b))


def _cut(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for gap in at.finditer(text, start, end):
        if _NUMBER.fullmatch(text, start, gap.start()):  # a list item's number ends no sentence
            continue
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end


def _joined(text: str, clauses: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    held_words = 0
    for start, end in clauses:
        words = _words(text, start, end)
        if held and (held_words < SHORT or words < SHORT):
            held, held_words = (held[0], end), held_words + words
            continue
        if held:
            yield held
        held, held_words = (start, end), words
    if held:
        yield held


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a long clause at spoken turns, and where none comes, after `LONG` words."""
    if _words(text, start, end) <= LONG:
        yield start, end
        return
    for turn in _joined(text, _cut(text, start, end, _SPOKEN)):
        words = [m.span() for m in _WORD.finditer(text, *turn)]
        for first in range(0, len(words), LONG):
            group = words[first : first + LONG]
            yield group[0][0], group[-1][1]


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    marker = _MARKER.match(text, start, end)
    return (marker.end() if marker else start), end

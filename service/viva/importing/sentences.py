"""The sentences and list items of an answer, with their places in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"[ \t]*(?:[-*•●▪‣◦–·]|\(?\d{1,3}[.)])[ \t]+(?=\S)")
_ABBREVIATIONS = (
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bcf\.)(?<!\bapprox\.)(?<!\bDr\.)(?<!\bMr\.)"
)
_END = re.compile(
    rf"(?<=[.!?…]){_ABBREVIATIONS}(?<!\bNo\.)[\"'”’)\]]*\s+(?=[\"'“‘(\[`]?[^\W_])"
    rf"|(?<=\betc\.)\s+(?=[A-Z])"
)


@dataclass(frozen=True)
class Sentence:
    """Characters `start` to `end` of an answer."""

    start: int
    end: int


def sentences_of(answer: str) -> Iterator[Sentence]:
    """The sentences, in their order; each line begins a new one, and a list item's marker is no part of it."""
    for line in _LINE.finditer(answer):
        marker = _MARKER.match(answer, line.start(), line.end())
        start = marker.end() if marker else line.start()
        for end in _END.finditer(answer, start, line.end()):
            yield from _trimmed(answer, start, end.start())
            start = end.end()
        yield from _trimmed(answer, start, line.end())


def _trimmed(answer: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and answer[start].isspace():
        start += 1
    while end > start and answer[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in answer[start:end]):
        yield Sentence(start, end)

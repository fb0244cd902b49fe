"""Cuts a sentence where its own punctuation does: semicolons, dashes, chains of arrows, labels, quoted examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from viva.importing.words import AUXILIARIES, PRONOUNS, verb_forms, words_of

_OPENER = re.compile(
    r"(?:yes|no|sure|well|ok|okay|basically|in short|tl;dr)\s*[:,.–—]\s+(?=\S)", re.IGNORECASE
)
_ARROW = re.compile(r"\s*(?:->|=>|→|⇒)\s*")
_SEMICOLON = re.compile(r"\s*;\s*")
_DASH = re.compile(r"\s*—\s*|\s+(?:–|--)\s+")
_COLON = re.compile(r":\s+")
_CONTRAST = re.compile(r",\s+(?:but|whereas|while)\s+", re.IGNORECASE)
# An example in quotes is a sentence of its own: … , e.g. “Built a …”
_EXAMPLE = re.compile(
    r"[,:]?\s*(?:\be\.g\.,?|\bfor example,?|\bfor instance,?|\bsuch as)\s*:?\s*(?=[“\"])", re.IGNORECASE
)
_OPENING = {"(": ")", "[": "]", "{": "}", "`": "`"}
_EDGE = " \t,;:.!?…“”\"'‘’—–-"

Span = tuple[int, int]


def clauses_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of a sentence at `start` to `end` of a text, without the punctuation around them."""
    opener = _OPENER.match(text, start, end)
    start = opener.end() if opener else start
    for example in _cut(text, (start, end), _EXAMPLE):
        for clause in _cut(text, example, _SEMICOLON):
            for piece in _at_dash(text, clause):
                for side in _at_contrast(text, piece):
                    for step in _at_arrows(text, side):
                        yield from _at_colon(text, step)


def trimmed(text: str, span: Span) -> Span:
    """A span without the spaces and the punctuation at its ends; brackets and code marks stay."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def protected(text: str, start: int, end: int) -> list[Span]:
    """The stretches in brackets and between backticks, in which nothing is cut."""
    found: list[Span] = []
    never_closed: set[str] = set()
    at = start
    while at < end:
        closing = _OPENING.get(text[at])
        if closing is not None and closing not in never_closed:
            close = text.find(closing, at + 1, end)
            if close >= 0:
                found.append((at, close + 1))
                at = close
            else:
                never_closed.add(closing)
        at += 1
    return found


def has_finite_verb(text: str, span: Span) -> bool:
    """Whether there is an auxiliary in a span, or a word that can be nothing but a verb in the present or past."""
    words = words_of(text, *span)
    return any(word.small in AUXILIARIES or verb_forms(word.small) & {"s", "past"} for word in words)


def _cut(text: str, span: Span, at: re.Pattern[str]) -> Iterator[Span]:
    kept = protected(text, *span)
    start = span[0]
    for gap in at.finditer(text, *span):
        if not any(low <= gap.start() < high for low, high in kept):
            yield from _filled(text, (start, gap.start()))
            start = gap.end()
    yield from _filled(text, (start, span[1]))


def _filled(text: str, span: Span) -> Iterator[Span]:
    start, end = trimmed(text, span)
    if any(character.isalnum() for character in text[start:end]):
        yield start, end


def _at_dash(text: str, span: Span) -> Iterator[Span]:
    """A single dash parts two clauses; a pair of them is a pair of brackets."""
    pieces = list(_cut(text, span, _DASH))
    yield from pieces if len(pieces) == 2 else [span]


def _at_contrast(text: str, span: Span) -> Iterator[Span]:
    """Cuts before "but" and its like, where a whole clause stands on either side, with a subject of its own."""
    pieces = list(_cut(text, span, _CONTRAST))
    whole = all(has_finite_verb(text, piece) and len(words_of(text, *piece)) >= 3 for piece in pieces)
    whole = whole and not any(_lacks_subject(text, piece) for piece in pieces[1:])
    yield from pieces if whole else [span]


def _lacks_subject(text: str, span: Span) -> bool:
    first = words_of(text, *span)[0].small
    return first in AUXILIARIES or bool(verb_forms(first) & {"s", "past"})


def _at_arrows(text: str, span: Span) -> Iterator[Span]:
    """One arrow says what becomes of something; a chain of them is a list of steps."""
    steps = list(_cut(text, span, _ARROW))
    yield from steps if len(steps) > 2 else [span]


def _at_colon(text: str, span: Span) -> Iterator[Span]:
    sides = list(_cut(text, span, _COLON))
    yield from sides if len(sides) == 2 and all(_is_clause(text, side) for side in sides) else [span]


def _is_clause(text: str, span: Span) -> bool:
    words = words_of(text, *span)
    return len(words) >= 4 and any(word.small in AUXILIARIES | PRONOUNS for word in words)

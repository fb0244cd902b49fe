"""A claim in a text: where it stands, what denies it, and how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Characters `start` to `end` of an answer: the evidence for a covered point, whose statement is `point`."""

    start: int
    end: int
    point: str


NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly)\b|n['’]t\b",
    re.IGNORECASE,
)

_LOWERED = frozenset(
    "the a an it its it's you your we our they their he she this that these those there when if in on at with for "
    "because every each all some most people somebody".split()
)


def lowered(text: str) -> str:
    """The text with a small first letter, where its first word is a common one."""
    first = re.match(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    common = first is not None and first.group().lower().replace("’", "'") in _LOWERED
    return text[:1].lower() + text[1:] if common else text


def like(model: str, word: str) -> str:
    """The word, with a capital where the model has one."""
    return word[:1].upper() + word[1:] if model[:1].isupper() else word

"""Whether a line asks something, by its form."""

from __future__ import annotations

import re

_ASKING = """
what what's which who whom whose when where why how is are was were do does did can could should would will
have has explain describe compare define discuss name list tell give outline walk show
"""
_FIRST_WORDS = frozenset(_ASKING.split())
_MARKER = re.compile(r"(?:Q(?:uestion)?\s*)?\d{1,3}\s*[.):]\s+|(?:Q|Question)\s*[.):]\s+", re.IGNORECASE)
_ASKED = re.compile(r"(?:Q(?:uestion)?\s*\d{0,3}|\d{1,3}\s*[.)]\s*Q)\s*[.):]\s*(?=\S)", re.IGNORECASE)
_ANSWERED = re.compile(r"A(?:nswer)?\s*\d{0,3}\s*:\s*|Answer\s*\d{0,3}\s*[.)]\s+(?=\S)", re.IGNORECASE)


def ends_as_question(text: str) -> bool:
    """Whether it ends with a question mark, quotes and brackets after it aside."""
    return text.rstrip("\"'”’)]*_ ").endswith(("?", "？"))


def looks_like_question(text: str) -> bool:
    """Whether it ends with a question mark or begins as questions and tasks do."""
    return ends_as_question(text) or begins_as_question(text)


def begins_as_question(text: str) -> bool:
    """Whether it begins as questions and tasks do: "Q:", "Why …", "Explain …"."""
    bare = text[marker.end() :] if (marker := _MARKER.match(text)) else text
    first, *rest = bare.split() or [""]
    return bool(marker and "q" in marker.group().lower()) or (bool(rest) and first.lower() in _FIRST_WORDS)


def asked(text: str) -> str | None:
    """What stands after "Q:" or "Question 3.", or None where the text does not begin so."""
    marker = _ASKED.match(text)
    return text[marker.end() :] if marker else None


def answered(text: str) -> str | None:
    """What stands after "A:" or "Answer:", or None where the text does not begin so."""
    marker = _ANSWERED.match(text)
    return text[marker.end() :] if marker else None

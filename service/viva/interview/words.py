"""The words of a text that carry its content: what a follow-up must not say and a cloze leaves out."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+")

_GRAMMAR = """
a an the and or nor but so yet if then than as of at by for from in into on onto to up out off over under about with
without within between among through per via
i me my we us our you your he him his she her it its they them their this that these those who whom whose which what
when where why how whether
am is are was were be been being do does did done doing have has had having can could may might must shall should will
would not no never
don doesn didn isn aren wasn weren hasn haven hadn won wouldn shouldn couldn mustn cannot
s t d m re ve ll
all any both each either neither every some such same other another others one ones more most less least few many much
only also too very just even else there here again still
get gets got go goes going come comes came make makes made take takes took give gives gave let lets
"""
FUNCTION_WORDS = frozenset(_GRAMMAR.split())
"""Words that hold a sentence together and say nothing of its subject."""

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    """A word without its ending. Crude on purpose: rendered, rendering and renders meet, and so do cache and cached."""
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def is_content(word: str) -> bool:
    """Whether a word says something of the subject."""
    return word.casefold() not in FUNCTION_WORDS


def content(text: str) -> frozenset[str]:
    """The stems of the content words of a text."""
    return frozenset(stem(word) for word in WORD.findall(text) if is_content(word))


def given_away(said: str, point: str, question: str) -> frozenset[str]:
    """The stems that `said` shares with a key point's statement, other than those that the question itself says."""
    return content(said) & content(point) - content(question)

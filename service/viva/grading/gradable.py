"""Whether an answer can be graded at all. What cannot be graded is *not graded*: it never gets a score."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LONGEST = 20_000
"""Characters; some 25 minutes of speech at 130 words a minute."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE = re.compile(r"[{}()\[\];=<>]")
# Words of English alone: "a", "in", "do", "no", "was", "on" and the like are words of other languages, too.
_ONLY_ENGLISH = """
the and with from were been its this that these those you they our your their don't than because when which who
what how does could would should just there here into about some each very it's i'm i'd that's
"""
_ENGLISH = frozenset(_ONLY_ENGLISH.split())
_LANGUAGES = "en de fr es it pt nl pl sv da fi cs hu ro tr id vi ca"
_TOLD_APART = _LANGUAGES.split()
"""Languages written in Latin letters that are told from English; among all 140, dialects share the probability."""

LEAST_WORDS = 6
"""Fewer words than this are too few to tell a language by; they are read as English."""


def why_not(answer: str) -> str | None:
    """The reason, a sentence for the person who wrote the answer; None where it can be graded."""
    if not answer.strip():
        return "The answer is empty."
    if len(answer) > LONGEST:
        return f"The answer is too long: {len(answer):,} characters, and {LONGEST:,} can be read. Shorten it."
    if _SURROGATE.search(answer):
        return "The answer holds half of a character (a lone surrogate). Take it away."
    if not _is_text(answer):
        return "The answer has no words in it."
    if not _is_english(answer):
        return "The answer is not in English, the one language that can be graded so far."
    return None


def _is_text(answer: str) -> bool:
    """At least one word with two different letters."""
    return any(len(set(word.lower())) > 1 for word in _WORD.findall(answer))


def _is_english(answer: str) -> bool:
    letters = _LETTER.findall(answer)
    if sum(bool(_LATIN.match(c)) for c in letters) < 0.6 * len(letters):
        return False
    words = [w.lower() for w in re.findall(r"[\w']+", answer)]
    if len(words) < LEAST_WORDS or sum(w in _ENGLISH for w in words) >= 0.12 * len(words):
        return True
    if len(_CODE.findall(answer)) > 0.03 * len(answer):
        return True
    language, probability = _identifier().classify(answer)
    return bool(language == "en" or probability < 0.95)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_TOLD_APART)
    return identifier

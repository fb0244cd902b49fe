"""Whether an answer can be graded at all. What cannot be graded is *not graded*: it never gets a score."""

from __future__ import annotations

import re

from viva.grading.english import is_english
from viva.language import N_

EMPTY = N_("The answer is empty.")
TOO_LONG = N_("The answer is too long: %(characters)s characters, and %(most)s can be read. Shorten it.")
HALF_A_CHARACTER = N_("The answer holds half of a character (a lone surrogate). Take it away.")
NO_WORDS = N_("The answer has no words in it.")
NOT_ENGLISH = N_("The answer is not in English, the one language that can be graded so far.")

LONGEST = 20_000
"""Characters; some 25 minutes of speech at 130 words a minute."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def why_not(answer: str) -> str | None:
    """The reason, a sentence in English for the person who wrote the answer; None where it can be graded."""
    if not answer.strip():
        return EMPTY
    if len(answer) > LONGEST:
        return TOO_LONG % {"characters": f"{len(answer):,}", "most": f"{LONGEST:,}"}
    if _SURROGATE.search(answer):
        return HALF_A_CHARACTER
    if not _is_text(answer):
        return NO_WORDS
    if not is_english(answer):
        return NOT_ENGLISH
    return None


def _is_text(answer: str) -> bool:
    """At least one word with two different letters."""
    return any(len(set(word.lower())) > 1 for word in _WORD.findall(answer))

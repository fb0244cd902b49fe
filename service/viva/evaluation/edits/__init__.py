"""Edits of answers, as pure functions: harmless ones, ones that break a claim, ones that only try for credit.

Each gives the edited text, or None where it cannot be made; what it gives may equal the text. The rules are for
plain English and prefer to pass an answer over to spoiling it.
"""

from viva.evaluation.edits.breaking import BREAKING, UNRELATED, Breaking
from viva.evaluation.edits.claims import NEGATION, Place
from viva.evaluation.edits.gaming import GAMING, INSTRUCTION, OFF_TOPIC, WAFFLE, ZERO_WIDTH, Gaming, key_terms
from viva.evaluation.edits.harmless import HARMLESS, WORDS_A_TYPO, Harmless

__all__ = [
    "BREAKING",
    "GAMING",
    "HARMLESS",
    "INSTRUCTION",
    "NEGATION",
    "OFF_TOPIC",
    "UNRELATED",
    "WAFFLE",
    "WORDS_A_TYPO",
    "ZERO_WIDTH",
    "Breaking",
    "Gaming",
    "Harmless",
    "Place",
    "key_terms",
]

"""Telling that an answer is not in English.

Answers are short, full of technical terms, and speak of people and places from everywhere. So each sign alone is
weak: letters, words that only one language has, and a statistical identifier. When in doubt it is English: what is
graded can be looked at, what is refused cannot.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LATIN = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[{}()\[\];=<>]")
# Words of English alone: "a", "in", "do", "no", "was", "on" and the like are words of other languages, too.
_ONLY_ENGLISH = """
the and with from were been its this that these those you they our your their don't than because when which who
what how does could would should just there here into about some each very it's i'm i'd that's
"""
# And words that English texts hold neither as words nor as names, abbreviations or terms: no "die", no "mit", no "dos".
_ONLY_OTHERS = {
    "de": """der das und ist sind nicht eine einen einem einer für auf weil wird werden ich sich auch oder wenn
        dass zum zur beim keine kein aus durch nur sehr wie wir kann bei aber noch schon dann damit""",
    "es": """que una para más como pero sus está también cuando esto muy ser sobre entre así sé estoy hace puede""",
    "fr": """est une dans avec je sais parce c'est où cette elle nous vous sont être très aussi mais côté""",
    "hi": """hai hain nahi nahin aur mein hota hoti hote isliye kyonki mujhe kya toh bhi karta karti karte raha rahi
        jata jati""",
    "it": """gli che una della delle nel alla perché anche questo sono""",
    "pt": """que uma não mais porque também são como pelo pela sei isso quando""",
}
_PARTICLES = frozenset("der das die la les el il lo los las un du des de le".split())
"""Articles and the like that names bring into English texts as well: Le Mans, El Niño, von der Leyen."""

_ENGLISH = frozenset(_ONLY_ENGLISH.split())
_OTHERS = {language: frozenset(words.split()) for language, words in _ONLY_OTHERS.items()}
_TOLD_APART = "en de fr es it pt nl pl sv da fi cs hu ro tr id vi ca".split()
"""Languages written in Latin letters that are told from English; among all 140, dialects share the probability."""

LEAST_WORDS = 6
"""Fewer words than this are too few for the identifier alone."""
# How sure it must be, by what else speaks against English.
_ALONE, _WITH_A_PARTICLE, _WITH_A_WORD = 0.95, 0.7, 0.6


def is_english(answer: str) -> bool:
    """Whether an answer is in English, or in code, or in too few words of any language to tell."""
    letters = _LETTER.findall(answer)
    if sum(bool(_LATIN.match(c)) for c in letters) < 0.6 * len(letters):
        return False
    words = [w.lower() for w in re.findall(r"[\w']+", answer)]
    if sum(w in _ENGLISH for w in words) >= 0.12 * len(words):
        return True
    if len(_CODE.findall(answer)) > 0.03 * len(answer):
        return True
    others = max(sum(w in theirs for w in words) for theirs in _OTHERS.values())
    if others >= 2 and others >= 0.2 * len(words):
        return False
    enough = _enough(words, others)
    if enough is None:
        return True
    language, probability = _identifier().classify(answer)
    return bool(language == "en" or probability < enough)


def _enough(words: list[str], others: int) -> float | None:
    """The probability from which the identifier is believed that these words are not English; None for never."""
    if others:
        return _WITH_A_WORD
    if len(words) >= 4 and any(w in _PARTICLES for w in words):
        return _WITH_A_PARTICLE
    return _ALONE if len(words) >= LEAST_WORDS else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_TOLD_APART)
    return identifier

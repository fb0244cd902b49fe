"""Takes apart what follows from a thing and what it is for: "…, causing this", "… to make it interactive"."""

from __future__ import annotations

from collections.abc import Iterator

from viva.importing.claims import Claim, ClauseWords, Cut, parted
from viva.importing.verbs import after_adverbs
from viva.importing.words import FUNCTION_WORDS, can_be, stem, verb_forms

_NO_RESULT = frozenset(
    "including depending according regarding starting using being concerning considering".split()
)
# "needs to do", "is able to do": what follows is no purpose.
_TAKES_INFINITIVE = """
able how need want have try allow let enable require expect order ability way plan tend seem fail use used going
ought aim like chance time opportunity right permission decision attempt what where when whether which
"""
_TAKING_INFINITIVE = frozenset(_TAKES_INFINITIVE.split())


def consequences(text: str, claim: Claim) -> list[Claim]:
    """A claim for the main clause, and one for each "…, causing this" behind it."""
    return parted(text, claim, _participle_cuts)


def purposes(text: str, claim: Claim) -> list[Claim]:
    """A claim for what is done, and one for "to" what end, where both say enough."""
    return parted(text, claim, _purpose_cuts)


def _participle_cuts(words: ClauseWords) -> Iterator[Cut]:
    first = words.forms(after_adverbs(words, 0))
    for index in range(3, len(words) - 1):
        word = words.small(after_adverbs(words, index))
        result = "ing" in verb_forms(word) and word not in _NO_RESULT and not can_be(word, "NOUN")
        if result and "ing" not in first and words.comma_before(index) and not words.comma_before(index + 1):
            yield Cut(index, index)


def _purpose_cuts(words: ClauseWords) -> Iterator[Cut]:
    for index in range(4, len(words) - 2):
        if words.small(index) != "to" or "base" not in words.forms(index + 1):
            continue
        before = words.small(index - 1)
        head = [words.small(at) for at in range(index) if words.small(at) not in FUNCTION_WORDS]
        if len(head) >= 3 and not _expects_infinitive(before) and not {*map(stem, head)} & _TAKING_INFINITIVE:
            yield Cut(index, index + 1)
            return


def _expects_infinitive(word: str) -> bool:
    return stem(word) in _TAKING_INFINITIVE or (can_be(word, "ADJ") and not can_be(word, "NOUN"))

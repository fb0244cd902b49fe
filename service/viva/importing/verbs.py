"""The verb of a clause, found without a grammar: by the forms that words can have, and by their neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from viva.importing.claims import ClauseWords
from viva.importing.words import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    LIGHT_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    can_be,
)

SUBORDINATORS = frozenset(
    "if when where while because since as although though unless once after before until".split()
)
BE = frozenset("is are was were be been being am".split())
_SINGULAR = frozenset({"he", "she", "it"})
_PLURAL = frozenset({"i", "you", "we", "they"})


@dataclass(frozen=True)
class Verb:
    """The finite verb of a clause, or the one it begins with: `index`, its forms, and where its predicate begins."""

    index: int
    forms: frozenset[str]
    predicate: int
    auxiliary: bool = False


def main_verb(words: ClauseWords, start: int) -> Verb | None:
    """The verb of the clause that begins at a word; None where none is likely."""
    first = after_adverbs(words, start)
    if words.small(first) not in SUBORDINATORS and words.forms(first) and _may_open(words, first):
        return Verb(first, words.forms(first), first)
    for index in range(start, len(words)):
        if words.small(index) in AUXILIARIES:
            return _with_auxiliary(words, index)
        if index > start and is_finite(words, index):
            return Verb(index, _finite_forms(words, index), index)
        if (
            index > start
            and words.comma_before(index)
            and words.small(start) not in SUBORDINATORS | PREPOSITIONS
        ):
            return None
    return None


def behind_condition(words: ClauseWords, verb: Verb) -> tuple[Verb, int]:
    """The verb of the clause that follows an "if …,"; where none follows, that of the "if", which goes without it."""
    for index in range(verb.index + 1, len(words)):
        if words.comma_before(index) and words.small(index) not in {"and", "or"}:
            own = main_verb(words, index)
            if own is not None and "ing" not in own.forms:
                return own, 0
    return verb, 1


def is_finite(words: ClauseWords, index: int) -> bool:
    """Whether a word within a clause is likely its finite verb, by what it can be and what stands before it."""
    before = _before_adverbs(words, index)
    if (
        not words.forms(index)
        or before < 0
        or words.comma_before(index)
        or not _can_precede_verb(words.small(before))
    ):
        return False
    forms, word, previous = words.forms(index), words.small(index), words.small(before)
    only_verb = not can_be(word, "NOUN") and not can_be(word, "ADJ")
    if "s" in forms:
        # After a plural it is a noun: "the threads stores" is not English.
        singular = not previous.endswith("s") or previous in PRONOUNS
        return only_verb or previous in _SINGULAR or (singular and _takes_object(words, index))
    if "base" in forms:
        plural = previous.endswith("s") and can_be(previous, "NOUN")
        return previous in _PLURAL or (plural and (only_verb or _takes_object(words, index)))
    return forms == {"past"} and only_verb and _takes_object(words, index)


def after_adverbs(words: ClauseWords, index: int) -> int:
    """The first word from there on that is no adverb such as "then" or "usually"."""
    while words.small(index) in LIGHT_ADVERBS or (
        words.small(index).endswith("ly") and can_be(words.small(index), "ADV")
    ):
        index += 1
    return index


def _may_open(words: ClauseWords, first: int) -> bool:
    """Whether a clause that begins with this word begins with its verb: "render …", not "layout …" or "work is …"."""
    forms, word, following = words.forms(first), words.small(first), words.small(first + 1)
    if following in AUXILIARIES or (is_finite(words, first + 1) and not words.forms(first) & {"s", "ing"}):
        return False
    if can_be(word, "NOUN") and following in {"of", "that", "which"}:
        return False
    return not (forms == {"past"} and can_be(word, "ADJ") and following and can_be(following, "NOUN"))


def _with_auxiliary(words: ClauseWords, index: int) -> Verb:
    predicate = index
    while predicate < len(words) and (
        words.small(predicate) in AUXILIARIES | BE | LIGHT_ADVERBS | {"not", "both", "either"}
    ):
        predicate += 1
    forms = words.forms(predicate) if predicate < len(words) else frozenset()
    return Verb(index, forms, predicate, auxiliary=True)


def _can_precede_verb(word: str) -> bool:
    if word in DETERMINERS | PREPOSITIONS | {"and", "or", "not"}:
        return False
    return word in PRONOUNS or can_be(word, "NOUN") or not can_be(word, "ADJ")


def _finite_forms(words: ClauseWords, index: int) -> frozenset[str]:
    """The forms of a finite verb; "they put" is the present, though "put" can be the past."""
    forms = words.forms(index) - {"ing"}
    plural = words.small(_before_adverbs(words, index)) in _PLURAL
    return forms & {"base"} if plural and "base" in forms else forms


def _takes_object(words: ClauseWords, index: int) -> bool:
    """Whether what follows looks like an object or a complement of a verb, not like the rest of a noun's company."""
    following = words.small(index + 1)
    if not following or words.comma_before(index + 1):
        return False
    return (
        following in DETERMINERS | PRONOUNS
        or following not in FUNCTION_WORDS | AUXILIARIES
        or following == "to"
    )


def _before_adverbs(words: ClauseWords, index: int) -> int:
    index -= 1
    while words.small(index) in LIGHT_ADVERBS:
        index -= 1
    return index

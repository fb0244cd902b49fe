"""Takes apart what shares a subject: "Dependencies can be cached and can yield" says two things.

There is no grammar of English here: a word list says what forms a word can have, and two verbs in the same form make
two predicates.
"""

from __future__ import annotations

from collections.abc import Iterator

from viva.importing.claims import Claim, ClauseWords, Cut, parted
from viva.importing.verbs import BE, SUBORDINATORS, Verb, after_adverbs, behind_condition, main_verb
from viva.importing.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, can_be

_RELATIVES = frozenset("that which who whose where when if because since so".split())
_THIRD_PERSON = frozenset("is has does isn't hasn't doesn't was".split())
# After a word that can be a noun, these say that it is a verb. "of", "for" and "in" follow nouns as well.
_AFTER_VERBS = (
    DETERMINERS | PRONOUNS | frozenset("to from into on with at by as through over up down out off".split())
)


def predicates(text: str, claim: Claim) -> list[Claim]:
    """A claim for each predicate that a claim has, with the subject carried over."""
    return parted(text, claim, _predicate_cuts)


def _predicate_cuts(words: ClauseWords) -> Iterator[Cut]:
    verb, subject = main_verb(words, 0), 0
    if verb is not None and words.small(0) in SUBORDINATORS:
        verb, subject = behind_condition(words, verb)
    if verb is None:
        return
    end_of_last, begins = verb.index, 0
    for index in range(verb.index + 1, len(words)):
        joint = _joint(words, index)
        if joint is None or index <= end_of_last:
            continue
        shared = _joins(words, joint, verb, subject)
        if shared is not None and not _is_pair_of_steps(words, begins, index):
            end_of_last = begins = joint
            yield Cut(index, joint, shared)
        elif (own := _own_clause(words, index, joint)) is not None:
            end_of_last, begins = own.index, joint
            verb, subject = own, joint
            yield Cut(index, joint)


def _is_pair_of_steps(words: ClauseWords, begins: int, index: int) -> bool:
    """Whether "x, then y" has a word on either side: two words in an order are one thing to know."""
    last = after_adverbs(words, index)
    ends = last == len(words) - 1 or words.comma_before(last + 1)
    return words.small(index) == "then" and index - begins == 1 and ends


def _joint(words: ClauseWords, index: int) -> int | None:
    """Where a part joined on at a word begins to speak: after "and"; None where nothing is joined on there."""
    word = words.small(index)
    if word in {"and", "but", "&"}:
        return index + 1 if index + 1 < len(words) else None
    if words.comma_before(index) and word not in {"or", "nor", "so"}:
        return index
    return index if word == "then" and words.small(index - 1) not in {"and", "but"} else None


def _joins(words: ClauseWords, joint: int, verb: Verb, subject: int) -> tuple[int, int] | None:
    """The words that a joined predicate shares, from and to; None where what is joined is no predicate."""
    at = after_adverbs(words, joint)
    word, forms = words.small(at), words.forms(at)
    if word in AUXILIARIES:
        return (subject, verb.index) if verb.index > subject or verb.auxiliary else None
    if verb.auxiliary:
        return _joins_auxiliary(words, at, verb, subject)
    if not forms & verb.forms or not _is_parallel(words, at, verb):
        return None
    return (subject, verb.index) if verb.index > subject else (-1, -1)


def _joins_auxiliary(words: ClauseWords, at: int, verb: Verb, subject: int) -> tuple[int, int] | None:
    word, forms = words.small(at), words.forms(at)
    has_be = any(words.small(index) in BE for index in range(verb.index, verb.predicate))
    ambiguous = can_be(word, "NOUN") and not _has_object(words, at)
    if has_be and (("past" in forms and not ambiguous) or ("ing" in forms and "ing" in verb.forms)):
        return subject, verb.predicate
    adjectives = can_be(word, "ADJ") and not can_be(word, "NOUN")
    if has_be and adjectives and at == len(words) - 1 and not can_be(words.small(at - 1), "NOUN"):
        return subject, verb.predicate
    if (
        "s" in forms
        and words.small(verb.index) in _THIRD_PERSON
        and (not can_be(word, "NOUN") or _has_object(words, at))
    ):
        return subject, verb.index
    if "base" in forms and "base" in verb.forms and not has_be and not ambiguous:
        return subject, verb.predicate
    if "base" in forms and words.small(verb.index) in {"are", "have", "do"} and not ambiguous:
        return subject, verb.index
    return None


def _is_parallel(words: ClauseWords, at: int, verb: Verb) -> bool:
    """Whether a word that can be a verb in the same form is one: a word that can be a noun, too, needs an object."""
    word = words.small(at)
    if not can_be(word, "NOUN") and not can_be(word, "ADJ"):
        return True
    opens = verb.index == after_adverbs(words, 0)
    return _has_object(words, at) or (
        opens and at + 1 < len(words) and words.small(at + 1) not in {"and", "or"}
    )


def _has_object(words: ClauseWords, at: int) -> bool:
    return words.small(at + 1) in _AFTER_VERBS and not words.comma_before(at + 1)


def _own_clause(words: ClauseWords, index: int, joint: int) -> Verb | None:
    """The verb of a whole clause that "and" joins on behind a comma."""
    if words.small(index) not in {"and", "but"} or not words.comma_before(index) or index < 4:
        return None
    if len(words) - joint < 4 or words.small(joint) in _RELATIVES | PREPOSITIONS:
        return None
    verb = main_verb(words, joint)
    return verb if verb and joint < verb.index <= joint + 6 else None

"""Takes apart the objects of a verb: "improves TTFB and SEO" says two things."""

from __future__ import annotations

from viva.importing.claims import Claim, ClauseWords
from viva.importing.clauses import Span, trimmed
from viva.importing.verbs import is_finite
from viva.importing.words import AUXILIARIES, FUNCTION_WORDS, PREPOSITIONS, PRONOUNS, can_be, stem

# What these join is one thing: nothing is combined, compared or told apart alone.
_COLLECTIVE = """
combine merge join mix compare connect link match pair separate distinguish differentiate balance relate unite swap
exchange intersect interleave concatenate reconcile alternate correlate decouple between
"""
_COLLECTIVE_VERBS = frozenset(_COLLECTIVE.split())
_RELATIVES = frozenset("that which who whose where when if because since so".split())
_LONGEST_OBJECT = 3
"""Words in one of several objects that are taken apart; longer ones hold clauses of their own."""


def objects(text: str, claim: Claim) -> list[Claim]:
    """A claim for each of several short objects at the end, with all that stands before them carried over."""
    words = ClauseWords(text, claim.own)
    items = _items(words)
    if not items:
        return [claim]
    first = items[0][0]
    before = claim.parts[:-1]
    lead = (_lead(words, claim.own[0], first),) if first else ()
    found = []
    for number, (low, high) in enumerate(items):
        start = words.all[low].start if number else claim.own[0]
        end = words.all[high - 1].end if number < len(items) - 1 else claim.own[1]
        own = trimmed(text, (start, end))
        found.append(Claim((*before, *lead, own) if number else (*before, own), own))
    return found


def _lead(words: ClauseWords, start: int, first: int) -> Span:
    """What stands before the first item, its colon included."""
    end = words.all[first - 1].end
    return start, end + words.text.startswith(":", end)


def _items(words: ClauseWords) -> list[tuple[int, int]]:
    """The items of a list that ends a claim and follows its verb at once, each from and to; none where none does."""
    count = len(words)
    last = next((at for at in range(count - 1, 0, -1) if words.small(at) == "and"), None)
    if last is None or not 1 <= count - last - 1 <= _LONGEST_OBJECT:
        return _bare_list(words)
    items = [(last + 1, count)]
    start = end = last
    # Back over "x, y" before "and z".
    while True:
        start = end - 1
        while (
            start > 0
            and not words.comma_before(start)
            and end - start < _LONGEST_OBJECT
            and not _leads(words, start - 1)
        ):
            start -= 1
        items.insert(0, (start, end))
        if start == 0 or not words.comma_before(start):
            break
        end = start
    return items if _are_objects(words, items) else []


def _leads(words: ClauseWords, index: int) -> bool:
    """Whether a word is a verb that objects can follow."""
    word = words.small(index)
    if word in PRONOUNS and words.forms(index - 1):
        return True
    forms = words.forms(index)
    return bool(forms) and (not can_be(word, "NOUN") or index == 0 or is_finite(words, index))


def _are_objects(words: ClauseWords, items: list[tuple[int, int]]) -> bool:
    first = items[0][0]
    if first == 0:
        return len(items) > 2 and not any(_speaks(words, item) for item in items)
    if not _leads(words, first - 1):
        return False
    if stem(words.small(first - 1)) in _COLLECTIVE_VERBS:
        return False
    return not any(_speaks(words, item) for item in items)


def _speaks(words: ClauseWords, item: tuple[int, int]) -> bool:
    """Whether an item is more than a name: it holds a preposition, an auxiliary or a pronoun, or it is empty."""
    inside = [words.small(index) for index in range(*item)]
    closed = PREPOSITIONS | AUXILIARIES | PRONOUNS | _RELATIVES | {"or", "not"}
    return (
        not inside or all(word in FUNCTION_WORDS for word in inside) or any(word in closed for word in inside)
    )


def _bare_list(words: ClauseWords) -> list[tuple[int, int]]:
    """The items of a claim that is nothing but a list, with or without a label: "ACID: atomicity, consistency, …"."""
    label = next((index for index in range(1, len(words)) if ":" in words.gap(index)), 0)
    starts = [label, *(index for index in range(label + 1, len(words)) if words.comma_before(index))]
    items = list(zip(starts, [*starts[1:], len(words)], strict=True))
    short = all(high - low <= _LONGEST_OBJECT + 1 and not _speaks(words, (low, high)) for low, high in items)
    return items if len(items) > 2 and short and label <= _LONGEST_OBJECT else []

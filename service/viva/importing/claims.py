"""Claims, and how one is parted into several that share words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from viva.importing.clauses import Span, protected, trimmed
from viva.importing.words import FUNCTION_WORDS, verb_forms, words_of


@dataclass(frozen=True)
class Claim:
    """Stretches of an answer that say one thing when they are read one after the other.

    `own`, the last of them, is the stretch that no other claim of its sentence has; the others are shared.
    """

    parts: tuple[Span, ...]
    own: Span


def whole(span: Span) -> Claim:
    """A claim of one stretch."""
    return Claim((span,), span)


@dataclass(frozen=True)
class Cut:
    """A claim ends before word `end`; the next begins at word `start`, after the words `shared` (from, to)."""

    end: int
    start: int
    shared: tuple[int, int] = (0, 0)


class ClauseWords:
    """The words of a claim's own stretch that stand outside of brackets."""

    def __init__(self, text: str, span: Span) -> None:
        kept = protected(text, *span)
        self.text = text
        self.all = [
            word
            for word in words_of(text, *span)
            if text[word.start] == "`" or not any(low <= word.start < high for low, high in kept)
        ]

    def __len__(self) -> int:
        return len(self.all)

    def small(self, index: int) -> str:
        """A word in small letters; nothing before the first and after the last."""
        return self.all[index].small if 0 <= index < len(self.all) else ""

    def forms(self, index: int) -> frozenset[str]:
        """The forms of a verb that a word can be."""
        word = self.small(index)
        return verb_forms(word) if word and word not in FUNCTION_WORDS else frozenset()

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it, brackets included."""
        return self.text[self.all[index - 1].end : self.all[index].start] if index else ""

    def comma_before(self, index: int) -> bool:
        """Whether a comma parts a word from the one before it."""
        return "," in _outside_brackets(self.gap(index))


def _outside_brackets(gap: str) -> str:
    low, high = gap.find("("), gap.rfind(")")
    return gap[:low] + gap[high + 1 :] if 0 <= low < high else gap


def parted(text: str, claim: Claim, cuts_of: Callable[[ClauseWords], Iterable[Cut]]) -> list[Claim]:
    """The claims that a claim is cut into; one that is cut nowhere stays as it is."""
    words = ClauseWords(text, claim.own)
    cuts = list(cuts_of(words))
    if not cuts:
        return [claim]
    before = claim.parts[:-1]
    found = []
    start, shared = claim.own[0], before
    for cut in [*cuts, None]:
        end = words.all[cut.end].start if cut else claim.own[1]
        own = trimmed(text, (start, end))
        found.append(Claim((*shared, own), own))
        if cut:
            start = words.all[cut.start].start
            shared = _shared(text, words, cut, before)
    return found


def _shared(text: str, words: ClauseWords, cut: Cut, before: tuple[Span, ...]) -> tuple[Span, ...]:
    low, high = cut.shared
    if low >= high:
        return before if cut.shared != (0, 0) else ()
    return (*before, trimmed(text, (words.all[low].start, words.all[high - 1].end)))

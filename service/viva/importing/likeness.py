"""Which points of a draft say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from viva.encoder.protocols import Embedder
from viva.importing.words import stems, words_of

SAME = 0.95
"""Likeness from which two wordings are one point; "improves it" and "hurts it" reach some 0.9."""
WITHIN = 0.8
"""Likeness from which a wording is one with another that has all of its telling words."""

_NEGATIONS = frozenset(
    "no not never without unless cannot neither nor none avoid avoids less instead".split()
)
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True)
class Wording:
    """A point as one place of the answer says it; `place` is that of its sentence."""

    text: str
    place: int


@dataclass(frozen=True)
class _Read:
    """What counts of a wording: where it stands, its telling words, and what turns sentences into other ones."""

    place: int
    stems: frozenset[str]
    marks: tuple[frozenset[str], frozenset[str]]


def groups(wordings: Sequence[Wording], embedder: Embedder) -> list[list[int]]:
    """The indices of wordings that say the same, each group in the order of the answer.

    What one sentence says is never taken together: it was taken apart because it says two things.
    """
    if len({wording.place for wording in wordings}) < 2:
        return [[index] for index in range(len(wordings))]
    vectors = embedder.embed([wording.text for wording in wordings])
    read = [_Read(one.place, frozenset(stems(one.text)), _marks(one.text)) for one in wordings]
    found: list[list[int]] = []
    for index in range(len(read)):
        for group in found:
            if _same(read[group[0]], read[index], float(vectors[index] @ vectors[group[0]])):
                group.append(index)
                break
        else:
            found.append([index])
    return found


def _same(one: _Read, other: _Read, like: float) -> bool:
    if one.place == other.place or one.marks != other.marks:
        return False
    within = bool(one.stems and other.stems) and (one.stems <= other.stems or other.stems <= one.stems)
    return one.stems == other.stems or like >= (WITHIN if within else SAME)


def _marks(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Negations and numbers: they change what a sentence says and hardly move its vector."""
    small = {word.small for word in words_of(text)}
    negations = small & _NEGATIONS | {word for word in small if word.endswith(("n't", "n’t"))}
    return frozenset(negations), frozenset(_NUMBER.findall(text))

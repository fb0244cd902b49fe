"""From a note to the draft of a rubric: its key points, each with the sentence that it was made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from viva.encoder.protocols import Embedder
from viva.importing.claims import Claim, whole
from viva.importing.clauses import clauses_of
from viva.importing.consequences import consequences, purposes
from viva.importing.follow_ups import follow_ups
from viva.importing.likeness import Wording, groups
from viva.importing.notes import ImportFault, Note, one_line, shortened
from viva.importing.objects import objects
from viva.importing.predicates import predicates
from viva.importing.sentences import Sentence, sentences_of
from viva.importing.slugs import point_ids
from viva.importing.words import FUNCTION_WORDS, content_words, words_of

MOST = 12
"""Points beyond which an answer is not cut more finely."""
MOST_OF_PROSE = 8
"""The same for prose, in which a sentence mostly holds one idea."""
LEAST = 4
"""Points below which what something is done for is a point of its own."""
TERSE = 0.4
"""Share of function words below which an answer is in the style of notes; of prose they are about a half."""

LONGEST = 20_000
"""Characters of an answer; as many can be graded. A longer one is a chapter, not an answer."""

_BEHAVIOURAL = re.compile(
    r"\b(?:tell me about|describe a|a time (?:when|you)|you (?:most )?proud|your (?:greatest|biggest|worst|best))\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"`([^`]+)`")
Level: TypeAlias = Callable[[str, Claim], list[Claim]]


@dataclass(frozen=True)
class DraftPoint:
    """A key point with the sentence of the answer it was made from; `also` are other places that say it."""

    id: str
    point: str
    follow_up: str
    sentence: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A rubric as it is proposed; `uncovered` are the words of the answer that no point carries, in order."""

    question: str
    topic: str
    source: str
    kind: Literal["knowledge", "behavioural"]
    model_answer: str
    points: tuple[DraftPoint, ...]
    uncovered: tuple[str, ...]


@dataclass(frozen=True)
class _Said:
    """A claim, its wording, and its sentence."""

    claim: Claim
    text: str
    sentence: Sentence


def draft(note: Note, embedder: Embedder, topic: str) -> Draft:
    """The draft of a rubric for a note; `topic` counts where the note has none.

    Raises:
        ImportFault: the answer holds nothing that could be a point, or is too long.
    """
    if len(note.answer) > LONGEST:
        what = f"the answer to “{shortened(note.question)}” has {len(note.answer):,} characters, over {LONGEST:,}"
        raise ImportFault(note.source, what, "Split it into several questions.")
    said = _said(note.answer)
    if not said:
        what = f"the answer to “{shortened(note.question)}” says nothing that could be a key point"
        raise ImportFault(note.source, what, "Write it out in words.")
    found = groups([Wording(one.text, one.sentence.start) for one in said], embedder)
    chosen = [
        max((said[index] for index in group), key=lambda one: len(content_words(one.text))) for group in found
    ]
    texts = [one.text for one in chosen]
    points = [
        DraftPoint(
            id, one.text, follow_up, _line(note.answer, one.sentence), _also(note.answer, one, said, group)
        )
        for id, one, follow_up, group in zip(
            point_ids(texts, note.question), chosen, follow_ups(texts), found, strict=True
        )
    ]
    return Draft(
        question=note.question,
        topic=note.topic or topic,
        source=note.source,
        kind="behavioural" if _BEHAVIOURAL.search(note.question) else "knowledge",
        model_answer=note.answer,
        points=tuple(points),
        uncovered=tuple(_uncovered(note.answer, said)),
    )


def is_terse(answer: str) -> bool:
    """Whether an answer is written in the style of notes: few of its words only hold the others together."""
    words = words_of(answer)
    return sum(word.small in FUNCTION_WORDS for word in words) < TERSE * len(words)


def _said(answer: str) -> list[_Said]:
    """What an answer says, cut as finely as its style asks for."""
    levels: list[Level] = [_clauses, predicates, consequences, objects]
    current = [(sentence, whole((sentence.start, sentence.end))) for sentence in sentences_of(answer)]
    most = MOST if is_terse(answer) else MOST_OF_PROSE
    for level in levels:
        finer = _finer(answer, current, level)
        # Several objects of one verb are several points in any style.
        if len(finer) <= most or level is objects:
            current = finer
    if len(current) < LEAST:
        current = _finer(answer, current, purposes)
    said = [_Said(claim, _wording(answer, claim), sentence) for sentence, claim in current]
    return [one for one in said if content_words(one.text)]


def _finer(
    answer: str, current: Sequence[tuple[Sentence, Claim]], level: Level
) -> list[tuple[Sentence, Claim]]:
    return [(sentence, finer) for sentence, claim in current for finer in level(answer, claim)]


def _clauses(answer: str, claim: Claim) -> list[Claim]:
    return [whole(span) for span in clauses_of(answer, *claim.own)]


def _wording(answer: str, claim: Claim) -> str:
    text = _CODE.sub(r"\1", one_line(" ".join(answer[start:end] for start, end in claim.parts)))
    text = text.strip(' ,;:.!?…“”"')
    first = words_of(text)[:1]
    # A name such as useEffect keeps its small letter.
    plain = bool(first) and first[0].start == 0 and text[: first[0].end].replace("-", "").isalpha()
    capital = text[:1].upper()
    # Some letters have no capital that leads back to them.
    return (
        capital + text[1:]
        if plain and text[: first[0].end].islower() and capital.lower() == text[:1]
        else text
    )


def _line(answer: str, sentence: Sentence) -> str:
    return one_line(answer[sentence.start : sentence.end])


def _also(answer: str, chosen: _Said, said: Sequence[_Said], group: Sequence[int]) -> tuple[str, ...]:
    return tuple(_line(answer, said[index].sentence) for index in group if said[index] is not chosen)


def _uncovered(answer: str, said: Sequence[_Said]) -> list[str]:
    carried = bytearray(len(answer))
    for start, end in (part for one in said for part in one.claim.parts):
        carried[start:end] = b"\1" * (end - start)
    # "and" is what claims were cut at; it says nothing that is lost.
    missing = [word for word in words_of(answer) if not carried[word.start] and word.small != "and"]
    return [answer[word.start : word.end] for word in missing]

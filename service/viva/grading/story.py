"""What an answer about the speaker tells: the situation, the task, the action and the result.

Read by the same verifier, beside statements of our own instead of a rubric's. Two wordings stand for each part:
told where both are found, not told where neither is, unsure where they disagree. It is a help for telling a
story; no grade and no coverage comes of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from viva.encoder.protocols import Reading, Span
from viva.grading.calibration import Scale, decide, probabilities
from viva.grading.evidence import choose
from viva.grading.gradable import why_not
from viva.grading.grade import Evidence
from viva.grading.grader import Grader
from viva.grading.passage import passage
from viva.grading.segments import Segment, split
from viva.rubric.loading import parse_rubric
from viva.rubric.schema import Rubric


class Part(StrEnum):
    """A part of a story, in the order in which it is usually told."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"


class Told(StrEnum):
    """Whether a part is told."""

    YES = "told"
    UNSURE = "unsure"
    NO = "not told"


@dataclass(frozen=True)
class PartTold:
    """What was found of one part: `words` are the ones that tell it, None where it is not told."""

    part: Part
    told: Told
    words: Evidence | None


QUESTION = "Tell me about a time when something was difficult, and how you dealt with it."
WORDINGS = (
    {
        Part.SITUATION: "Describes one concrete situation that really happened",
        Part.TASK: "States the goal that had to be reached",
        Part.ACTION: "Tells step by step what I did",
        Part.RESULT: "Says how the matter developed afterwards",
    },
    {
        Part.SITUATION: "Tells of one occasion, with a place, a time or people in it",
        Part.TASK: "Names what was needed and until when",
        Part.ACTION: "Names steps that the speaker took, told as I did",
        Part.RESULT: "Names what was achieved or what it cost",
    },
)
"""Of those tried, the ones that were read best (docs/grading.md)."""

_SPEAKER = re.compile(r"\b(?:I|I['’]\w+|me|my|mine|myself)\b")
_USUAL = {Part.SITUATION: 0.0, Part.TASK: 0.25, Part.ACTION: 0.6, Part.RESULT: 1.0}
"""Where in an answer a part is usually told, from its beginning (0) to its end (1)."""
ORDER = 0.7
"""How much the usual place counts where words are looked for: a part at the other end is worth 1 - ORDER."""
SHARED = 0.3
"""What words are worth for a part when another part has them, too."""
FEW = 4
"""Segments that are considered for a part's words."""


def read_story(grader: Grader, answer: str) -> tuple[PartTold, ...] | None:
    """The four parts, in their order; None where an answer cannot be graded."""
    if why_not(answer) is not None:
        return None
    scale = grader.calibration.unseen
    readings = [grader.verifier.read(passage(rubric, answer)) for rubric in _rubrics()]
    pairs = dict(zip(Part, zip(*readings, strict=True), strict=True))
    votes = {part: [_credited(reading, scale) for reading in pair] for part, pair in pairs.items()}
    spans = {part: _together(pair) for part, pair in pairs.items() if any(votes[part])}
    words = _words(answer, spans)
    return tuple(_part(part, votes[part], words.get(part)) for part in Part)


def story_rubric(wording: dict[Part, str]) -> Rubric:
    """Four statements as a rubric, for the verifier to read an answer beside."""
    points = "".join(f"  - id: {part.value}\n    point: {wording[part]}\n" for part in Part)
    text = f"question: {QUESTION}\ntopic: story\nkind: behavioural\nmodel_answer: none\nkey_points:\n{points}"
    return parse_rubric(text, id="story")


@cache
def _rubrics() -> tuple[Rubric, ...]:
    return tuple(story_rubric(wording) for wording in WORDINGS)


def _credited(reading: Reading, scale: Scale) -> bool:
    return decide(probabilities(reading, scale), scale.credit_above).credited


def _part(part: Part, votes: Sequence[bool], words: Evidence | None) -> PartTold:
    if words is None:
        return PartTold(part, Told.NO, None)
    # Where it is told what "we" did, the speaker's own part in it may not be told at all.
    ours = part is Part.ACTION and not _SPEAKER.search(words.text)
    return PartTold(part, Told.YES if all(votes) and not ours else Told.UNSURE, words)


def _together(pair: Sequence[Reading]) -> tuple[Span, ...]:
    """The words of an answer with their mean relevance in all readings."""
    return tuple(
        Span(same[0].start, same[0].end, sum(span.relevance for span in same) / len(same))
        for same in zip(*(reading.spans for reading in pair), strict=True)
    )


def _words(answer: str, spans: Mapping[Part, tuple[Span, ...]]) -> dict[Part, Evidence]:
    """The words that tell each part: those most relevant to it, by their place, each part with words of its own."""
    segments = split(answer)
    worth = {part: _worth(part, found, segments, len(answer)) for part, found in spans.items()}
    candidates = [sorted(of, key=lambda n: -of[n])[:FEW] for of in worth.values()]
    if not all(candidates):
        return {}
    chosen = max(product(*candidates), key=lambda picked: _together_worth(picked, list(worth.values())))
    return {
        part: choose(answer, [segments[n]], spans[part], 0.0)[0]
        for part, n in zip(worth, chosen, strict=True)
    }


def _worth(part: Part, spans: Sequence[Span], segments: Sequence[Segment], length: int) -> dict[int, float]:
    """How well each segment tells a part."""
    worth = {}
    for n, segment in enumerate(segments):
        inside = [s.relevance for s in spans if s.start < segment.end and segment.start < s.end]
        away = abs((segment.start + segment.end) / 2 / length - _USUAL[part])
        if inside:
            worth[n] = max(inside) * (1 - ORDER * away)
    return worth


def _together_worth(picked: Sequence[int], worth: Sequence[Mapping[int, float]]) -> float:
    shared = len(picked) - len(set(picked))
    return math.prod(of[n] for n, of in zip(picked, worth, strict=True)) * SHARED**shared

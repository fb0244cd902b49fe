"""Answers about oneself, and a small reader that finds the parts of a story by their names."""

from __future__ import annotations

import re

from helpers import PLAIN_CALIBRATION, WordVerifier
from viva.encoder.protocols import Reading, Span
from viva.grading import Grader
from viva.grading.story import WORDINGS, Part

QUARREL = """\
question: Tell me about a quarrel.
topic: behavioural
kind: behavioural
model_answer: My neighbour played drums at night. I talked to him about carpets.
key_points:
  - id: talked
    point: The speaker talked to the neighbour
    follow_up: Whom did you speak to?
"""
WHOLE = (
    "Our SITUATION was a neighbour with drums. My TASK was to have some sleep. "
    "I did this ACTION, I talked to the neighbour. The RESULT was a carpet."
)
"""Tells all four parts, and the one key point."""

_PARTS = [{statement: part for part, statement in wording.items()} for wording in WORDINGS]


class PartVerifier(WordVerifier):
    """Reads a rubric's points by shared words, and the parts of a story by their names in the answer.

    In capitals (RESULT), a part is told in both wordings; as Result, in the first alone. Counts what it reads.
    """

    version = "parts-1"
    failing_on_stories = False

    def _reading(self, point: str, answer: str) -> Reading:
        for number, wording in enumerate(_PARTS):
            if point in wording:
                if self.failing_on_stories:
                    raise RuntimeError("the reader stumbled over a story")
                return _by_name(wording[point], number, answer)
        return super()._reading(point, answer)


def _by_name(part: Part, number: int, answer: str) -> Reading:
    names = [part.value.upper(), part.value.capitalize()][: 2 - number]
    words = [(m.start(), m.end(), m.group().strip(".,")) for m in re.finditer(r"\S+", answer)]
    spans = tuple(Span(start, end, 0.9 if word in names else 0.05) for start, end, word in words)
    told = any(word in names for _, _, word in words)
    return Reading(6, 0, 0, 0, spans) if told else Reading(0, 0, 6, 0, spans)


def part_grader() -> Grader:
    return Grader(PartVerifier(), PLAIN_CALIBRATION)

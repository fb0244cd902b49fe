"""Which parts of a story an answer about the speaker tells, and in which of its turns; read once an answer.

It stands beside the feedback for whoever wants to tell a story better. It is never stored, and counts for nothing.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from viva.grading import Evidence, Grader
from viva.grading.story import Part, PartTold, Told, read_story
from viva.interview.record import AttemptRecord

log = logging.getLogger(__name__)

BETWEEN = "\n\n"
"""Between two turns: no segment goes across an empty line, so that words are those of one turn."""


@dataclass(frozen=True)
class StoryPart:
    """One part of a story; the `words` that tell it are characters of the answer of that turn, counted from 1."""

    part: Part
    told: Told
    words: Evidence | None
    turn: int | None


def story_of(grader: Grader | None, attempt: AttemptRecord) -> tuple[StoryPart, ...] | None:
    """The parts of the story that all turns of an attempt tell together.

    None where it is not about the speaker, is not graded, or is held back; and where nothing can read it.
    """
    rubric, standing = attempt.rubric, attempt.standing
    if grader is None or rubric is None or standing is None or standing.grade.reason is not None:
        return None
    if rubric.kind != "behavioural" or attempt.held_back or attempt.awaiting_grade:
        return None
    turns = (attempt.answer, *(turn.answer for turn in attempt.follow_ups))
    try:
        parts = _read(grader, BETWEEN.join(turns))
    except Exception:  # whatever fails in the grader, the page with the person's answer must come
        log.exception("the story in attempt %s could not be read", attempt.id)
        return None
    return None if parts is None else tuple(_placed(part, turns) for part in parts)


def _placed(part: PartTold, turns: Sequence[str]) -> StoryPart:
    if part.words is None:
        return StoryPart(part.part, part.told, None, None)
    begins = list(accumulate((len(turn) + len(BETWEEN) for turn in turns[:-1]), initial=0))
    number = bisect_right(begins, part.words.start)
    before = begins[number - 1]
    words = Evidence(part.words.start - before, part.words.end - before, part.words.text)
    return StoryPart(part.part, part.told, words, number)


@lru_cache(maxsize=256)
def _read(grader: Grader, answer: str) -> tuple[PartTold, ...] | None:
    return read_story(grader, answer)

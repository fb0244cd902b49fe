"""What a verifier is given to read: an answer beside its rubric's key points."""

from __future__ import annotations

from viva.encoder.protocols import Passage
from viva.grading.segments import split
from viva.rubric.schema import Rubric


def passage(rubric: Rubric, answer: str) -> Passage:
    """`answer` beside the question and the key points of `rubric`, in their order."""
    return Passage(
        rubric.question,
        tuple(key_point.point for key_point in rubric.key_points),
        answer,
        tuple((segment.start, segment.end) for segment in split(answer)),
    )

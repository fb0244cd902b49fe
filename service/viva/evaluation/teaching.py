"""Teaching, measured: a question that training never saw, with more and more of its answers as examples."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from viva.evaluation.labelled import LabelledAnswer
from viva.grading import Verdict
from viva.rubric import Rubric
from viva.rubric.schema import Example

MEASURED_ON = 6
"""Answers of each question that are never taught, whatever the number of examples."""


def bare(rubric: Rubric) -> Rubric:
    """`rubric` without anything that teaches: no wordings, no examples."""
    points = tuple(k.model_copy(update={"accept": (), "reject": ()}) for k in rubric.key_points)
    return _changed(rubric, key_points=points, examples=())


def with_examples(rubric: Rubric, answers: Sequence[LabelledAnswer]) -> Rubric:
    """`rubric` with labelled answers as its examples: one label a key point and answer."""
    return _changed(rubric, examples=tuple(_example(answer) for answer in answers))


def lots(
    answers: Sequence[LabelledAnswer], examples: int, seed: int
) -> Iterator[tuple[list[LabelledAnswer], list[LabelledAnswer]]]:
    """For each question, `examples` answers drawn by lot to teach with, and `MEASURED_ON` others to measure on.

    The answers to measure on depend on the seed alone, so that curves over `examples` compare like with like.
    """
    by_question: Mapping[str, list[LabelledAnswer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question_id].append(answer)
    for question, own in sorted(by_question.items()):
        drawn = sorted(own, key=lambda answer: answer.id)
        random.Random(f"{seed}-{question}").shuffle(drawn)
        yield drawn[MEASURED_ON : MEASURED_ON + examples], drawn[:MEASURED_ON]


def _example(answer: LabelledAnswer) -> Example:
    ids = {v.value: tuple(k for k, label in answer.labels.items() if label.label is v) for v in Verdict}
    return Example(answer=answer.answer, **ids)


def _changed(rubric: Rubric, **update: object) -> Rubric:
    version = hashlib.sha256(f"{rubric.version} {update}".encode()).hexdigest()
    return rubric.model_copy(update={**update, "version": f"sha256:{version}"})

"""The corpus in models/corpus/: rubrics, labelled answers and contrast snippets, and how they are split.

Two splits, so that two cases can be measured apart: whole *questions* that training never sees (the case of
one's own question), and single *answers* to the questions that it does see (the case of a question that ships).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viva.evaluation.labelled import LabelledAnswer, read_labelled
from viva.rubric import Rubric, load_rubric
from viva.training.examples import PointLabel, Snippet, TrainingExample

TEST_PERCENT = 12
"""Of the answers to the questions that training sees."""


@dataclass(frozen=True)
class Corpus:
    """Everything to learn from and to measure on."""

    rubrics: dict[str, Rubric]
    train: tuple[LabelledAnswer, ...]
    test_answers: tuple[LabelledAnswer, ...]
    test_questions: tuple[LabelledAnswer, ...]
    snippets: tuple[Snippet, ...]


def load_corpus(folder: Path, bank: Path) -> Corpus:
    """The corpus in `folder`; the rubrics of the questions that ship are in `bank`.

    Raises:
        VivaError: a file is malformed, or an answer belongs to no rubric.
    """
    rubrics = {r.id: r for place in (bank, folder / "rubrics") for r in map(load_rubric, sorted(place.glob("*.yaml")))}
    held_out = set(json.loads((folder / "test-questions.json").read_text("utf-8")))
    answers = [a for file in sorted((folder / "answers").glob("*.jsonl")) for a in read_labelled(file)]
    seen = [a for a in answers if a.question_id not in held_out]
    return Corpus(
        rubrics=rubrics,
        train=tuple(a for a in seen if not is_test(a.answer)),
        test_answers=tuple(a for a in seen if is_test(a.answer)),
        test_questions=tuple(a for a in answers if a.question_id in held_out),
        snippets=tuple(Snippet(**row) for row in _rows(sorted((folder / "snippets").glob("*.jsonl")))),
    )


def is_test(answer: str) -> bool:
    """Whether an answer is kept for measuring; told by its text alone, so that it stays where it is."""
    return zlib.crc32(answer.encode()) % 100 < TEST_PERCENT


def _rows(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def as_example(answer: LabelledAnswer, rubric: Rubric) -> TrainingExample:
    """A labelled answer beside its rubric's key points."""
    labels = []
    for key_point in rubric.key_points:
        label = answer.labels[key_point.id]
        start = answer.answer.find(label.evidence) if label.evidence else -1
        span = (start, start + len(label.evidence or "")) if start >= 0 else None
        labels.append(PointLabel(key_point.point, label.label.value, span))
    return TrainingExample(rubric.question, answer.answer, tuple(labels))

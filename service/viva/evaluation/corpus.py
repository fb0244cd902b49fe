"""The corpus in models/corpus/: labelled answers to the questions of the bank, and how they are split.

Two splits, so that two cases can be measured apart: whole *questions* that training never sees (the case of
one's own question), and single *answers* to the questions that it does see (the case of a question that ships).
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from viva.evaluation.labelled import LabelledAnswer, read_labelled
from viva.rubric import Rubric, load_rubric

MANY = 40
TEST_PERCENT = 12
"""Of the answers to the questions that training sees."""


@dataclass(frozen=True)
class Corpus:
    """Everything to learn from and to measure on."""

    rubrics: dict[str, Rubric]
    well_known: frozenset[str]
    """Ids of the questions with at least `MANY` answers: the seven that come first."""
    train: tuple[LabelledAnswer, ...]
    test_answers: tuple[LabelledAnswer, ...]
    test_questions: tuple[LabelledAnswer, ...]


def load_corpus(folder: Path, bank: Path) -> Corpus:
    """The corpus in `folder`; the rubrics of its questions are in `bank`.

    Raises:
        VivaError: a file is malformed, or an answer belongs to no rubric.
    """
    rubrics = {r.id: r for r in map(load_rubric, sorted(bank.glob("*.yaml")))}
    held_out = set(json.loads((folder / "test-questions.json").read_text("utf-8")))
    answers = [a for file in sorted((folder / "answers").glob("*.jsonl")) for a in read_labelled(file)]
    seen = [a for a in answers if a.question_id not in held_out]
    return Corpus(
        rubrics=rubrics,
        well_known=frozenset(id for id, n in Counter(a.question_id for a in answers).items() if n >= MANY),
        train=tuple(a for a in seen if not is_test(a.answer)),
        test_answers=tuple(a for a in seen if is_test(a.answer)),
        test_questions=tuple(a for a in answers if a.question_id in held_out),
    )


def is_test(answer: str) -> bool:
    """Whether an answer is kept for measuring; told by its text alone, so that it stays where it is."""
    return zlib.crc32(answer.encode()) % 100 < TEST_PERCENT

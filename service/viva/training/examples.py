"""Training examples: an answer beside its question's key points, each labelled, some with evidence."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from viva.evaluation.labelled import LabelledAnswer
from viva.rubric import Rubric

SISTER_WEIGHT = 0.5
"""Weight of a label that nobody wrote: that a snippet for one point says nothing of its sister points."""


@dataclass(frozen=True)
class PointLabel:
    """What an answer says about one key point: a verdict, its evidence (characters), and the label's weight."""

    point: str
    label: str
    evidence: tuple[int, int] | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class TrainingExample:
    """One answer, read beside `labels` (in the order in which the points are packed)."""

    question: str
    answer: str
    labels: tuple[PointLabel, ...]


@dataclass(frozen=True)
class Snippet:
    """A short piece of an answer, written for one key point of a question."""

    question: str
    point: str
    label: str
    text: str


def read_snippets(folder: Path) -> tuple[Snippet, ...]:
    """All snippets of a folder of JSON lines."""
    lines = (line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines())
    return tuple(Snippet(**json.loads(line)) for line in lines if line.strip())


def as_example(answer: LabelledAnswer, rubric: Rubric) -> TrainingExample:
    """A labelled answer beside its rubric's key points."""
    labels = []
    for key_point in rubric.key_points:
        label = answer.labels[key_point.id]
        start = answer.answer.find(label.evidence) if label.evidence else -1
        span = (start, start + len(label.evidence or "")) if start >= 0 else None
        labels.append(PointLabel(key_point.point, label.label.value, span))
    return TrainingExample(rubric.question, answer.answer, tuple(labels))


def shuffled(example: TrainingExample, rng: random.Random, drop: float = 0.15) -> TrainingExample:
    """The same answer with its points in another order and some left out, and sometimes no question."""
    labels = [label for label in example.labels if rng.random() > drop] or list(example.labels)
    rng.shuffle(labels)
    question = "" if rng.random() < 0.1 else example.question
    return TrainingExample(question, example.answer, tuple(labels))


JOINTS = (" ", " ", ". ", " and ", "\n", "\n- ", ", ", " so ", " Also, ", " ... ")


def compose(snippets: Sequence[Snippet], rng: random.Random) -> list[TrainingExample]:
    """Answers put together from snippets on different points of one question.

    Each snippet is used once. A point's label and evidence come from its own snippet; points of the
    question without a snippet in the answer count as missing with `SISTER_WEIGHT`, and are left out where a
    snippet labelled missing stands in the answer: it may well speak of a sister point.
    """
    by_question: dict[str, list[Snippet]] = defaultdict(list)
    for snippet in snippets:
        by_question[snippet.question].append(snippet)
    examples = []
    for question, pool in by_question.items():
        points = list(dict.fromkeys(s.point for s in pool))
        pool = rng.sample(pool, len(pool))
        while pool:
            examples.append(_composed(question, points, _take_group(pool, rng), rng))
    return examples


def _take_group(pool: list[Snippet], rng: random.Random) -> list[Snippet]:
    """Remove from `pool` one to four snippets on different points."""
    group = [pool.pop()]
    size = rng.choice((1, 1, 2, 2, 3, 4))
    for snippet in list(reversed(pool)):
        if len(group) >= size:
            break
        if snippet.point not in {s.point for s in group}:
            group.append(snippet)
            pool.remove(snippet)
    return group


def _composed(
    question: str, points: Sequence[str], group: Sequence[Snippet], rng: random.Random
) -> TrainingExample:
    text, spans = "", {}
    for snippet in group:
        piece = _voiced(snippet.text, rng)
        text += rng.choice(JOINTS) if text else ""
        spans[snippet.point] = (len(text), len(text) + len(piece))
        text += piece
    said = {s.point: s.label for s in group}
    sisters_known = all(s.label != "missing" for s in group)
    labels = [
        PointLabel(p, said[p], spans[p] if said[p] != "missing" else None)
        if p in said
        else PointLabel(p, "missing", None, SISTER_WEIGHT)
        for p in points
        if p in said or sisters_known
    ]
    return TrainingExample(question, text, tuple(labels))


def _voiced(text: str, rng: random.Random) -> str:
    """Sometimes the same words as a speech transcript writes them: lower case, no punctuation."""
    if rng.random() < 0.15:
        text = "".join(c for c in text.lower() if c not in '.,;:!?"()')
    return text


def compose_nli(rows: Iterable[dict[str, str]], rng: random.Random, size: int = 4) -> list[TrainingExample]:
    """Premises put together to one text, read beside their hypotheses (natural language inference).

    Entailment becomes covered, contradiction contradicted, neutral missing.
    """
    verdict = {"entailment": "covered", "contradiction": "contradicted"}
    rows = list(rows)
    rng.shuffle(rows)
    examples = []
    for first in range(0, len(rows), size):
        text, labels = "", []
        for row in rows[first : first + size]:
            text += " " if text else ""
            start = len(text)
            text += row["premise"]
            label = verdict.get(row["label"], "missing")
            labels.append(
                PointLabel(row["hypothesis"], label, (start, len(text)) if label != "missing" else None)
            )
        examples.append(TrainingExample("", text, tuple(labels)))
    return examples


def keyword_list(question: str, points: Sequence[str], rng: random.Random) -> TrainingExample:
    """The longer words of question and points as a bare list, which says nothing: every point is missing."""
    words = [w.strip(".,:;()").lower() for text in (question, *points) for w in text.split() if len(w) > 3]
    chosen = rng.sample(words, min(len(words), rng.randint(4, 24)))
    text = rng.choice((", ", " ", " / ", "\n- ")).join(chosen)
    lead = rng.choice(("", "", "It's about ", "Key terms: ", "I know all about ", question + " "))
    return TrainingExample(question, lead + text, tuple(PointLabel(p, "missing") for p in points))


def elsewhere(answer: str, question: str, points: Sequence[str]) -> TrainingExample:
    """An answer to another question, read beside points that it says nothing of."""
    return TrainingExample(question, answer, tuple(PointLabel(p, "missing", None, 0.7) for p in points))

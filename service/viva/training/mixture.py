"""What one pass over the corpus consists of, mixed anew each time from a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from viva.evaluation.corpus import Corpus
from viva.rubric import Rubric
from viva.training.examples import (
    PointLabel,
    Snippet,
    TrainingExample,
    as_example,
    compose,
    compose_nli,
    elsewhere,
    keyword_list,
    shuffled,
)
from viva.training.variations import by_point, exchanged, fewer_points, opened, statements, tailed


@dataclass(frozen=True)
class Shares:
    """How much of each part a pass takes: the seed questions' answers (how often), the others' and the snippets."""

    seed_answers: int
    other_answers: float
    snippets: float


PASSES = (Shares(1, 1.0, 0.33), Shares(2, 0.6, 0.2), Shares(2, 0.5, 0.15))
"""The first pass is broad; later ones dwell on the questions that everybody starts with."""

VARIED = 0.15
"""The share of the answers that a pass shows once more for each kind of variation."""

NEIGHBOURS = frozenset({"frontend", "web platform", "FastAPI"})
"""Topics whose questions speak of each other: their answers are no sure negatives for one another."""


def corpus_epoch(
    corpus: Corpus, snippets: Sequence[Snippet], number: int, rng: random.Random
) -> list[TrainingExample]:
    """The examples of pass `number` (from 0)."""
    shares = PASSES[min(number, len(PASSES) - 1)]
    learnt = {answer.question_id for answer in corpus.train}
    rubrics = [rubric for rubric in corpus.rubrics.values() if rubric.id in learnt]
    pool = [s for s in (*snippets, *_wordings(rubrics)) if rng.random() < shares.snippets]
    return [
        *_answers(corpus, shares, rng),
        *_varied(corpus, snippets, shares, rng),
        *(s for r in rubrics if r.kind == "knowledge" for s in _statements(r, rng)),
        *compose(pool, rng),
        *(shuffled(_model_answer(r), rng) for r in rubrics if r.kind == "knowledge" and rng.random() < 0.5),
        *_negatives(corpus, rubrics, rng),
    ]


def warm_up_epoch(
    inference: Sequence[dict[str, str]], corpus: Corpus, snippets: Sequence[Snippet], rng: random.Random
) -> list[TrainingExample]:
    """Premises and hypotheses, every snippet once, and the answers to the questions that ship."""
    answers = _answers(corpus, Shares(1, 0.0, 1.0), rng)
    return [*compose_nli(inference, rng), *compose(snippets, rng), *answers]


def _answers(corpus: Corpus, shares: Shares, rng: random.Random) -> list[TrainingExample]:
    chosen = []
    for answer in corpus.train:
        seed_question = answer.question_id in corpus.well_known
        times = shares.seed_answers if seed_question else int(rng.random() < shares.other_answers)
        example = as_example(answer, corpus.rubrics[answer.question_id])
        chosen += [shuffled(example, rng) for _ in range(times)]
    return chosen


def _varied(
    corpus: Corpus, snippets: Sequence[Snippet], shares: Shares, rng: random.Random
) -> list[TrainingExample]:
    """Answers in other circumstances: with a piece exchanged, few points, something before or after them."""
    wordings = by_point(snippets)
    made: list[TrainingExample | None] = []
    for answer in corpus.train:
        if rng.random() >= shares.other_answers:
            continue
        rubric = corpus.rubrics[answer.question_id]
        example = as_example(answer, rubric)
        made.append(exchanged(example, wordings, rng))
        if rng.random() < VARIED:
            made.append(fewer_points(example, rng))
        if rng.random() < VARIED:
            made.append(tailed(example, rng))
        other = rng.choice(corpus.train)
        if rng.random() < VARIED and _far(corpus.rubrics[other.question_id], rubric):
            made.append(opened(example, other.answer, rng))
    return [example for example in made if example is not None]


def _statements(rubric: Rubric, rng: random.Random) -> list[TrainingExample]:
    example = statements(rubric.question, [k.point for k in rubric.key_points], rng)
    return [example, fewer_points(example, rng)]


def _far(rubric: Rubric, other: Rubric) -> bool:
    """Whether an answer to one says nothing of the other."""
    return rubric is not other and not {rubric.topic, other.topic} <= NEIGHBOURS


def _wordings(rubrics: list[Rubric]) -> list[Snippet]:
    """The rubrics' own `accept` and `reject` wordings."""
    return [
        Snippet(rubric.question, k.point, label, text)
        for rubric in rubrics
        for k in rubric.key_points
        for label, texts in (("covered", k.accept), ("contradicted", k.reject))
        for text in texts
    ]


def _model_answer(rubric: Rubric) -> TrainingExample:
    labels = tuple(PointLabel(k.point, "covered") for k in rubric.key_points)
    return TrainingExample(rubric.question, rubric.model_answer, labels)


def _negatives(corpus: Corpus, rubrics: list[Rubric], rng: random.Random) -> list[TrainingExample]:
    """For each question a bare list of its words, and answers to other questions."""
    made = []
    for rubric in rubrics:
        points = [k.point for k in rubric.key_points]
        made.append(keyword_list(rubric.question, points, rng))
        for _ in range(2):
            other = corpus.rubrics[(answer := rng.choice(corpus.train)).question_id]
            if _far(other, rubric):
                made.append(shuffled(elsewhere(answer.answer, rubric.question, points), rng))
    return made

"""Figures as they change: agreement against how much is left unsure, and against how much was taught."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from viva.evaluation import agreement
from viva.evaluation.agreement import FIGURES, Judged
from viva.evaluation.labelled import LabelledAnswer
from viva.evaluation.teaching import bare, lots, with_examples
from viva.grading import Grader
from viva.rubric import Rubric

RESAMPLES = 400
LEVEL = 0.95
KEPT_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
EXAMPLES = (0, 1, 2, 4, 8)
DRAWS = 3
INTERVALS = ("f1", "macro_f1", "false_credit_on_contradicted", "evidence_hit")


def interval(by_question: Mapping[str, Sequence[Judged]], figure: str) -> tuple[float, float] | None:
    """The bootstrap interval (percentiles, `LEVEL`) of a figure over questions, drawn `RESAMPLES` times.

    Whole questions are drawn, since answers to one question share its difficulty (Efron and Tibshirani 1993). None
    with fewer than two questions, or where the figure has no meaning.
    """
    groups = list(by_question.values())
    if len(groups) < 2:
        return None
    rng = random.Random(figure)
    values = []
    for _ in range(RESAMPLES):
        drawn = [judged for group in rng.choices(groups, k=len(groups)) for judged in group]
        value = FIGURES[figure](drawn)
        if value is not None:
            values.append(value)
    if not values:
        return None
    values.sort()
    outside = (1 - LEVEL) / 2
    return values[int(outside * len(values))], values[min(int((1 - outside) * len(values)), len(values) - 1)]


def risk_coverage(judged: Sequence[Judged]) -> list[tuple[float, float | None]]:
    """(share of verdicts kept, F1 of those), where the most confident are kept (El-Yaniv and Wiener 2010)."""
    ranked = sorted(judged, key=lambda j: -j.confidence)
    return [(kept, agreement.f1(ranked[: round(kept * len(ranked))])) for kept in KEPT_SHARES]


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[tuple[float, float, int]]:
    """(mean confidence, share that agrees with the reader, how many) of each bin of confidence that is not empty."""
    filled: dict[int, list[Judged]] = {}
    for j in judged:
        filled.setdefault(min(int(j.confidence * bins), bins - 1), []).append(j)
    return [
        (
            sum(j.confidence for j in b) / len(b),
            sum(j.verdict is j.label for j in b) / len(b),
            len(b),
        )
        for _, b in sorted(filled.items())
    ]


@dataclass(frozen=True)
class Taught:
    """Agreement on questions that training never saw, after a certain teaching."""

    name: str
    examples: int
    figures: dict[str, float | None]


def teaching_curve(
    answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric], grader: Grader
) -> list[Taught]:
    """Bare rubrics, rubrics with their wordings, and with 1, 2, 4 and 8 answers as examples.

    Each step is measured on the same answers, which were drawn `DRAWS` times.
    """
    steps = [("bare: no wordings, no examples", 0, bare)]
    steps += [
        ("accept and reject wordings" if not n else f"wordings and {n} answers as examples", n, _same)
        for n in EXAMPLES
    ]
    found = []
    for name, examples, change in steps:
        judged: list[Judged] = []
        for seed in range(DRAWS):
            for shown, rest in lots(answers, examples, seed):
                rubric = with_examples(change(rubrics[rest[0].question_id]), shown)
                judged += judged_all(rest, {rubric.id: rubric}, grader)
        found.append(Taught(name, examples, {n: FIGURES[n](judged) for n in FIGURES}))
    return found


def _same(rubric: Rubric) -> Rubric:
    return rubric


def judged_all(
    answers: Iterable[LabelledAnswer], rubrics: Mapping[str, Rubric], grader: Grader
) -> list[Judged]:
    """Every key point of `answers`, graded and held against its label."""
    return [
        j
        for answer in answers
        for j in agreement.judge(answer, grader.grade(rubrics[answer.question_id], answer.answer))
    ]

"""Agreement between verdicts and readers' labels, per key point.

Every figure is None where it has no meaning (nothing to divide by), never 0.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from viva.evaluation.labelled import GAMING, LabelledAnswer
from viva.grading import Grade, Verdict, coverage
from viva.rubric import Rubric

BINS = 10


@dataclass(frozen=True)
class Judged:
    """One key point of one answer: the reader's label against the verdict."""

    label: Verdict
    verdict: Verdict
    confidence: float
    unsure: bool
    category: str
    evidence_hit: bool | None
    """Whether the evidence overlaps the reader's, where both give credit and the reader's is found; else None."""


def judge(labelled: LabelledAnswer, grade: Grade) -> list[Judged]:
    """The key points of one graded answer; none where it was not graded."""
    judged = []
    for verdict in grade.verdicts:
        label = labelled.labels[verdict.key_point]
        hit = None
        if label.label.credited and verdict.verdict.credited and label.evidence:
            start = labelled.answer.find(label.evidence)
            end = start + len(label.evidence)
            if start >= 0:
                hit = any(e.start < end and e.end > start for e in verdict.evidence)
        judged.append(
            Judged(label.label, verdict.verdict, verdict.confidence, verdict.unsure, labelled.category, hit)
        )
    return judged


def share(of: Iterable[bool]) -> float | None:
    """The share of True; None where there is nothing."""
    values = list(of)
    return sum(values) / len(values) if values else None


def f1(judged: Sequence[Judged]) -> float | None:
    """F1 of credit (covered or partial) against no credit, micro over key points."""
    both = sum(j.label.credited and j.verdict.credited for j in judged)
    either = sum(j.label.credited for j in judged) + sum(j.verdict.credited for j in judged)
    return 2 * both / either if either else None


def macro_f1(judged: Sequence[Judged]) -> float | None:
    """Mean over the four verdicts of each one's F1; a verdict that neither side gives is left out."""
    scores = []
    for verdict in Verdict:
        both = sum(j.label is verdict and j.verdict is verdict for j in judged)
        either = sum(j.label is verdict for j in judged) + sum(j.verdict is verdict for j in judged)
        if either:
            scores.append(2 * both / either)
    return sum(scores) / len(scores) if scores else None


def false_credit(judged: Sequence[Judged]) -> float | None:
    """The share of points labelled contradicted that got credit."""
    return share(j.verdict.credited for j in judged if j.label is Verdict.CONTRADICTED)


def gaming(judged: Sequence[Judged]) -> float | None:
    """The share of points credited, in answers that only try for credit, where the label gives none."""
    return share(j.verdict.credited for j in judged if j.category in GAMING and not j.label.credited)


def evidence_hit(judged: Sequence[Judged]) -> float | None:
    """The share of rightly credited points whose evidence overlaps the reader's."""
    return share(j.evidence_hit for j in judged if j.evidence_hit is not None)


def calibration_error(judged: Sequence[Judged]) -> float | None:
    """Expected calibration error of the confidence, `BINS` bins of equal width (Naeini et al. 2015)."""
    if not judged:
        return None
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for j in judged:
        bins[min(int(j.confidence * BINS), BINS - 1)].append(j)
    gaps = (abs(sum(j.confidence for j in b) - sum(j.verdict is j.label for j in b)) for b in bins if b)
    return sum(gaps) / len(judged)


def kappa(judged: Sequence[Judged]) -> float | None:
    """Cohen's kappa over the four verdicts; None where chance alone would agree always."""
    if not judged:
        return None
    n = len(judged)
    labels, verdicts = Counter(j.label for j in judged), Counter(j.verdict for j in judged)
    observed = sum(j.label is j.verdict for j in judged) / n
    chance = sum(labels[v] * verdicts[v] for v in Verdict) / n**2
    return (observed - chance) / (1 - chance) if chance < 1 else None


@dataclass(frozen=True)
class Scored:
    """One answer: coverage by the labels against coverage by the verdicts."""

    labelled: float
    given: float


def scored(labelled: LabelledAnswer, rubric: Rubric, grade: Grade) -> Scored:
    """Both coverages of a graded answer."""
    assert grade.coverage is not None
    by_label = coverage((k.weight, labelled.labels[k.id].label) for k in rubric.key_points)
    return Scored(by_label, grade.coverage)


def score_error(scores: Sequence[Scored]) -> float | None:
    """Mean absolute difference of the coverages."""
    return sum(abs(s.labelled - s.given) for s in scores) / len(scores) if scores else None


def score_correlation(scores: Sequence[Scored]) -> float | None:
    """Pearson's r of the coverages; None where either side never varies."""
    if len(scores) < 2:
        return None
    xs, ys = [s.labelled for s in scores], [s.given for s in scores]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / spread if spread else None


FIGURES: dict[str, Callable[[Sequence[Judged]], float | None]] = {
    "f1": f1,
    "macro_f1": macro_f1,
    "kappa": kappa,
    "false_credit_on_contradicted": false_credit,
    "gaming": gaming,
    "evidence_hit": evidence_hit,
    "calibration_error": calibration_error,
    "unsure": lambda judged: share(j.unsure for j in judged),
    "f1_of_sure": lambda judged: f1([j for j in judged if not j.unsure]),
}

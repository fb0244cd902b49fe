"""Agreement on a set of labelled answers, beside the baselines: measured, as data and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viva.encoder.protocols import Embedder
from viva.errors import VivaError
from viva.evaluation import agreement
from viva.evaluation.agreement import FIGURES, Judged
from viva.evaluation.baselines import Cosine, best_f1, keyword_scores
from viva.evaluation.labelled import LabelledAnswer
from viva.grading import Grade, Grader
from viva.rubric import Rubric

Pair = tuple[LabelledAnswer, Grade]
"""An answer with its labels, and the grade it got."""


@dataclass(frozen=True)
class Report:
    """All figures; each is None where it has no meaning."""

    answers: int
    labels: int
    answered_rate: float
    grader_version: str
    figures: dict[str, float | None]
    by_category: dict[str, float | None]
    by_question: dict[str, float | None]
    baselines: dict[str, tuple[float, float | None]]
    """Name to (F1 at the best threshold, share of contradicted points credited at it)."""

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "answers": self.answers,
            "labels": self.labels,
            "answered_rate": self.answered_rate,
            "grader_version": self.grader_version,
            **self.figures,
            "f1_by_category": self.by_category,
            "f1_by_question": self.by_question,
            "baselines": {
                name: {"f1": f1, "false_credit_on_contradicted": credit}
                for name, (f1, credit) in self.baselines.items()
            },
        }


def evaluate(
    answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric], grader: Grader, embedder: Embedder
) -> Report:
    """Grade all answers and hold the verdicts against the labels.

    Raises:
        VivaError: there is no answer, or one names a question that is not there, or lacks the label of a key point.
    """
    return report_on(graded(answers, rubrics, grader), rubrics, embedder)


def graded(answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric], grader: Grader) -> list[Pair]:
    """Each answer with its grade.

    Raises:
        VivaError: as `evaluate`.
    """
    if not answers:
        raise VivaError("There are no labelled answers to measure with.")
    check(answers, rubrics)
    return [(answer, grader.grade(rubrics[answer.question_id], answer.answer)) for answer in answers]


def report_on(pairs: Sequence[Pair], rubrics: Mapping[str, Rubric], embedder: Embedder) -> Report:
    """The verdicts of graded answers, of which there is at least one, held against the labels."""
    by_question = judged_by_question(pairs)
    judged = [j for group in by_question.values() for j in group]
    scores = [
        agreement.scored(answer, rubrics[answer.question_id], grade)
        for answer, grade in pairs
        if grade.reason is None
    ]
    figures = {name: figure(judged) for name, figure in FIGURES.items()}
    figures["score_error"] = agreement.score_error(scores)
    figures["score_correlation"] = agreement.score_correlation(scores)
    answers = [answer for answer, _ in pairs]
    return Report(
        answers=len(answers),
        labels=sum(len(rubrics[a.question_id].key_points) for a in answers),
        answered_rate=len(scores) / len(answers),
        grader_version=pairs[0][1].grader_version,
        figures=figures,
        by_category=_by_category(judged),
        by_question={name: agreement.f1(points) for name, points in sorted(by_question.items())},
        baselines=_baselines(answers, rubrics, embedder),
    )


def judged_by_question(pairs: Sequence[Pair]) -> dict[str, list[Judged]]:
    """The key points of graded answers against their labels; a question none of whose answers was graded is absent."""
    by_question: dict[str, list[Judged]] = defaultdict(list)
    for answer, grade in pairs:
        if grade.reason is None:
            by_question[answer.question_id] += agreement.judge(answer, grade)
    return by_question


def check(answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric]) -> None:
    """See that every answer has a rubric, and a label for each of its key points.

    Raises:
        VivaError: it names the answer and what is missing.
    """
    for answer in answers:
        rubric = rubrics.get(answer.question_id)
        if rubric is None:
            raise VivaError(f"{answer.id}: there is no usable rubric '{answer.question_id}' in the folder.")
        unlabelled = [k.id for k in rubric.key_points if k.id not in answer.labels]
        if unlabelled:
            raise VivaError(f"{answer.id}: no label for {', '.join(unlabelled)}.")


def _by_category(judged: Sequence[Judged]) -> dict[str, float | None]:
    categories = sorted({j.category for j in judged})
    return {c: agreement.f1([j for j in judged if j.category == c]) for c in categories}


def _baselines(
    answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric], embedder: Embedder
) -> dict[str, tuple[float, float | None]]:
    cosine = Cosine(embedder)
    ways = {
        "credit every point": lambda rubric, text: [1.0] * len(rubric.key_points),
        "keyword overlap, best threshold": keyword_scores,
        "cosine, best threshold": cosine.scores,
    }
    pairs = [(a, rubrics[a.question_id]) for a in answers]
    labels = [a.labels[k.id].label for a, rubric in pairs for k in rubric.key_points]
    found = {}
    for name, way in ways.items():
        values = [score for a, rubric in pairs for score in way(rubric, a.answer)]
        best, threshold = best_f1(values, [label.credited for label in labels])
        wrong = agreement.share(
            value >= threshold
            for value, label in zip(values, labels, strict=True)
            if label.value == "contradicted"
        )
        found[name] = (best, wrong)
    return found


ROWS = {
    "f1": "F1, credit against none",
    "macro_f1": "4-way macro-F1",
    "kappa": "4-way kappa",
    "false_credit_on_contradicted": "contradicted points credited",
    "gaming": "gaming: points credited",
    "score_error": "score error, mean absolute",
    "score_correlation": "score correlation, r",
    "evidence_hit": "evidence overlaps the reader's",
    "calibration_error": "calibration error, 10 bins",
    "unsure": "verdicts marked unsure",
    "f1_of_sure": "F1 of the verdicts not unsure",
}


def as_markdown(report: Report) -> str:
    """All figures as tables: the headline, then F1 by question and by category."""
    lines = [
        headline(report),
        "",
        "| F1 by question | |",
        "|---|---|",
        *(f"| {name} | {number(value)} |" for name, value in report.by_question.items()),
        "",
        "| F1 by category of answer | |",
        "|---|---|",
        *(f"| {name} | {number(value)} |" for name, value in report.by_category.items()),
    ]
    return "\n".join(lines)


def headline(report: Report) -> str:
    """What was measured, the agreement, and the baselines beside it."""
    f1, wrong = report.figures["f1"], report.figures["false_credit_on_contradicted"]
    lines = [
        f"{report.answers} answers, {report.labels} labels, answered rate {report.answered_rate:.1%}, "
        f"grader `{report.grader_version}`",
        "",
        "| agreement | |",
        "|---|---|",
        *(f"| {title} | {number(report.figures[name])} |" for name, title in ROWS.items()),
        "",
        "| way to give credit | F1 | contradicted points credited |",
        "|---|---|---|",
        *(f"| {name} | {number(f)} | {number(w)} |" for name, (f, w) in report.baselines.items()),
        f"| **Viva** | **{number(f1)}** | **{number(wrong)}** |",
    ]
    return "\n".join(lines)


def number(value: float | None) -> str:
    """A figure as the tables show it: three places, or a dash where it has no meaning."""
    return "–" if value is None else f"{value:.3f}"

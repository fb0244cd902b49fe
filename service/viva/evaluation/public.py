"""Public data sets that lie on one's own disk, read by a verifier and scored.

They are other people's data, under their own licences, and never part of this project. Each file is named
``<data set>.<part>.jsonl``, an object a line:

- ``argkp``: an argument, a key point, and whether they match (IBM ArgKP 2021, Friedman et al.);
- ``beetle``, ``scientsbank``: a student's answer, reference answers, and whether it is correct, contradicts them
  or neither (SemEval-2013 task 7, Dzikovska et al.);
- ``saf``: an answer, a reference answer, a verdict and a score (Short Answer Feedback, Filighera et al. 2022).

Every figure is None where it has no meaning, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from viva.encoder.protocols import Passage, Verifier
from viva.errors import VivaError
from viva.evaluation.agreement import Scored, score_correlation
from viva.grading import Verdict, split
from viva.grading.calibration import Scale, probabilities
from viva.grading.coverage import WORTH

POINTS_AT_ONCE = 10
"""Key points of ArgKP that the verifier reads beside one argument in one passage."""
FOLDS = 5
STEPS = 20
"""Thresholds that are tried: this many quantiles of the values, and one that nothing reaches."""

Probabilities = dict[Verdict, float]
Read = Callable[[str, Sequence[str], str], list[Probabilities]]
"""(question, points, answer) to the probabilities of the verdicts on each point."""


class PointRow(BaseModel):
    """A line of ArgKP: does the argument `answer` make the key point? Undecided: its readers disagreed."""

    model_config = ConfigDict(frozen=True)

    question: str
    stance: str
    arg_id: str
    key_point: str
    answer: str
    label: Literal["covered", "missing", "undecided"]


class ReferenceRow(BaseModel):
    """A line of Beetle or SciEntsBank: an answer against the references, any of which would be right."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    question: str
    references: tuple[str, ...] = Field(min_length=1)
    answer: str
    label: Literal["covered", "contradicted", "missing"]


class ScoredRow(BaseModel):
    """A line of SAF: as above, with partly right answers, and a score from 0 to 1."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    question: str
    references: tuple[str, ...] = Field(min_length=1)
    answer: str
    label: Literal["covered", "partial", "missing"]
    score: float = Field(ge=0, le=1)


@dataclass(frozen=True)
class PublicResult:
    """Figures on one file: its name without ".jsonl", the answers that were read, and name to figure."""

    name: str
    rows: int
    figures: dict[str, float | None]


def measure_public(
    folder: Path, verifier: Verifier, scale: Scale, limit: int | None = None
) -> list[PublicResult]:
    """One result for each file of the data sets above that lies in `folder`.

    `limit` is the largest number of answers to read of a file, taken at even steps through it. An argument
    of ArgKP, with all key points of its topic and stance, is one answer.

    Raises:
        VivaError: there is no such folder, a file cannot be read, or a line is malformed.
    """
    if not folder.is_dir():
        raise VivaError(f"There is no folder {folder}.")

    def read(question: str, points: Sequence[str], answer: str) -> list[Probabilities]:
        segments = tuple((s.start, s.end) for s in split(answer))
        chunks = [tuple(points[i : i + POINTS_AT_ONCE]) for i in range(0, len(points), POINTS_AT_ONCE)]
        return [
            probabilities(reading, scale)
            for chunk in chunks
            for reading in verifier.read(Passage(question, chunk, answer, segments))
        ]

    return [
        measure(path, read, limit)
        for name, measure in _MEASURES.items()
        for path in sorted(folder.glob(f"{name}.*.jsonl"))
    ]


R = TypeVar("R", bound=BaseModel)
T = TypeVar("T")


def read_rows(path: Path, kind: type[R]) -> list[R]:
    """The rows of a file of JSON lines.

    Raises:
        VivaError: it cannot be read, or a line is not of that kind; the message names the line.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # not splitlines: see `viva.evaluation.labelled`
    except (OSError, UnicodeDecodeError) as error:
        raise VivaError(f"{path} cannot be read: {error}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                rows.append(kind.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(map(str, first["loc"])) or "the line"
                raise VivaError(f"{path}:{number}: {place}: {first['msg']}") from None
    return rows


def spread(items: Sequence[T], limit: int | None) -> list[T]:
    """At most `limit` of the items, at even steps and in their order."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[i * len(items) // limit] for i in range(limit)]


# ArgKP


def _measure_argkp(path: Path, read: Read, limit: int | None) -> PublicResult:
    points: dict[tuple[str, str], dict[str, None]] = {}
    arguments: dict[tuple[str, str, str], dict[str, PointRow]] = {}
    for row in read_rows(path, PointRow):
        points.setdefault((row.question, row.stance), {})[row.key_point] = None  # a set that keeps its order
        arguments.setdefault((row.question, row.stance, row.arg_id), {})[row.key_point] = row
    taken = spread(list(arguments.items()), limit)
    matches: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for (topic, stance, _), pairs in taken:
        statements = list(points[topic, stance])
        answer = next(iter(pairs.values())).answer
        scores = [worth(p) for p in read(topic, statements, answer)]
        best = max(range(len(scores)), key=scores.__getitem__)
        pair = pairs.get(statements[best])  # a pair that nobody labelled is undecided, too
        matches.setdefault((topic, stance), []).append((scores[best], pair.label if pair else "undecided"))
    figures = {
        "mAP strict": argkp_score(matches, {"covered"}),
        "mAP relaxed": argkp_score(matches, {"covered", "undecided"}),
    }
    return PublicResult(path.stem, len(taken), figures)


def argkp_score(
    groups: Mapping[Any, Sequence[tuple[float, str]]], right: set[Literal["covered", "undecided"]]
) -> float | None:
    """The mean over the groups (topic and stance) of their `top_half_precision`; None where there is none.

    Each argument gives the score and the label of its best key point; `right` are the labels that count as right:
    *strict* is covered alone, *relaxed* undecided as well.
    """
    found = [
        top_half_precision(np.array([s for s, _ in pairs]), np.array([label in right for _, label in pairs]))
        for pairs in groups.values()
    ]
    return float(np.mean(found)) if found else None


def top_half_precision(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Average precision among the half (at least one) with the highest scores, times the share of it that is right.

    The share makes up for what average precision leaves out: how many of the half are right at all.
    """
    half = np.argsort(-scores, kind="stable")[: max(1, len(scores) // 2)]
    return average_precision(scores[half], right[half]) * float(right[half].mean())


def average_precision(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Precision at each distinct score, weighted by the recall it adds; 0 where nothing is right."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    ends = np.append(ranked[1:] != ranked[:-1], True)  # equal scores are given together
    hits = np.cumsum(right[order])[ends]
    given = np.flatnonzero(ends) + 1
    return float((np.diff(hits, prepend=0) * hits / given).sum() / hits[-1]) if hits[-1] else 0.0


# Beetle, SciEntsBank, SAF


def _measure_references(path: Path, read: Read, limit: int | None) -> PublicResult:
    rows = spread(read_rows(path, ReferenceRow), limit)
    best = [max(_read_each(row, read), key=lambda p: p[Verdict.COVERED]) for row in rows]
    confusion = cross_validated(
        first=np.array([p[Verdict.COVERED] for p in best]),
        second=np.array([p[Verdict.CONTRADICTED] for p in best]),
        labels=np.array([("covered", "contradicted", "missing").index(row.label) for row in rows]),
        questions=[row.question_id for row in rows],
    )
    return PublicResult(
        path.stem, len(rows), {"macro-F1": macro_f1(confusion), "weighted F1": weighted_f1(confusion)}
    )


def _measure_saf(path: Path, read: Read, limit: int | None) -> PublicResult:
    rows = spread(read_rows(path, ScoredRow), limit)
    worths = [max(map(worth, _read_each(row, read))) for row in rows]
    confusion = cross_validated(
        first=np.array(worths),
        second=np.array(worths),
        labels=np.array([("covered", "partial", "missing").index(row.label) for row in rows]),
        questions=[row.question_id for row in rows],
    )
    correlation = score_correlation([Scored(row.score, w) for row, w in zip(rows, worths, strict=True)])
    return PublicResult(path.stem, len(rows), {"Pearson r": correlation, "macro-F1": macro_f1(confusion)})


def _read_each(row: ReferenceRow | ScoredRow, read: Read) -> list[Probabilities]:
    """Each reference alone: they say the same in other words, where key points are parts that share an answer."""
    return [p for reference in row.references for p in read(row.question, (reference,), row.answer)]


def worth(probability: Probabilities) -> float:
    """What the verdict is worth to coverage, as expected: P(covered) + 0.5 P(partial)."""
    return sum(p * WORTH[verdict] for verdict, p in probability.items())


def cross_validated(
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    labels: NDArray[np.int_],
    questions: Sequence[str],
) -> NDArray[np.int_]:
    """The confusion (labels × verdicts, 3 × 3) of `three_way`, each question judged by thresholds fitted on others.

    The questions are dealt out to `FOLDS` folds; the thresholds with the best macro-F1 on all other folds
    judge a fold, and the folds are counted together. With fewer than two questions nothing is judged.
    """
    numbers = {question: number for number, question in enumerate(dict.fromkeys(questions))}
    folds = np.array([numbers[question] % FOLDS for question in questions], dtype=int)
    total = np.zeros((3, 3), dtype=int)
    for fold in range(min(FOLDS, len(numbers)) if len(numbers) > 1 else 0):
        test = folds == fold
        thresholds = best_thresholds(first[~test], second[~test], labels[~test])
        total += count(labels[test], three_way(first[test], second[test], *thresholds))
    return total


def three_way(
    first: NDArray[np.float64], second: NDArray[np.float64], above: float, else_above: float
) -> NDArray[np.int_]:
    """0 where `first` reaches its threshold, else 1 where `second` reaches its own, else 2."""
    return np.where(first >= above, 0, np.where(second >= else_above, 1, 2))


def best_thresholds(
    first: NDArray[np.float64], second: NDArray[np.float64], labels: NDArray[np.int_]
) -> tuple[float, float]:
    """The two thresholds with the best macro-F1; of equals the lowest."""
    tried = ((a, b) for a in _candidates(first) for b in _candidates(second))
    return max(tried, key=lambda pair: macro_f1(count(labels, three_way(first, second, *pair))) or 0.0)


def _candidates(values: NDArray[np.float64]) -> list[float]:
    return [*np.unique(np.quantile(values, np.linspace(0, 1, STEPS))).tolist(), np.inf]


def count(labels: NDArray[np.int_], given: NDArray[np.int_]) -> NDArray[np.int_]:
    """How often each of three labels (rows) met each verdict (columns)."""
    return np.bincount(3 * labels + given, minlength=9).reshape(3, 3)


def macro_f1(confusion: NDArray[np.int_]) -> float | None:
    """The mean F1 of the labels; one that occurs on neither side is left out."""
    either = confusion.sum(0) + confusion.sum(1)
    there = either > 0
    return float((2 * np.diag(confusion)[there] / either[there]).mean()) if there.any() else None


def weighted_f1(confusion: NDArray[np.int_]) -> float | None:
    """The mean F1 of the labels, each as often as it was to be given."""
    wanted = confusion.sum(1)
    either = np.maximum(confusion.sum(0) + wanted, 1)
    return float((2 * np.diag(confusion) / either * wanted).sum() / wanted.sum()) if wanted.any() else None


_MEASURES: dict[str, Callable[[Path, Read, int | None], PublicResult]] = {
    "argkp": _measure_argkp,
    "beetle": _measure_references,
    "scientsbank": _measure_references,
    "saf": _measure_saf,
}

_SEMEVAL = "lexical about .40, fine-tuned BERT about .58 (unseen questions)"
PUBLISHED = {
    ("argkp", "mAP strict"): "MiniLM cosine .327, DistilBERT .724, RoBERTa-base .912",
    ("argkp", "mAP relaxed"): "MiniLM cosine .464, DistilBERT .864, RoBERTa-base .967",
    ("beetle", "macro-F1"): _SEMEVAL,
    ("scientsbank", "macro-F1"): _SEMEVAL,
}
"""(data set, figure) to what others reached, by models trained on the data but for the cosine and the lexical one."""


def as_markdown(results: Sequence[PublicResult]) -> str:
    """A table: each figure, and beside it the published ones, which were measured on other splits."""
    lines = ["| data | answers | figure | here | published, other splits |", "|---|---|---|---|---|"]
    for result in results:
        for figure, value in result.figures.items():
            here = "–" if value is None else f"{value:.3f}"
            published = PUBLISHED.get((result.name.split(".")[0], figure), "")
            lines.append(f"| {result.name} | {result.rows} | {figure} | {here} | {published} |")
    return "\n".join(lines)

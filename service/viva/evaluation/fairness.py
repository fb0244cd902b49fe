"""Whether a style of speaking costs credit, and whether answers of middling worth are graded as well as the ends.

The second because graders were found good at the ends and bad in the middle (arXiv 2605.07647). Coverages and
errors are shares, 0 to 1; every figure is None where it has no meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from viva.evaluation.agreement import Scored, f1, judge, score_correlation, score_error, scored
from viva.evaluation.report import Pair, number
from viva.rubric import Rubric

NATIVE = "native"
STYLES = {
    NATIVE: frozenset({"strong", "half", "plain-words"}),
    "non-native": frozenset({"non-native"}),
    "speech": frozenset({"speech"}),
    "terse": frozenset({"terse"}),
    "wordy": frozenset({"wordy"}),
}
"""Groups of categories in which people try to answer, and differ in how they say it."""

RESAMPLES, SEED, INTERVAL = 1_000, 20_26, (2.5, 97.5)


@dataclass(frozen=True)
class Style:
    """One group's answers.

    `bias` is the mean of given less labelled coverage: below 0 the group is given too little. `interval` is its
    95% bootstrap interval over answers. `gap` is how far the group's answers lie from the mean bias of the native
    answers to the same questions; answers to questions without native ones do not enter it.
    """

    answers: int
    not_graded: int
    bias: float | None
    interval: tuple[float, float] | None
    f1: float | None
    score_error: float | None
    gap: float | None


@dataclass(frozen=True)
class Styles:
    """All groups by name."""

    groups: dict[str, Style]

    @property
    def largest(self) -> tuple[str, float] | None:
        """The group whose gap is the largest, either way, and that gap."""
        gaps = [(name, group.gap) for name, group in self.groups.items() if group.gap is not None]
        return max(gaps, key=lambda named: abs(named[1]), default=None)


def styles(pairs: Sequence[Pair], rubrics: Mapping[str, Rubric]) -> Styles:
    """The groups of `STYLES`, each against the native answers to the same questions."""
    grouped = {name: [p for p in pairs if p[0].category in categories] for name, categories in STYLES.items()}
    native = defaultdict(list)
    for question, bias in _biases(grouped[NATIVE], rubrics):
        native[question].append(bias)
    norms = {question: sum(biases) / len(biases) for question, biases in native.items()}
    return Styles(
        {name: _style(of, rubrics, {} if name == NATIVE else norms) for name, of in grouped.items()}
    )


def _style(pairs: Sequence[Pair], rubrics: Mapping[str, Rubric], norms: Mapping[str, float]) -> Style:
    graded = [pair for pair in pairs if pair[1].reason is None]
    biases = _biases(graded, rubrics)
    return Style(
        answers=len(pairs),
        not_graded=len(pairs) - len(graded),
        bias=_mean([bias for _, bias in biases]),
        interval=bootstrap([bias for _, bias in biases]),
        f1=f1([judged for pair in graded for judged in judge(*pair)]),
        score_error=score_error(_scores(graded, rubrics)),
        gap=_mean([bias - norms[question] for question, bias in biases if question in norms]),
    )


def _biases(pairs: Sequence[Pair], rubrics: Mapping[str, Rubric]) -> list[tuple[str, float]]:
    """Question and given less labelled coverage of each graded answer."""
    graded = [pair for pair in pairs if pair[1].reason is None]
    return [
        (answer.question_id, score.given - score.labelled)
        for (answer, _), score in zip(graded, _scores(graded, rubrics), strict=True)
    ]


def _scores(graded: Sequence[Pair], rubrics: Mapping[str, Rubric]) -> list[Scored]:
    return [scored(answer, rubrics[answer.question_id], grade) for answer, grade in graded]


def bootstrap(values: Sequence[float]) -> tuple[float, float] | None:
    """The 95% percentile interval of the mean (Efron 1979); None for fewer than two values."""
    if len(values) < 2:
        return None
    drawn = np.random.default_rng(SEED).integers(len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(np.asarray(values)[drawn].mean(axis=1), INTERVAL)
    return float(low), float(high)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


@dataclass(frozen=True)
class Band:
    """The graded answers whose labelled coverage lies in one band; r is Pearson's within it."""

    name: str
    answers: int
    score_error: float | None
    r: float | None


EDGES = (0.0, 0.25, 0.5, 0.75)
BANDS = ("0", "0–.25", ".25–.5", ".5–.75", ".75–1", "1")


def middle(pairs: Sequence[Pair], rubrics: Mapping[str, Rubric]) -> tuple[Band, ...]:
    """Agreement by band of labelled coverage; a band holds its upper edge, the ends stand alone."""
    banded: dict[str, list[Scored]] = {name: [] for name in BANDS}
    for score in _scores([pair for pair in pairs if pair[1].reason is None], rubrics):
        banded[band(score.labelled)].append(score)
    return tuple(
        Band(name, len(scores), score_error(scores), score_correlation(scores))
        for name, scores in banded.items()
    )


def band(coverage: float) -> str:
    """The name of the band that a coverage lies in."""
    return BANDS[-1] if coverage == 1 else BANDS[sum(coverage > edge for edge in EDGES)]


def as_markdown(of: Styles | Sequence[Band]) -> str:
    """The styles, or the bands, as a table."""
    return _styles_table(of) if isinstance(of, Styles) else _middle_table(of)


def _styles_table(of: Styles) -> str:
    lines = [
        "| style | answers | not graded | given − labelled coverage | 95% interval | gap to native "
        "| F1 | score error |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, group in of.groups.items():
        interval = " to ".join(_signed(end) for end in group.interval) if group.interval else "–"
        figures = (
            _signed(group.bias),
            interval,
            _signed(group.gap),
            number(group.f1),
            number(group.score_error),
        )
        lines.append(f"| {name} | {group.answers} | {group.not_graded} | {' | '.join(figures)} |")
    if of.largest:
        lines += [
            "",
            f"Largest gap to native answers to the same questions: {of.largest[0]}, {_signed(of.largest[1])}.",
        ]
    return "\n".join(lines)


def _middle_table(bands: Sequence[Band]) -> str:
    lines = ["| labelled coverage | answers | score error | r |", "|---|---|---|---|"]
    lines += [f"| {b.name} | {b.answers} | {number(b.score_error)} | {number(b.r)} |" for b in bands]
    return "\n".join(lines)


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"

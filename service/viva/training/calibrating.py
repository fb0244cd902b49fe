"""Fits the calibration: on answers that training did not see, so that a confidence means what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from viva.encoder.protocols import Reading
from viva.evaluation.labelled import LabelledAnswer
from viva.evaluation.teaching import lots, with_examples
from viva.grading import Verdict
from viva.grading.calibration import Scale, decide, probabilities
from viva.grading.teaching import TaughtReader
from viva.rubric import Rubric

ORDER = tuple(Verdict)
THRESHOLDS = [step / 100 for step in range(46, 71, 2)]
"""None far below a half: credit for what was said the other way round misleads more than credit withheld."""
MOST_UNSURE = 0.4
WANTED_F1 = 0.9
EXAMPLES = 4
DRAWS = 4


@dataclass(frozen=True)
class Sample:
    """A verifier's reading of one key point, and the reader's label."""

    reading: Reading
    label: Verdict


def samples(
    answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric], reader: TaughtReader
) -> list[Sample]:
    """All key points of `answers`, read."""
    found = []
    for answer in answers:
        rubric = rubrics[answer.question_id]
        readings = reader.read(rubric, answer.answer)
        found += [
            Sample(r, answer.labels[k.id].label) for k, r in zip(rubric.key_points, readings, strict=True)
        ]
    return found


def taught_samples(
    answers: Sequence[LabelledAnswer], rubrics: Mapping[str, Rubric], reader: TaughtReader
) -> list[Sample]:
    """Key points of questions taught by `EXAMPLES` answers each, drawn `DRAWS` times, read on other answers."""
    found = []
    for seed in range(DRAWS):
        for examples, rest in lots(answers, EXAMPLES, seed):
            rubric = with_examples(rubrics[rest[0].question_id], examples)
            found += samples(rest, {rubric.id: rubric}, reader)
    return found


def fit_scale(found: Sequence[Sample]) -> Scale:
    """Fit temperature and biases by maximum likelihood.

    Then choose the credit threshold with the best F1, and the confidence below which a verdict is marked unsure.
    """
    logits = torch.tensor([[getattr(s.reading, v.value) for v in ORDER] for s in found])
    labels = torch.tensor([ORDER.index(s.label) for s in found])
    log_temperature, bias = torch.zeros(1, requires_grad=True), torch.zeros(len(ORDER), requires_grad=True)
    optimizer = torch.optim.LBFGS([log_temperature, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        # The small penalty keeps a verdict that few samples have from running away.
        loss = (
            functional.cross_entropy(logits / log_temperature.exp() + bias, labels)
            + 1e-3 * bias.square().sum()
        )
        loss.backward()  # type: ignore[no-untyped-call]  # torch does not annotate it
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]  # torch does not annotate it
    scale = Scale(
        temperature=round(float(log_temperature.exp()), 4),
        bias={v: round(float(b), 4) for v, b in zip(ORDER, bias.tolist(), strict=True)},
        credit_above=0.5,
        unsure_below=0.5,
    )
    scale = scale.model_copy(
        update={"credit_above": max(THRESHOLDS, key=lambda t: (_f1(found, scale, t), -abs(t - 0.5)))}
    )
    return scale.model_copy(update={"unsure_below": _unsure_below(found, scale)})


def _f1(found: Sequence[Sample], scale: Scale, threshold: float) -> float:
    given = [decide(probabilities(s.reading, scale), threshold).credited for s in found]
    both = sum(g and s.label.credited for g, s in zip(given, found, strict=True))
    either = sum(given) + sum(s.label.credited for s in found)
    return 2 * both / either if either else 0.0


def _unsure_below(found: Sequence[Sample], scale: Scale) -> float:
    """The lowest confidence that leaves an F1 of `WANTED_F1` among the sure, marking `MOST_UNSURE` at most."""
    judged = []
    for sample in found:
        probability = probabilities(sample.reading, scale)
        verdict = decide(probability, scale.credit_above)
        judged.append((probability[verdict], verdict.credited, sample.label.credited))
    best = 0.5
    for step in range(40, 96):
        sure = [(g, w) for confidence, g, w in judged if confidence >= step / 100]
        if len(sure) < (1 - MOST_UNSURE) * len(judged):
            break
        best = step / 100
        either = sum(g for g, _ in sure) + sum(w for _, w in sure)
        if either and 2 * sum(g and w for g, w in sure) / either >= WANTED_F1:
            break
    return best

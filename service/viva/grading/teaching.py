"""Teaching: what a rubric's own wordings and examples change in the reading of its key points.

The verifier stays as it is. On top of its features a small kernel logistic regression (one a rubric version)
learns how far its logits are off where the rubric says what is right: `accept` and `reject` wordings and
`examples`. The kernel compares features of the same key point fully and of sister points in part, so that one
example of "said the other way round" helps its sisters, too. It begins at zero: without a lesson nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viva.encoder.protocols import Reading, Verifier
from viva.grading.grade import Verdict
from viva.grading.passage import passage
from viva.rubric.schema import Rubric

ORDER = tuple(Verdict)
LIKENESS_OF_SISTERS = 0.6
"""How much a lesson on one key point counts for the others of its question."""
RESTRAINT = 1.0
"""Weight of the penalty on the adaptation's size."""
SISTER_WEIGHT = 0.2
"""Weight of what nobody wrote: that a wording of one key point says nothing of its sisters."""
FARTHEST = 4.0
"""No lesson moves a logit farther than this: plain evidence the other way still decides."""
SHARPNESS = 32
NARROW_RESTRAINT = 0.05
"""An example is a test. What the broad kernel leaves wrong is put right by a narrow one, the likeness to this power, so
that an answer all but the same as the example gets the example's verdict, and others stay as they are."""
PARTIAL_TARGET = (0.15, 0.7, 0.15, 0.0)
KEPT = 256

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """A text of the rubric and what it says, as (place of the key point, verdict, weight)."""

    text: str
    labels: tuple[tuple[int, Verdict, float], ...]


def lessons(rubric: Rubric) -> Iterator[Lesson]:
    """Everything that `rubric` teaches, in the order of its file."""
    for place, key_point in enumerate(rubric.key_points):
        sisters = tuple(
            (n, Verdict.MISSING, SISTER_WEIGHT) for n in range(len(rubric.key_points)) if n != place
        )
        for verdict, texts in ((Verdict.COVERED, key_point.accept), (Verdict.CONTRADICTED, key_point.reject)):
            for text in texts:
                yield Lesson(text, ((place, verdict, 1.0), *sisters))
    places = {key_point.id: place for place, key_point in enumerate(rubric.key_points)}
    for example in rubric.examples:
        labels = ((places[id], v, 1.0) for v in Verdict for id in getattr(example, v.value))
        yield Lesson(example.answer, tuple(labels))


@dataclass(frozen=True)
class Adaptation:
    """What was learnt from S labelled readings.

    Their features (S, D), their key points' places (S,), and the weights of the two kernels (S, 4).
    """

    features: Array
    points: NDArray[np.int64]
    broad: Array
    narrow: Array

    def adjust(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """The readings of all key points of the rubric, in order, with their logits moved."""
        features = _features(readings)
        places = np.arange(len(readings))
        broad = _kernel(features, places, self.features, self.points) @ self.broad
        narrow = _narrow(features, places, self.features, self.points) @ self.narrow
        moves = np.clip(broad + narrow, -FARTHEST, FARTHEST)
        return tuple(_moved(reading, move) for reading, move in zip(readings, moves, strict=True))


def learn(rubric: Rubric, verifier: Verifier) -> Adaptation | None:
    """The adaptation for `rubric`; None where it teaches nothing, or the verifier gives no features.

    The same rubric and the same weights give the same adaptation.
    """
    samples: list[tuple[Reading, int, Verdict, float]] = []
    for lesson in lessons(rubric):
        readings = verifier.read(passage(rubric, lesson.text))
        if any(reading.features is None for reading in readings):
            return None
        samples += [(readings[place], place, v, w) for place, v, w in lesson.labels]
    if not samples:
        return None
    features = _features([reading for reading, *_ in samples])
    points = np.array([place for _, place, _, _ in samples])
    logits = np.array([_logits(reading) for reading, *_ in samples])
    targets = np.array([_target(v) for _, _, v, _ in samples])
    weights = np.array([w for *_, w in samples])
    kernel = _kernel(features, points, features, points)
    broad = _fit(kernel, logits, targets, weights, RESTRAINT)
    narrow = _fit(
        _narrow(features, points, features, points),
        logits + kernel @ broad,
        targets,
        weights,
        NARROW_RESTRAINT,
    )
    return Adaptation(features, points, broad, narrow)


class TaughtReader:
    """Reads answers by a rubric: the verifier, moved by what the rubric teaches.

    The adaptations of the last `KEPT` rubric versions are kept, which is a matter of speed alone.
    """

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self._kept: dict[str, Adaptation | None] = {}

    def read(self, rubric: Rubric, answer: str) -> tuple[Reading, ...]:
        """One reading a key point of `rubric`, in their order."""
        readings = self._verifier.read(passage(rubric, answer))
        adaptation = self._adaptation(rubric)
        return adaptation.adjust(readings) if adaptation else readings

    def _adaptation(self, rubric: Rubric) -> Adaptation | None:
        if rubric.version in self._kept:
            return self._kept[rubric.version]
        learnt = learn(rubric, self._verifier)  # twice, if two threads ask at once: the same both times
        while len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[rubric.version] = learnt
        return learnt


def _fit(kernel: Array, logits: Array, targets: Array, weights: Array, restraint: float) -> Array:
    """Coefficients (S, 4) that minimise weighted cross-entropy plus `restraint` times half the squared norm."""
    from scipy.optimize import minimize  # here: slow to import, and most commands teach nothing

    count = len(logits)

    def loss(flat: Array) -> tuple[float, Array]:
        coefficients = flat.reshape(count, 4)
        move = kernel @ coefficients
        log_probability = _log_softmax(logits + move)
        fit = -(weights[:, None] * targets * log_probability).sum()
        gradient = kernel @ (
            weights[:, None] * (np.exp(log_probability) - targets) + restraint * coefficients
        )
        return fit + restraint / 2 * float((coefficients * move).sum()), gradient.ravel()

    found = minimize(loss, np.zeros(count * 4), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x).reshape(count, 4)


def _log_softmax(logits: Array) -> Array:
    raised = logits - logits.max(1, keepdims=True)
    return np.asarray(raised - np.log(np.exp(raised).sum(1, keepdims=True)))


def _kernel(a: Array, of_a: NDArray[np.int64], b: Array, of_b: NDArray[np.int64]) -> Array:
    same = of_a[:, None] == of_b[None, :]
    return np.asarray((a @ b.T) * np.where(same, 1.0, LIKENESS_OF_SISTERS))


def _narrow(a: Array, of_a: NDArray[np.int64], b: Array, of_b: NDArray[np.int64]) -> Array:
    same = of_a[:, None] == of_b[None, :]
    return np.asarray(np.where(same, np.clip(a @ b.T, 0.0, 1.0) ** SHARPNESS, 0.0))


def _features(readings: Sequence[Reading]) -> Array:
    return np.array([reading.features for reading in readings], dtype=np.float64)


def _logits(reading: Reading) -> list[float]:
    return [getattr(reading, verdict.value) for verdict in ORDER]


def _target(verdict: Verdict) -> list[float]:
    if verdict is Verdict.PARTIAL:
        return list(PARTIAL_TARGET)
    return [float(verdict is other) for other in ORDER]


def _moved(reading: Reading, move: Array) -> Reading:
    raised = {v.value: getattr(reading, v.value) + float(m) for v, m in zip(ORDER, move, strict=True)}
    return replace(reading, **raised)

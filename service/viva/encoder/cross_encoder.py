"""A larger verifier that its owner names: a CrossEncoder with the labels entailment, neutral, contradiction.

Any sequence-classification model that sentence-transformers loads will do, such as those trained on MNLI.
It reads one pair at a time (premise: a window of the answer; hypothesis: a key point), so it is slower than
the verifier that ships by the number of windows times the number of key points.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viva.encoder.protocols import Passage, Reading, Span
from viva.encoder.weights import WeightsError, hash_of

PARTIAL_BELOW = 10.0
"""Such a model knows no *partial*: its logit lies this far below the lowest of the three, and is never a verdict."""
BATCH = 32
"""Windows in one pass of the network. Raising it changes the last digits of the logits."""

_HUB_NAME = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True)
class Labels:
    """Which of a model's three outputs is which."""

    entailment: int
    neutral: int
    contradiction: int


@dataclass(frozen=True)
class Window:
    """Segments `first` to `last` (both included) of a passage, and the text from the one to the other."""

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Scored:
    """A window's three logits for one key point."""

    window: Window
    entailment: float
    neutral: float
    contradiction: float

    def probabilities(self) -> tuple[float, float, float]:
        """Of entailment, neutral and contradiction; they sum to 1."""
        logits = (self.entailment, self.neutral, self.contradiction)
        raised = [math.exp(x - max(logits)) for x in logits]
        entails, says_nothing, denies = (x / sum(raised) for x in raised)
        return entails, says_nothing, denies


class CrossEncoderVerifier:
    """Reads each key point against each segment of an answer, and against each pair of neighbouring segments.

    The window that most probably entails or contradicts a point decides it: covered is its logit of entailment,
    missing that of neutral, contradicted that of contradiction; partial see `PARTIAL_BELOW`. A segment is
    as relevant as the model is sure that it is not neutral. One that speaks for the other side than the
    deciding window has no relevance, so that evidence never shows the opposite of the verdict.

    The windows of one point make up the batches, so a reading depends on its answer and its point alone.
    """

    def __init__(self, model: Any, labels: Labels, version: str) -> None:
        self._model = model
        self._labels = labels
        self._version = version

    @property
    def version(self) -> str:
        """Names the weights by the first digits of their hash."""
        return self._version

    @classmethod
    def load(cls, name: str) -> CrossEncoderVerifier:
        """The verifier in the folder `name`; without such a folder, the one of that name on Hugging Face.

        A folder is read without any network.

        Raises:
            WeightsError: there is no such model, it cannot be loaded, or its labels are not the three.
        """
        folder = Path(name).expanduser()
        if not folder.is_dir() and not _HUB_NAME.fullmatch(name):
            raise WeightsError(
                f"The verifier {name} is not there. Name a folder, or a model of Hugging Face."
            )

        from sentence_transformers import CrossEncoder

        try:
            if folder.is_dir():
                model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
                version = _hash_of_files(folder)
            else:
                model = CrossEncoder(name, device="cpu")
                version = _hash_of_tensors(model)
            names = model.config.id2label
        except (
            Exception
        ) as error:  # loaders raise whatever their libraries do: a missing file has a dozen names
            raise WeightsError(f"The verifier {name} cannot be loaded: {error}") from error
        return cls(model, find_labels(names, name), f"cross-encoder-{version[:12]}")

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        """One reading a key point, with the relevance of each segment of the answer."""
        found = list(windows(passage))
        return tuple(reading(passage, self._scored(found, point)) for point in passage.points)

    def _scored(self, found: Sequence[Window], point: str) -> list[Scored]:
        from torch.nn import Identity

        logits = self._model.predict(
            [(window.text, point) for window in found],
            batch_size=BATCH,
            show_progress_bar=False,
            activation_fn=Identity(),  # or a model's own softmax would be taken for logits
        )
        at = self._labels
        return [
            Scored(window, float(row[at.entailment]), float(row[at.neutral]), float(row[at.contradiction]))
            for window, row in zip(found, logits, strict=True)
        ]


def find_labels(id2label: Mapping[int, str], name: str) -> Labels:
    """Where the three labels stand, told by how they begin ("entail", "neutral", "contradict"), in any case.

    Raises:
        WeightsError: there are not three, or one is missing; the message says what the model `name` has instead.
    """
    at = {
        beginning: number
        for beginning in ("entail", "neutral", "contradict")
        for number, label in id2label.items()
        if str(label).lower().startswith(beginning)
    }
    if len(at) != 3 or len(id2label) != 3:
        has = ", ".join(map(str, id2label.values()))
        raise WeightsError(
            f"The verifier {name} needs the three labels entailment, neutral and contradiction; it has {has}."
        )
    return Labels(int(at["entail"]), int(at["neutral"]), int(at["contradict"]))


def windows(passage: Passage) -> Iterator[Window]:
    """Each segment alone, then each pair of neighbours; the whole answer where it has no segments."""
    segments = passage.segments
    if not segments:
        yield Window(0, 0, passage.answer)
    for size in (1, 2):
        for first in range(len(segments) - size + 1):
            last = first + size - 1
            yield Window(first, last, passage.answer[segments[first][0] : segments[last][1]])


def reading(passage: Passage, scored: Sequence[Scored]) -> Reading:
    """What the windows of `passage`, scored for one key point, come to."""
    best = max(scored, key=_said)
    spans = [
        Span(start, end, relevance)
        for (start, end), relevance in zip(passage.segments, _relevances(scored, best), strict=False)
    ]
    logits = (best.entailment, best.neutral, best.contradiction)
    return Reading(
        covered=best.entailment,
        partial=min(logits) - PARTIAL_BELOW,
        missing=best.neutral,
        contradicted=best.contradiction,
        spans=tuple(spans),
    )


def _said(scored: Scored) -> float:
    """How probably a window speaks of the point, for it or against it."""
    entails, _, denies = scored.probabilities()
    return max(entails, denies)


def _relevances(scored: Sequence[Scored], best: Scored) -> list[float]:
    """The relevance of each segment, 0 to 1.

    A deciding pair may say what neither segment says alone: its relevance goes to the stronger one of the two,
    and to the other in proportion.
    """
    alone = [_relevance(s, best) for s in scored if s.window.first == s.window.last]
    first, last = best.window.first, best.window.last
    strongest = max(alone[first : last + 1])
    if first < last:
        pair = _relevance(best, best)
        for at in (first, last):
            alone[at] = max(alone[at], pair * (alone[at] / strongest if strongest > 0 else 1.0))
    return alone


def _relevance(scored: Scored, best: Scored) -> float:
    """1 - P(neutral), or 0 for a window on the other side than the deciding one."""
    entails, says_nothing, denies = scored.probabilities()
    same_side = (entails >= denies) == (best.entailment >= best.contradiction)
    return 1.0 - says_nothing if same_side else 0.0


def _hash_of_files(folder: Path) -> str:
    """The hash of the file of weights; of several (large models come in parts) that of their hashes, by name."""
    files = next((found for kind in _WEIGHTS if (found := sorted(folder.rglob(kind)))), [])
    if not files:
        raise WeightsError("there is no file of weights")
    if len(files) == 1:
        return hash_of(files[0])
    return hashlib.sha256("".join(map(hash_of, files)).encode()).hexdigest()


def _hash_of_tensors(model: Any) -> str:
    """The hash of all parameters, where the files lie wherever the hub's cache has put them."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.float().contiguous().numpy().tobytes())
    return digest.hexdigest()

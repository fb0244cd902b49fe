"""The verifier that ships: the trained reader, loaded from models/verifier/ with its hash checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viva.encoder.packing import Packed, Packer
from viva.encoder.protocols import Passage, Reading, Span
from viva.encoder.weights import WeightsError, base_folder, verified

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from viva.encoder.reader import Reader

_WORD = re.compile(r"\S+")
_NOWHERE = -30.0


@dataclass(frozen=True)
class _Window:
    """What was read in one window, a row a key point."""

    verdicts: list[list[float]]
    evidence: list[list[float]]
    features: list[list[float]]


class TrainedVerifier:
    """Reads a passage in one pass of the network, a long one window by window.

    Every pass holds one window alone: padding to a common length would change the last digits of its logits.
    """

    def __init__(self, reader: Reader, packer: Packer, version: str) -> None:
        self._reader = reader
        self._packer = packer
        self._version = version

    @property
    def version(self) -> str:
        """Names the weights by the first digits of their hash."""
        return self._version

    @classmethod
    def load(cls, folder: Path) -> TrainedVerifier:
        """The verifier in `folder` (manifest.json names the file of weights and its hash).

        Raises:
            WeightsError: a file is missing or altered.
        """
        weights, sha256 = _named_weights(folder / "manifest.json")
        verified(weights, sha256)

        from viva.encoder.reader import load_reader

        base = base_folder()
        return cls(load_reader(base, weights), Packer(load_tokenizer(base)), f"reader-{sha256[:12]}")

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        """One reading a key point, with the relevance of each word of the answer."""
        windows = self._packer.pack(passage.question, passage.points, passage.answer)
        read = [self._window(window) for window in windows]
        words = [m.span() for m in _WORD.finditer(passage.answer)]
        readings = []
        for point in range(len(passage.points)):
            telling = max(read, key=lambda window: _said(window.verdicts[point]))
            covered, partial, missing, contradicted = telling.verdicts[point]
            scores: dict[tuple[int, int], float] = {}
            for window, found in zip(windows, read, strict=True):
                for offset, score in zip(window.offsets, found.evidence[point], strict=True):
                    scores[offset] = max(score, scores.get(offset, _NOWHERE))
            spans = _word_spans(words, scores)
            features = tuple(telling.features[point])
            readings.append(Reading(covered, partial, missing, contradicted, spans, features))
        return tuple(readings)

    def _window(self, window: Packed) -> _Window:
        import torch

        from viva.encoder.reader import collate

        with torch.inference_mode():
            read = self._reader(collate([window]))
        evidence = read.evidence[0, :, : len(window.answer_at)].sigmoid()
        return _Window(
            read.verdicts[0].tolist(), evidence.tolist(), self._reader.features(read.states)[0].tolist()
        )


def load_tokenizer(base: Path) -> Tokenizer:
    """The base model's tokenizer, neither cutting nor padding: the packer sees to both."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _named_weights(manifest: Path) -> tuple[Path, str]:
    """The file of weights that a manifest names, and the hash it must have."""
    try:
        content = json.loads(manifest.read_text("utf-8"))
        return manifest.parent / content["weights"], content["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise WeightsError(f"The manifest {manifest} cannot be used ({error}). Install Viva again.") from None


def _said(logits: list[float]) -> float:
    """How far a window is from saying nothing of the point."""
    covered, partial, missing, contradicted = logits
    return max(covered, partial, contradicted) - missing


def _word_spans(words: list[tuple[int, int]], scores: dict[tuple[int, int], float]) -> tuple[Span, ...]:
    """Token scores as word scores: a word is as relevant as its most relevant token."""
    spans = []
    tokens = iter(sorted(scores.items()))
    token = next(tokens, None)
    for start, end in words:
        best = 0.0
        while token and token[0][0] < end:
            best = max(best, token[1])
            token = next(tokens, None)
        spans.append(Span(start, end, best))
    return tuple(spans)

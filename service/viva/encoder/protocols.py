"""What the kernel asks of a model. Real ones are the other modules here; tests bring small honest ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of an answer, and how strongly (0 to 1) they speak of a key point."""

    start: int
    end: int
    relevance: float


@dataclass(frozen=True)
class Reading:
    """What a verifier made of one key point: four logits, and where the answer speaks of the point.

    `spans` are in the order of the text and do not overlap; a verifier may give words or whole segments.
    `features`, of length 1, are what the logits were made from, for a rubric's own lessons to build on; a verifier
    that has none cannot be taught.
    """

    covered: float
    partial: float
    missing: float
    contradicted: float
    spans: tuple[Span, ...]
    features: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Passage:
    """An answer to read beside its question and the statements of the key points.

    `segments` are the character offsets of the answer's clauses.
    """

    question: str
    points: tuple[str, ...]
    answer: str
    segments: tuple[tuple[int, int], ...]


class Verifier(Protocol):
    """Reads answers beside key points.

    A reading must depend on its passage alone, not on what is read before it or beside it.
    """

    @property
    def version(self) -> str:
        """Names the weights: other weights, another version."""

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        """One reading a key point, in their order."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness."""

    @property
    def version(self) -> str:
        """Names the weights: other weights, another version."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, (texts, dimensions)."""

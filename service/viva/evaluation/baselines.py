"""What a verdict must beat: crediting everything, keyword overlap, and cosine with one threshold.

Each gives one score a key point; credit is a score at or above a threshold, and the threshold reported is the
best one on the very answers it is measured on, which flatters the baseline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from viva.encoder.protocols import Embedder
from viva.grading import split
from viva.rubric import Rubric

_WORD = re.compile(r"[a-z0-9]+")
_COMMON = """
a an and are as at be by can for from has have how in into is it its of on or that the then there this to was
when which will with without
"""
_STOP = frozenset(_COMMON.split())


def keyword_scores(rubric: Rubric, answer: str) -> list[float]:
    """For each key point the share of its content words (cut to five letters) that occur in the answer."""
    said = _content(answer)
    shares = []
    for key_point in rubric.key_points:
        wanted = _content(key_point.point)
        shares.append(len(wanted & said) / len(wanted) if wanted else 0.0)
    return shares


def _content(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.lower()) if word not in _STOP}


class Cosine:
    """The way every embedding demo takes: the likest segment of the answer, by cosine."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def scores(self, rubric: Rubric, answer: str) -> list[float]:
        """For each key point the cosine of its statement with the likest segment; -1 where there is none."""
        texts = [segment.text for segment in split(answer)]
        if not texts:
            return [-1.0] * len(rubric.key_points)
        points = self._embedder.embed([key_point.point for key_point in rubric.key_points])
        likeness = points @ self._embedder.embed(texts).T
        return [float(row.max()) for row in likeness]


def best_f1(scores: Sequence[float], credited: Sequence[bool]) -> tuple[float, float]:
    """The best F1 that any threshold reaches, and that threshold (the lowest score still credited)."""
    return max(_f1_by_threshold(scores, credited))


def _f1_by_threshold(scores: Sequence[float], credited: Sequence[bool]) -> Iterator[tuple[float, float]]:
    total = sum(credited)
    ranked = sorted(zip(scores, credited, strict=True), reverse=True)
    hits = 0
    for given, (score, right) in enumerate(ranked, 1):
        hits += right
        if given == len(ranked) or ranked[given][0] != score:
            yield 2 * hits / (given + total), score

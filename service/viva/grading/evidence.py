"""Evidence: the words of the answer that decided a verdict."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from viva.encoder.protocols import Span
from viva.grading.grade import Evidence
from viva.grading.segments import Segment

CLOSE = 0.5
"""Words within the chosen segment count as evidence from this share of the strongest word's relevance on."""
SECOND = 0.85
"""Another segment is evidence, too, from this share of the strongest one's relevance on."""
FEW_WORDS = 3


def choose(
    answer: str, segments: Sequence[Segment], spans: Sequence[Span], least: float
) -> tuple[Evidence, ...]:
    """One or two pieces of evidence, the stronger one first; none where no span reaches `least`."""
    ranked = sorted(_scored(segments, spans), key=lambda scored: (-_peak(scored[1]), scored[0].start))
    if not ranked or _peak(ranked[0][1]) < least:
        return ()
    bar = max(least, SECOND * _peak(ranked[0][1]))
    return tuple(_narrowed(answer, segment, inside) for segment, inside in ranked[:2] if _peak(inside) >= bar)


def _scored(segments: Sequence[Segment], spans: Sequence[Span]) -> list[tuple[Segment, Sequence[Span]]]:
    """Each segment that spans reach into, with these."""
    starts, ends = [s.start for s in spans], [s.end for s in spans]  # both rise: spans do not overlap
    scored = []
    for segment in segments:
        inside = spans[bisect_right(ends, segment.start) : bisect_left(starts, segment.end)]
        if inside:
            scored.append((segment, inside))
    return scored


def _peak(spans: Sequence[Span]) -> float:
    return max(s.relevance for s in spans)


def _narrowed(answer: str, segment: Segment, inside: Sequence[Span]) -> Evidence:
    """The part of the segment from its first to its last relevant word; all of it where that is too little."""
    bar = CLOSE * _peak(inside)
    kept = [s for s in inside if s.relevance >= bar]
    start = max(segment.start, min(s.start for s in kept))
    end = min(segment.end, max(s.end for s in kept))
    if len(answer[start:end].split()) < FEW_WORDS:
        start, end = segment.start, segment.end
    while end - start > 1 and answer[end - 1] in " .,;:":
        end -= 1
    return Evidence(start, end, answer[start:end])

"""Coverage: the weighted share of the key points that an answer covers."""

from __future__ import annotations

from collections.abc import Iterable

from viva.grading.grade import Verdict

WORTH = {Verdict.COVERED: 1.0, Verdict.PARTIAL: 0.5, Verdict.MISSING: 0.0, Verdict.CONTRADICTED: 0.0}


def coverage(weighted: Iterable[tuple[float, Verdict]]) -> float:
    """The share of all weight that is covered, 0 to 1, to four places; partial counts half.

    Raises:
        ValueError: there is no key point, so there is no share.
    """
    pairs = list(weighted)
    if not pairs:
        raise ValueError("coverage needs at least one key point")
    return round(sum(w * WORTH[v] for w, v in pairs) / sum(w for w, _ in pairs), 4)

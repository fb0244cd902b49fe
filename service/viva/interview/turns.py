"""What an answer and the answers to its follow-ups say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from viva.grading import Grade, PointVerdict, Verdict, coverage
from viva.rubric import Rubric


@dataclass(frozen=True)
class Standing:
    """How an attempt stands after its turns.

    `grade` holds the verdicts that stand. `turns` tells, for each of them, from which turn each piece of its
    evidence is, counted from 1: the characters are those of that turn's answer. What comes nearest to a missing
    point is always of the first turn.
    """

    grade: Grade
    turns: tuple[tuple[int, ...], ...]


def merged(grades: Sequence[Grade | None], rubric: Rubric) -> Standing | None:
    """The standing after all turns, in their order; `grades` are each turn's own, and `rubric` that of the first.

    A turn that is not graded, not yet or under another version of the rubric says nothing. Without a first grade
    there is no standing.
    """
    first = grades[0]
    if first is None:
        return None
    stands = [_Stand(v, (1,) * len(v.evidence)) for v in first.verdicts]
    if first.reason is not None:
        return Standing(first, ())
    for turn, grade in enumerate(grades[1:], 2):
        if grade is None or grade.reason is not None or grade.rubric_version != first.rubric_version:
            continue
        later = [_Stand(v, (turn,) * len(v.evidence)) for v in grade.verdicts]
        stands = [_after(before, now) for before, now in zip(stands, later, strict=True)]
    verdicts = tuple(stand.verdict for stand in stands)
    share = coverage((k.weight, v.verdict) for k, v in zip(rubric.key_points, verdicts, strict=True))
    return Standing(replace(first, coverage=share, verdicts=verdicts), tuple(stand.turns for stand in stands))


@dataclass(frozen=True)
class _Stand:
    verdict: PointVerdict
    turns: tuple[int, ...]


def _after(before: _Stand, now: _Stand) -> _Stand:
    """How a point stands once more has been said.

    What is said stays said, and silence changes nothing. Otherwise the last word counts: it may complete, put
    right or turn round. Two halves stay a half, with the words of both.
    """
    old, new = before.verdict.verdict, now.verdict.verdict
    if old is Verdict.COVERED or new is Verdict.MISSING:
        return before
    if old is new is Verdict.PARTIAL:
        surer = max(before.verdict, now.verdict, key=lambda v: v.confidence)
        evidence = before.verdict.evidence + now.verdict.evidence
        return _Stand(replace(surer, evidence=evidence), before.turns + now.turns)
    return now

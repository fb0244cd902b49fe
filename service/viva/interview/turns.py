"""What an answer and the answers to its follow-ups say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from viva.grading import Evidence, Grade, PointVerdict, Verdict, coverage
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
    if first.reason is not None:
        return Standing(first, ())
    stands = _stands(first, grades[1:])
    verdicts = tuple(stand.verdict for stand in stands)
    grade = replace(first, coverage=_share(rubric, verdicts), verdicts=verdicts)
    return Standing(grade, tuple(stand.turns for stand in stands))


def merged_verdicts(grades: Sequence[Grade | None]) -> tuple[PointVerdict, ...]:
    """The verdicts that stand after all turns, as `merged` finds them; none where the first is not graded."""
    first = grades[0]
    if first is None or first.reason is not None:
        return ()
    if len(grades) == 1:
        return first.verdicts
    return tuple(stand.verdict for stand in _stands(first, grades[1:]))


def _stands(first: Grade, others: Sequence[Grade | None]) -> list[_Stand]:
    stands = [_Stand(v, (1,) * len(v.evidence)) for v in first.verdicts]
    for turn, grade in enumerate(others, 2):
        if grade is None or grade.reason is not None or grade.rubric_version != first.rubric_version:
            continue
        later = [_Stand(v, (turn,) * len(v.evidence)) for v in grade.verdicts]
        stands = [_after(before, now) for before, now in zip(stands, later, strict=True)]
    return stands


@dataclass(frozen=True)
class Stand:
    """A person's own stand on a key point: whether it was said, and with which words of which turn, where they say so.

    It stands beside the grader's verdict, which is never overwritten.
    """

    key_point: str
    said: bool
    words: Evidence | None
    turn: int | None
    made_at: datetime


def disputed(standing: Standing, stands: Sequence[Stand], rubric: Rubric) -> Standing:
    """The standing by the person's own stands, where there are any; `rubric` is the one that it was graded under."""
    own = {stand.key_point: stand for stand in stands}
    if standing.grade.reason is not None or not own:
        return standing
    found = [
        (_held(own[verdict.key_point]), _turn_of(own[verdict.key_point]))
        if verdict.key_point in own
        else (verdict, turns)
        for verdict, turns in zip(standing.grade.verdicts, standing.turns, strict=True)
    ]
    verdicts = tuple(verdict for verdict, _ in found)
    grade = replace(standing.grade, coverage=_share(rubric, verdicts), verdicts=verdicts)
    return Standing(grade, tuple(turns for _, turns in found))


def _held(stand: Stand) -> PointVerdict:
    verdict = Verdict.COVERED if stand.said else Verdict.MISSING
    evidence = (stand.words,) if stand.said and stand.words else ()
    return PointVerdict(stand.key_point, verdict, 1.0, unsure=False, evidence=evidence)


def _turn_of(stand: Stand) -> tuple[int, ...]:
    return (stand.turn,) if stand.said and stand.words and stand.turn else ()


def _share(rubric: Rubric, verdicts: Sequence[PointVerdict]) -> float:
    return coverage((k.weight, v.verdict) for k, v in zip(rubric.key_points, verdicts, strict=True))


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

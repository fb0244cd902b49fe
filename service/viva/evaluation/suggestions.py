"""Which key points need a wording or an example most, by how unsure the grader was on the answers given so far.

What it was unsure of is what a person can teach it best (uncertainty sampling, Lewis and Gale 1994,
arXiv cmp-lg/9407020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viva.grading import Evidence, PointVerdict, Verdict, split
from viva.rubric import Example, KeyPoint, Rubric
from viva.rubric.template import quoted


@dataclass(frozen=True)
class Seen:
    """An answer that was graded, with the verdicts it got; it may have been under an earlier rubric version."""

    answer: str
    verdicts: tuple[PointVerdict, ...]


@dataclass(frozen=True)
class Candidate:
    """Words of an answer that a person might call right or wrong, and what the grader made of them."""

    text: str
    verdict: Verdict
    confidence: float


@dataclass(frozen=True)
class Suggestion:
    """One key point, with what is known of it.

    `unsure` is the share of the answers on which the grader was unsure, `confidence` its mean confidence on them,
    None without answers. `gain` is the one times what the other lacks. `model_confidence` is its confidence on the
    model answer, where that was asked for.
    """

    key_point: str
    point: str
    answers: int
    unsure: float | None
    confidence: float | None
    gain: float
    accept: int
    reject: int
    examples: int
    candidate: Candidate | None
    model_confidence: float | None = None


def suggest(
    rubric: Rubric, seen: Sequence[Seen], model_answer: Sequence[PointVerdict] = ()
) -> tuple[Suggestion, ...]:
    """The key points, the one first where a lesson promises most.

    With answers, that is the expected gain, then what has fewest wordings and examples. Without any, points without
    wordings come first, and among equals those of which `model_answer`, the verdicts on it, is least sure.
    """
    found = [_suggestion(rubric, key_point, seen, model_answer) for key_point in rubric.key_points]
    return tuple(sorted(found, key=_by_gain if any(s.answers for s in found) else _by_wordings))


def as_yaml(suggestion: Suggestion) -> str:
    """The candidate, to be pasted below its key point in the file; empty without one.

    What the point has already, a list of its own would repeat as a key: then it is the entry alone.
    """
    candidate = suggestion.candidate
    if candidate is None:
        return ""
    rejected = candidate.verdict is Verdict.CONTRADICTED
    key, there = ("reject", suggestion.reject) if rejected else ("accept", suggestion.accept)
    name = suggestion.key_point
    lines = [
        f"    # {name}: if this says it, put it under accept; if it says the opposite, under reject.",
        f"    {key}:" if not there else f"    # {key}: (it has one; add this to it)",
        f"      - {quoted(candidate.text)}",
    ]
    return "\n".join(lines) + "\n"


def _suggestion(
    rubric: Rubric, key_point: KeyPoint, seen: Sequence[Seen], model_answer: Sequence[PointVerdict]
) -> Suggestion:
    judged = [(s.answer, v) for s in seen for v in s.verdicts if v.key_point == key_point.id]
    unsure = _mean(float(verdict.unsure) for _, verdict in judged)
    confidence = _mean(verdict.confidence for _, verdict in judged)
    return Suggestion(
        key_point=key_point.id,
        point=key_point.point,
        answers=len(judged),
        unsure=unsure,
        confidence=confidence,
        gain=0.0 if unsure is None or confidence is None else unsure * (1 - confidence),
        accept=len(key_point.accept),
        reject=len(key_point.reject),
        examples=sum(_names(example, key_point.id) for example in rubric.examples),
        candidate=_candidate(judged, {*key_point.accept, *key_point.reject}),
        model_confidence=next((v.confidence for v in model_answer if v.key_point == key_point.id), None),
    )


def _by_gain(suggestion: Suggestion) -> tuple[float, int]:
    return -suggestion.gain, _lessons(suggestion)


def _by_wordings(suggestion: Suggestion) -> tuple[bool, float]:
    sure = 1.0 if suggestion.model_confidence is None else suggestion.model_confidence
    return suggestion.accept + suggestion.reject > 0, sure


def _lessons(suggestion: Suggestion) -> int:
    return suggestion.accept + suggestion.reject + suggestion.examples


def _names(example: Example, id: str) -> bool:
    return any(id in getattr(example, verdict.value) for verdict in Verdict)


def _candidate(judged: Sequence[tuple[str, PointVerdict]], taught: set[str]) -> Candidate | None:
    """The clause that was read with the least confidence, of those that the rubric does not hold already."""
    candidates = []
    for answer, verdict in judged:
        piece = verdict.evidence[0] if verdict.evidence else verdict.nearest
        clause = _clause(answer, piece) if piece else ""
        if clause and clause not in taught:
            candidates.append(Candidate(clause, verdict.verdict, verdict.confidence))
    return min(candidates, key=lambda candidate: candidate.confidence, default=None)


def _clause(answer: str, piece: Evidence) -> str:
    """The clause that a piece of evidence begins in: evidence may be a few words of it, which teach less."""
    around = [s.text for s in split(answer) if s.start <= piece.start < s.end]
    return " ".join((around[0] if around else piece.text).split())


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None

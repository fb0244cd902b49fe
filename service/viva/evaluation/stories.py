"""How well the parts of a story are found: `python -m viva.evaluation --stories FILE …`.

The files are JSON lines, one answer each: {"id", "voice", "answer", "parts": {part: [its words, …]}}; a part that
is not told has no words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viva.evaluation.agreement import share
from viva.evaluation.report import number
from viva.grading.grader import Grader
from viva.grading.story import Part, PartTold, Told, read_story


@dataclass(frozen=True)
class Story:
    """An answer with the words that tell each part."""

    id: str
    answer: str
    parts: dict[Part, tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """How one part was found in some answers; shares are 0 to 1, None where they have no meaning.

    `balanced` is the mean of the shares found right among answers that tell the part and among those that do not;
    *unsure* counts half. `f1` takes *unsure* for not told. `sure` is how many are not unsure, `right` the share of
    these that is right. `words` is the share of rightly found parts whose words overlap labelled ones.
    """

    part: Part
    answers: int
    told: int
    balanced: float | None
    f1: float | None
    sure: int
    right: float | None
    words: float | None


def read_stories(path: Path) -> tuple[Story, ...]:
    """The labelled answers of a file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return tuple(
        Story(row["id"], row["answer"], {part: tuple(row["parts"][part]) for part in Part}) for row in rows
    )


def measure(grader: Grader, stories: Sequence[Story]) -> tuple[Found, ...]:
    """Each part over all answers."""
    read = [read_story(grader, story.answer) for story in stories]
    pairs = [(story, parts) for story, parts in zip(stories, read, strict=True) if parts is not None]
    return tuple(
        _found(part, [(s.answer, s.parts[part], parts[n]) for s, parts in pairs])
        for n, part in enumerate(Part)
    )


Case = tuple[str, tuple[str, ...], PartTold]


def _found(part: Part, cases: Sequence[Case]) -> Found:
    there = [_worth(case) for case in cases if case[1]]
    absent = [1 - _worth(case) for case in cases if not case[1]]
    shares = [share for share in (_mean(there), _mean(absent)) if share is not None]
    sure = [(words, found) for _, words, found in cases if found.told is not Told.UNSURE]
    hits = [_overlaps(case) for case in cases if case[1] and case[2].words]
    return Found(
        part,
        answers=len(cases),
        told=len(there),
        balanced=_mean(shares) if len(shares) == 2 else None,
        f1=_f1(cases),
        sure=len(sure),
        right=share((found.told is Told.YES) is bool(words) for words, found in sure),
        words=share(hits),
    )


def _f1(cases: Sequence[Case]) -> float | None:
    claimed = [bool(words) for _, words, found in cases if found.told is Told.YES]
    either = len(claimed) + sum(bool(words) for _, words, _ in cases)
    return 2 * sum(claimed) / either if either else None


def _worth(case: Case) -> float:
    return {Told.YES: 1.0, Told.UNSURE: 0.5, Told.NO: 0.0}[case[2].told]


def _overlaps(case: Case) -> bool:
    answer, told_by, found = case
    if found.words is None:
        return False
    starts = [(answer.index(words), len(words)) for words in told_by]
    return any(start < found.words.end and found.words.start < start + length for start, length in starts)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def as_markdown(found: Sequence[Found]) -> str:
    """A row a part."""
    rows = [
        "| part | told in | balanced accuracy | F1 | sure | right where sure | words hit |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {f.part.value} | {f.told} of {f.answers} | {number(f.balanced)} | {number(f.f1)} | {f.sure} "
        f"| {number(f.right)} | {number(f.words)} |"
        for f in found
    ]
    return "\n".join(rows)

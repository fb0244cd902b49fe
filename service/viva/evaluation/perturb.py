"""How verdicts move when answers are edited: harmless edits, breaking ones, and ones that only try for credit.

The three families are those of the perturbation study on Beetle (SemEval-2013 task 7) that `PUBLISHED` quotes.
A breaking edit is made where the evidence for one point stands, so its share need not reach 1: an answer may say
the point again elsewhere, and an edit by rule sometimes leaves the claim as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from random import Random
from zlib import crc32

from viva.evaluation.edits import BREAKING, GAMING, HARMLESS, Breaking, Gaming, Harmless, Place
from viva.evaluation.labelled import LabelledAnswer
from viva.grading import Grader, Verdict
from viva.grading.coverage import WORTH
from viva.rubric import Rubric

PUBLISHED = {
    "a zero-shot large model": ("13.4%", "46.1%", "6.7–11.8%"),
    "MiniLM with logistic regression": ("33.7%", "14.0%", "18.8%"),
}
"""Shares reported on Beetle: harmless edits that flip, breaking ones that lower, gaming ones that gain."""


@dataclass(frozen=True)
class Moved:
    """Verdicts before and after: `compared` points in `graded` edited answers, of which `moved` moved.

    `not_graded` counts edited answers that the grader refused; they are in no other number.
    """

    graded: int = 0
    compared: int = 0
    moved: int = 0
    not_graded: int = 0

    def __add__(self, other: Moved) -> Moved:
        return Moved(
            self.graded + other.graded,
            self.compared + other.compared,
            self.moved + other.moved,
            self.not_graded + other.not_graded,
        )

    @property
    def share(self) -> float | None:
        """The share of the compared points that moved, 0 to 1; None where none was compared."""
        return self.moved / self.compared if self.compared else None


@dataclass(frozen=True)
class Family:
    """The edits of one kind, by name."""

    edits: dict[str, Moved]

    @property
    def total(self) -> Moved:
        """All edits together, each comparison counting the same."""
        return sum(self.edits.values(), Moved())


@dataclass(frozen=True)
class Suite:
    """The three families.

    What moved is in `harmless` credit that flipped either way (0 is best), in `breaking` the verdict on a point
    that was labelled covered and credited, and fell (1 is best), in `gaming` a point without credit, by label and
    by verdict, that gained it (0 is best).
    """

    harmless: Family
    breaking: Family
    gaming: Family


@dataclass(frozen=True)
class _Graded:
    """An answer with its verdicts as it stands."""

    answer: LabelledAnswer
    rubric: Rubric
    verdicts: dict[str, Verdict]


@dataclass(frozen=True)
class _Case:
    """A graded answer to edit, and the key points to look at afterwards."""

    graded: _Graded
    points: tuple[str, ...]

    def seed(self, edit: str) -> int:
        told = (edit, self.graded.rubric.id, *self.points, self.graded.answer.answer)
        return crc32("\n".join(told).encode(errors="surrogatepass"))


_Edit = Callable[[_Case, Random], str | None]
_Moves = Callable[[Verdict, Verdict], bool]


def measure(
    answers: Sequence[LabelledAnswer],
    rubrics: Mapping[str, Rubric],
    grader: Grader,
    per_edit: int | None = None,
) -> Suite:
    """Edit the answers that can be graded, grade them again, and count the verdicts that moved.

    The edits' randomness comes from the answers' texts, so neither the order of the answers nor their number
    changes an edit. `per_edit` limits the edited answers an edit; which ones is told by the texts, too.

    Raises:
        KeyError: an answer names a question that is not there, or lacks the label of a key point.
    """
    graded = list(_graded(answers, rubrics, grader))
    run = partial(_family, grader=grader, limit=per_edit)
    return Suite(
        harmless=run(
            {name: partial(_edit_harmless, edit) for name, edit in HARMLESS.items()},
            [_Case(g, tuple(g.verdicts)) for g in graded],
            lambda before, after: before.credited is not after.credited,
        ),
        breaking=run(
            {name: partial(_edit_breaking, edit) for name, edit in BREAKING.items()},
            [_Case(g, (id,)) for g in graded for id in _breakable(g)],
            lambda before, after: WORTH[after] < WORTH[before],
        ),
        gaming=run(
            {name: partial(_edit_gaming, edit) for name, edit in GAMING.items()},
            [_Case(g, points) for g in graded if (points := _without_credit(g))],
            lambda before, after: after.credited,
        ),
    )


def _graded(
    answers: Iterable[LabelledAnswer], rubrics: Mapping[str, Rubric], grader: Grader
) -> Iterator[_Graded]:
    for answer in answers:
        rubric = rubrics[answer.question_id]
        grade = grader.grade(rubric, answer.answer)
        if grade.reason is None:
            yield _Graded(answer, rubric, {v.key_point: v.verdict for v in grade.verdicts})


def _breakable(graded: _Graded) -> Iterator[str]:
    """The points that are labelled covered, by words that the answer holds, and were credited."""
    for id, verdict in graded.verdicts.items():
        label = graded.answer.labels[id]
        held = label.evidence and label.evidence in graded.answer.answer
        if label.label is Verdict.COVERED and held and verdict.credited:
            yield id


def _without_credit(graded: _Graded) -> tuple[str, ...]:
    labels = graded.answer.labels
    return tuple(id for id, v in graded.verdicts.items() if not v.credited and not labels[id].label.credited)


def _edit_harmless(edit: Harmless, case: _Case, rng: Random) -> str | None:
    return edit(case.graded.answer.answer, rng)


def _edit_breaking(edit: Breaking, case: _Case, rng: Random) -> str | None:
    answer, (id,) = case.graded.answer, case.points
    evidence = answer.labels[id].evidence or ""
    start = answer.answer.find(evidence)
    point = case.graded.rubric.key_point(id).point
    return edit(answer.answer, rng, Place(start, start + len(evidence), point))


def _edit_gaming(edit: Gaming, case: _Case, rng: Random) -> str | None:
    return edit(case.graded.answer.answer, rng, case.graded.rubric)


def _family(
    edits: Mapping[str, _Edit], cases: Sequence[_Case], moves: _Moves, grader: Grader, limit: int | None
) -> Family:
    found = {}
    for name, edit in edits.items():
        edited = islice(_edited(name, edit, cases), limit)
        found[name] = sum((_moved(case, text, moves, grader) for case, text in edited), Moved())
    return Family(found)


def _edited(name: str, edit: _Edit, cases: Sequence[_Case]) -> Iterator[tuple[_Case, str]]:
    """The cases whose text the edit changes, in an order that their texts tell."""
    for case in sorted(cases, key=lambda case: case.seed(name)):
        text = edit(case, Random(case.seed(name)))
        if text is not None and text != case.graded.answer.answer:
            yield case, text


def _moved(case: _Case, text: str, moves: _Moves, grader: Grader) -> Moved:
    grade = grader.grade(case.graded.rubric, text)
    if grade.reason is not None:
        return Moved(not_graded=1)
    after = {v.key_point: v.verdict for v in grade.verdicts}
    moved = sum(moves(case.graded.verdicts[id], after[id]) for id in case.points)
    return Moved(1, len(case.points), moved)


SENSES = {
    "harmless": "credit flipped, 0% is best",
    "breaking": "verdict lowered, 100% is best",
    "gaming": "credit gained, 0% is best",
}


def as_markdown(suite: Suite) -> str:
    """The families with their edits as a table, and the published figures beside it."""
    lines = ["| edit | points compared | share moved | answers not graded |", "|---|---|---|---|"]
    for family, sense in SENSES.items():
        of: Family = getattr(suite, family)
        lines.append(_row(f"**{family}** ({sense})", of.total))
        lines += [_row(name, moved) for name, moved in of.edits.items()]
    told = "; ".join(f"{who} {' / '.join(shares)}" for who, shares in PUBLISHED.items())
    note = (
        f"Published for such edits on other answers (Beetle, circuits), harmless / breaking / gaming: {told}."
    )
    return "\n".join([*lines, "", note])


def _row(title: str, moved: Moved) -> str:
    share = "–" if moved.share is None else f"{moved.share:.1%}"
    return f"| {title} | {moved.compared} | {share} | {moved.not_graded} |"

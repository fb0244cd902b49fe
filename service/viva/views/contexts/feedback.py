"""An attempt as pages show it: what was said in which turn, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from viva.grading import Grade, PointVerdict, Verdict
from viva.interview.marking import Mark, Piece, marked
from viva.interview.record import AttemptRecord
from viva.interview.story import StoryPart
from viva.interview.turns import Stand, Standing
from viva.language import N_
from viva.language import gettext as _
from viva.rubric import KeyPoint, Rubric
from viva.views.contexts.basics import told_reason
from viva.views.contexts.disagreeing import Disagreeing, StandView, may_deny, may_say, stand_view
from viva.views.contexts.story import PartView, places_in, story_view
from viva.views.telling import percent

WORDS = {
    Verdict.COVERED: N_("said"),
    Verdict.PARTIAL: N_("half said"),
    Verdict.MISSING: N_("not said"),
    Verdict.CONTRADICTED: N_("said the opposite"),
}
"""How a verdict is called on a page in English."""

_EXPLAINED = {
    (Verdict.COVERED, False): N_("These words were read as saying it: %(sure)s sure."),
    (Verdict.COVERED, True): N_("These words were read as saying it: %(sure)s sure, so look for yourself."),
    (Verdict.PARTIAL, False): N_("These words were read as saying half of it: %(sure)s sure."),
    (Verdict.PARTIAL, True): N_(
        "These words were read as saying half of it: %(sure)s sure, so look for yourself."
    ),
    (Verdict.CONTRADICTED, False): N_("These words were read as saying the opposite: %(sure)s sure."),
    (Verdict.CONTRADICTED, True): N_(
        "These words were read as saying the opposite: %(sure)s sure, so look for yourself."
    ),
    (Verdict.MISSING, False): N_("No words were read as saying it: %(sure)s sure."),
    (Verdict.MISSING, True): N_("No words were read as saying it: %(sure)s sure, so look for yourself."),
}
_ATTENTION = {Verdict.CONTRADICTED: 0, Verdict.MISSING: 1, Verdict.PARTIAL: 2, Verdict.COVERED: 3}


@dataclass(frozen=True)
class Quote:
    """Words that decided a verdict, and the turn in which they were said, counted from 1."""

    text: str
    turn: int

    @property
    def where(self) -> str:
        """Which answer they are from, in words."""
        return which_answer(self.turn)


@dataclass(frozen=True)
class PointView:
    """One key point of a feedback: its number in the rubric, what was found, and one sentence on why.

    Where the person holds otherwise than the grader, what is shown is theirs, and `stand` tells both.
    """

    number: int
    id: str
    statement: str
    verdict: str
    word: str
    confidence: int
    unsure: bool
    quotes: tuple[Quote, ...]
    nearest: str | None
    why: str
    may_say: bool
    may_deny: bool
    stand: StandView | None


@dataclass(frozen=True)
class Feedback:
    """A graded answer: points, those that need attention first; coverage in percent; shares of the bar."""

    points: tuple[PointView, ...]
    coverage: int
    said: int
    total: int
    bar: tuple[tuple[str, float], ...]
    """(verdict, percent of all weight), covered first; missing is what is left."""
    rubric_version: str
    grader_version: str
    at_first: int | None
    """The coverage of the first answer alone, where answers to follow-ups came after it."""
    own: int
    """How many verdicts are the person's own."""
    by_grader: int
    """The coverage in percent as the grader reads it."""


@dataclass(frozen=True)
class TurnView:
    """An answer in pieces; the follow-up that it is to, unless it is to the question; why it is not graded."""

    number: int
    follow_up: str | None
    pieces: tuple[Piece, ...]
    seconds: int | None
    not_graded: str | None

    @property
    def name(self) -> str:
        """Which answer it is, in words."""
        return which_answer(self.number)


@dataclass(frozen=True)
class AttemptView:
    """One attempt: its turns, and its feedback, or why there is none.

    While a follow-up waits, the feedback is `held_back`, and the pieces carry no marks; in a mock interview, nothing is
    told of it `until_the_end`. `disagree` is there where its verdicts can be disputed.
    """

    id: str
    number: int
    turns: tuple[TurnView, ...]
    submitted_at: datetime
    waiting: bool
    held_back: bool
    not_graded: str | None
    feedback: Feedback | None
    hints: int
    until_the_end: bool
    story: tuple[PartView, ...] = ()
    disagree: Disagreeing | None = None

    @property
    def follow_ups(self) -> int:
        """How many follow-ups were answered."""
        return len(self.turns) - 1

    @property
    def shows_refused(self) -> bool:
        """Whether a form that was refused stands at one of its points."""
        form = self.disagree.refused if self.disagree else None
        if form is None or self.feedback is None:
            return False
        return any(
            point.id == form.key_point
            and point.stand is None
            and (point.may_say if form.said else point.may_deny)
            for point in self.feedback.points
        )

    @property
    def graded_in_part(self) -> bool:
        """Whether there is feedback, though an answer to a follow-up is not graded."""
        return self.feedback is not None and any(turn.not_graded for turn in self.turns)


def verdict_word(verdict: str) -> str:
    """How a verdict is called on a page, in the reader's language."""
    return _(WORDS[Verdict(verdict)])


def which_answer(number: int) -> str:
    """Which answer of an attempt a turn is, in words: first answer, 4th answer."""
    if number == 1:
        return _("first answer")
    if number == 2:
        return _("second answer")
    if number == 3:
        return _("third answer")
    return _("%(number)sth answer", number=number)


def attempt_view(
    attempt: AttemptRecord, story: Sequence[StoryPart] = (), disagree: Disagreeing | None = None
) -> AttemptView:
    """An attempt as a page shows it, with the parts of the story that it tells where they were read.

    With `disagree`, its verdicts can be disputed on the page.
    """
    shown = attempt.standing if not (attempt.held_back or attempt.awaiting_grade) else None
    graded = shown if shown and shown.grade.reason is None else None
    return AttemptView(
        id=attempt.id,
        number=attempt.number,
        turns=_turns(attempt, graded, story),
        submitted_at=attempt.submitted_at,
        waiting=attempt.awaiting_grade,
        held_back=attempt.held_back,
        not_graded=told_reason(attempt.grade) if attempt.grade and not attempt.until_the_end else None,
        feedback=_feedback(attempt, attempt.rubric, graded) if graded and attempt.rubric else None,
        hints=attempt.hints,
        until_the_end=attempt.until_the_end,
        story=story_view(story),
        disagree=disagree,
    )


def _turns(
    attempt: AttemptRecord, standing: Standing | None, story: Sequence[StoryPart]
) -> tuple[TurnView, ...]:
    said: list[tuple[str | None, str, int | None, Grade | None]] = [
        (None, attempt.answer, attempt.seconds, attempt.grade)
    ]
    said += [(turn.question, turn.answer, turn.seconds, turn.grade) for turn in attempt.follow_ups]
    return tuple(
        TurnView(
            number=number,
            follow_up=follow_up,
            pieces=marked(answer, _marks(attempt.rubric, standing, number), places_in(story, number)),
            seconds=seconds,
            not_graded=told_reason(grade) if grade and not attempt.until_the_end else None,
        )
        for number, (follow_up, answer, seconds, grade) in enumerate(said, 1)
    )


def _marks(rubric: Rubric | None, standing: Standing | None, turn: int) -> list[Mark]:
    """The evidence that is in the words of a turn."""
    if rubric is None or standing is None:
        return []
    numbers = {key_point.id: number for number, key_point in enumerate(rubric.key_points, 1)}
    return [
        Mark(numbers[verdict.key_point], verdict.verdict.value, piece.start, piece.end)
        for verdict, said_in in zip(standing.grade.verdicts, standing.turns, strict=True)
        for piece, where in zip(verdict.evidence, said_in, strict=True)
        if where == turn
    ]


def _feedback(attempt: AttemptRecord, rubric: Rubric, standing: Standing) -> Feedback:
    verdicts, graded = standing.grade.verdicts, attempt.graded or standing
    numbered = list(
        enumerate(zip(rubric.key_points, verdicts, standing.turns, graded.grade.verdicts, strict=True), 1)
    )
    ordered = sorted(numbered, key=lambda x: (_ATTENTION[x[1][1].verdict], -x[1][0].weight, x[0]))
    first = attempt.at_first.grade.coverage if attempt.at_first and attempt.follow_ups else None
    stands = {stand.key_point: stand for stand in attempt.stands}
    return Feedback(
        points=tuple(_point(number, *found, stands.get(found[0].id)) for number, found in ordered),
        coverage=round(100 * (standing.grade.coverage or 0)),
        said=sum(v.verdict is Verdict.COVERED for v in verdicts),
        total=len(verdicts),
        bar=_bar(rubric, verdicts),
        rubric_version=standing.grade.rubric_version,
        grader_version=standing.grade.grader_version,
        at_first=None if first is None else round(100 * first),
        own=attempt.own_verdicts,
        by_grader=round(100 * (graded.grade.coverage or 0)),
    )


def _bar(rubric: Rubric, verdicts: Sequence[PointVerdict]) -> tuple[tuple[str, float], ...]:
    weighted = [(k.weight, v.verdict) for k, v in zip(rubric.key_points, verdicts, strict=True)]
    whole = sum(weight for weight, _ in weighted)
    shares = [
        (verdict.value, 100 * sum(weight for weight, found in weighted if found is verdict) / whole)
        for verdict in (Verdict.COVERED, Verdict.PARTIAL, Verdict.CONTRADICTED)
    ]
    return tuple((name, share) for name, share in shares if share)


def _point(
    number: int,
    key_point: KeyPoint,
    verdict: PointVerdict,
    turns: tuple[int, ...],
    read: PointVerdict,
    stand: Stand | None,
) -> PointView:
    return PointView(
        number=number,
        id=key_point.id,
        statement=key_point.point,
        verdict=verdict.verdict.value,
        word=verdict_word(verdict.verdict),
        confidence=round(100 * verdict.confidence),
        unsure=verdict.unsure,
        quotes=tuple(Quote(e.text, turn) for e, turn in zip(verdict.evidence, turns, strict=True)),
        nearest=verdict.nearest.text if verdict.nearest else None,
        why=explained(verdict),
        may_say=may_say(read.verdict),
        may_deny=may_deny(read.verdict),
        stand=stand_view(stand, read) if stand else None,
    )


def explained(verdict: PointVerdict) -> str:
    """One sentence on a verdict: which words, read how, how sure."""
    return _(_EXPLAINED[verdict.verdict, verdict.unsure], sure=percent(round(100 * verdict.confidence)))

"""What attempts said of each key point, as far as the person has seen it judged: what a schedule is made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby

from viva.grading import PointVerdict, Verdict
from viva.interview.follow_ups import MOST
from viva.interview.hints import COUNT, touched
from viva.interview.plan import Mode
from viva.interview.turns import merged_verdicts
from viva.rubric import Rubric
from viva.store.outcomes import PlainAnswer


@dataclass(frozen=True, slots=True)
class Spoken:
    """How one attempt, with its follow-ups and the person's own stand, left one key point.

    `helped` tells that a hint was about the point, or that it took a follow-up to say it.
    """

    question_id: str
    key_point_id: str
    when: datetime
    verdict: Verdict
    unsure: bool
    helped: bool
    interview_id: str
    position: int
    attempt_id: str


@dataclass(frozen=True)
class Helps:
    """What the answers themselves do not tell.

    `hints` are the steps taken before an answer to the question itself: by planned question and number of attempt.
    `said_later` names (attempt, key point) where the words of a person's own stand are those of a follow-up's answer.
    `find` gives the rubric of a question's id in a version, where it can be had.
    """

    hints: Mapping[tuple[int, int], Collection[int]]
    said_later: Collection[tuple[str, str]]
    find: Callable[[str, str], Rubric | None]


def spoken_points(answers: Iterable[PlainAnswer], helps: Helps) -> list[Spoken]:
    """What was said of every point, oldest first; answers come by planned question and number.

    What is not graded says nothing of any point, nor does what is held back; a drill only speaks of what it aims at.
    """
    found: list[list[Spoken]] = []
    for _, group in groupby(answers, key=lambda answer: answer.asked.id):
        found += _of_question(list(group), helps)
    found.sort(key=lambda attempt: (attempt[0].when, attempt[0].attempt_id))
    return list(chain.from_iterable(found))


def _of_question(answers: Sequence[PlainAnswer], helps: Helps) -> Iterator[list[Spoken]]:
    """What each attempt at a question said, of those that said something."""
    firsts = [answer for answer in answers if answer.follows is None]
    open_before: frozenset[str] = frozenset()
    for first in firsts:
        turns = [first, *(answer for answer in answers if answer.follows == first.id)]
        verdicts = merged_verdicts([turn.grade for turn in turns])
        if not _held_back(turns, verdicts, is_latest=first is firsts[-1]):
            spoken = list(_of_attempt(first, verdicts, open_before, helps))
            if spoken:
                yield spoken
        stands = _by_the_person(verdicts, first)
        open_before = frozenset(v.key_point for v in stands if v.verdict is not Verdict.COVERED)


def _of_attempt(
    first: PlainAnswer, verdicts: Sequence[PointVerdict], open_before: frozenset[str], helps: Helps
) -> Iterator[Spoken]:
    asked, hinted = first.asked, _hinted(first, open_before, helps)
    at_once = _at_once(first, helps)
    for verdict in _by_the_person(verdicts, first):
        point = verdict.key_point
        if asked.aimed_at in (None, point):
            yield Spoken(
                asked.question_id,
                point,
                first.submitted_at,
                verdict.verdict,
                verdict.unsure,
                at_once.get(point) is not verdict.verdict or point in hinted,
                asked.interview_id,
                asked.position,
                first.id,
            )


def _at_once(first: PlainAnswer, helps: Helps) -> dict[str, Verdict]:
    """How the first answer alone left each point; a person's own stand is about it, unless it names later words."""
    verdicts = {v.key_point: v.verdict for v in first.grade.verdicts} if first.grade else {}
    for point, said, _ in first.stands:
        if (first.id, point) not in helps.said_later:
            verdicts[point] = Verdict.COVERED if said else Verdict.MISSING
    return verdicts


def _by_the_person(verdicts: Sequence[PointVerdict], first: PlainAnswer) -> Sequence[PointVerdict]:
    """The verdicts by the person's own stands, where there are any."""
    if not first.stands:
        return verdicts
    said = {key_point: said for key_point, said, _ in first.stands}
    return [
        PointVerdict(v.key_point, Verdict.COVERED if said[v.key_point] else Verdict.MISSING, 1.0, False, ())
        if v.key_point in said
        else v
        for v in verdicts
    ]


def _hinted(first: PlainAnswer, open_before: frozenset[str], helps: Helps) -> frozenset[str]:
    """The points that hints spoke of before the answer; what follow-ups lead to is helped by them anyway."""
    asked = first.asked
    steps = helps.hints.get((asked.id, first.number), ())
    if first.grade is None or not any(step > COUNT for step in steps):
        return frozenset()
    if asked.aimed_at is not None:
        return frozenset({asked.aimed_at})
    rubric = helps.find(asked.question_id, first.grade.rubric_version)
    if rubric is None:
        return frozenset()
    points = open_before or frozenset(v.key_point for v in first.grade.verdicts)
    return frozenset().union(*(touched(step, rubric, points) for step in steps))


def _held_back(turns: Sequence[PlainAnswer], verdicts: Sequence[PointVerdict], *, is_latest: bool) -> bool:
    """As `AttemptRecord.held_back`, from what is known here."""
    first, mode = turns[0], Mode(turns[0].asked.mode)
    if first.asked.finished or not mode.asks_on:
        return False
    if mode is Mode.MOCK:
        return True
    if not is_latest or first.shown:
        return False
    if any(turn.awaiting_grade for turn in turns):
        return True
    if len(turns) > MOST or any(turn.grade is None or turn.grade.reason is not None for turn in turns):
        return False
    about = {turn.key_point for turn in turns[1:]}
    return any(v.verdict is not Verdict.COVERED and v.key_point not in about for v in verdicts)

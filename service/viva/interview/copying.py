"""The record as it stands in the database, copied into frozen records while its session is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from viva.grading import Evidence, Grade
from viva.interview.aims import aimed_grade, aimed_rubric
from viva.interview.draft_versions import Draft
from viva.interview.grades import grade_of
from viva.interview.plan import Mode
from viva.interview.record import AttemptRecord, FollowUpRecord, InterviewRecord, QuestionRecord
from viva.interview.turns import Stand
from viva.rubric import Rubric, parse_rubric
from viva.store.tables import Attempt, DisputeRow, GradeRow, Interview, PlannedQuestion, RubricVersion


def interview_record(row: Interview) -> InterviewRecord:
    """A copy of an interview; to be made while its session is open."""
    return InterviewRecord(
        row.id,
        row.title,
        Mode(row.mode),
        row.created_at,
        row.finished_at,
        row.deleted_at,
        tuple(question_record(q) for q in row.questions),
        row.seconds_each,
    )


def question_record(row: PlannedQuestion) -> QuestionRecord:
    """A copy of a planned question with its attempts."""
    attempts = attempt_records(row, row.attempts)
    helped = (len(row.attempts) + 1, 1)
    if attempts and attempts[-1].follow_up:
        first = [answer.number for answer in row.attempts if answer.follows is None][-1]
        helped = (first, len(attempts[-1].follow_ups) + 2)
    return QuestionRecord(
        row.position,
        row.question_id,
        row.question,
        row.topic,
        row.skipped_at is not None,
        attempts,
        len(row.attempts) + 1,
        helped,
        frozenset(hint.step for hint in row.hints if (hint.number, hint.turn) == helped),
        draft_of(row, len(row.attempts) + 1),
        draft_of(row, len(row.attempts) + 1, to_follow_up=True),
        row.aimed_at,
        row.main_question,
        row.asked_at if row.asked_number == len(row.attempts) + 1 else None,
    )


def draft_of(row: PlannedQuestion, number: int, *, to_follow_up: bool = False) -> Draft:
    """What was typed of the answer of that number, with the other versions of it."""
    rows = [draft for draft in row.drafts if (draft.number, draft.to_follow_up) == (number, to_follow_up)]
    others = tuple(draft.text for draft in rows if not draft.revision)
    current = next((draft for draft in rows if draft.revision), None)
    return Draft(current.text, current.typed_at, current.revision, others) if current else Draft()


def attempt_records(question: PlannedQuestion, answers: Sequence[Attempt]) -> tuple[AttemptRecord, ...]:
    """Copies of a question's attempts, in order, from all answers to it and to its follow-ups."""
    firsts = [answer for answer in answers if answer.follows is None]
    mode, live = Mode(question.interview.mode), question.interview.finished_at is None
    return tuple(
        _attempt_record(
            question,
            number,
            [first, *(answer for answer in answers if answer.follows == first.id)],
            asks_on=live and mode.asks_on and first is firsts[-1] and first.shown_at is None,
            until_the_end=live and mode is Mode.MOCK,
        )
        for number, first in enumerate(firsts, 1)
    )


def _attempt_record(
    question: PlannedQuestion, number: int, turns: Sequence[Attempt], *, asks_on: bool, until_the_end: bool
) -> AttemptRecord:
    first = turns[0]
    latest = _latest(first)
    return AttemptRecord(
        first.id,
        number,
        first.answer,
        first.submitted_at,
        first.seconds,
        any(turn.awaiting_grade for turn in turns),
        _grade(first, question),
        aimed_rubric(rubric_of(latest.rubric, question.question_id), question.aimed_at) if latest else None,
        tuple(_follow_up_record(turn, question) for turn in turns[1:]),
        asks_on,
        until_the_end,
        sum(hint.number == first.number for hint in question.hints),
        tuple(_stand(row, turns) for row in first.disputes),
    )


def _stand(row: DisputeRow, turns: Sequence[Attempt]) -> Stand:
    words = None
    if row.turn is not None and row.start is not None and row.end is not None and row.turn <= len(turns):
        words = Evidence(row.start, row.end, turns[row.turn - 1].answer[row.start : row.end])
    return Stand(row.key_point_id, row.said, words, row.turn if words else None, row.made_at)


def _follow_up_record(row: Attempt, question: PlannedQuestion) -> FollowUpRecord:
    return FollowUpRecord(
        row.id,
        row.follow_up or "",
        row.aimed_at or "",
        row.answer,
        row.submitted_at,
        row.seconds,
        row.awaiting_grade,
        _grade(row, question),
    )


def _latest(row: Attempt) -> GradeRow | None:
    return row.grades[-1] if row.grades else None


def _grade(row: Attempt, question: PlannedQuestion) -> Grade | None:
    latest = _latest(row)
    return (
        aimed_grade(grade_of(latest, question.question_id, row.answer), question.aimed_at) if latest else None
    )


def rubric_of(row: RubricVersion, question_id: str) -> Rubric:
    """The rubric of a kept version, for the question it was used for: two files may have one text."""
    return _parsed(row.text, question_id)


@lru_cache(maxsize=512)
def _parsed(text: str, question_id: str) -> Rubric:
    return parse_rubric(text, id=question_id)

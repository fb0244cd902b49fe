"""Finding what a use case is about in the database, or saying that it is not there."""

from __future__ import annotations

from viva.errors import VivaError
from viva.rubric import Rubric, RubricBank, parse_rubric
from viva.store.tables import Interview, PlannedQuestion
from viva.store.unit_of_work import UnitOfWork


class NoSuchInterview(VivaError):
    """There is no interview, question or attempt of that name."""


def find_interview(work: UnitOfWork, interview_id: str, *, include_deleted: bool = False) -> Interview:
    """The interview of that id.

    Raises:
        NoSuchInterview: there is none, or it is deleted.
    """
    interview = work.interviews.get(interview_id, include_deleted=include_deleted)
    if interview is None:
        raise NoSuchInterview("There is no such interview; it may have been deleted.")
    return interview


def find_question(work: UnitOfWork, interview_id: str, position: int) -> PlannedQuestion:
    """The question at a position of an interview.

    Raises:
        NoSuchInterview: there is no such interview, or no such position in it.
    """
    interview = find_interview(work, interview_id)
    for question in interview.questions:
        if question.position == position:
            return question
    raise NoSuchInterview(
        f"The interview has {len(interview.questions)} questions, and no number {position}."
    )


def rubric_now(work: UnitOfWork, bank: RubricBank, planned: PlannedQuestion) -> Rubric:
    """The bank's rubric as it is now; where it is gone or broken, the one that was asked under."""
    now = bank.rubrics.get(planned.question_id)
    if now is not None:
        return now
    kept = work.rubric_versions.get(planned.rubric_version)
    if kept is None:
        raise LookupError(f"rubric version {planned.rubric_version} is not in the database")
    return parse_rubric(kept.text, id=planned.question_id)

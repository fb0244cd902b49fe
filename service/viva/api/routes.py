"""The routes under /api/v1."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from viva.api.problems import Refused
from viva.api.schemas import (
    AnswerRequest,
    AttemptOut,
    BrokenOut,
    GradeOut,
    GradeRequest,
    Id,
    InterviewOut,
    Problem,
    RubricList,
    RubricListItem,
    RubricOut,
    RubricText,
    StartRequest,
)
from viva.interview.finding import NoSuchInterview
from viva.interview.plan import Mode, Wishes
from viva.interview.record import AttemptRecord, InterviewRecord
from viva.interview.services import Services

PATIENCE = 30.0
"""Seconds that a request waits for the models to load, or for a grade, before it says so."""


def services(request: Request) -> Services:
    """What the app was put together with."""
    found: Services = request.app.state.services
    return found


Needs = Annotated[Services, Depends(services)]


def _told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


router = APIRouter(prefix="/api/v1", responses=_told(400, 403, 413, 422))


@router.post("/grade", responses=_told(404, 503))
def grade(asked: GradeRequest, has: Needs) -> GradeOut:
    """Grade an answer. Nothing is stored."""
    rubric = has.bank.get(asked.question_id)
    grader = has.worker.grader(PATIENCE)
    if grader is None:
        why = has.worker.failure or "it is still loading; ask again in a few seconds"
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, f"The grader is not ready: {why}.")
    return GradeOut.of(grader.grade(rubric, asked.answer), asked.id)


@router.get("/rubrics")
def list_rubrics(has: Needs) -> RubricList:
    """The question bank, and the files in it that must be put right."""
    items = [
        RubricListItem(
            id=r.id, version=r.version, question=r.question, topic=r.topic, key_points=len(r.key_points)
        )
        for r in has.bank.rubrics.values()
    ]
    return RubricList(rubrics=items, broken=[BrokenOut.of(broken) for broken in has.bank.broken])


@router.get("/rubrics/{id}", responses=_told(404))
def get_rubric(id: Id, has: Needs, response: Response) -> RubricOut:
    """A rubric; the ETag is its version."""
    rubric = has.bank.get(id)
    response.headers["ETag"] = f'"{rubric.version}"'
    return RubricOut.of(rubric)


@router.put("/rubrics/{id}", responses=_told(404, 412, 428))
def put_rubric(
    id: Id,
    new: RubricText,
    has: Needs,
    response: Response,
    if_match: Annotated[
        str | None, Header(description="The version that was edited, as GET gave it.")
    ] = None,
    if_none_match: Annotated[str | None, Header(description="* for a new rubric.")] = None,
) -> RubricOut:
    """Write a rubric file, exactly the text given. Refused where the file changed since the version in If-Match."""
    if if_match is None and if_none_match != "*":
        need = 'Send If-Match with the version you edited, or "If-None-Match: *" for a new rubric.'
        raise Refused(HTTPStatus.PRECONDITION_REQUIRED, need)
    expected = if_match.strip().removeprefix("W/").strip('"') if if_match is not None else None
    rubric = has.bank.save(id, new.text, expected)
    response.headers["ETag"] = f'"{rubric.version}"'
    return RubricOut.of(rubric)


@router.post("/interviews", status_code=HTTPStatus.CREATED)
def start(asked: StartRequest, has: Needs) -> InterviewOut:
    """Start an interview."""
    wishes = Wishes(
        frozenset(asked.topics), frozenset(asked.question_ids), asked.count, asked.shuffled, Mode(asked.mode)
    )
    return InterviewOut.of(has.interviews.start(wishes))


@router.get("/interviews")
def list_interviews(
    has: Needs,
    topic: Id | None = None,
    question_id: Id | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[
        str | None, Query(max_length=200, description="The last id of the page before.")
    ] = None,
) -> list[InterviewOut]:
    """Interviews, newest first."""
    found = has.history.interviews(topic=topic, question_id=question_id, limit=limit, before=before)
    return [InterviewOut.of(interview) for interview in found]


@router.get("/interviews/{id}", responses=_told(404))
def get_interview(id: Id, has: Needs) -> InterviewOut:
    """One interview with its questions, attempts and grades."""
    return InterviewOut.of(has.interviews.get(id))


@router.post("/interviews/{id}/answers", status_code=HTTPStatus.CREATED, responses=_told(404))
def answer(
    id: Id,
    sent: AnswerRequest,
    has: Needs,
    wait: Annotated[float, Query(ge=0, le=PATIENCE, description="Seconds to wait for the grade.")] = 10.0,
) -> AttemptOut:
    """Store an answer and have it graded. Where the grade takes longer than `wait`, it is null so far.

    With `follows` it is the answer to the follow-up that waits after that attempt, and the attempt comes back whole.
    """
    if sent.follows is None:
        attempt_id = answer_id = has.interviews.answer(
            id, sent.position, sent.answer, number=sent.number, seconds=sent.seconds
        )
    else:
        attempt_id = sent.follows
        answer_id = has.coach.answer(
            id,
            sent.position,
            sent.answer,
            attempt_id=attempt_id,
            number=sent.number,
            seconds=sent.seconds,
        )
    has.worker.wait(answer_id, wait)
    return AttemptOut.of(_attempt(has.interviews.get(id), attempt_id))


def _attempt(interview: InterviewRecord, attempt_id: str) -> AttemptRecord:
    for question in interview.questions:
        for attempt in question.attempts:
            if attempt.id == attempt_id:
                return attempt
    raise NoSuchInterview("There is no such answer.")

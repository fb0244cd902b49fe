"""Pages of the record: all interviews, one interview's summary, one question over time."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from viva.errors import VivaError
from viva.interview.finding import NoSuchInterview
from viva.interview.record import InterviewRecord
from viva.views import contexts
from viva.views.shared import Has, Shows, see_other

router = APIRouter(include_in_schema=False)

PAGE = 30
"""Interviews on a page of the record."""


@router.get("/record")
def record_page(
    request: Request,
    has: Has,
    shows: Shows,
    topic: str = "",
    question: str = "",
    before: str = "",
    deleted: str = "",
) -> HTMLResponse:
    """All interviews, newest first."""
    found = has.history.interviews(
        topic=topic or None, question_id=question or None, limit=PAGE + 1, before=before or None
    )
    page = contexts.RecordPage(
        interviews=tuple(contexts.interview_line(i) for i in found[:PAGE]),
        topics=has.bank.topics(),
        questions=tuple((r.id, r.question) for r in has.bank.rubrics.values()),
        topic=topic or None,
        question_id=question or None,
        more_before=found[PAGE - 1].id if len(found) > PAGE else None,
        deleted=_just_deleted(has.interviews.get(deleted, include_deleted=True)) if deleted else None,
    )
    return shows.render(request, "record.html", page)


def _just_deleted(interview: InterviewRecord) -> contexts.InterviewLine | None:
    return contexts.interview_line(interview) if interview.deleted_at else None


@router.get("/interviews/{id}/summary")
def summary_page(request: Request, id: str, has: Has, shows: Shows) -> HTMLResponse:
    """One interview whole, the weakest points first."""
    return shows.render(request, "summary.html", contexts.summary_page(has.interviews.get(id)))


@router.post("/interviews/{id}/rename")
def rename(request: Request, id: str, has: Has, shows: Shows, title: Annotated[str, Form()] = "") -> Response:
    """Give an interview another title."""
    try:
        has.interviews.rename(id, title)
    except NoSuchInterview:
        raise
    except VivaError as error:
        page = contexts.summary_page(has.interviews.get(id), error=str(error))
        return shows.render(request, "summary.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(f"/interviews/{id}/summary")


@router.post("/interviews/{id}/delete")
def delete(id: str, has: Has) -> RedirectResponse:
    """Take an interview out of the record; the page that follows offers to bring it back."""
    has.interviews.delete(id)
    return see_other(f"/record?deleted={id}")


@router.post("/interviews/{id}/restore")
def restore(id: str, has: Has) -> RedirectResponse:
    """Bring a deleted interview back."""
    has.interviews.restore(id)
    return see_other(f"/interviews/{id}/summary")


@router.get("/questions/{question_id}/history")
def history_page(request: Request, question_id: str, has: Has, shows: Shows) -> HTMLResponse:
    """One question over time."""
    attempts = has.history.question(question_id)
    rubric = has.bank.rubrics.get(question_id)
    if rubric is None and not attempts:
        has.bank.get(question_id)  # raises, and names the closest question
    known = rubric or next((a.attempt.rubric for a in reversed(attempts) if a.attempt.rubric), None)
    page = contexts.QuestionHistoryPage(
        question_id=question_id,
        question=known.question if known else question_id,
        topic=known.topic if known else None,
        in_bank=rubric is not None,
        attempts=tuple(contexts.attempt_line(placed) for placed in attempts),
        points=contexts.points_over_time([a.attempt for a in attempts]),
    )
    return shows.render(request, "history.html", page)

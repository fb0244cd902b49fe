"""The page of a question: what is asked, the form, and how an answer was read."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from viva.interview.coach import Help
from viva.interview.marking import Mark, Piece, marked
from viva.interview.model_answers import graded_model_answer
from viva.interview.record import InterviewRecord, QuestionRecord
from viva.interview.services import Services
from viva.interview.story import story_of
from viva.rubric import Rubric
from viva.views import contexts
from viva.views.shared import Has, Shows, see_other
from viva.views.templates import Pages

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

NOTHING_TYPED = contexts.Typed()


@router.get("/interviews/{id}")
def resume(id: str, has: Has) -> RedirectResponse:
    """Go on where the interview was left, with what was begun before what is new; else to its summary."""
    interview = has.interviews.get(id)
    question = interview.heard_out or interview.next_follow_up or interview.next_open
    if interview.finished_at or question is None:
        return see_other(f"/interviews/{id}/summary")
    return see_other(f"/interviews/{id}/questions/{question.position}")


@router.get("/interviews/{id}/questions/{position}")
def question_page(
    request: Request,
    id: str,
    position: int,
    has: Has,
    shows: Shows,
    again: bool = False,
    left_out: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> HTMLResponse:
    """A question: the form, or what was answered and how it was read."""
    page = _question_context(has, id, position, again=again, left_out=left_out)
    return shows.render(request, "question.html", page)


@router.get("/interviews/{id}/questions/{position}/conversation")
def conversation(request: Request, id: str, position: int, has: Has, shows: Shows) -> HTMLResponse:
    """The inner part of the question page, for a page that waits for a grade."""
    return shows.render(request, "_conversation.html", _question_context(has, id, position))


def form_again(
    request: Request,
    has: Services,
    shows: Pages,
    id: str,
    position: int,
    typed: contexts.Typed,
    *,
    again: bool,
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HTMLResponse:
    """The same page with its form, and in it what was typed."""
    page = _question_context(has, id, position, again=again, typed=typed)
    return shows.render(request, "question.html", page, status)


def refused_stand(
    request: Request, has: Services, shows: Pages, id: str, position: int, refused: contexts.RefusedStand
) -> HTMLResponse | None:
    """The same page, with the form at a key point as it was sent; None where the page has that form no more."""
    page = _question_context(has, id, position, refused=refused)
    if not any(attempt.shows_refused for attempt in page.attempts):
        return None
    return shows.render(request, "question.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)


def waits(question: QuestionRecord) -> bool:
    """Whether a follow-up to the latest answer waits."""
    return question.latest is not None and question.latest.follow_up is not None


def found(has: Services, id: str, position: int) -> tuple[InterviewRecord, QuestionRecord]:
    """The question at a position, and the interview that it is of.

    Raises:
        NoSuchInterview: there is no such interview, or no such position in it.
    """
    interview = has.interviews.get(id)
    return interview, interview.question_at(position)


def _question_context(
    has: Services,
    id: str,
    position: int,
    *,
    again: bool = False,
    typed: contexts.Typed = NOTHING_TYPED,
    left_out: int = 0,
    refused: contexts.RefusedStand | None = None,
) -> contexts.QuestionPage:
    interview, question = found(has, id, position)
    latest = question.latest
    again = again and (not interview.until_the_end or typed is not NOTHING_TYPED)
    rubric = latest.rubric if latest and not latest.held_back else None
    pieces = _model_answer(has, rubric) if rubric else ()
    writing = latest is None or again or waits(question)
    help = has.coach.help(id, position) if writing else Help((), None)
    clock = has.interviews.ask(id, position) if interview.until_the_end and writing else None
    story = (
        story_of(has.worker.grader(0), latest) if latest and not writing and not question.aimed_at else None
    )
    return contexts.question_page(
        interview,
        question,
        pieces,
        help,
        again=again,
        typed=typed,
        clock=clock,
        left_out=left_out,
        story=story or (),
        refused=refused,
    )


def _model_answer(has: Services, rubric: Rubric) -> tuple[Piece, ...]:
    """The model answer with the same key points marked in it, once the grader is there to find them."""
    grader = has.worker.grader(0)
    if grader is None:
        return (Piece(rubric.model_answer),)
    try:
        verdicts = {v.key_point: v for v in graded_model_answer(grader, rubric).verdicts}
    except Exception:  # whatever fails in the grader, the page with the person's answer must come
        log.exception("the model answer of %s could not be marked", rubric.id)
        return (Piece(rubric.model_answer),)
    marks = [
        Mark(number, "model", piece.start, piece.end)
        for number, key_point in enumerate(rubric.key_points, 1)  # in a drill, one of those that were graded
        for piece in verdicts[key_point.id].evidence
        if verdicts[key_point.id].verdict.credited
    ]
    return marked(rubric.model_answer, marks)

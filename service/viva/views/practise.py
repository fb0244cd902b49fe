"""Pages of practising: start, the questions one by one, the end."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from viva.errors import VivaError
from viva.interview.interviews import AnswerRefused, NoSuchInterview
from viva.interview.model_answers import graded_model_answer
from viva.interview.plan import NothingToAsk, Wishes
from viva.interview.record import InterviewRecord, QuestionRecord
from viva.interview.services import Services
from viva.rubric import Rubric
from viva.views import contexts
from viva.views.marking import Mark, Piece, marked
from viva.views.shared import Has, Shows, broken_views, see_other

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

PATIENCE = 1.5
"""Seconds that sending an answer waits for its grade, so that most people never see the waiting page."""


@router.get("/")
def start_page(request: Request, has: Has, shows: Shows) -> HTMLResponse:
    """Choose what to practise, or go on with what was begun."""
    return shows.render(request, "start.html", _start_context(has))


def _start_context(has: Services, error: str | None = None) -> contexts.StartPage:
    by_topic: dict[str, list[tuple[str, str]]] = {}
    for rubric in has.bank.rubrics.values():
        by_topic.setdefault(rubric.topic, []).append((rubric.id, rubric.question))
    return contexts.StartPage(
        topics=tuple(
            contexts.TopicChoice(name, tuple(questions)) for name, questions in sorted(by_topic.items())
        ),
        total=len(has.bank.rubrics),
        unfinished=tuple(contexts.interview_line(i) for i in has.history.unfinished() if i.next_open)[:5],
        broken=broken_views(has.bank),
        error=error,
    )


@router.post("/interviews")
def start(
    request: Request,
    has: Has,
    shows: Shows,
    topic: Annotated[tuple[str, ...], Form()] = (),
    question: Annotated[tuple[str, ...], Form()] = (),
    count: Annotated[str, Form()] = "",
    shuffled: Annotated[bool, Form()] = False,
) -> Response:
    """Start an interview."""
    try:
        wishes = Wishes(frozenset(topic), frozenset(question), _count(count), shuffled)
        interview = has.interviews.start(wishes)
    except VivaError as error:
        context = _start_context(has, str(error))
        return shows.render(request, "start.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(f"/interviews/{interview.id}/questions/1")


def _count(text: str) -> int | None:
    if not text.strip():
        return None
    if not re.fullmatch(r"\s*\d{1,4}\s*", text) or not 1 <= int(text) <= 1000:
        raise NothingToAsk(
            "The number of questions is a whole number from 1 to 1000; leave it empty for all."
        )
    return int(text)


@router.get("/interviews/{id}")
def resume(id: str, has: Has) -> RedirectResponse:
    """Go on where the interview was left; to its summary where nothing is open."""
    interview = has.interviews.get(id)
    if interview.finished_at or interview.next_open is None:
        return see_other(f"/interviews/{id}/summary")
    return see_other(f"/interviews/{id}/questions/{interview.next_open.position}")


@router.get("/interviews/{id}/questions/{position}")
def question_page(
    request: Request, id: str, position: int, has: Has, shows: Shows, again: bool = False
) -> HTMLResponse:
    """A question: the form, or what was answered and how it was read."""
    interview, question = _found(has, id, position)
    return shows.render(request, "question.html", _question_context(has, interview, question, again=again))


@router.get("/interviews/{id}/questions/{position}/conversation")
def conversation(request: Request, id: str, position: int, has: Has, shows: Shows) -> HTMLResponse:
    """The inner part of the question page, for a page that waits for a grade."""
    interview, question = _found(has, id, position)
    return shows.render(request, "_conversation.html", _question_context(has, interview, question))


@router.post("/interviews/{id}/questions/{position}/answers")
def answer(
    request: Request,
    id: str,
    position: int,
    has: Has,
    shows: Shows,
    answer: Annotated[str, Form()] = "",
    number: Annotated[int, Form(ge=1, le=100_000)] = 1,
    asked: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Store an answer; its grade follows."""
    text = answer.replace("\r\n", "\n")  # forms send every line end as CR LF; evidence counts what was typed
    try:
        if not text.strip():
            raise AnswerRefused(
                "There is nothing in the answer yet. Write a few words, or skip the question."
            )
        seconds = _seconds_since(asked)
        attempt_id = has.interviews.answer(id, position, text, number=number, seconds=seconds)
    except AnswerRefused as error:
        interview, question = _found(has, id, position)
        page = _question_context(has, interview, question, again=True, error=str(error), draft=text)
        return shows.render(request, "question.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
    has.worker.wait(attempt_id, PATIENCE)
    return see_other(f"/interviews/{id}/questions/{position}")


def _seconds_since(asked: str) -> int | None:
    """Seconds since the form was shown; None where the form does not say, or says something impossible."""
    try:
        seconds = (datetime.now(UTC) - datetime.fromisoformat(asked)).total_seconds()
    except (ValueError, TypeError):
        return None
    return int(seconds) if 0 <= seconds < 24 * 3600 else None


@router.post("/interviews/{id}/questions/{position}/skip")
def skip(id: str, position: int, has: Has) -> RedirectResponse:
    """Skip a question and go on."""
    has.interviews.skip(id, position)
    return _onwards(has, id, position)


@router.post("/interviews/{id}/questions/{position}/grade")
def grade_again(id: str, position: int, has: Has) -> RedirectResponse:
    """Grade the latest answer once more."""
    _, question = _found(has, id, position)
    if question.latest is not None:
        has.interviews.grade_again(question.latest.id)
        has.worker.wait(question.latest.id, PATIENCE)
    return see_other(f"/interviews/{id}/questions/{position}")


@router.post("/interviews/{id}/finish")
def finish(id: str, has: Has) -> RedirectResponse:
    """Close the interview."""
    has.interviews.finish(id)
    return see_other(f"/interviews/{id}/summary")


def _onwards(has: Services, id: str, position: int) -> RedirectResponse:
    interview, question = _found(has, id, position)
    following = contexts.next_open(interview, question)
    if following is None:
        return see_other(f"/interviews/{id}/summary")
    return see_other(f"/interviews/{id}/questions/{following}")


def _found(has: Services, id: str, position: int) -> tuple[InterviewRecord, QuestionRecord]:
    interview = has.interviews.get(id)
    question = interview.question(position)
    if question is None:
        raise NoSuchInterview(
            f"This interview has {len(interview.questions)} questions, and no number {position}."
        )
    return interview, question


def _question_context(
    has: Services,
    interview: InterviewRecord,
    question: QuestionRecord,
    *,
    again: bool = False,
    error: str | None = None,
    draft: str = "",
) -> contexts.QuestionPage:
    rubric = question.latest.rubric if question.latest else None
    pieces = _model_answer(has, rubric) if rubric else ()
    return contexts.question_page(interview, question, pieces, rubric, again=again, error=error, draft=draft)


def _model_answer(has: Services, rubric: Rubric) -> tuple[Piece, ...]:
    """The model answer with the same key points marked in it, once the grader is there to find them."""
    grader = has.worker.grader(0)
    if grader is None:
        return (Piece(rubric.model_answer),)
    try:
        verdicts = graded_model_answer(grader, rubric).verdicts
    except Exception:  # whatever fails in the grader, the page with the person's answer must come
        log.exception("the model answer of %s could not be marked", rubric.id)
        return (Piece(rubric.model_answer),)
    marks = [
        Mark(number, "model", piece.start, piece.end)
        for number, verdict in enumerate(verdicts, 1)
        for piece in verdict.evidence
        if verdict.verdict.credited
    ]
    return marked(rubric.model_answer, marks)

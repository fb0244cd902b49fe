"""The forms of an interview: answering, follow-ups, hints, skipping, the end."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from viva.interview.interviews import AnswerRefused
from viva.interview.plan import Mode
from viva.interview.services import Services
from viva.interview.timing import seconds_between
from viva.language import gettext as _
from viva.views import contexts
from viva.views.asking import form_again, found, waits
from viva.views.shared import Has, Shows, see_other

router = APIRouter(include_in_schema=False)

PATIENCE = 1.5
"""Seconds that sending an answer waits for its grade, so that most people never see the waiting page."""

Answer = Annotated[str, Form()]
Number = Annotated[int, Form(ge=1, le=100_000)]
Asked = Annotated[str, Form(max_length=40)]


@router.post("/interviews/{id}/questions/{position}/answers")
def answer(
    request: Request,
    id: str,
    position: int,
    has: Has,
    shows: Shows,
    answer: Answer = "",
    number: Number = 1,
    asked: Asked = "",
) -> Response:
    """Store an answer; its grade follows."""
    text = _typed(answer)
    try:
        _refuse_nothing(
            text, _("There is nothing in the answer yet. Write a few words, or skip the question.")
        )
        seconds = _seconds_since(asked)
        attempt_id = has.interviews.answer(id, position, text, number=number, seconds=seconds)
    except AnswerRefused as error:
        typed = contexts.Typed(text, asked, str(error))
        return form_again(request, has, shows, id, position, typed, again=True)
    return _answered(has, id, position, attempt_id)


@router.post("/interviews/{id}/questions/{position}/follow-ups")
def answer_follow_up(
    request: Request,
    id: str,
    position: int,
    has: Has,
    shows: Shows,
    attempt: Annotated[str, Form(max_length=100)] = "",
    after: Annotated[int, Form(ge=0, le=100)] = 0,
    answer: Answer = "",
    number: Number = 1,
    asked: Asked = "",
) -> Response:
    """Store the answer to a follow-up; its grade, and what comes of it, follow."""
    text = _typed(answer)
    try:
        _refuse_nothing(text, _nothing_to_follow(has, id))
        attempt_id = has.coach.answer(
            id,
            position,
            text,
            attempt_id=attempt,
            after=after,
            number=number,
            seconds=_seconds_since(asked),
        )
    except AnswerRefused as error:
        question = has.interviews.get(id).question_at(position)
        typed = contexts.Typed(text, asked, str(error))
        return form_again(request, has, shows, id, position, typed, again=not waits(question))
    return _answered(has, id, position, attempt_id)


def _answered(has: Services, id: str, position: int, attempt_id: str) -> RedirectResponse:
    """On to what came of an answer, once it is read; in a mock interview to what is asked next."""
    has.worker.wait(attempt_id, PATIENCE)
    interview, question = found(has, id, position)
    latest = question.latest
    if interview.until_the_end and latest and not latest.awaiting_grade and not waits(question):
        return _onwards(has, id, position)
    return see_other(f"/interviews/{id}/questions/{position}")


@router.post("/interviews/{id}/questions/{position}/show")
def show(id: str, position: int, has: Has) -> RedirectResponse:
    """No more follow-ups to the latest answer: its feedback, now; in a mock interview the next question."""
    has.coach.show(id, position)
    if has.interviews.get(id).until_the_end:
        return _onwards(has, id, position)
    return see_other(f"/interviews/{id}/questions/{position}")


@router.post("/interviews/{id}/questions/{position}/hints")
def hint(
    request: Request,
    id: str,
    position: int,
    has: Has,
    shows: Shows,
    step: Annotated[int, Form(ge=1, le=10)] = 1,
    answer: Answer = "",
    asked: Asked = "",
    again: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """One more hint, on the same page, with what was typed so far."""
    has.coach.take_hint(id, position, step)
    question = has.interviews.get(id).question_at(position)
    # From another tab, what was being answered may be over: the words come back all the same.
    again = again or not waits(question)
    typed = contexts.Typed(_typed(answer), asked)
    return form_again(request, has, shows, id, position, typed, again=again, status=HTTPStatus.OK)


def _typed(answer: str) -> str:
    # Forms send every line end as CR LF; evidence counts what was typed.
    return answer.replace("\r\n", "\n")


def _refuse_nothing(text: str, told: str) -> None:
    if not text.strip():
        raise AnswerRefused(told)


def _nothing_to_follow(has: Services, id: str) -> str:
    if has.interviews.get(id).mode is Mode.MOCK:
        return _("There is nothing in the answer yet. Write a few words, or go on without it.")
    return _("There is nothing in the answer yet. Write a few words, or have the feedback shown.")


def _seconds_since(asked: str) -> int | None:
    """Seconds since the form was shown; None where the form does not say, or says something impossible."""
    try:
        return seconds_between(datetime.fromisoformat(asked), datetime.now(UTC))
    except (ValueError, TypeError):
        return None


@router.post("/interviews/{id}/questions/{position}/skip")
def skip(id: str, position: int, has: Has) -> RedirectResponse:
    """Skip a question and go on."""
    has.interviews.skip(id, position)
    return _onwards(has, id, position)


@router.post("/interviews/{id}/questions/{position}/grade")
def grade_again(id: str, position: int, has: Has) -> RedirectResponse:
    """Grade the latest answer once more."""
    question = has.interviews.get(id).question_at(position)
    if question.latest is not None:
        has.interviews.grade_again(question.latest.id)
        has.worker.wait(question.latest.id, PATIENCE)
    return see_other(f"/interviews/{id}/questions/{position}")


@router.post("/interviews/{id}/finish")
def finish(id: str, has: Has) -> RedirectResponse:
    """Close the interview. After a mock interview the debrief comes, so what is being read is waited for a little."""
    has.interviews.finish(id)
    interview, by = has.interviews.get(id), monotonic() + PATIENCE
    if interview.mode is Mode.MOCK:
        for answer_id in interview.being_read:
            has.worker.wait(answer_id, by - monotonic())
    return see_other(f"/interviews/{id}/summary")


def _onwards(has: Services, id: str, position: int) -> RedirectResponse:
    interview, question = found(has, id, position)
    following = contexts.next_open(interview, question)
    if following is None:
        return see_other(f"/interviews/{id}/summary")
    return see_other(f"/interviews/{id}/questions/{following}")

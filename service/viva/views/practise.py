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
from viva.interview.coach import Help
from viva.interview.finding import NoSuchInterview
from viva.interview.interviews import AnswerRefused
from viva.interview.model_answers import graded_model_answer
from viva.interview.plan import Mode, NothingToAsk, Wishes
from viva.interview.record import InterviewRecord, QuestionRecord
from viva.interview.services import Services
from viva.rubric import Rubric
from viva.views import contexts
from viva.views.marking import Mark, Piece, marked
from viva.views.shared import Has, Shows, broken_views, see_other
from viva.views.templates import Pages

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

NOTHING_TYPED = contexts.Typed()
PATIENCE = 1.5
"""Seconds that sending an answer waits for its grade, so that most people never see the waiting page."""


@router.get("/")
def start_page(request: Request, has: Has, shows: Shows) -> HTMLResponse:
    """Choose what to practise, or go on with what was begun."""
    return shows.render(request, "start.html", _start_context(has))


def _start_context(has: Services, error: str | None = None, mode: Mode | None = None) -> contexts.StartPage:
    last = next(iter(has.history.interviews(limit=1)), None)
    by_topic: dict[str, list[tuple[str, str]]] = {}
    for rubric in has.bank.rubrics.values():
        by_topic.setdefault(rubric.topic, []).append((rubric.id, rubric.question))
    return contexts.StartPage(
        topics=tuple(
            contexts.TopicChoice(name, tuple(questions))
            for name, questions in sorted(by_topic.items(), key=lambda item: item[0].casefold())
        ),
        total=len(has.bank.rubrics),
        mode=(mode or (last.mode if last else Mode.FEEDBACK)).value,
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
    mode: Annotated[Mode, Form()] = Mode.FEEDBACK,
) -> Response:
    """Start an interview."""
    try:
        wishes = Wishes(frozenset(topic), frozenset(question), _count(count), shuffled, mode)
        interview = has.interviews.start(wishes)
    except VivaError as error:
        context = _start_context(has, str(error), mode)
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
    """Go on where the interview was left, with what was begun before what is new; else to its summary."""
    interview = has.interviews.get(id)
    question = interview.next_follow_up or interview.next_open
    if interview.finished_at or question is None:
        return see_other(f"/interviews/{id}/summary")
    return see_other(f"/interviews/{id}/questions/{question.position}")


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
        _refuse_nothing(text, "skip the question")
        seconds = _seconds_since(asked)
        attempt_id = has.interviews.answer(id, position, text, number=number, seconds=seconds)
    except AnswerRefused as error:
        typed = contexts.Typed(text, asked, str(error))
        return _form_again(request, has, shows, id, position, typed, again=True)
    has.worker.wait(attempt_id, PATIENCE)
    return see_other(f"/interviews/{id}/questions/{position}")


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
        _refuse_nothing(text, "have the feedback shown")
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
        _, question = _found(has, id, position)
        typed = contexts.Typed(text, asked, str(error))
        return _form_again(request, has, shows, id, position, typed, again=not _waits(question))
    has.worker.wait(attempt_id, PATIENCE)
    return see_other(f"/interviews/{id}/questions/{position}")


@router.post("/interviews/{id}/questions/{position}/show")
def show(id: str, position: int, has: Has) -> RedirectResponse:
    """No more follow-ups to the latest answer: its feedback, now."""
    has.coach.show(id, position)
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
    _, question = _found(has, id, position)
    # From another tab, what was being answered may be over: the words come back all the same.
    again = again or not _waits(question)
    typed = contexts.Typed(_typed(answer), asked)
    return _form_again(request, has, shows, id, position, typed, again=again, status=HTTPStatus.OK)


def _waits(question: QuestionRecord) -> bool:
    """Whether a follow-up to the latest answer waits."""
    return question.latest is not None and question.latest.follow_up is not None


def _typed(answer: str) -> str:
    # Forms send every line end as CR LF; evidence counts what was typed.
    return answer.replace("\r\n", "\n")


def _refuse_nothing(text: str, instead: str) -> None:
    if not text.strip():
        raise AnswerRefused(f"There is nothing in the answer yet. Write a few words, or {instead}.")


def _form_again(
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
    interview, question = _found(has, id, position)
    page = _question_context(has, interview, question, again=again, typed=typed)
    return shows.render(request, "question.html", page, status)


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
    typed: contexts.Typed = NOTHING_TYPED,
) -> contexts.QuestionPage:
    latest = question.latest
    rubric = latest.rubric if latest and not latest.held_back else None
    pieces = _model_answer(has, rubric) if rubric else ()
    writing = latest is None or again or _waits(question)
    help = has.coach.help(interview.id, question.position) if writing else Help((), None)
    return contexts.question_page(interview, question, pieces, help, again=again, typed=typed)


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

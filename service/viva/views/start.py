"""The page where an interview begins, and the forms that begin one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from viva.errors import VivaError
from viva.interview.aims import Aim
from viva.interview.drills import LONGEST_DRILL
from viva.interview.plan import Mode, NothingToAsk, Wishes
from viva.interview.services import Services
from viva.interview.timing import LONGEST_CLOCK, SHORTEST_CLOCK
from viva.language import gettext as _
from viva.views import contexts
from viva.views.shared import Has, Shows, broken_views, see_other
from viva.views.templates import Pages

router = APIRouter(include_in_schema=False)

LOOKED_BACK = 10
"""Interviews among which the last one that is no drill is looked for."""


@router.get("/")
def start_page(request: Request, has: Has, shows: Shows) -> HTMLResponse:
    """Choose what to practise, or go on with what was begun."""
    return shows.render(request, "start.html", _start_context(has))


def _start_context(
    has: Services, error: str | None = None, manner: contexts.Manner | None = None
) -> contexts.StartPage:
    by_topic: dict[str, list[tuple[str, str]]] = {}
    for rubric in has.bank.rubrics.values():
        by_topic.setdefault(rubric.topic, []).append((rubric.id, rubric.question))
    begun = (i for i in has.history.unfinished() if i.next_open or i.until_the_end)
    return contexts.StartPage(
        topics=tuple(
            contexts.TopicChoice(name, tuple(questions))
            for name, questions in sorted(by_topic.items(), key=lambda item: item[0].casefold())
        ),
        total=len(has.bank.rubrics),
        manner=manner or contexts.last_manner(has.history.interviews(limit=LOOKED_BACK)),
        unfinished=tuple(contexts.interview_line(interview) for interview in begun)[:5],
        due=contexts.due_section(has.schedule),
        broken=broken_views(has.bank),
        error=error,
    )


def _refused(
    request: Request, has: Services, shows: Pages, error: VivaError, manner: contexts.Manner | None = None
) -> HTMLResponse:
    context = _start_context(has, str(error), manner)
    return shows.render(request, "start.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)


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
    seconds_each: Annotated[str, Form()] = "",
) -> Response:
    """Start an interview."""
    manner = contexts.Manner(mode.value)
    try:
        if mode is Mode.DRILL:
            raise NothingToAsk(_("A drill needs key points to ask about; choose how else to practise."))
        manner = contexts.Manner(mode.value, _seconds(seconds_each))
        wishes = Wishes(
            frozenset(topic), frozenset(question), _count(count), shuffled, mode, manner.seconds_each
        )
        interview = has.interviews.start(wishes)
    except VivaError as error:
        return _refused(request, has, shows, error, manner)
    return see_other(f"/interviews/{interview.id}/questions/1")


def _count(text: str) -> int | None:
    return _whole(
        text,
        (1, 1000),
        _("The number of questions is a whole number from 1 to 1000; leave it empty for all."),
    )


def _seconds(text: str) -> int | None:
    told = _(
        "The time for an answer is a whole number of seconds from %(least)s to %(most)s, or empty for no clock.",
        least=SHORTEST_CLOCK,
        most=LONGEST_CLOCK,
    )
    return _whole(text, (SHORTEST_CLOCK, LONGEST_CLOCK), told)


def _whole(text: str, bounds: tuple[int, int], told: str) -> int | None:
    """The number that a field holds; None where it is empty."""
    if not text.strip():
        return None
    if not re.fullmatch(r"\s*[0-9]{1,4}\s*", text) or not bounds[0] <= int(text) <= bounds[1]:
        raise NothingToAsk(told)
    return int(text)


@router.post("/drills")
def drill(request: Request, has: Has, shows: Shows, aim: Annotated[tuple[str, ...], Form()] = ()) -> Response:
    """Start a drill: of the key points that `aim` names as question/point, else of those that are due."""
    try:
        drill = has.interviews.drill(_aims(aim) if aim else _due(has))
    except VivaError as error:
        return _refused(request, has, shows, error)
    note = f"?left_out={len(drill.left_out)}" if drill.left_out else ""
    return see_other(f"/interviews/{drill.interview.id}/questions/1{note}")


def _aims(texts: Sequence[str]) -> list[Aim]:
    aims = []
    for text in texts:
        question_id, slash, key_point_id = text.strip().partition("/")
        if not (question_id and slash and key_point_id):
            raise NothingToAsk(
                _("“%(text)s” names no key point. It should read question/point.", text=text[:100])
            )
        aims.append(Aim(question_id, key_point_id))
    return aims


def _due(has: Services) -> list[Aim]:
    due = has.schedule.due(LONGEST_DRILL)
    if not due:
        raise NothingToAsk(_("Nothing is due for now. Choose something else to practise."))
    return [Aim(found.point.question_id, found.point.key_point_id) for found in due]

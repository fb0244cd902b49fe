"""The disputes about a question, and what its owner makes of them."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from viva.errors import VivaError
from viva.interview.disputes import Dispute
from viva.interview.mending import Addition, MendingRefused, ReadNow, read_now
from viva.interview.services import Services
from viva.rubric import Rubric, RubricConflict, RubricError, UnknownRubric
from viva.rubric.editing import AlreadyThere, CannotAdd
from viva.views import contexts
from viva.views.shared import Has, Shows, see_other
from viva.views.templates import Pages

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=200)]
Asked = Annotated[str, Query(max_length=200)]


@router.get("/questions/{question_id}/disputes")
def disputes_page(
    request: Request, question_id: str, has: Has, shows: Shows, attempt: Asked = "", key_point: Asked = ""
) -> HTMLResponse:
    """What is held against verdicts, newest first; of the one that is named, how it is read now."""
    return _page(request, question_id, has, shows, about=(attempt, key_point))


@router.post("/questions/{question_id}/disputes")
def add(
    request: Request,
    question_id: str,
    has: Has,
    shows: Shows,
    add: Annotated[Addition, Form()],
    attempt: Short = "",
    key_point: Short = "",
    version: Short = "",
) -> Response:
    """Write a dispute's words or answer into the rubric's file."""
    about = (attempt, key_point)
    try:
        has.mending.add(question_id, attempt, key_point, add, version)
    except RubricConflict as error:
        has.bank.reload()  # what comes back is the file as it is now
        return _page(request, question_id, has, shows, about, error, HTTPStatus.CONFLICT)
    except (AlreadyThere, CannotAdd, MendingRefused, RubricError) as error:
        return _page(request, question_id, has, shows, about, error, HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(
        f"/questions/{quote(question_id)}/disputes?{urlencode({'attempt': attempt, 'key_point': key_point})}"
    )


def _page(
    request: Request,
    question_id: str,
    has: Services,
    shows: Pages,
    about: tuple[str, str],
    error: VivaError | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    disputes = has.disputes.of_question(question_id)
    rubric, broken = None, None
    try:
        rubric = has.bank.get(question_id)
    except UnknownRubric as unknown:
        if not disputes:
            raise
        broken = str(unknown)
    meant = next((d for d in disputes if (d.attempt.id, d.stand.key_point) == about), None)
    page = contexts.disputes_page(
        question_id,
        disputes,
        rubric,
        broken=broken,
        now=_now(has, meant, rubric) if meant and rubric and error is None else None,
        error=str(error) if error else None,
        about=about,
    )
    return shows.render(request, "disputes.html", page, status)


def _now(has: Services, dispute: Dispute, rubric: Rubric) -> ReadNow | None:
    grader = has.worker.grader(0)
    if grader is None:
        return None
    try:
        return read_now(dispute, rubric, grader)
    except Exception:  # whatever fails in the grader, the page must come
        log.exception("the answer of a dispute about %s could not be read", rubric.id)
        return None

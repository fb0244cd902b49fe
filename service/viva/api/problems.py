"""Errors as problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from viva.api.schemas import Problem
from viva.errors import VivaError
from viva.interview.interviews import AnswerRefused, NoSuchInterview
from viva.interview.plan import NothingToAsk
from viva.rubric import RubricConflict, RubricError, UnknownRubric


class Refused(VivaError):
    """A request that the API refuses for a reason of its own, with the status that says so."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status


STATUS: dict[type[VivaError], HTTPStatus] = {
    UnknownRubric: HTTPStatus.NOT_FOUND,
    NoSuchInterview: HTTPStatus.NOT_FOUND,
    RubricConflict: HTTPStatus.PRECONDITION_FAILED,
    RubricError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NothingToAsk: HTTPStatus.UNPROCESSABLE_ENTITY,
    AnswerRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def problem(status: int, detail: str, errors: Sequence[str] = ()) -> JSONResponse:
    """A response that tells a problem."""
    title = HTTPStatus(status).phrase
    body = Problem(title=title, status=status, detail=detail, errors=list(errors))
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def status_of(error: VivaError) -> HTTPStatus:
    """The status that fits an error; 400 where none fits better."""
    if isinstance(error, Refused):
        return error.status
    return next((s for kind, s in STATUS.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def viva_problem(error: VivaError) -> JSONResponse:
    """An error that a person can act on."""
    errors = [str(p) for p in error.problems] if isinstance(error, RubricError) else []
    return problem(status_of(error), str(error), errors)


def invalid_problem(error: RequestValidationError) -> JSONResponse:
    """A request that does not fit its schema: each fault with its place."""
    errors = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    if any(e["type"] == "json_invalid" for e in error.errors()):
        return problem(HTTPStatus.BAD_REQUEST, "The body is not JSON.", errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The request does not fit the schema.", errors)

"""What the routes of all pages share."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.views.contexts import BrokenView
from viva.views.templates import Pages


def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


def _pages(request: Request) -> Pages:
    found: Pages = request.app.state.pages
    return found


Has = Annotated[Services, Depends(_services)]
Shows = Annotated[Pages, Depends(_pages)]


def see_other(path: str) -> RedirectResponse:
    """On to another page, after a form: reloading that page sends nothing again."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def broken_views(bank: RubricBank) -> tuple[BrokenView, ...]:
    """The files that cannot be used as they stand."""
    return tuple(BrokenView(b.file, tuple(str(p) for p in b.problems)) for b in bank.broken)

"""Which language a page speaks: the one chosen, else what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from viva.language import LANGUAGES, negotiated, using
from viva.views.addresses import is_own_path
from viva.views.shared import see_other

router = APIRouter(include_in_schema=False)

COOKIE = "lang"
_A_YEAR = 365 * 24 * 3600


class Speaking:
    """ASGI middleware: while a page is made, the language of whoever asked for it is the one in use.

    A path that `is_for_programs` stays English: its answers are read by programs, and must not change with a browser.
    """

    def __init__(self, app: ASGIApp, is_for_programs: Callable[[str], bool]) -> None:
        self.app = app
        self._is_for_programs = is_for_programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection. Routes in threads see the language, too: they run in a copy of this context."""
        if scope["type"] != "http" or self._is_for_programs(scope["path"]):
            await self.app(scope, receive, send)
            return
        code = language_of(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                declare(MutableHeaders(scope=message), code)
            await send(message)

        with using(code):
            await self.app(scope, receive, send_with_headers)


def language_of(request: Request) -> str:
    """The code of the language to answer a request in."""
    return negotiated(request.headers.get("accept-language", ""), request.cookies.get(COOKIE))


def declare(headers: MutableHeaders, code: str) -> None:
    """Say in a page's headers which language it is in, and what that depends on."""
    if headers.get("content-type", "").startswith("text/html"):
        headers["Content-Language"] = code
        headers.add_vary_header("Accept-Language")
        headers.add_vary_header("Cookie")


@router.post("/language")
def choose(
    request: Request,
    lang: Annotated[str, Form(pattern=f"^({'|'.join(LANGUAGES)})$")],
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> RedirectResponse:
    """Speak another language from now on, in this browser."""
    response = see_other(back if is_own_path(back) else "/")
    response.set_cookie(
        COOKIE, lang, max_age=_A_YEAR, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    return response

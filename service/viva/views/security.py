"""What every response carries, and which requests are refused before anything reads them.

Cross-site posts are refused by what the browser says of them (Sec-Fetch-Site, else Origin), so that no form
needs a token. How a refusal is told is the app's affair: it comes in as a function.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 2_500_000
"""Bytes. An answer of the longest kind that is kept, as a form sends it, is below that."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}
_FOREIGN = "Refused: this request came from another site."
_TOO_LARGE = f"Refused: the request is too large. At most {LARGEST_BODY:,} bytes can be read."


class Security:
    """ASGI middleware: headers on every response, no cross-site changes, no endless bodies."""

    def __init__(self, app: ASGIApp, told: Callable[[Request, int, str], Response]) -> None:
        self.app = app
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                harden(MutableHeaders(scope=message), scope["path"])
            await send(message)

        why = refused(scope["method"], Headers(scope=scope))
        if why is not None:
            response = self._told(Request(scope), *why)
            await response(scope, receive, send_with_headers)
        else:
            await self.app(scope, _limited(receive), send_with_headers)


def harden(headers: MutableHeaders, path: str) -> None:
    """Put on a response's headers what every response carries."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if not path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")


def refused(method: str, headers: Headers) -> tuple[HTTPStatus, str] | None:
    """Why a request is refused, or None where it may pass."""
    if method not in _SAFE and is_cross_site(headers):
        return HTTPStatus.FORBIDDEN, _FOREIGN
    length = headers.get("content-length", "0")
    # A number of more digits than that is too large, however it reads.
    if length.isdecimal() and (len(length) > 20 or int(length) > LARGEST_BODY):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE
    return None


def is_cross_site(headers: Headers) -> bool:
    """Whether a browser says that the request came from another site. Programs that are no browsers say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host")
    except ValueError:  # no browser sends what is no address
        return True


def _limited(receive: Receive) -> Receive:
    """Refuses a body sent in chunks as soon as it has grown past the limit."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
        return message

    return limited

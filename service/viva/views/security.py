"""What every response carries, and which requests are refused before anything reads them.

Cross-site posts are refused by what the browser says of them (Sec-Fetch-Site, else Origin), so that no form
needs a token.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 2_000_000
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


class Security:
    """ASGI middleware: headers on every response, no cross-site changes, no endless bodies."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = refused(scope["method"], Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
        else:
            await self.app(scope, _limited(receive), send_with_headers)


def refused(method: str, headers: Headers) -> PlainTextResponse | None:
    """The refusal of a request, or None where it may pass."""
    if method not in _SAFE and is_cross_site(headers):
        return PlainTextResponse("Refused: this request came from another site.", HTTPStatus.FORBIDDEN)
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LARGEST_BODY:
        return PlainTextResponse("Refused: the request is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return None


def is_cross_site(headers: Headers) -> bool:
    """Whether a browser says that the request came from another site. Programs that are no browsers say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _limited(receive: Receive) -> Receive:
    """Ends a body sent in chunks that grows past the limit, as if the sender had hung up."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= LARGEST_BODY else {"type": "http.disconnect"}

    return limited

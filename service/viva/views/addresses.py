"""Ways back: the address to return to when something is done that belongs to no page."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request


def is_own_path(address: str) -> bool:
    """Whether an address is a path on this site, and nothing that a browser may take for another one."""
    if not address.startswith("/") or address.startswith("//"):
        return False
    # Browsers read a backslash as a slash, and drop tabs and line ends before they read at all.
    if "\\" in address or any(ord(c) < 32 or ord(c) == 127 for c in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def way_back(request: Request) -> str:
    """The address of the page that is shown, or of the page whose form was refused on it."""
    here = request.url
    if request.method in ("GET", "HEAD"):
        return here.path + (f"?{here.query}" if here.query else "")
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    if before.netloc != here.netloc:
        return "/"
    return before.path + (f"?{before.query}" if before.query else "")

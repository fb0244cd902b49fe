"""The templates in web/templates, with the few filters they use."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Pages:
    """Renders pages from one folder of templates and static files."""

    def __init__(self, web: Path) -> None:
        self._static = web / "static"
        self._environment = Environment(
            loader=FileSystemLoader(web / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(moment=moment, isotime=datetime.isoformat, duration=duration)
        self._environment.globals.update(static=cache(self._static_url))

    def render(self, request: Request, name: str, page: Any, status: int = 200) -> HTMLResponse:
        """The page `name` with its context `page`."""
        template = self._environment.get_template(name)
        return HTMLResponse(template.render(page=page, path=request.url.path), status)

    def _static_url(self, name: str) -> str:
        """The address of a static file, with its content's hash so that a browser may keep it."""
        digest = hashlib.sha256((self._static / name).read_bytes()).hexdigest()[:10]
        return f"/static/{name}?{digest}"


def moment(when: datetime) -> str:
    """A moment for people, in the machine's own time zone: 24 Nov 2026, 14:05."""
    local = when.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def duration(seconds: int) -> str:
    """A time for people: 41 seconds, 3 min 20 s."""
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{seconds // 60} min {seconds % 60} s"

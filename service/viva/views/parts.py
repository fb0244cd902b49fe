"""The static files, each under an address that names its content, so that a browser may keep it for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOREVER = "public, max-age=31536000, immutable"
SHEETS = "css/all.css"
"""Where all style sheets are served as one: each file of its own costs a kilobyte of headers."""


class Parts(StaticFiles):
    """Serves one folder under /static."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)
        self._folder = folder
        self._sheets: list[str] = []

    def address(self, name: str) -> str:
        """Where a file is found: another address once it changes."""
        return f"/static/{name}?{_digest_of(self._folder / name)}"

    def text(self, name: str) -> str:
        """What a file says."""
        return (self._folder / name).read_text("utf-8")

    def sheets(self, names: list[str]) -> str:
        """Where these style sheets are found as one, in this order."""
        self._sheets = names
        return f"/static/{SHEETS}?{self._digest_of_sheets()}"

    def addresses(self) -> list[str]:
        """Where everything is found that a page may need to look and to work as it should."""
        scripts = sorted(path.name for path in (self._folder / "js").glob("*.js"))
        files = ["css/print.css", "icon.svg", *(f"js/{name}" for name in scripts)]
        return [self.sheets(self._sheets), *map(self.address, files)]

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept where the address names the content that it has."""
        if path == SHEETS and scope["method"] in ("GET", "HEAD"):
            digest = self._digest_of_sheets()
            text = b"\n".join(file.read_bytes() for file in self._sheet_files())
            response = Response(text, media_type="text/css")
        else:
            response = await super().get_response(path, scope)
            digest = _digest_of(self._folder / path) if response.status_code < 400 else ""
        if digest and scope["query_string"].decode("latin-1") == digest:
            response.headers["Cache-Control"] = FOREVER
        return response

    def _sheet_files(self) -> list[Path]:
        return [self._folder / "css" / f"{name}.css" for name in self._sheets]

    def _digest_of_sheets(self) -> str:
        digests = "".join(map(_digest_of, self._sheet_files()))
        return hashlib.sha256(digests.encode()).hexdigest()[:10]


def _digest_of(file: Path) -> str:
    seen = file.stat()
    return _digest(file, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=1024)
def _digest(file: Path, changed: int, size: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]

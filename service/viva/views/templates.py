"""The templates in web/templates, with the few filters they use."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from viva import language
from viva.views import telling
from viva.views.addresses import way_back
from viva.views.contexts.feedback import verdict_word
from viva.views.parts import Parts


class Pages:
    """Renders pages from one folder of templates and static files."""

    def __init__(self, web: Path) -> None:
        self.parts = Parts(web / "static")
        self._environment = Environment(
            loader=FileSystemLoader(web / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        # Functions, not a catalogue: one environment speaks all languages. Jinja itself puts the values in, escaped.
        install = self._environment.install_gettext_callables  # type: ignore[attr-defined]
        install(language.looked_up, language.looked_up_for, newstyle=True)
        self._environment.filters.update(
            moment=telling.moment,
            isotime=datetime.isoformat,
            duration=telling.duration,
            day=telling.day,
            short_day=telling.short_day,
            local_day=telling.local_day,
            percent=telling.percent,
            number=language.number,
            verdict_word=verdict_word,
        )
        self._environment.globals.update(
            static=self.parts.address, sheets=self.parts.sheets, languages=language.LANGUAGES
        )
        # Which sheets there are is told by the first page that is made; they may be asked for before.
        self._environment.get_template("offline.html").render(path="/", back="/", language=language.DEFAULT)

    def render(self, request: Request, name: str, page: Any, status: int = 200) -> HTMLResponse:
        """The page `name` with its context `page`."""
        template = self._environment.get_template(name)
        text = template.render(
            page=page, path=request.url.path, back=way_back(request), language=language.current()
        )
        return HTMLResponse(text, status)

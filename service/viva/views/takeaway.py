"""Taking the record away: one interview in several forms, everything, the weak points; and bringing an archive in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import IO, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from viva.exporting.anki import write_deck
from viva.exporting.archive import write_archive
from viva.exporting.bringing import Outcome, bring_in
from viva.exporting.faults import LIMITS, ArchiveFault
from viva.exporting.markdown import as_markdown
from viva.exporting.names import file_name
from viva.exporting.sources import Source
from viva.exporting.table import as_csv
from viva.exporting.told import told
from viva.exporting.weak import WeakCard, weak_cards
from viva.exporting.writing import interview_json
from viva.interview.services import Services
from viva.language import gettext as _
from viva.views import contexts
from viva.views.record import shown_record
from viva.views.shared import Has, Shows, see_other
from viva.views.templates import Pages

router = APIRouter(include_in_schema=False)

STYLES = ("tokens", "base", "conversation", "feedback", "record", "takeaway")
"""The stylesheets that a file of one interview carries with it; that for paper comes last."""
LARGER_BODIES = {"/record/import": LIMITS.bytes + 1_000_000}
"""The path that may be sent an archive, and how many bytes: the form around it has some, too."""
NAMED = 5
"""Interviews that are named where an archive says something else of them."""
_CHUNK = 1 << 16


@router.get("/interviews/{id}/print")
def print_page(request: Request, id: str, has: Has, shows: Shows) -> HTMLResponse:
    """Everything of an interview, made for paper."""
    return shows.render(request, "print.html", contexts.WholePage(told(has.interviews.get(id))))


@router.get("/interviews/{id}/export.html")
def export_html(request: Request, id: str, has: Has, shows: Shows) -> Response:
    """An interview as one file that opens in any browser, offline."""
    interview = has.interviews.get(id)
    response = shows.render(request, "export.html", contexts.WholePage(told(interview), _styles(shows)))
    return _named(response, file_name(interview.title, interview.created_at, "html"))


@router.get("/interviews/{id}/export.md")
def export_markdown(id: str, has: Has) -> Response:
    """An interview as Markdown."""
    interview = has.interviews.get(id)
    response = Response(as_markdown(told(interview)), media_type="text/markdown; charset=utf-8")
    return _named(response, file_name(interview.title, interview.created_at, "md"))


@router.get("/interviews/{id}/export.json")
def export_json(id: str, has: Has) -> Response:
    """An interview as JSON, which another record can take in."""
    interview = has.interviews.get(id)
    response = Response(interview_json(has.store, id, has.clock()), media_type="application/json")
    return _named(response, file_name(interview.title, interview.created_at, "json"))


@router.get("/record/export.zip")
def export_archive(has: Has) -> Response:
    """Everything but what is deleted, as an archive."""
    now = has.clock()
    name = file_name("record", now, "zip")
    return _sent(lambda file: write_archive(file, has.store, has.bank, now), "application/zip", name)


@router.get("/record/weak.apkg")
def export_weak_anki(has: Has) -> Response:
    """The weak points as an Anki deck."""
    now = has.clock()
    name = file_name("weak points", now, "apkg")
    return _sent(lambda file: write_deck(file, _weak(has), now), "application/octet-stream", name)


@router.get("/record/weak.csv")
def export_weak_table(has: Has) -> Response:
    """The weak points as a table."""
    response = Response(as_csv(_weak(has)), media_type="text/csv; charset=utf-8")
    return _named(response, file_name("weak points", has.clock(), "csv"))


@router.post("/record/import")
def import_archive(
    request: Request, has: Has, shows: Shows, archive: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Bring an archive or an interview in; the page that follows says what became of it."""
    if archive is None or not archive.filename:
        return _refused(request, has, shows, _("Choose a file first."))
    try:
        outcome = bring_in(has.store, Source(archive.file, archive.filename))
    except ArchiveFault as fault:
        return _refused(request, has, shows, str(fault))
    for attempt_id in outcome.awaiting:
        has.worker.submit(attempt_id)
    return _brought_in(outcome)


def _refused(request: Request, has: Services, shows: Pages, error: str) -> Response:
    page = shown_record(has, error=error)
    return shows.render(request, "record.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)


def _brought_in(outcome: Outcome) -> RedirectResponse:
    counts = {"added": outcome.added, "known": outcome.known, "differing": len(outcome.differing)}
    named = [interview.id for interview in outcome.differing[:NAMED]]
    return see_other(f"/record?{urlencode({**counts, 'differs': named}, doseq=True)}#brought")


def _weak(has: Services) -> tuple[WeakCard, ...]:
    return weak_cards(has.schedule, has.history, has.bank)


def _styles(shows: Pages) -> str:
    screen = [shows.parts.text(f"css/{name}.css") for name in STYLES]
    return "\n".join([*screen, f"@media print {{\n{shows.parts.text('css/print.css')}\n}}"])


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sent(write: Callable[[IO[bytes]], object], media_type: str, name: str) -> Response:
    """A file that is made first, and then sent piece by piece: however slowly that goes, the database does not wait."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # open until it is sent
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(_CHUNK):
                yield piece

    headers = {"Content-Length": str(size)}
    return _named(StreamingResponse(pieces(), media_type=media_type, headers=headers), name)

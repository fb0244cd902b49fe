"""What makes an app of the pages: the service worker, a page for when there is no server, and what a browser keeps."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from viva.paths import shipped
from viva.views.shared import Shows

router = APIRouter(include_in_schema=False)

OFFLINE = "/offline"


@router.get("/service-worker.js")
def service_worker(shows: Shows) -> Response:
    """The script that stands between the pages and the network. With the files that it names, it changes, too."""
    told = f"const PARTS = {json.dumps(shows.parts.addresses())};\nconst OFFLINE = {json.dumps(OFFLINE)};\n"
    script = (shipped("web") / "service-worker.js").read_text("utf-8")
    return Response(told + script, media_type="text/javascript")


@router.get(OFFLINE)
def offline(request: Request, shows: Shows) -> HTMLResponse:
    """What a browser shows instead of a page that it cannot get."""
    return shows.render(request, "offline.html", None)


@router.get("/device")
def device(request: Request, shows: Shows) -> HTMLResponse:
    """What this browser keeps, and how to have it forgotten."""
    return shows.render(request, "device.html", None)

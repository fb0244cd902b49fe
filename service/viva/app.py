"""The web app, put together: pages, API, errors, security. Wiring only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Match

from viva import __version__
from viva.api import problems
from viva.api import routes as api
from viva.errors import VivaError
from viva.interview.services import Services
from viva.paths import shipped
from viva.rubric.watching import watch
from viva.views import practise, questions, record, reference
from viva.views.contexts import ErrorPage
from viva.views.security import LARGEST_BODY, Security, harden
from viva.views.templates import Pages


def create_app(services: Services, allowed_hosts: tuple[str, ...] = ("*",)) -> FastAPI:
    """The app over `services`. While it runs, the worker grades and the bank follows its folder."""
    app = FastAPI(
        title="Viva",
        version=__version__,
        summary="A mock interviewer that grades answers key point by key point, on your own machine.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        form_limits={"max_part_size": LARGEST_BODY},  # else an answer in a form ends at 1 MB
    )
    app.state.services = services
    app.state.pages = Pages(shipped("web"))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts), www_redirect=False)
    app.add_middleware(Security, told=_told)  # added last, so outermost: refusals carry its headers, too
    for router in (practise.router, record.router, questions.router, reference.router, api.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=shipped("web") / "static"), name="static")
    _add_health(app)
    _add_errors(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    stop = Event()
    watcher = Thread(target=watch, args=(services.bank, stop), name="watching rubrics", daemon=True)
    watcher.start()
    services.worker.start()
    yield
    stop.set()
    services.worker.stop()
    watcher.join(timeout=10)
    services.store.close()


def _add_health(app: FastAPI) -> None:
    @app.get("/healthz", include_in_schema=False)
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> JSONResponse:
        services: Services = app.state.services
        try:
            services.store.ping()
        except VivaError as error:
            return JSONResponse({"status": "not ready", "reason": str(error)}, 503)
        if services.worker.ready:
            return JSONResponse({"status": "ready"})
        why = services.worker.failure or "the models are loading"
        return JSONResponse({"status": "not ready", "reason": why}, 503)


def _add_errors(app: FastAPI) -> None:
    """An error is told in the manner of whoever asked: as a problem under /api, as a page elsewhere."""

    @app.exception_handler(VivaError)
    def viva_error(request: Request, error: VivaError) -> Response:
        if _is_api(request):
            return problems.viva_problem(error)
        return _page(request, problems.status_of(error), str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        if _is_api(request):
            return problems.invalid_problem(error)
        return _page(request, 422, "The address or the form holds something that does not fit.")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        response = _told(request, error.status_code, str(error.detail))
        response.headers.update(error.headers or {})
        if error.status_code == 405:
            response.headers["Allow"] = ", ".join(_methods(request))
        return response

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        detail = "Something went wrong in Viva itself. What you wrote is kept; the log has the details."
        response = _told(request, 500, detail)
        harden(response.headers, request.scope["path"])  # this one is sent from outside all middleware
        return response


def _told(request: Request, status: int, detail: str) -> Response:
    return problems.problem(status, detail) if _is_api(request) else _page(request, status, detail)


def _methods(request: Request) -> list[str]:
    """The methods that a path takes. A route knows only its own, and one path may have several routes."""
    routes: list[BaseRoute] = request.app.routes
    return [
        method
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


_TITLES = {404: "Not here", 405: "Not like this", 422: "That does not fit", 500: "That went wrong"}


def _page(request: Request, status: int, detail: str) -> Response:
    pages: Pages = request.app.state.pages
    title = _TITLES.get(status, "That did not work")
    return pages.render(request, "error.html", ErrorPage(status, title, detail), status)

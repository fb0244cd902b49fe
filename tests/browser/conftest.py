from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.driving import (
    PATIENCE,
    MoodyVerifier,
    Served,
    chromium,
    complaints_of,
    pytest_runtest_makereport,
    served,
    visiting,
)
from helpers import PLAIN_CALIBRATION, word_grader
from viva.grading import Grader

__all__ = ["pytest_runtest_makereport"]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in which nothing may go wrong unnoticed. Parametrised with False, it runs no scripts."""
    scripts = getattr(request, "param", True)
    with visiting(browser, request.node, java_script_enabled=scripts) as page:
        complaints = complaints_of(page)
        yield page
        assert complaints == []


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Callable[[], Grader]], Served]]:
    """Serves the app with a grader of the test's own."""
    with ExitStack() as stack:
        yield lambda load: stack.enter_context(served(tmp_path, load))


@pytest.fixture
def app(serve: Callable[[Callable[[], Grader]], Served]) -> Served:
    return serve(word_grader)


@pytest.fixture
def app_url(app: Served) -> str:
    return app.url


@pytest.fixture
def hold() -> Iterator[Event]:
    """Until it is set, the grader of `holding` grades nothing."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def holding(serve: Callable[[Callable[[], Grader]], Served], hold: Event) -> Served:
    return serve(lambda: word_grader(hold))


@pytest.fixture
def verifier() -> MoodyVerifier:
    return MoodyVerifier()


@pytest.fixture
def moody(serve: Callable[[Callable[[], Grader]], Served], verifier: MoodyVerifier) -> Served:
    """Served with a grader whose failures `verifier` rules."""
    return serve(lambda: Grader(verifier, PLAIN_CALIBRATION))

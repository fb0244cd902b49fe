"""A Chromium to drive, and the real app behind a real socket for it to visit."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, sync_playwright

from helpers import FILES, WordVerifier, word_grader
from viva.app import create_app
from viva.encoder.protocols import Passage, Reading
from viva.grading import Grader
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGS = """--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update
--disable-sync --no-first-run""".split()
_FAILURES = Path(__file__).parent / "failures"
PATIENCE = 30_000
"""Milliseconds for which an expectation waits before it fails: other work may share the machine."""


_open: list[Browser] = []


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the one that is open where one is, for Playwright runs only once in a thread.

    Without a browser on this machine the test is skipped, or fails where VIVA_TEST_REQUIRE=1.
    """
    if _open:
        yield _open[0]
        return
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        (pytest.fail if os.environ.get("VIVA_TEST_REQUIRE") == "1" else pytest.skip)(
            f"there is no browser on this machine: none of {', '.join(_NAMES)} is on the PATH"
        )
    driver: Playwright
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=_ARGS, timeout=4 * PATIENCE)
        _open.append(browser)
        yield browser
        _open.remove(browser)
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """For a conftest to take in: tells `visiting` whether the test failed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]  # a mark of our own on it
    return report


@contextmanager
def visiting(browser: Browser, test: pytest.Item, **options: Any) -> Iterator[Page]:
    """A page of a visitor of its own. If `test` fails, a picture of it is kept in tests/browser/failures/."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    failed = True
    try:
        yield page
        failed = getattr(test, "failed", False)  # set where the test ends before this does
    finally:
        if failed:
            _FAILURES.mkdir(exist_ok=True)
            for number, tab in enumerate(context.pages, 1):
                name = "".join(c if c.isalnum() or c in "-_" else "-" for c in test.name)
                tab.screenshot(path=_FAILURES / f"{name}-{number}.png", full_page=True)
        context.close()


def complaints_of(page: Page) -> list[str]:
    """What the browser complains about from now on: errors of scripts, refused resources, breaches of the policy.

    That a page itself answers with 4xx, as a form with a mistake does, is no complaint.
    """
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            complaints.append(f"{response.url}: {response.status}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up for the next page, by the person's wish
            complaints.append(f"{request.url}: {request.failure}")

    page.on("console", hear)
    page.on("response", answered)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", failed)
    return complaints


class MoodyVerifier(WordVerifier):
    """Reads by shared words; it fails at answers that contain the text of `failing_on`."""

    failing_on: str | None = None

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        if self.failing_on is not None and self.failing_on in passage.answer:
            raise RuntimeError("the reader stumbled")
        return super().read(passage)


@dataclass(frozen=True)
class Served:
    """The app while it is served."""

    url: str
    services: Services

    @property
    def folder(self) -> Path:
        """Where its rubric files lie."""
        return self.services.bank.folder

    def attempts(self, question_id: str) -> list[str]:
        """The answers that are kept to a question, oldest first."""
        return [placed.attempt.answer for placed in self.services.history.question(question_id)]


@contextmanager
def served(
    folder: Path, load: Callable[[], Grader] = word_grader, files: Mapping[str, str] = FILES
) -> Iterator[Served]:
    """The app over a database and a bank in `folder`, on a free port."""
    rubrics = folder / "rubrics"
    rubrics.mkdir(exist_ok=True)
    for id, text in files.items():
        (rubrics / f"{id}.yaml").write_text(text)
    store = Store(f"sqlite:///{folder / 'viva.db'}")
    migrate(store.engine)
    services = Services.over(store, RubricBank(rubrics), load)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(create_app(services), log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            services.worker.grader(20)
            yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", services)
        finally:
            server.should_exit = True
            thread.join(30)

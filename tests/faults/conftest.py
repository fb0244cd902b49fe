from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.driving import chromium, pytest_runtest_makereport, visiting
from faults.program import Program

__all__ = ["pytest_runtest_makereport"]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with the bank and the models that ship, over a data folder of its own."""
    program = Program(tmp_path / "data")
    yield program
    program.close()


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    with chromium() as browser, visiting(browser, request.node) as page:
        yield page

"""What a page costs: bytes over the wire with the whole bank, and how much moves when the feedback comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from browser.driving import Served, served
from helpers import word_grader
from viva.paths import shipped

pytestmark = pytest.mark.browser

START_PAGE = 60_000
"""Bytes that the start page may transfer with all its parts and their headers."""
SHIFT = 0.01
"""Cumulative layout shift that nobody notices; from 0.1 on it counts as a fault."""

WATCH = """window.shifts = []; new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifts.push({ value, what: sources.map((one) => one.node?.outerHTML?.slice(0, 80)) });
    }
  }).observe({ type: 'layout-shift' })"""


@pytest.fixture
def whole_bank(tmp_path: Path) -> Iterator[Served]:
    files = {path.stem: path.read_text("utf-8") for path in shipped("rubrics").glob("*.yaml")}
    with served(tmp_path, word_grader, files) as app:
        assert len(app.services.bank.rubrics) >= 133
        yield app


def test_the_start_page_is_light_with_the_whole_bank(page: Page, whole_bank: Served) -> None:
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({addresses[e["requestId"]]: e["encodedDataLength"]}),
    )
    page.goto(whole_bank.url, wait_until="networkidle")
    assert f"{whole_bank.url}/" in sizes and len(sizes) > 5
    assert all(address.startswith((whole_bank.url, "data:")) for address in sizes)
    assert sum(sizes.values()) <= START_PAGE, sizes


@pytest.mark.parametrize("mode", ["Feedback", "Coach"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_what_was_read_comes(
    page: Page, holding: Served, hold: Event, width: int, mode: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(holding.url)
    page.get_by_role("radio", name=mode).check()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Your answer").fill("Yeast turns sugar into gas. Then it is baked.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Reading your answer")
    page.evaluate(WATCH)
    hold.set()
    expect(page.locator("#feedback" if mode == "Feedback" else "#asks")).to_be_visible()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
    shifts = page.evaluate("window.shifts")
    assert sum(one["value"] for one in shifts) <= SHIFT, shifts

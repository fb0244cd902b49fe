"""The strip that shows how an answer about oneself is told, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served, served
from browser.test_accessibility import violations
from helpers import FILES
from interview.tales import QUARREL, part_grader

pytestmark = pytest.mark.browser

UNSURE = (
    "Our SITUATION was a neighbour with drums. I did the ACTION, I talked to the neighbour. "
    "Our Result was a carpet."
)
SEEN = "element => getComputedStyle(element).outlineStyle"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, part_grader, {"bread": FILES["bread"], "quarrel": QUARREL}) as app:
        yield app


def strip(page: Page) -> Locator:
    return page.get_by_role("region", name="How you tell it")


def tell(page: Page, app: Served, words: str = UNSURE) -> None:
    page.goto(app.url)
    page.get_by_role("checkbox", name="Tell me about a quarrel.").check()
    page.get_by_role("button", name="Start with these").click()
    page.get_by_role("textbox", name="Your answer").fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#feedback")).to_be_visible()


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])
def test_each_part_has_a_shape_and_a_word_and_leads_to_its_place_in_the_answer(
    page: Page, app: Served
) -> None:
    tell(page, app)
    parts = strip(page).get_by_role("listitem")
    expect(parts).to_contain_text(["Situation told", "Task not found", "Action told", "Result perhaps told"])
    shapes = {part.locator("svg").inner_html() for part in parts.all()}
    assert len(shapes) == 3, "told, perhaps told and not found look alike"
    strip(page).get_by_role("link", name="SITUATION").click()
    place = page.locator(".left .tells-situation").first
    expect(place).to_contain_text("SITUATION")
    expect(page.locator("#told-situation:target")).to_have_count(1)
    expect(place).to_be_in_viewport()
    assert place.evaluate(SEEN) != "none"
    assert page.locator(".left .tells-action").first.evaluate(SEEN) == "none"


def test_it_keeps_nobody_out(page: Page, app: Served) -> None:
    tell(page, app)
    assert [told for width in (1280, 390) for told in violations(page, width)] == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

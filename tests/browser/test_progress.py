"""Progress and the study card in a real browser: with scripts and without, on paper, and for other means of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from browser.driving import Served, complaints_of, served, visiting
from browser.house import open_all
from browser.looking import (
    PHONE,
    lost_when_spaced,
    moving,
    scrolls_sideways,
    too_small_to_touch,
    unseen,
    violations,
)
from helpers import FILES, word_grader
from viva.interview.plan import Wishes

pytestmark = pytest.mark.browser

LONG = "a" * 200
FOUND = FILES | {
    "soap": FILES["soap"].replace("Soap molecules surround grease", f"Soap {LONG} surrounds grease")
}
ANSWERS = (
    (60, "bread", "Yeast will not turn sugar into gas, and the oven is warm."),
    (20, "bread", "Yeast turns sugar into gas."),
    (9, "tides", "The moon, I think, and Earth beneath."),
    (1, "bread", "Yeast turns sugar into gas. Gluten holds bubbles inside dough."),
    (0, "soap", f"It is {LONG}."),
    (0, "tides", "The moon pulls water towards itself."),
)


@dataclass
class Days:
    now: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app with a record of two months."""
    days = Days()
    with served(tmp_path_factory.mktemp("progress"), word_grader, FOUND, days) as app:
        today = days.now
        for ago, question, answer in ANSWERS:
            days.now = today - timedelta(days=ago)
            id = app.services.interviews.start(Wishes(question_ids=frozenset({question}))).id
            assert app.services.worker.wait(app.services.interviews.answer(id, 1, answer), 20)
        yield app


STATES = {
    "all topics": "/progress",
    "thirty days": "/progress?span=30",
    "one topic": "/progress?topic=baking&span=all",
    "a topic that did not come up": "/progress?topic=law",
    "compared": "/progress?question=tides#compare",
    "nothing to compare": "/progress?question=soap",
    "card": "/questions/bread/card",
    "card, long words": "/questions/soap/card",
    "over time": "/questions/bread/history",
}


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_kept_out(
    state: str, browser: Browser, house: Served, request: pytest.FixtureRequest
) -> None:
    with visiting(browser, request.node, reduced_motion="reduce") as page:
        complaints = complaints_of(page)
        page.goto(house.url + STATES[state])
        open_all(page)
        assert page.locator("h1").count() == 1
        found = [told for width in (1280, 390) for told in violations(page, width)]
        assert found + moving(page) + unseen(page, forced=False) + complaints == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_on_a_small_screen_or_with_colours_of_ones_own(
    state: str, browser: Browser, house: Served, request: pytest.FixtureRequest
) -> None:
    with visiting(browser, request.node, viewport=PHONE, has_touch=True, forced_colors="active") as page:
        page.goto(house.url + STATES[state])
        open_all(page)
        found = lost_when_spaced(page) + too_small_to_touch(page) + unseen(page, forced=True)
        assert found + scrolls_sideways(page) == []


def test_an_empty_record_keeps_nobody_out(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/progress")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    assert violations(page, 390) == []
    page.goto(f"{app_url}/questions/bread/card")
    expect(page.get_by_text("You have not answered this question yet.")).to_be_visible()
    assert violations(page, 390) == []


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_one_looks_back_chooses_and_compares(page: Page, house: Served) -> None:
    page.goto(house.url)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", name="Progress", level=1)).to_be_visible()
    page.get_by_label("Topic", exact=True).select_option("baking")
    page.get_by_label("Time", exact=True).select_option("All")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Point by point")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    page.get_by_label("Question", exact=True).select_option("What makes the tides?")
    page.get_by_role("button", name="Compare").click()
    assert page.url.endswith("#compare")
    # Of weights 1 (moon) and 2 (bulges): half of bulges before, all of moon after.
    expect(page.get_by_text("1 point gained")).to_be_visible()
    page.get_by_text("The numbers").click()
    expect(page.get_by_role("table", name="Coverage and retention at the end of each day")).to_be_visible()


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_a_weak_point_is_drilled_at_once(page: Page, house: Served) -> None:
    page.goto(f"{house.url}/progress")
    page.get_by_role("button", name="Drill this: Earth turns beneath two bulges daily").click()
    expect(page).to_have_url(re.compile("/questions/1$"))
    expect(page.get_by_role("textbox", name="Your answer")).to_be_visible()
    expect(page.get_by_text("Earth turns beneath two bulges daily")).to_have_count(0)


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_the_card_is_a_click_away_and_leads_to_the_answers(page: Page, house: Served) -> None:
    page.goto(f"{house.url}/questions/bread")
    page.get_by_role("link", name="Study card").click()
    expect(page.get_by_role("heading", name="Key points, in your best words")).to_be_visible()
    page.get_by_role("link", name="Your answer of 23 Nov 2026").first.click()
    expect(page.get_by_text("Gluten holds bubbles inside dough").first).to_be_visible()
    page.get_by_role("link", name="Study card of this question").click()
    expect(page).to_have_url(f"{house.url}/questions/bread/card")


def test_the_chart_is_one_image_with_a_sentence_for_its_name(page: Page, house: Served) -> None:
    page.goto(f"{house.url}/progress?span=all")
    image = page.get_by_role("img", name="Coverage went from 0% on 25 Sep")
    expect(image).to_have_count(1)
    expect(image).to_be_visible()


def test_the_card_is_one_sheet_of_paper_without_anything_to_press(page: Page, house: Served) -> None:
    page.goto(f"{house.url}/questions/bread/card")
    page.emulate_media(media="print")
    for part in ("header.top", "footer", ".acts"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.get_by_text("Gluten holds bubbles inside dough").first).to_be_visible()
    page.emulate_media()
    (sheet,) = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    told = sheet.extract_text()
    assert "Key points, in your best words" in told and "Model answer" in told and "Practise" not in told


def test_days_and_lines_are_told_apart_without_their_colours(
    browser: Browser, house: Served, request: pytest.FixtureRequest
) -> None:
    with visiting(browser, request.node, forced_colors="active") as page:
        page.goto(f"{house.url}/progress")
        days = page.locator(".strip .on"), page.locator(".strip .off")
        assert [day.count() for day in days] == [4, 24]
        assert page.locator(".strip .off").first.evaluate("e => getComputedStyle(e).fill") == "none"
        dashes = [
            page.locator(f".chart .line-{n} .run").first.evaluate("e => getComputedStyle(e).strokeDasharray")
            for n in (1, 2)
        ]
        assert dashes[0] == "none" != dashes[1]

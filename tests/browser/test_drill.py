"""A drill from the summary that asks for it to its own, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served

pytestmark = pytest.mark.browser

MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."
NOTHING = "I would have to look that up."

both = pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def say(page: Page, words: str) -> None:
    field(page).fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()


def result(page: Page) -> Locator:
    return page.locator("#feedback")


def begin(page: Page, app: Served) -> None:
    """A drill of both points of the tides, begun where an interview found them weak."""
    page.goto(f"{app.url}/questions/tides/history")
    page.get_by_role("button", name="Practise this question").click()
    say(page, NOTHING)
    expect(result(page)).to_contain_text("0 of 2 key points")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Drill these 2 points").click()
    expect(page.get_by_text("Question 1 of 2 · drill")).to_be_visible()


@both
def test_a_drill_from_start_to_summary(page: Page, app: Served) -> None:
    begin(page, app)
    short = page.get_by_role("heading", level=1).inner_text()
    expect(page.locator(".about")).to_contain_text("What makes the tides?")
    expect(page.locator("main")).not_to_contain_text("bulges")
    say(page, BULGES)
    expect(result(page)).to_contain_text("said the point that was asked about")
    expect(page.locator(".points .point")).to_have_count(1)
    expect(page.locator(".model mark")).to_have_text("Earth turns beneath two bulges daily1")
    page.get_by_role("link", name="Next question").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(short)
    misses_and_tries_again_with_a_hint(page)
    page.get_by_role("button", name="Finish").click()
    finds_it_in_the_record(page, short)


def misses_and_tries_again_with_a_hint(page: Page) -> None:
    say(page, NOTHING)
    expect(result(page)).to_contain_text("not said the point that was asked about")
    expect(page.locator("main")).to_contain_text("The moon pulls water towards itself")
    page.get_by_role("link", name="Try again").click()
    field(page).fill("It is")
    page.get_by_role("button", name="A hint").click()
    expect(page.get_by_role("region", name="Hints")).to_contain_text("Think of")
    expect(field(page)).to_have_value("It is")
    say(page, MOON)
    expect(result(page)).to_contain_text("said the point that was asked about")
    expect(page.get_by_role("region", name="Your answer")).to_contain_text("with 1 hint")


def finds_it_in_the_record(page: Page, short: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Drill: physics")
    expect(page.locator(".overall")).to_contain_text("100%")
    expect(page.get_by_role("region", name="To look at first")).to_contain_text("Nothing.")
    page.get_by_role("link", name="Record", exact=True).click()
    expect(page.locator(".interviews li").first).to_contain_text("drill")
    page.get_by_role("link", name="Drill: physics").click()
    page.get_by_role("link", name=f"Over time: {short}").click()
    attempts = page.get_by_role("region", name="Attempts").get_by_role("listitem")
    expect(attempts).to_contain_text(["drill", "drill", "drill", "0%"])


@both
def test_what_is_gone_from_the_bank_is_left_out_with_a_note(page: Page, app: Served) -> None:
    begin(page, app)
    (app.folder / "tides.yaml").write_text(
        (app.folder / "tides.yaml").read_text().replace("id: moon", "id: satellite")
    )
    app.services.bank.reload()
    page.go_back()
    page.get_by_role("button", name="Drill these 2 points").click()
    expect(page.get_by_text("1 key point is no longer in the bank, and was left out.")).to_be_visible()
    expect(page.get_by_text("Question 1 of 1")).to_be_visible()


@both
def test_a_drill_of_nothing_says_so(page: Page, app: Served) -> None:
    begin(page, app)
    (app.folder / "tides.yaml").unlink()
    app.services.bank.reload()
    page.go_back()
    page.get_by_role("button", name="Drill these 2 points").click()
    expect(page.get_by_role("alert")).to_contain_text("There is nothing to drill")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready when you are.")


def press(page: Page, wanted: Locator, key: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return page.keyboard.press(key)
    pytest.fail(f"Tab does not lead to {wanted}")


def test_the_keyboard_alone_is_enough(page: Page, app: Served) -> None:
    begin(page, app)
    expect(field(page)).to_be_focused()
    page.keyboard.type(BULGES)
    page.keyboard.press("Control+Enter")
    expect(result(page)).to_be_visible()
    press(page, page.get_by_role("link", name="Next question"), "Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type(MOON)
    page.keyboard.press("Control+Enter")
    expect(result(page)).to_be_visible()
    press(page, page.get_by_role("button", name="Finish"), "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Drill: physics")

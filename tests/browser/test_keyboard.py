"""A whole interview by keyboard alone, with a coach and as a mock interview; at each stop one sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served
from browser.keys import press, tab_to

pytestmark = pytest.mark.browser

YEAST = "Yeast turns sugar into gas."
CRUMB = "The crumb is stretchy and it stays up."
SOAP = "Soap molecules surround grease."


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def choose(page: Page, app: Served, mode: str, steps: int) -> None:
    """Begin about bread and soap, held in that mode: so many steps down from the first one."""
    page.goto(app.url)
    press(page, page.get_by_role("link", name="Skip to the content"))
    tab_to(page, page.get_by_role("radio", name="Feedback"))
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=mode)).to_be_checked()
    expect(page.get_by_role("radio", name=mode)).to_be_focused()
    if mode == "Mock interview":
        tab_to(page, page.get_by_label("Time for each answer"))
        page.keyboard.press("End")
        expect(page.get_by_label("Time for each answer")).to_have_value("")
    press(page, page.get_by_role("checkbox", name="Why does bread rise?"), "Space")
    press(page, page.get_by_role("checkbox", name="How does soap clean?"), "Space")
    press(page, button(page, "Start with these"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Why does bread rise?")
    writes(page)


def writes(page: Page) -> None:
    """The field has the focus, and the script that knows its keys is there."""
    expect(field(page)).to_be_focused()
    page.wait_for_load_state()


def test_a_whole_interview_with_a_coach(page: Page, app: Served) -> None:
    choose(page, app, "Coach", 1)
    page.keyboard.type(YEAST)
    takes_a_hint(page)
    press(page, button(page, "Answer"))
    expect(page.get_by_role("region", name="Follow-up")).to_be_visible()
    writes(page)
    page.keyboard.type(CRUMB)
    expect(page.locator("#count")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#feedback")).to_contain_text("1 of 2 key points")
    reads_what_counted_for_what(page)
    holds_that_it_was_said(page)
    press(page, page.get_by_role("link", name="Next question"))
    expect(page.get_by_role("heading", level=1)).to_have_text("How does soap clean?")
    writes(page)
    press(page, button(page, "Skip"), "Space")
    press(page, button(page, "Finish"))
    takes_it_along(page)
    assert app.attempts("bread") == [YEAST]


def takes_a_hint(page: Page) -> None:
    press(page, button(page, "A hint"))
    expect(page.get_by_role("region", name="Hints")).to_be_focused()
    tab_to(page, field(page))
    expect(field(page)).to_have_value(YEAST)


def reads_what_counted_for_what(page: Page) -> None:
    press(page, page.locator(".left mark sup a").first)
    expect(page.locator("li.point:target")).to_be_in_viewport()
    press(page, page.locator("li.point .quote a").first)
    expect(page.locator("mark:target, mark :target").first).to_be_in_viewport()


def holds_that_it_was_said(page: Page) -> None:
    press(page, page.locator("summary", has_text="I did say that").first)
    tab_to(page, page.get_by_role("radio").first)
    sentence = page.get_by_role("radio", name=CRUMB.rstrip("."))
    for _ in range(page.get_by_role("radio").count()):
        if sentence.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(sentence).to_be_checked()
    press(page, button(page, "Count it as said"))
    expect(page.locator("#feedback")).to_contain_text("2 of 2 key points")
    expect(page.locator("li.point:target")).to_be_in_viewport()


def takes_it_along(page: Page) -> None:
    expect(page.get_by_text("Summary", exact=True)).to_be_visible()
    for name in ("Markdown", "JSON"):
        tab_to(page, page.get_by_role("link", name=name))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".json")


def test_a_whole_mock_interview(page: Page, app: Served) -> None:
    choose(page, app, "Mock interview", 2)
    page.keyboard.type(YEAST)
    expect(page.locator("#count")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Follow-up")).to_be_visible()
    writes(page)
    press(page, button(page, "Go on"))
    expect(page.get_by_role("heading", level=1)).to_have_text("How does soap clean?")
    writes(page)
    page.keyboard.type(SOAP)
    press(page, button(page, "Answer"))
    expect(page.get_by_text("That was the last question.")).to_be_visible()
    press(page, button(page, "Finish and see the debrief"))
    expect(page.get_by_text("Debrief", exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="The questions")).to_contain_text("100%")
    press(page, page.get_by_role("region", name="The questions").get_by_role("link").first)
    expect(page.locator("#feedback")).to_contain_text("1 of 2 key points")
    reads_what_counted_for_what(page)
    assert app.attempts("soap") == [SOAP]

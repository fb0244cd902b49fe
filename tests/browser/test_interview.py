"""One interview from start to record: with a mouse, without scripts, and with nothing but the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served

pytestmark = pytest.mark.browser

HALF = "Yeast turns sugar into gas. Then it is baked."
BETTER = "Yeast turns sugar into gas. Gluten holds something, I think."
BACKWARDS = "The moon does not pull water towards itself."


def answer(page: Page, words: str) -> None:
    page.get_by_label("Your answer").fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()


def result(page: Page) -> Locator:
    return page.locator("#feedback")


def has_anchors_that_resolve_both_ways(page: Page) -> None:
    """Each mark leads to its key point, each quote to its words; and the address lands there."""
    fragments = [str(a.get_attribute("href")) for a in page.locator("main a[href^='#']").all()]
    assert {f[:2] for f in fragments} == {"#p", "#w"}
    for fragment in fragments:
        assert page.locator(f"[id='{fragment[1:]}']").count() == 1, fragment
    page.locator(".left mark sup a").first.click()
    expect(page.locator("li.point:target")).to_contain_text("Yeast turns sugar into gas")
    page.locator("li.point .quote a").first.click()
    expect(page.locator("mark:target, mark :target").first).to_contain_text("Yeast")


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])
def test_an_interview_from_start_to_record(page: Page, app: Served) -> None:
    page.goto(app.url)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why does bread rise?")

    answer(page, HALF)
    expect(result(page)).to_contain_text("1 of 2 key points · 50% coverage")
    expect(page).to_have_title("1 of 2 key points: Why does bread rise? · Viva")
    expect(page.locator(".left .words")).to_have_text(re.compile("^Yeast turns .* Then it is baked\\.$"))
    expect(page.locator(".left mark.covered")).to_contain_text(["Yeast turns sugar into gas"])
    has_anchors_that_resolve_both_ways(page)

    page.get_by_role("link", name="Try again").click()
    beside = page.get_by_role("region", name="What you said before")
    expect(beside).to_contain_text("Then it is baked.")
    answer(page, BETTER)
    expect(result(page)).to_contain_text("1 of 2 key points · 75% coverage")
    expect(page.locator(".left .you mark.partial")).not_to_have_count(0)
    page.get_by_role("heading", name="Attempt 1").click()
    expect(page.get_by_role("region", name="Earlier attempts").locator("mark.covered").first).to_be_visible()

    page.get_by_role("link", name="Next question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How does soap clean?")
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What makes the tides?")
    answer(page, BACKWARDS)
    expect(page.locator("li.point.contradicted .tag")).to_have_text("said the opposite")

    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Baking, chemistry, physics")
    weak = page.get_by_role("region", name="To look at first").locator("h3")
    expect(weak).to_contain_text(["The moon pulls water", "Earth turns beneath", "Gluten holds bubbles"])
    expect(weak.locator(".tag")).to_have_text(["said the opposite", "not said", "half said"])
    lines = page.get_by_role("region", name="The questions").get_by_role("listitem")
    expect(lines).to_contain_text(["2 attempts", "skipped", "0%"])

    page.get_by_role("link", name="Record", exact=True).click()
    expect(page.locator(".interviews li")).to_have_count(1)
    expect(page.locator(".interviews li")).to_contain_text("2 of 3 answered")
    page.get_by_role("link", name="Baking, chemistry, physics").click()
    page.get_by_role("link", name="Over time: Why does bread rise?").click()
    attempts = page.get_by_role("region", name="Attempts").get_by_role("listitem")
    expect(attempts).to_contain_text(["75%", "50%"])
    expect(page.get_by_role("img", name="Coverage, oldest attempt first: 50%, 75%")).to_be_visible()
    assert app.attempts("bread") == [HALF, BETTER]


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is on `wanted`; at each stop one can see where one is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            outline = (
                "element => getComputedStyle(element).outlineStyle + getComputedStyle(element).boxShadow"
            )
            assert wanted.evaluate(outline) != "nonenone", f"no focus to be seen on {wanted}"
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def press(page: Page, wanted: Locator, key: str) -> None:
    tab_to(page, wanted)
    page.keyboard.press(key)


def test_the_keyboard_alone_is_enough(page: Page, app: Served) -> None:
    page.goto(app.url)
    press(page, page.get_by_role("link", name="Skip to the content"), "Enter")
    press(page, page.get_by_role("checkbox", name="Why does bread rise?"), "Space")
    press(page, page.get_by_role("checkbox", name="How does soap clean?"), "Space")
    press(page, page.get_by_role("button", name="Start with these"), "Enter")

    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type("Yeast turns sugar into gas.")
    press(page, page.get_by_role("button", name="Answer", exact=True), "Space")
    expect(result(page)).to_contain_text("1 of 2")
    press(page, page.locator(".left mark sup a").first, "Enter")
    expect(page.locator("li.point:target")).to_be_visible()
    press(page, page.locator("li.point .quote a").first, "Enter")
    expect(page.locator("mark:target, mark :target").first).to_be_visible()

    press(page, page.get_by_role("link", name="Try again"), "Enter")
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type("Gluten holds bubbles inside dough.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".earlier")).to_contain_text("Attempt 1")
    press(page, page.locator(".earlier summary"), "Space")
    expect(page.locator(".earlier .words")).to_be_visible()
    page.keyboard.press("Home")
    press(page, page.get_by_role("link", name="Next question"), "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How does soap clean?")
    press(page, page.get_by_role("button", name="Skip"), "Space")
    press(page, page.get_by_role("button", name="Finish"), "Enter")
    expect(page.get_by_role("heading", name="To look at first")).to_be_visible()
    press(page, page.get_by_role("link", name="Record", exact=True), "Enter")
    press(page, page.get_by_role("link", name="Baking, chemistry"), "Enter")
    press(page, page.get_by_role("button", name="Delete this interview"), "Enter")
    press(page, page.get_by_role("button", name="Undo"), "Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Baking, chemistry")
    assert len(app.attempts("bread")) == 2

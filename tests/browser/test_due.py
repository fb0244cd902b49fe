"""From what is due to a drill and back, as a person does it: with scripts and without, and for everyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.driving import Served
from browser.test_accessibility import RULES
from viva.interview.plan import Wishes

pytestmark = pytest.mark.browser

NOTHING = "I would have to look that up, I am afraid."
SOAP = "Soap molecules surround grease."


def practised(app: Served, question: str, words: str, days: int = 0) -> None:
    """An answer of so many days ago: it is given now, and its date is put back."""
    has = app.services
    id = has.interviews.start(Wishes(question_ids=frozenset({question}))).id
    assert has.worker.wait(has.interviews.answer(id, 1, words), 20)
    has.interviews.finish(id)
    with has.store.unit_of_work(write=True) as work:
        kept = work.interviews.get(id)
        assert kept is not None
        for attempt in kept.questions[0].attempts:
            attempt.submitted_at -= timedelta(days=days)


def holds_for_everyone(page: Page) -> None:
    """No violation of WCAG 2.2 AA, and at the width of a phone nothing is cut off."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_what_is_due_is_practised_in_one_click(page: Page, app: Served) -> None:
    practised(app, "soap", NOTHING, days=3)
    page.goto(app.url)
    section = page.get_by_role("region", name="Due now")
    expect(section).to_contain_text("1 key point. A drill takes about 1 min.")
    expect(section.get_by_role("listitem")).to_have_text("How does soap clean? 1 point · missed 3 days ago")
    section.get_by_role("button", name="Practise what is due").click()
    expect(page).to_have_url(f"{app.url}/interviews/{page.url.split('/')[-3]}/questions/1")
    page.get_by_role("textbox").first.fill(SOAP)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".point.covered")).to_have_count(1)
    page.goto(app.url)
    expect(page.get_by_text("Nothing is due today. The next points are due on")).to_be_visible()
    expect(page.get_by_role("region", name="Due now")).to_have_count(0)


@pytest.mark.parametrize("page", [True], indirect=True)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_section_is_there_for_everyone(page: Page, app: Served, look: str) -> None:
    page.emulate_media(color_scheme="dark" if look == "dark" else "light")
    for question in ("bread", "soap", "tides"):
        practised(app, question, NOTHING, days=3)
    practised(app, "tides", "The moon pulls water towards itself.", days=2)
    page.goto(app.url)
    expect(page.get_by_role("heading", name="Due now")).to_be_visible()
    expect(page.get_by_text("longest due: missed 2 days ago")).to_be_visible()
    holds_for_everyone(page)


def test_the_quiet_line_is_there_for_everyone(page: Page, app: Served) -> None:
    practised(app, "soap", SOAP)
    page.goto(app.url)
    expect(page.get_by_text("Nothing is due today.")).to_be_visible()
    holds_for_everyone(page)


def test_the_drill_is_reached_by_keyboard_alone(page: Page, app: Served) -> None:
    practised(app, "soap", NOTHING, days=1)
    page.goto(app.url)
    button = page.get_by_role("button", name="Practise what is due")
    for _ in range(30):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox").first).to_be_visible()

"""What is told of itself is told once, and whoever was somewhere is not sent away from there."""

from __future__ import annotations

import re
from threading import Event

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served
from browser.house import open_all
from browser.keys import tab_to

pytestmark = pytest.mark.browser

YEAST = "Yeast turns sugar into gas."
NOTHING = "I would have to look that up."
_HEAR = """() => {
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live]:not([aria-live=off])";
  const told = (node) => node && (node.closest ? node : node.parentElement)?.closest(live);
  new MutationObserver((changes) => {
    const regions = new Set();
    for (const change of changes) {
      if (told(change.target)) regions.add(told(change.target));
      for (const node of change.addedNodes) {
        if (node.matches?.("[role=alert]")) regions.add(node);
        node.querySelectorAll?.("[role=alert]").forEach((alert) => regions.add(alert));
      }
    }
    for (const region of regions) {
      const words = region.textContent.trim().replace(/\\s+/g, " ");
      if (words && region.isConnected) window.heard.push(words);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def listen(page: Page) -> None:
    """Hear what live regions say from now on."""
    page.evaluate(_HEAR)


def heard(page: Page) -> list[str]:
    return [str(words) for words in page.evaluate("window.heard")]


def begin(page: Page, app: Served, mode: str = "Feedback", question: str = "Why does bread rise?") -> None:
    page.goto(app.url)
    page.get_by_role("radio", name=mode).check()
    page.get_by_role("checkbox", name=question).check()
    page.get_by_role("button", name="Start with these").click()
    expect(field(page)).to_be_focused()


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def say(page: Page, words: str = YEAST) -> None:
    field(page).fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Reading your answer")).to_be_visible()
    listen(page)


def test_feedback_that_comes_while_nobody_is_elsewhere_takes_the_focus_and_is_not_told_again(
    page: Page, holding: Served, hold: Event
) -> None:
    begin(page, holding)
    say(page)
    hold.set()
    expect(page.locator("#feedback")).to_be_focused()
    assert heard(page) == []


def test_feedback_that_comes_while_one_is_elsewhere_is_told_once(
    page: Page, holding: Served, hold: Event
) -> None:
    begin(page, holding)
    say(page)
    elsewhere = page.get_by_role("link", name="Overview")
    elsewhere.focus()
    hold.set()
    expect(page.locator("#feedback")).to_be_visible()
    expect(page.locator("#announce")).to_contain_text("1 of 2 key points")
    expect(elsewhere).to_be_focused()
    assert len(heard(page)) == 1 and re.search("1 of 2", heard(page)[0])


def test_what_had_the_focus_may_go_but_the_focus_is_not_lost(
    page: Page, holding: Served, hold: Event
) -> None:
    begin(page, holding)
    say(page)
    going = page.locator("#conversation").get_by_role("button", name="Finish")
    tab_to(page, going)
    hold.set()
    expect(page.locator("#feedback")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_a_follow_up_that_comes_is_told_by_the_field_that_it_describes(
    page: Page, holding: Served, hold: Event
) -> None:
    begin(page, holding, "Coach", "What makes the tides?")
    say(page, NOTHING)
    hold.set()
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_accessible_description(re.compile(r"\?$"))
    assert heard(page) == []


def test_nothing_speaks_while_one_types(page: Page, app: Served) -> None:
    begin(page, app)
    expect(page.locator("#count")).to_be_visible()
    listen(page)
    field(page).press_sequentially("Yeast turns sugar into gas and gluten holds")
    expect(page.locator("#count")).to_contain_text("8 words")
    assert heard(page) == []


def test_a_form_that_is_refused_has_one_alert_that_its_field_names_and_the_words_are_there(
    page: Page, app: Served
) -> None:
    begin(page, app)
    field(page).fill("  ")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(field(page)).to_have_attribute("aria-describedby", re.compile(r"\berror\b"))
    expect(field(page)).to_be_focused()
    assert page.title().startswith("Not sent yet")


def test_opening_and_closing_leaves_the_focus_where_it_is(page: Page, app: Served) -> None:
    begin(page, app)
    field(page).fill(YEAST)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#feedback")).to_be_visible()
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")
        expect(summary).to_be_focused()
    open_all(page)


def test_the_order_of_the_focus_is_the_order_of_the_page(page: Page, app: Served) -> None:
    """No tabindex above 0, and nothing is put elsewhere by its style: each stop comes after the one before."""
    page.set_viewport_size({"width": 390, "height": 844})
    begin(page, app)
    field(page).fill(YEAST)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#feedback")).to_be_visible()
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    tops = page.evaluate(
        """() => [...document.querySelectorAll("main a[href], main button, main summary")]
            .filter((e) => e.checkVisibility() && !e.closest("sup"))
            .map((e) => Math.round(e.getBoundingClientRect().top + scrollY))"""
    )
    assert tops == sorted(tops), "the eye and the Tab key go different ways"


LONG = f"{YEAST} " + "Then it is kneaded, and folded, and left alone in a bowl under a cloth. " * 20
phone = pytest.mark.usefixtures("on_a_phone")


@pytest.fixture
def on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


@phone
@pytest.mark.parametrize(("mode", "told"), [("Feedback", "#feedback"), ("Coach", "#asks")])
def test_behind_a_long_answer_one_need_not_look_for_what_came_of_it(
    page: Page, app: Served, mode: str, told: str
) -> None:
    begin(page, app, mode)
    field(page).fill(LONG)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(told)).to_be_in_viewport()


@phone
def test_the_same_holds_for_what_arrives_later(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    say(page, LONG)
    hold.set()
    expect(page.locator("#feedback")).to_be_in_viewport()


@phone
def test_a_page_that_is_only_visited_begins_at_its_top(page: Page, app: Served) -> None:
    begin(page, app)
    field(page).fill(LONG)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#feedback")).to_be_in_viewport()
    page.goto(page.url)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


@phone
def test_what_is_chosen_is_begun_without_going_down_all_questions(page: Page, app: Served) -> None:
    page.goto(app.url)
    begins = page.get_by_role("button", name="Start with these")
    expect(begins).not_to_be_in_viewport()
    page.get_by_role("checkbox", name="Why does bread rise?").check()
    expect(begins).to_be_in_viewport()
    page.set_viewport_size({"width": 320, "height": 256})
    page.get_by_role("checkbox", name="Why does bread rise?").scroll_into_view_if_needed()
    expect(begins).not_to_be_in_viewport()

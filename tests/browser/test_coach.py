"""An interview with a coach, with scripts and without, with nothing but the keyboard, and with hints on the way."""

from __future__ import annotations

import re
from threading import Event

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served

pytestmark = pytest.mark.browser

BACKWARDS = "The moon does not pull water towards itself."
MOON = "Sorry, the moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."
NOTHING = "I would have to look that up."


def begin(page: Page, app: Served, question: str = "What makes the tides?") -> str:
    """Start an interview with a coach about one question; its address."""
    page.goto(app.url)
    page.get_by_role("radio", name="Coach").check()
    page.get_by_role("checkbox", name=question).check()
    page.get_by_role("button", name="Start with these").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    return page.url


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def say(page: Page, words: str) -> None:
    field(page).fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()


def so_far(page: Page) -> Locator:
    return page.get_by_role("region", name="So far")


def asks(page: Page) -> Locator:
    return page.get_by_role("region", name="Follow-up")


def result(page: Page) -> Locator:
    return page.locator("#feedback")


both = pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])


@both
def test_an_interview_with_a_coach_from_start_to_record(page: Page, app: Served) -> None:
    page.goto(app.url)
    page.get_by_role("radio", name="Coach").check()
    page.get_by_role("button", name="Start", exact=True).click()

    says_a_half_and_then_the_other(page)
    page.get_by_role("link", name="Next question").click()
    has_everything_shown_at_once(page)
    page.get_by_role("link", name="Next question").click()
    puts_right_what_was_backwards(page)
    page.get_by_role("button", name="Finish").click()
    finds_it_in_the_record(page)
    assert app.attempts("tides") == [BACKWARDS]


def says_a_half_and_then_the_other(page: Page) -> None:
    say(page, "Yeast turns sugar into gas. Then it is baked.")
    expect(so_far(page)).to_contain_text("1 of 2 key points is still open")
    expect(asks(page)).to_contain_text("The interviewer")
    expect(page).to_have_title("A follow-up: Why does bread rise? · Viva")
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Gluten")
    say(page, "Gluten holds bubbles inside dough.")
    expect(result(page)).to_contain_text("2 of 2 key points · 100% coverage, 50% without the follow-ups")
    said = page.get_by_role("region", name="Your answer")
    expect(said).to_contain_text(re.compile("first answer.*The interviewer.*second answer", re.DOTALL))
    has_quotes_that_lead_into_both_answers(page)


def has_everything_shown_at_once(page: Page) -> None:
    say(page, NOTHING)
    expect(asks(page)).to_be_visible()
    page.get_by_role("button", name="Show me now").click()
    expect(result(page)).to_contain_text("0 of 1 key point")


def puts_right_what_was_backwards(page: Page) -> None:
    say(page, BACKWARDS)
    expect(asks(page)).to_contain_text("You said “The moon does not pull water towards itself”. Are you sure")
    page.get_by_role("link", name="Overview").click()
    expect(questions_of(page)).to_contain_text(["100%", "0%", "follow-up open"])
    expect(page.get_by_role("region", name="To look at first")).not_to_contain_text("The moon pulls")
    page.get_by_role("link", name="Go on with the follow-up to question 3").click()
    say(page, MOON)
    expect(so_far(page)).to_contain_text("1 of 2 key points is still open")
    say(page, NOTHING)
    expect(result(page)).to_contain_text("1 of 2 key points · 33% coverage, 0% without the follow-ups")


def finds_it_in_the_record(page: Page) -> None:
    expect(questions_of(page)).to_contain_text(["1 follow-up", "0%", "2 follow-ups"])
    page.get_by_role("link", name="Record", exact=True).click()
    expect(page.locator(".interviews li")).to_contain_text("with the coach")
    page.get_by_role("link", name="Baking, chemistry, physics").click()
    page.get_by_role("link", name="Over time: What makes the tides?").click()
    expect(page.get_by_role("region", name="Attempts").get_by_role("listitem")).to_contain_text(
        ["2 follow-ups"]
    )
    page.get_by_role("region", name="Attempts").get_by_role("link").first.click()
    expect(page.get_by_role("region", name="Your answer")).to_contain_text(MOON.rstrip("."))


def questions_of(page: Page) -> Locator:
    return page.get_by_role("region", name="The questions").get_by_role("listitem")


def has_quotes_that_lead_into_both_answers(page: Page) -> None:
    expect(page.locator(".quote .where")).to_have_text(["first answer", "second answer"])
    fragments = [str(a.get_attribute("href")) for a in page.locator("main a[href^='#']").all()]
    for fragment in fragments:
        assert page.locator(f"[id='{fragment[1:]}']").count() == 1, fragment
    page.locator(".quote a").last.click()
    expect(page.locator("mark:target, mark :target").first).to_contain_text("Gluten")


@both
def test_hints_keep_what_was_typed(page: Page, app: Served) -> None:
    begin(page, app)
    field(page).fill("It is the <moon>,\n\nI think & hope")
    page.get_by_role("button", name="A hint").click()
    hints = page.get_by_role("region", name="Hints")
    expect(hints).to_contain_text("A full answer has 2 key points.")
    expect(field(page)).to_have_value("It is the <moon>,\n\nI think & hope")
    page.get_by_role("button", name="Another hint").click()
    page.get_by_role("button", name="The last hint").click()
    expect(hints.locator(".cloze")).to_contain_text("____")
    expect(page.get_by_role("button", name="hint")).to_have_count(0)
    expect(field(page)).to_have_value("It is the <moon>,\n\nI think & hope")
    expect(field(page)).to_have_attribute("aria-describedby", "question hints")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(asks(page)).to_be_visible()
    field(page).fill("Hm.")
    page.get_by_role("button", name="A hint").click()
    expect(hints).to_contain_text("Think of")
    expect(field(page)).to_have_value("Hm.")
    page.get_by_role("button", name="Show me now").click()
    expect(page.locator(".left .who").first).to_have_text(re.compile("^You,.* with 4 hints$"))


def test_after_a_hint_the_eye_and_the_focus_are_on_it(page: Page, app: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 640})
    begin(page, app)
    page.get_by_role("button", name="A hint").click()
    hints = page.get_by_role("region", name="Hints")
    expect(hints).to_be_focused()
    expect(hints).to_be_in_viewport()


def test_a_follow_up_arrives_by_itself_and_is_told_once(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    say(page, NOTHING)
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Reading your answer")
    page.evaluate("window.same = true")
    hold.set()
    expect(asks(page)).to_be_visible()
    assert page.evaluate("window.same"), "the page was loaded anew"
    expect(page).to_have_title("A follow-up: What makes the tides? · Viva")
    # The field has the focus and is described by the question, so nothing else needs to say it.
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_accessible_description(re.compile(r"\?$"))
    expect(page.locator("#announce")).to_have_text("")
    field(page).press_sequentially("Earth tur")
    page.reload()
    expect(field(page)).to_have_value("Earth tur")
    field(page).press_sequentially("ns beneath two bulges daily.")
    page.keyboard.press("Control+Enter")
    expect(so_far(page)).to_contain_text("1 of 2 key points is still open")
    expect(field(page)).to_have_value("")


def test_a_follow_up_that_comes_while_one_is_elsewhere_is_told_by_the_status_line(
    page: Page, holding: Served, hold: Event
) -> None:
    begin(page, holding)
    say(page, NOTHING)
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Reading your answer")
    page.get_by_role("link", name="Record", exact=True).focus()
    hold.set()
    expect(page.locator("#announce")).to_contain_text("The interviewer")
    expect(page.get_by_role("link", name="Record", exact=True)).to_be_focused()


@pytest.mark.parametrize("page", [False], indirect=True, ids=["scripts off"])
def test_without_scripts_the_follow_up_arrives_too(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    say(page, NOTHING)
    hold.set()
    expect(asks(page)).to_be_visible()
    say(page, BULGES)
    expect(so_far(page)).to_contain_text("1 of 2 key points is still open")


@both
def test_a_double_click_is_one_answer(page: Page, app: Served) -> None:
    begin(page, app)
    say(page, NOTHING)
    expect(asks(page)).to_be_visible()
    field(page).fill(BULGES)
    page.get_by_role("button", name="Answer", exact=True).dblclick()
    expect(so_far(page)).to_contain_text("1 of 2 key points is still open")
    (placed,) = app.services.history.question("tides")
    assert [turn.answer for turn in placed.attempt.follow_ups] == [BULGES]


def test_an_answer_that_comes_too_late_comes_back(page: Page, app: Served) -> None:
    begin(page, app)
    say(page, NOTHING)
    expect(asks(page)).to_be_visible()
    with page.context.new_page() as tab:
        tab.goto(page.url)
        tab.get_by_role("button", name="Show me now").click()
        expect(result(tab)).to_be_visible()
    say(page, BULGES)
    expect(page.get_by_role("alert")).to_contain_text("No follow-up waits for an answer here")
    expect(field(page)).to_have_value(BULGES)


def press(page: Page, wanted: Locator, key: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return page.keyboard.press(key)
    pytest.fail(f"Tab does not lead to {wanted}")


def test_the_keyboard_alone_is_enough(page: Page, app: Served) -> None:
    page.goto(app.url)
    press(page, page.get_by_role("radio", name="Feedback"), "ArrowDown")
    expect(page.get_by_role("radio", name="Coach")).to_be_checked()
    press(page, page.get_by_role("checkbox", name="What makes the tides?"), "Space")
    press(page, page.get_by_role("button", name="Start with these"), "Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("Hm.")
    press(page, page.get_by_role("button", name="A hint"), "Enter")
    expect(page.get_by_role("region", name="Hints")).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page)).to_be_focused()
    expect(page.locator("#count")).to_be_visible()  # the script that knows the keys is there
    page.keyboard.press("Control+Enter")
    expect(field(page)).to_be_focused()
    expect(asks(page)).to_be_visible()
    page.keyboard.type(BULGES)
    press(page, page.get_by_role("button", name="Answer", exact=True), "Space")
    expect(so_far(page)).to_contain_text("1 of 2 key points is still open")
    press(page, page.get_by_role("button", name="Show me now"), "Enter")
    expect(result(page)).to_contain_text("1 of 2 key points · 67% coverage")

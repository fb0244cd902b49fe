"""A mock interview from start to debrief, with scripts and without, and its clock, whose time is not waited for."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Event

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served
from browser.looking import violations

pytestmark = pytest.mark.browser

YEAST = "Yeast turns sugar into gas."
GLUTEN = "Gluten holds bubbles inside dough."
MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."
NOTHING = "I would have to look that up."
VERDICTS = re.compile(r"key point|coverage|not said|half said|opposite|Model answer|\d%")

both = pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])
without = pytest.mark.parametrize("page", [False], indirect=True, ids=["scripts off"])


def begin(page: Page, app: Served, time: str = "2 minutes", question: str = "What makes the tides?") -> str:
    """Start a mock interview about one question; its address."""
    page.goto(app.url)
    page.get_by_role("radio", name="Mock interview").check()
    page.get_by_label("Time for each answer").select_option(time)
    page.get_by_role("checkbox", name=question).check()
    page.get_by_role("button", name="Start with these").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    return page.url


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def say(page: Page, words: str) -> None:
    field(page).fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()


def asks(page: Page) -> Locator:
    return page.get_by_role("region", name="Follow-up")


def timer(page: Page) -> Locator:
    return page.get_by_role("timer")


def told(page: Page) -> Locator:
    """Where the clock speaks to those who listen."""
    return page.locator("#clock [role=status]")


def tells_nothing(page: Page) -> None:
    expect(page.locator("main")).not_to_contain_text(VERDICTS)
    expect(page.locator("mark")).to_have_count(0)


def questions_of(page: Page) -> Locator:
    return page.get_by_role("region", name="The questions").get_by_role("listitem")


@both
def test_a_mock_interview_from_start_to_debrief(page: Page, app: Served) -> None:
    page.goto(app.url)
    page.get_by_role("radio", name="Mock interview").check()
    page.get_by_role("button", name="Start", exact=True).click()

    is_asked_on_after_a_half(page)
    goes_on_without_the_follow_up(page)
    leaves_and_comes_back(page, app)
    skips_one_and_comes_to_the_end(page)
    sees_everything_in_the_debrief(page)
    assert app.attempts("bread") == [YEAST]


def is_asked_on_after_a_half(page: Page) -> None:
    expect(page.get_by_text("Let us begin.")).to_be_visible()
    expect(page.get_by_role("button", name="hint")).to_have_count(0)
    tells_nothing(page)
    say(page, YEAST)
    expect(asks(page)).to_contain_text("Thank you.")
    expect(page).to_have_title("A follow-up: Why does bread rise? · Viva")
    expect(page.get_by_role("region", name="What you said")).to_contain_text(YEAST)
    tells_nothing(page)
    say(page, GLUTEN)
    expect(page.get_by_role("heading", level=1)).to_have_text("How does soap clean?")
    expect(page.locator(".ack")).to_be_visible()
    tells_nothing(page)


def goes_on_without_the_follow_up(page: Page) -> None:
    say(page, NOTHING)
    expect(asks(page)).to_be_visible()
    tells_nothing(page)
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What makes the tides?")


def leaves_and_comes_back(page: Page, app: Served) -> None:
    page.goto(app.url)
    page.get_by_role("link", name="Baking, chemistry, physics").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What makes the tides?")
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("The interview is not over yet.")).to_be_visible()
    expect(questions_of(page)).to_contain_text(["answered", "answered", "open"])
    expect(page.locator("main")).not_to_contain_text("%")
    page.get_by_role("link", name="Go on with question 3").click()


def skips_one_and_comes_to_the_end(page: Page) -> None:
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_text("That was the last question. Thank you.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(VERDICTS)
    page.get_by_role("button", name="Finish and see the debrief").click()


def sees_everything_in_the_debrief(page: Page) -> None:
    expect(page.locator(".topic")).to_have_text("Debrief")
    expect(questions_of(page)).to_contain_text(["100%", "0%", "skipped"])
    expect(questions_of(page).first).to_contain_text(re.compile(r"\d+ seconds? · 10 words"))
    expect(page.get_by_role("region", name="To look at first")).to_contain_text(
        "Soap molecules surround grease"
    )
    questions_of(page).first.get_by_role("link").first.click()
    expect(page.locator("#feedback")).to_contain_text(
        "2 of 2 key points · 100% coverage, 50% without the follow-ups"
    )
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Model answer")


@without
def test_without_scripts_the_page_says_how_much_time_there_is(page: Page, app: Served) -> None:
    begin(page, app, "1 minute")
    expect(page.get_by_text("You have 1 minute for this answer.")).to_be_visible()
    expect(page.locator(".ticking")).to_be_hidden()
    say(page, MOON)
    expect(page.get_by_text("You have 30 seconds for this answer.")).to_be_visible()


@both
def test_without_a_limit_there_is_no_clock(page: Page, app: Served) -> None:
    begin(page, app, "No limit")
    expect(page.get_by_text("There is no clock.")).to_be_visible()
    expect(page.locator("#clock")).to_have_count(0)
    say(page, f"{MOON} {BULGES}")
    expect(page.get_by_text("That was the last question.")).to_be_visible()


def test_the_clock_is_only_offered_for_a_mock_interview(page: Page, app: Served) -> None:
    page.goto(app.url)
    time = page.get_by_label("Time for each answer")
    expect(time).to_be_hidden()
    page.get_by_role("radio", name="Mock interview").check()
    expect(time).to_have_value("180")
    page.get_by_role("radio", name="Coach").check()
    expect(time).to_be_hidden()


def test_the_clock_counts_down_and_speaks_twice(page: Page, app: Served) -> None:
    page.clock.install()
    begin(page, app)
    expect(timer(page)).to_have_text(re.compile(r"^(2:00|1:5\d)$"))
    expect(told(page)).to_have_text("")
    page.clock.fast_forward(30_000)
    expect(timer(page)).to_have_text(re.compile(r"^1:(30|2\d)$"))
    expect(told(page)).to_have_text("")
    page.clock.fast_forward(35_000)
    expect(told(page)).to_have_text("One minute left.")
    page.clock.fast_forward(30_000)
    expect(told(page)).to_have_text("One minute left.")
    page.clock.fast_forward(18_000)
    expect(told(page)).to_have_text("Ten seconds left.")
    expect(timer(page)).to_have_text(re.compile(r"^0:0\d$"))


def test_when_the_time_is_over_what_was_written_is_sent(page: Page, app: Served) -> None:
    page.clock.install()
    begin(page, app)
    field(page).fill(MOON)
    page.clock.fast_forward(121_000)
    expect(asks(page)).to_be_visible()
    assert app.attempts("tides") == [MOON]


def test_when_nothing_is_written_one_may_still_answer(page: Page, app: Served) -> None:
    page.clock.install()
    begin(page, app)
    page.clock.fast_forward(121_000)
    expect(page.locator("#time")).to_have_text(re.compile("^Time is up. "))
    assert violations(page, 390) == []
    expect(told(page)).to_have_text(re.compile("^Time is up. "))
    expect(timer(page)).to_be_hidden()
    assert app.attempts("tides") == []
    field(page).fill(MOON)
    page.clock.fast_forward(60_000)
    assert app.attempts("tides") == []
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(asks(page)).to_be_visible()
    assert app.attempts("tides") == [MOON]


def test_a_reload_brings_no_new_time_and_loses_nothing(page: Page, app: Served) -> None:
    begin(page, app, "5 minutes")
    field(page).press_sequentially("The moon")
    set_back(app, 100)
    page.reload()
    expect(timer(page)).to_have_text(re.compile(r"^3:[12]\d$"))
    expect(field(page)).to_have_value("The moon")
    set_back(app, 1000)
    page.reload()
    expect(page.locator("#time")).to_have_text(re.compile("^Time is up. "))
    expect(field(page)).to_have_value("The moon")
    assert app.attempts("tides") == []


def set_back(app: Served, seconds: int) -> None:
    """Let the question have been asked earlier, as if so much time had passed."""
    (interview,) = app.services.history.unfinished()
    with app.services.store.unit_of_work(write=True) as work:
        row = work.interviews.get(interview.id)
        assert row is not None
        assert row.questions[0].asked_at is not None
        row.questions[0].asked_at -= timedelta(seconds=seconds)


def test_what_comes_next_comes_by_itself(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    say(page, MOON)
    expect(page.get_by_text("One moment, please")).to_be_visible()
    page.evaluate("window.same = true")
    hold.set()
    expect(asks(page)).to_be_visible()
    assert page.evaluate("window.same"), "the page was loaded anew"
    expect(field(page)).to_be_focused()
    expect(timer(page)).to_have_text(re.compile(r"^(1:00|0:[45]\d)$"))
    hold.clear()
    say(page, BULGES)
    expect(page.get_by_text("One moment, please")).to_be_visible()
    hold.set()
    expect(page.get_by_text("That was the last question.")).to_be_visible()


@without
def test_without_scripts_what_comes_next_comes_too(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    say(page, f"{MOON} {BULGES}")
    expect(page.get_by_text("One moment, please")).to_be_visible()
    hold.set()
    expect(page.get_by_text("That was the last question.")).to_be_visible()


@both
def test_one_need_not_wait(page: Page, holding: Served) -> None:
    page.goto(holding.url)
    page.get_by_role("radio", name="Mock interview").check()
    page.get_by_role("button", name="Start", exact=True).click()
    say(page, NOTHING)
    expect(page.get_by_text("One moment, please")).to_be_visible()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How does soap clean?")


@both
def test_the_debrief_fills_up_as_answers_are_read(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    say(page, f"{MOON} {BULGES}")
    expect(page.get_by_text("One moment, please")).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("1 answer is still being read.")).to_be_visible()
    hold.set()
    expect(questions_of(page)).to_contain_text(["100%"])
    expect(page.get_by_text("still being read")).to_have_count(0)


@both
def test_a_double_click_is_one_answer(page: Page, app: Served) -> None:
    begin(page, app)
    field(page).fill(NOTHING)
    page.get_by_role("button", name="Answer", exact=True).dblclick()
    expect(asks(page)).to_be_visible()
    assert app.attempts("tides") == [NOTHING]


def press(page: Page, wanted: Locator, key: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return page.keyboard.press(key)
    pytest.fail(f"Tab does not lead to {wanted}")


def test_the_keyboard_alone_is_enough(page: Page, app: Served) -> None:
    page.goto(app.url)
    press(page, page.get_by_role("radio", name="Feedback"), "ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Mock interview")).to_be_checked()
    press(page, page.get_by_label("Time for each answer"), "ArrowUp")
    press(page, page.get_by_role("checkbox", name="What makes the tides?"), "Space")
    press(page, page.get_by_role("button", name="Start with these"), "Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type(NOTHING)
    page.keyboard.press("Control+Enter")
    expect(asks(page)).to_be_visible()
    expect(field(page)).to_be_focused()
    press(page, page.get_by_role("button", name="Go on", exact=True), "Enter")
    press(page, page.get_by_role("button", name="Finish and see the debrief"), "Enter")
    expect(page.locator(".topic")).to_have_text("Debrief")

"""Between a person and their answer: impatience, the back button, a reload, a slow or a failing grader."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from playwright.sync_api import Locator, Page, expect

from api.serving import BROKEN
from browser.driving import MoodyVerifier, Served

pytestmark = pytest.mark.browser

WORDS = "Yeast turns sugar into gas."


def begin(page: Page, app: Served) -> str:
    """Start an interview about bread; the address of its one question."""
    page.goto(app.url)
    page.get_by_role("checkbox", name="Why does bread rise?").check()
    page.get_by_role("button", name="Start with these").click()
    expect(field(page)).to_be_visible()
    return page.url


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def send(page: Page, words: str = WORDS) -> None:
    field(page).fill(words)
    button(page).click()


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Answer", exact=True)


def result(page: Page) -> Locator:
    return page.locator("#feedback")


@pytest.fixture
def tab(page: Page) -> Iterator[Page]:
    """A second tab of the same browser."""
    with page.context.new_page() as tab:
        yield tab


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])
def test_an_impatient_double_click_is_one_attempt(page: Page, app: Served) -> None:
    begin(page, app)
    field(page).fill(WORDS)
    button(page).dblclick()
    expect(result(page)).to_contain_text("1 of 2")
    assert app.attempts("bread") == [WORDS]


def test_after_the_back_button_the_same_words_are_the_same_attempt(page: Page, app: Served) -> None:
    address = begin(page, app)
    send(page)
    expect(result(page)).to_be_visible()
    page.go_back()
    if field(page).is_visible():  # a browser may show the form as it was, or ask for the page again
        send(page)
    expect(result(page)).to_contain_text("1 of 2")
    page.reload()
    expect(page).to_have_url(address)
    assert app.attempts("bread") == [WORDS]


def test_the_same_words_from_two_tabs_are_one_attempt(page: Page, tab: Page, app: Served) -> None:
    address = begin(page, app)
    tab.goto(address)
    send(page)
    expect(result(page)).to_contain_text("1 of 2")
    send(tab)
    expect(result(tab)).to_contain_text("1 of 2")
    assert app.attempts("bread") == [WORDS]


def test_other_words_from_a_second_tab_are_a_second_attempt(page: Page, tab: Page, app: Served) -> None:
    address = begin(page, app)
    tab.goto(address)
    send(page)
    expect(result(page)).to_be_visible()
    send(tab, "Gluten holds bubbles inside dough.")
    expect(tab.get_by_role("region", name="Earlier attempts")).to_contain_text("Attempt 1")
    assert app.attempts("bread") == [WORDS, "Gluten holds bubbles inside dough."]


def test_a_reload_while_waiting_keeps_the_answer_and_the_feedback_arrives_by_itself(
    page: Page, holding: Served, hold: Event
) -> None:
    begin(page, holding)
    send(page)
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Reading your answer")
    page.reload()
    expect(page).to_have_title("Reading your answer: Why does bread rise? · Viva")
    expect(page.get_by_role("region", name="Your answer")).to_contain_text(WORDS)
    page.evaluate("window.same = true")
    hold.set()
    expect(result(page)).to_contain_text("1 of 2 key points")
    assert page.evaluate("window.same"), "the page was loaded anew"
    expect(page).to_have_title("1 of 2 key points: Why does bread rise? · Viva")
    expect(result(page)).to_be_focused()
    expect(page.locator(".left mark.covered").first).to_be_visible()


@pytest.mark.parametrize("page", [False], indirect=True, ids=["scripts off"])
def test_without_scripts_the_feedback_arrives_too(page: Page, holding: Served, hold: Event) -> None:
    begin(page, holding)
    send(page)
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("Reading your answer")
    hold.set()
    expect(result(page)).to_contain_text("1 of 2 key points")


def test_one_can_go_on_and_finish_while_an_answer_is_being_read(
    page: Page, holding: Served, hold: Event
) -> None:
    address = begin(page, holding)
    send(page)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("region", name="The questions")).to_contain_text("being read")
    hold.set()
    page.goto(address)
    expect(result(page)).to_contain_text("1 of 2 key points")


def test_a_failing_grader_leaves_the_answer_says_so_and_can_be_asked_again(
    page: Page, moody: Served, verifier: MoodyVerifier
) -> None:
    verifier.failing_on = "Well"  # which the model answer does not say
    begin(page, moody)
    send(page, f"{WORDS} Well.")
    has_no_grade_but_the_answer(page)
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("main")).to_contain_text("1 not graded")
    expect(page.get_by_role("region", name="The questions")).not_to_contain_text("%")

    verifier.failing_on = None
    page.get_by_role("region", name="The questions").get_by_role("link").first.click()
    page.get_by_role("button", name="Grade again").click()
    expect(result(page)).to_contain_text("1 of 2 key points")
    assert moody.attempts("bread") == [f"{WORDS} Well."]


def has_no_grade_but_the_answer(page: Page) -> None:
    expect(result(page)).to_have_text("Not graded")
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("the reader stumbled")
    expect(page.get_by_role("region", name="Your answer")).to_contain_text(WORDS)


def test_a_grader_that_fails_at_everything_leaves_the_answer_too(
    page: Page, moody: Served, verifier: MoodyVerifier
) -> None:
    verifier.failing_on = ""
    begin(page, moody)
    send(page)
    expect(result(page)).to_be_visible()
    has_no_grade_but_the_answer(page)


def test_a_draft_is_back_after_a_reload_and_gone_once_it_is_sent(page: Page, app: Served) -> None:
    begin(page, app)
    field(page).press_sequentially("Yeast turns")
    expect(page.get_by_text("2 words")).to_be_visible()  # the script is there and has kept them
    page.reload()
    expect(field(page)).to_have_value("Yeast turns")
    expect(page.get_by_text("Your draft is back: 2 words")).to_be_visible()
    field(page).press_sequentially(" sugar into gas.")
    button(page).click()
    expect(result(page)).to_contain_text("1 of 2")
    page.get_by_role("link", name="Try again").click()
    expect(field(page)).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    assert app.attempts("bread") == [WORDS]


def test_an_empty_answer_is_told_and_nothing_is_stored(page: Page, app: Served) -> None:
    begin(page, app)
    send(page, "  \n ")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing in the answer yet")
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    assert app.attempts("bread") == []


def test_a_deleted_interview_comes_back_with_undo(page: Page, app: Served) -> None:
    begin(page, app)
    send(page)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Delete this interview").click()
    expect(page.get_by_role("status")).to_have_text("“Baking” is deleted.")
    expect(page.locator(".interviews li")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("region", name="The questions")).to_contain_text("50%")
    page.get_by_role("link", name="Record", exact=True).click()
    expect(page.locator(".interviews li")).to_have_count(1)


def test_an_interview_can_be_renamed_but_not_to_nothing(page: Page, app: Served) -> None:
    begin(page, app)
    page.get_by_role("link", name="Overview").click()
    page.get_by_label("Title").fill("Before <the> interview & after")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before <the> interview & after")
    page.get_by_label("Title").fill("  ")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("alert")).to_contain_text("A title has 1 to 120 characters")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before <the> interview & after")


def test_a_broken_file_is_told_with_its_line_and_the_others_work(page: Page, app: Served) -> None:
    (app.folder / "torn.yaml").write_text(BROKEN)
    app.services.bank.reload()
    for path in ("", "/questions"):
        page.goto(app.url + path)
        broken = page.get_by_role("region", name="1 file needs a look")
        expect(broken.get_by_role("heading", name="torn.yaml")).to_be_visible()
        expect(broken.get_by_role("listitem")).to_contain_text(["torn.yaml:4", "torn.yaml:5"])
    begin(page, app)
    send(page)
    expect(result(page)).to_contain_text("1 of 2")

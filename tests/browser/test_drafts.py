"""What is typed is there again: after a reload and a crash, in another browser, and after typing in two places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from browser.driving import Served, visiting
from faults.program import until

pytestmark = pytest.mark.browser

WORDS = "Yeast turns sugar"


def begin(page: Page, app: Served, mode: str = "Feedback") -> str:
    page.goto(app.url)
    page.get_by_role("radio", name=mode).check()
    page.get_by_role("checkbox", name="Why does bread rise?").check()
    page.get_by_role("button", name="Start with these").click()
    return open_at(page, page.url)


def open_at(page: Page, address: str) -> str:
    """Visit a question, until its scripts are at work; where it is."""
    if page.url != address:
        page.goto(address)
    expect(page.locator("#count")).to_be_visible()
    return address


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def versions(page: Page) -> Locator:
    return page.locator("#draft .versions")


@contextmanager
def kept_on_the_server(page: Page) -> Iterator[None]:
    """What is typed within arrives before it ends."""
    with page.expect_response(lambda r: r.request.method == "PUT" and r.url.endswith("/draft")) as answer:
        yield
    assert answer.value.status in (200, 204)


def write(page: Page, words: str) -> None:
    with kept_on_the_server(page):
        field(page).fill(words)


@pytest.fixture
def elsewhere(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in another browser, which shares nothing with the first but the server."""
    with visiting(browser, request.node) as page:
        yield page


@pytest.fixture
def away(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that loses its network; that requests fail then is no complaint."""
    with visiting(browser, request.node) as page:
        yield page


def test_the_tab_that_crashes_loses_nothing(page: Page, app: Served) -> None:
    address = begin(page, app)
    field(page).press_sequentially(WORDS)
    with pytest.raises(Error):
        page.goto("chrome://crash", timeout=5000)
    with page.context.new_page() as tab:
        open_at(tab, address)
        expect(field(tab)).to_have_value(WORDS)
        expect(tab.get_by_text("Your draft is back: 3 words")).to_be_visible()


def test_another_browser_has_the_draft_too_also_without_scripts(
    page: Page, elsewhere: Page, browser: Browser, app: Served, request: pytest.FixtureRequest
) -> None:
    address = begin(page, app)
    write(page, f"{WORDS}\n\n& <gas>")
    open_at(elsewhere, address)
    expect(field(elsewhere)).to_have_value(f"{WORDS}\n\n& <gas>")
    expect(versions(elsewhere)).to_be_hidden()
    with visiting(browser, request.node, java_script_enabled=False) as plain:
        plain.goto(address)
        expect(field(plain)).to_have_value(f"{WORDS}\n\n& <gas>")


def test_who_goes_away_in_the_middle_of_a_word_leaves_it_on_the_server(
    page: Page, elsewhere: Page, app: Served
) -> None:
    address = begin(page, app)
    field(page).fill(WORDS)
    page.get_by_role("link", name="Record", exact=True).click()
    (interview,) = app.services.history.interviews()
    until(lambda: app.services.interviews.get(interview.id).question_at(1).draft.text == WORDS, "the draft")
    open_at(elsewhere, address)
    expect(field(elsewhere)).to_have_value(WORDS)


def test_it_is_no_draft_any_more_once_it_is_sent(page: Page, elsewhere: Page, app: Served) -> None:
    address = begin(page, app)
    write(page, WORDS)
    page.get_by_role("button", name="Answer", exact=True).dblclick()
    expect(page.locator("#feedback")).to_be_visible()
    for tab in (page, elsewhere):
        open_at(tab, f"{address}?again=1")
        expect(field(tab)).to_have_value("")
    assert app.attempts("bread") == [WORDS]


def test_a_follow_ups_draft_is_kept_and_is_not_the_next_attempts(
    page: Page, elsewhere: Page, app: Served
) -> None:
    address = begin(page, app, "Coach")
    write(page, "I would have to look that up.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("region", name="Follow-up")).to_be_visible()
    write(page, WORDS)
    open_at(elsewhere, address)
    expect(field(elsewhere)).to_have_value(WORDS)
    elsewhere.get_by_role("button", name="Show me now").click()
    elsewhere.get_by_role("link", name="Try again").click()
    expect(elsewhere.locator("#count")).to_be_visible()
    expect(field(elsewhere)).to_have_value("")
    page.reload()
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("#count")).to_be_visible()
    expect(field(page)).to_have_value("")


def test_typed_without_a_network_it_is_kept_here_and_sent_once_there_is_one(
    away: Page, elsewhere: Page, app: Served
) -> None:
    address = begin(away, app)
    write(away, "Yeast")
    with without_network(away):
        field(away).press_sequentially(" turns sugar")
    with kept_on_the_server(away):
        away.context.set_offline(False)
    open_at(elsewhere, address)
    expect(field(elsewhere)).to_have_value(WORDS)
    expect(versions(elsewhere)).to_be_hidden()


@contextmanager
def without_network(away: Page) -> Iterator[None]:
    """No network from here on, until the test gives it back; it ends once that is noticed."""
    away.context.set_offline(True)
    with away.expect_event("requestfailed", lambda r: r.url.endswith("/draft")):
        yield


@pytest.mark.parametrize("longer", ["here", "elsewhere"])
def test_of_a_text_and_its_beginning_the_longer_one_is_in_the_field(
    away: Page, elsewhere: Page, app: Served, longer: str
) -> None:
    address = begin(away, app)
    away.context.set_offline(True)
    field(away).fill(WORDS if longer == "here" else "Yeast")
    open_at(elsewhere, address)
    write(elsewhere, "Yeast" if longer == "here" else WORDS)
    away.context.set_offline(False)
    away.reload()
    expect(field(away)).to_have_value(WORDS)
    expect(versions(away)).to_be_hidden()


def test_of_two_texts_the_newer_one_is_in_the_field_and_the_other_one_is_offered(
    away: Page, elsewhere: Page, app: Served
) -> None:
    address = begin(away, app)
    away.context.set_offline(True)
    field(away).fill("Gluten holds bubbles")
    open_at(elsewhere, address)
    write(elsewhere, WORDS)
    away.context.set_offline(False)
    away.reload()
    for tab in (away, elsewhere):
        open_at(tab, address)
        tab.reload()
        expect(field(tab)).to_have_value(WORDS)
    offered = versions(away)
    expect(offered.get_by_text("Gluten")).to_be_hidden()
    offered.get_by_text("Another version of your draft is kept: show it").click()
    expect(offered.locator(".words")).to_have_text("Gluten holds bubbles")
    with kept_on_the_server(away):
        offered.get_by_role("button", name="Write on with this version").click()
        expect(field(away)).to_have_value("Gluten holds bubbles")
        expect(field(away)).to_be_focused()
    elsewhere.reload()
    expect(field(elsewhere)).to_have_value("Gluten holds bubbles")
    versions(elsewhere).get_by_text("Another version").click()
    expect(versions(elsewhere).locator(".words")).to_have_text(WORDS)


def test_two_tabs_of_one_browser_do_not_overwrite_each_other(page: Page, app: Served) -> None:
    address = begin(page, app)
    with page.context.new_page() as tab:
        open_at(tab, address)
        write(page, WORDS)
        write(tab, "Gluten holds bubbles")
        expect(versions(tab)).to_be_visible()
        expect(versions(tab).locator(".words")).to_have_text(WORDS)
        tab.close()
    page.reload()
    expect(field(page)).to_have_value("Gluten holds bubbles")
    expect(versions(page).locator(".words")).to_have_text(WORDS)


def test_what_was_taken_out_does_not_come_back(page: Page, elsewhere: Page, app: Served) -> None:
    address = begin(page, app)
    write(page, WORDS)
    write(page, "")
    page.reload()
    open_at(page, address)
    expect(field(page)).to_have_value("")
    open_at(elsewhere, address)
    expect(field(elsewhere)).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_without_storage_in_the_browser_the_server_alone_keeps_it(page: Page, app: Served) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') }")
    address = begin(page, app)
    write(page, WORDS)
    page.goto("about:blank")
    open_at(page, address)
    expect(field(page)).to_have_value(WORDS)

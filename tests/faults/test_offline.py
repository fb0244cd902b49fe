"""The server is gone in the middle of it: what was typed is kept, it is told, and the page comes back by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.driving import chromium, visiting
from faults.program import Program, until

pytestmark = pytest.mark.browser

HALF = "Yeast turns sugar"
WHOLE = f"{HALF} into gas, and the gas stays in the dough."


@pytest.fixture
def visitor() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(visitor: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with a service worker."""
    with visiting(visitor, request.node, service_workers="allow") as page:
        yield page


@pytest.fixture
def elsewhere(visitor: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in another browser, without one."""
    with visiting(visitor, request.node) as page:
        yield page


def begin(page: Page, program: Program) -> str:
    """Start an interview, once the service worker is there; the address of its first question."""
    program.start()
    page.goto(program.address)
    until(lambda: page.evaluate("!!navigator.serviceWorker.controller"), "the service worker")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#count")).to_be_visible()
    return page.url


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def write(page: Page, words: str) -> None:
    """Type it, and wait until it has reached the server."""
    with page.expect_response(lambda response: response.url.endswith("/draft")) as answer:
        field(page).fill(words)
    assert answer.value.status == 204


def cannot_be_reached(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Viva cannot be reached.")


def test_killed_while_someone_types_it_loses_nothing(page: Page, elsewhere: Page, program: Program) -> None:
    address = begin(page, program)
    write(page, HALF)
    program.kill()
    field(page).press_sequentially(WHOLE.removeprefix(HALF))
    page.reload()
    cannot_be_reached(page)
    expect(page.get_by_role("region", name="What you typed is kept in this browser")).to_contain_text(WHOLE)

    program.start()
    expect(field(page)).to_have_value(WHOLE)
    assert page.url == address
    until(lambda: WHOLE in program.drafts(), "the draft")
    elsewhere.goto(address)
    expect(field(elsewhere)).to_have_value(WHOLE)


def test_what_had_arrived_before_is_there_in_another_browser(
    page: Page, elsewhere: Page, program: Program
) -> None:
    address = begin(page, program)
    write(page, HALF)
    program.kill()
    program.start()
    elsewhere.goto(address)
    expect(field(elsewhere)).to_have_value(HALF)


def test_an_answer_sent_to_no_one_comes_back_and_is_sent_once(page: Page, program: Program) -> None:
    address = begin(page, program)
    field(page).fill(WHOLE)
    program.kill()
    page.get_by_role("button", name="Answer", exact=True).click()
    cannot_be_reached(page)
    expect(page.get_by_text("What you just sent has not arrived.")).to_be_visible()
    expect(page.get_by_role("region", name="What you typed is kept in this browser")).to_contain_text(WHOLE)

    program.start()
    expect(field(page)).to_have_value(WHOLE)
    assert page.url == address
    assert program.stored() == []
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("region", name="Your answer")).to_contain_text(WHOLE)
    assert [words for words, _ in program.stored()] == [WHOLE]


def test_a_card_that_was_opened_once_can_be_read_and_says_of_when_it_is(page: Page, program: Program) -> None:
    program.start()
    card = f"{program.address}/questions/server-side-rendering/card"
    page.goto(card)  # the first page of all: the service worker comes after it
    cards = "async () => (await (await caches.open('viva-cards')).keys()).length"
    until(lambda: page.evaluate(cards), "the card in the cache")
    question = page.get_by_role("heading", level=1).inner_text()
    shown = page.locator("main").inner_text()
    page.goto(program.address)
    program.kill()

    page.goto(f"{program.address}/record")
    cannot_be_reached(page)
    page.get_by_role("link", name=question).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    note = page.get_by_role("status").filter(
        has_text="Viva cannot be reached. This card is shown as it was kept on"
    )
    expect(note).to_be_visible()
    assert shown in page.locator("main").inner_text()

    program.start()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(note).to_have_count(0)


def test_without_a_service_worker_what_was_typed_is_back_too(elsewhere: Page, program: Program) -> None:
    program.start()
    elsewhere.goto(program.address)
    elsewhere.get_by_role("button", name="Start", exact=True).click()
    expect(elsewhere.locator("#count")).to_be_visible()
    address = elsewhere.url
    program.kill()
    field(elsewhere).press_sequentially(WHOLE)
    program.start()
    elsewhere.goto(address)
    expect(field(elsewhere)).to_have_value(WHOLE)

"""Every page in every state, for people who read with other means, who zoom, who touch, or who see other colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute, APIRouter
from playwright.sync_api import Browser, Page, expect

from browser.driving import complaints_of, served, visiting
from browser.house import NO_PAGES, STATES, House, furnished, open_all
from browser.looking import (
    PHONE,
    RULES,
    lost_when_spaced,
    moving,
    scrolls_sideways,
    too_small_to_touch,
    unseen,
    violations,
    wider_than,
)
from viva.app import create_app
from viva.language import LANGUAGES

__all__ = ["RULES", "open_all", "violations", "wider_than"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with furnished(tmp_path_factory.mktemp("house")) as house:
        yield house


def enter(page: Page, house: House, state: str) -> None:
    """Go to the page of a state, and bring the state about."""
    path, act = STATES[state]
    page.goto(house.app.url + path.format(**house.ids))
    if act is not None:
        act(page)
    if "refused" in state:
        expect(page.get_by_role("alert").first).to_be_visible()


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_kept_out(
    state: str, browser: Browser, house: House, request: pytest.FixtureRequest
) -> None:
    with visiting(browser, request.node, reduced_motion="reduce") as page:
        complaints = complaints_of(page)
        enter(page, house, state)
        assert page.locator("h1").count() == 1
        assert page.title().endswith(" · Viva")
        found = violations(page, 1280, schemes=("dark",)) + violations(page, 390, schemes=("light",))
        assert found + moving(page) + complaints == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_by_zoom_by_spacing_by_a_finger_by_the_keyboard_or_by_colours_of_ones_own(
    state: str, browser: Browser, house: House, request: pytest.FixtureRequest
) -> None:
    with visiting(
        browser, request.node, reduced_motion="reduce", viewport=PHONE, is_mobile=True, has_touch=True
    ) as page:
        enter(page, house, state)
        found = lost_when_spaced(page) + too_small_to_touch(page) + unseen(page, forced=False)
        assert found + unseen(page, forced=True) + scrolls_sideways(page) == []


@pytest.mark.parametrize("state", STATES)
def test_other_languages_keep_nobody_out_either(
    state: str, browser: Browser, house: House, request: pytest.FixtureRequest
) -> None:
    path, _ = STATES[state]
    for code in sorted(set(LANGUAGES) - {"en"}):
        with visiting(browser, request.node, reduced_motion="reduce", locale=code) as page:
            page.goto(house.app.url + path.format(**house.ids))
            assert page.locator("html").get_attribute("lang") == code
            # Axe once: what it looks at is the same in each, and German has the longest words.
            found = violations(page, PHONE["width"], schemes=("light",)) if code == "de" else []
            assert found + scrolls_sideways(page) == []


def test_no_page_is_left_out(house: House) -> None:
    """A page that is added must be added to the states, or to the addresses that show none."""
    shown = addresses(create_app(house.app.services).router)
    assert set(NO_PAGES) <= shown and all(NO_PAGES.values())
    assert len(shown - set(NO_PAGES)) > 10
    visited = [path.partition("?")[0] for path, _ in STATES.values()]
    for address in shown - set(NO_PAGES):
        pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(address)))
        assert any(pattern.fullmatch(path) for path in visited), f"no state shows {address}"


def addresses(router: APIRouter) -> set[str]:
    """What can be asked for with GET, without the API's calls."""
    found = set()
    for route in router.routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            found |= addresses(included)
        elif isinstance(route, APIRoute) and "GET" in (route.methods or ()) and not route.include_in_schema:
            found.add(route.path)
    return found


def test_the_file_of_an_interview_keeps_nobody_out(page: Page, house: House, tmp_path: Path) -> None:
    file = tmp_path / "interview.html"
    file.write_bytes(httpx.get(f"{house.app.url}/interviews/{house.ids['whole']}/export.html").content)
    page.goto(file.as_uri())
    assert page.locator("h1").count() == 1
    assert violations(page, 390) + scrolls_sideways(page) + lost_when_spaced(page) == []


@pytest.mark.parametrize("path", ["/", "/record", "/progress", "/questions"])
def test_an_empty_record_keeps_nobody_out(path: str, page: Page, app_url: str) -> None:
    page.goto(app_url + path)
    if path == "/record":
        expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    assert violations(page, 390) + too_small_to_touch(page) + scrolls_sideways(page) == []


@pytest.mark.parametrize("path", ["/", "/record", "/progress", "/questions"])
def test_without_a_question_nobody_is_kept_out(
    path: str, page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with served(tmp_path_factory.mktemp("nothing"), files={}) as app:
        page.goto(app.url + path)
        assert violations(page, 390) + too_small_to_touch(page) + scrolls_sideways(page) == []


def test_the_policy_stops_a_script_that_is_not_ours(
    browser: Browser, app_url: str, request: pytest.FixtureRequest
) -> None:
    """That nothing else complains of the policy says something only because such a complaint would be heard."""
    with visiting(browser, request.node) as page:
        complaints = complaints_of(page)
        page.goto(app_url)
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        assert page.evaluate("window.ran") is None
        assert len(complaints) == 1 and "Content Security Policy" in complaints[0]

"""Viva as an app: what a browser wants of one, what the service worker keeps, and how it is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.driving import Served, complaints_of, visiting
from faults.program import until

pytestmark = pytest.mark.browser

CONTROLLED = "navigator.serviceWorker.ready.then(() => new Promise((done) => { \
    const look = () => (navigator.serviceWorker.controller ? done(true) : setTimeout(look, 50)); look() }))"
KEPT = "async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url.slice(location.origin.length))"


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with a service worker."""
    with visiting(browser, request.node, service_workers="allow") as page:
        complaints = complaints_of(page)
        yield page
        assert complaints == []


def test_the_browser_finds_nothing_amiss_with_the_manifest(page: Page, app: Served) -> None:
    page.goto(app.url)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert (manifest["name"], manifest["short_name"]) == ("Viva, a mock interviewer", "Viva")
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert page.evaluate(CONTROLLED)
    # Visitors of a test are incognito, and that is all that stands against installing.
    told = [
        error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    ]
    assert told == ["in-incognito"]


@pytest.mark.parametrize("purpose", ["any", "maskable"])
def test_its_icons_are_what_it_says_they_are(page: Page, app: Served, purpose: str) -> None:
    page.goto(app.url)
    address = str(page.locator("link[rel=manifest]").get_attribute("href"))
    icons = page.request.get(app.url + address).json()["icons"]
    icons = [icon for icon in icons if icon.get("purpose", "any") == purpose and icon["sizes"] != "any"]
    assert icons
    for icon in icons:
        size = page.evaluate(
            "src => new Promise((done) => { const i = new Image(); i.onload = () => done(`${i.naturalWidth}x"
            "${i.naturalHeight}`); i.onerror = () => done('broken'); i.src = src })",
            f"/static/{icon['src']}",
        )
        assert size == icon["sizes"]


def test_files_are_kept_by_their_content_and_pages_are_not(page: Page, app: Served) -> None:
    page.goto(app.url)
    assert page.evaluate(CONTROLLED)
    page.reload()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    parts = page.evaluate(KEPT, "viva-parts")
    shown = page.evaluate(
        "[...document.querySelectorAll('link[rel=stylesheet], script[src]')].map((e) => e.getAttribute('href') ?? "
        "e.getAttribute('src'))"
    )
    assert set(shown) <= set(parts)
    assert page.evaluate(KEPT, "viva-pages") == ["/offline"]
    assert page.evaluate("caches.keys()") == ["viva-parts", "viva-pages"]


def test_what_is_new_on_the_server_is_on_the_page_at_once(page: Page, app: Served) -> None:
    page.goto(app.url)
    assert page.evaluate(CONTROLLED)
    (app.folder / "soap.yaml").unlink()
    app.services.bank.reload()
    page.reload()
    expect(page.get_by_role("checkbox", name="Why does bread rise?")).to_be_visible()
    expect(page.get_by_role("checkbox", name="How does soap clean?")).to_have_count(0)


def test_files_of_an_earlier_version_go_when_a_new_one_takes_over(page: Page, app: Served) -> None:
    page.goto(app.url)
    assert page.evaluate(CONTROLLED)
    old = "/static/css/all.css?0123456789"
    page.evaluate("async (old) => (await caches.open('viva-parts')).put(old, new Response('old'))", old)
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).unregister()")
    page.goto(app.url)
    assert page.evaluate(CONTROLLED)
    gone = "async (old) => !(await (await caches.open('viva-parts')).match(old))"
    until(lambda: page.evaluate(gone, old), "the old file's end")


def test_an_interview_goes_as_without_it(page: Page, app: Served) -> None:
    page.goto(app.url)
    assert page.evaluate(CONTROLLED)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Your answer").fill("Yeast turns sugar into gas.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#feedback")).to_contain_text("1 of 2 key points")
    assert app.attempts("bread") == ["Yeast turns sugar into gas."]


def test_what_a_browser_keeps_is_told_and_forgotten_on_request(page: Page, app: Served) -> None:
    page.goto(app.url)
    assert page.evaluate(CONTROLLED)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Your answer").fill("Yeast")
    page.goto(f"{app.url}/questions/soap/card")
    page.evaluate("localStorage.setItem('viva:voice:read', 'yes')")
    page.evaluate("localStorage.setItem('other:app', 'x')")
    page.get_by_role("link", name="On this device").click()
    kept = page.locator("#kept dd")
    expect(kept).to_have_text(["one draft", "one card", "one choice"])
    expect(page.locator("#cards").get_by_role("link")).to_have_attribute("href", "/questions/soap/card")
    page.get_by_role("button", name="Forget what is kept on this device").click()
    expect(page.get_by_role("status")).to_have_text(
        "Forgotten. This browser keeps nothing of yours any more."
    )
    expect(kept).to_have_text(["nothing", "none", "none"])
    assert page.evaluate("Object.keys(localStorage)") == ["other:app"]
    assert page.evaluate(KEPT, "viva-cards") == []

"""A whole interview in German, and the choice of another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.driving import Served, complaints_of, visiting
from browser.looking import RULES

pytestmark = pytest.mark.browser

HALF = "Yeast turns sugar into gas. Then it is baked."
GERMAN = "Die Hefe wandelt den Zucker in Gas um, und das Gluten hält die Blasen im Teig fest."


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def german(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser whose owner reads German."""
    with visiting(browser, request.node, locale="de-DE", java_script_enabled=request.param) as page:
        complaints = complaints_of(page)
        yield page
        assert complaints == []


def answer(page: Page, words: str) -> None:
    page.get_by_label("Deine Antwort").fill(words)
    page.get_by_role("button", name="Antworten", exact=True).click()


def test_an_interview_in_german_from_start_to_record(german: Page, app: Served) -> None:
    page = german
    page.goto(app.url)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bereit, wenn du es bist.")
    page.get_by_role("button", name="Los", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Why does bread rise?")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    expect(page.get_by_label("Deine Antwort")).to_have_attribute("lang", "en")
    answer(page, HALF)
    expect(page.locator("#feedback")).to_contain_text("1 von 2 Kernpunkten · 50 % Abdeckung")
    expect(page).to_have_title("1 von 2 Kernpunkten: Why does bread rise? · Viva")
    expect(page.locator("li.point.covered .why")).to_contain_text("Diese Worte wurden so gelesen")

    page.get_by_role("link", name="Nächste Frage").click()
    answer(page, GERMAN)
    expect(page.get_by_text("Die Antwort ist nicht auf Englisch")).to_be_visible()
    page.get_by_role("button", name="Beenden").click()
    expect(page.get_by_role("heading", name="Zuerst ansehen")).to_be_visible()
    page.get_by_role("link", name="Verlauf", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verlauf")


def test_the_choice_of_a_language_stays_and_leads_back(german: Page, app: Served) -> None:
    page = german
    page.goto(f"{app.url}/record?topic=baking")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.url == f"{app.url}/record?topic=baking"
    page.goto(app.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuando quieras.")
    expect(page.get_by_role("button", name="Español")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready when you are.")


def test_what_scripts_say_is_in_the_language_of_the_page(browser: Browser, app: Served) -> None:
    with browser.new_context(locale="de-DE") as context:
        page = context.new_page()
        page.goto(f"{app.url}/")
        page.get_by_role("button", name="Los", exact=True).click()
        page.get_by_label("Deine Antwort").fill("One two three")
        expect(page.locator("#count")).to_contain_text("3 Wörter")
        expect(page.locator("#count")).to_contain_text("Enter sendet")
        page.reload()
        expect(page.locator("#count")).to_contain_text("Dein Entwurf ist wieder da")


@pytest.mark.parametrize("code", ["de", "es"])
@pytest.mark.parametrize("width", [1200, 320])
def test_pages_in_another_language_break_no_rule_and_fit(
    browser: Browser, app: Served, code: str, width: int
) -> None:
    with browser.new_context(locale=code, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(app.url)
        page.locator(".begin button.primary").click()
        expect(page.locator("#answer")).to_be_visible()
        question = page.url
        page.locator("#answer").fill(HALF)
        page.locator("button.primary[form=answer-form]").click()
        expect(page.locator("#feedback")).to_be_visible()
        summary = question.replace("/questions/1", "/summary")
        for path in (app.url, question, summary, f"{app.url}/record", f"{app.url}/questions"):
            page.goto(path)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )

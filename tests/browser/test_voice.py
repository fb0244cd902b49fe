"""Reading aloud and dictation, in each kind of browser; and no voice leaves the machine without a person's word.

A Chromium without a screen has neither a microphone nor voices: speech.js stands in for what it lacks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served

pytestmark = pytest.mark.browser

SPEECH = (Path(__file__).parent / "speech.js").read_text("utf-8")
HERE = {"here": "available", "anywhere": "available"}
PACK = {"here": "downloadable", "anywhere": "available"}
FETCHING = {"here": "downloading", "anywhere": "available"}
NETWORK = {"here": "unavailable", "anywhere": "available"}
OLD = {"isOld": True}
NONE = {"here": "unavailable", "anywhere": "unavailable"}
LACKING = {"none": True}
VOICES = [
    {"name": "Far", "lang": "en-GB", "localService": False, "default": True},
    {"name": "Hier", "lang": "de-DE", "localService": True, "default": False},
    {"name": "Near", "lang": "en-US", "localService": True, "default": False},
]


def can(page: Page, **setup: Any) -> None:
    """What the browser of `page` can, from now on."""
    page.add_init_script(f"window.speechSetup = {json.dumps(setup)};\n{SPEECH}")


def begin(page: Page, app: Served, mode: str = "Feedback") -> None:
    page.goto(app.url)
    page.get_by_role("radio", name=mode).check()
    page.get_by_role("checkbox", name="Why does bread rise?").check()
    page.get_by_role("button", name="Start with these").click()
    ready(page)


def ready(page: Page) -> None:
    """Wait until the browser has been asked what it can, and has told."""
    expect(page.locator("#count")).to_be_visible()
    page.evaluate("() => new Promise((done) => { setTimeout(done, 50) })")


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer")


def dictate(page: Page, name: str = "Dictate") -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def told(page: Page) -> Locator:
    return page.locator(".dictation .told")


def started(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("speech.started")
    return found


def say(page: Page, words: str, *, final: bool = True) -> None:
    page.evaluate("([words, final]) => speech.say(words, final)", [words, final])


def test_on_the_machine_it_listens_writes_at_the_cursor_and_is_edited_before_it_is_sent(
    page: Page, app: Served
) -> None:
    can(page, **HERE)
    begin(page, app)
    field(page).fill("So: and that is all.")
    field(page).evaluate("field => field.setSelectionRange(3, 3)")
    dictate(page).click()
    expect(dictate(page, "Stop dictating")).to_be_visible()
    expect(told(page)).to_have_text("Listening. Your voice stays on this machine. Escape stops it.")
    say(page, "yeast turns", final=False)
    expect(page.locator(".heard")).to_have_text("yeast turns")
    expect(field(page)).to_have_value("So: and that is all.")
    say(page, "Yeast turns sugar")
    say(page, " into gas")
    expect(field(page)).to_have_value("So: Yeast turns sugar into gas and that is all.")
    expect(page.locator(".heard")).to_be_hidden()
    expect(page.get_by_text("10 words")).to_be_visible()
    dictate(page, "Stop dictating").click()
    expect(told(page)).to_have_text("Dictation has ended. You can edit what was heard before you send it.")
    assert started(page) == [
        {"lang": "en-US", "continuous": True, "interimResults": True, "processLocally": True}
    ]
    field(page).press_sequentially("!")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#feedback")).to_be_visible()
    assert app.attempts("bread") == ["So: Yeast turns sugar into gas! and that is all."]


def test_escape_ends_it_wherever_one_is_and_the_last_words_are_kept(page: Page, app: Served) -> None:
    can(page, **HERE)
    begin(page, app)
    dictate(page).click()
    say(page, "Yeast turns sugar", final=False)
    page.get_by_role("link", name="Record", exact=True).focus()
    page.keyboard.press("Escape")
    expect(dictate(page)).to_be_visible()
    expect(field(page)).to_have_value("Yeast turns sugar")
    page.keyboard.press("Escape")
    assert len(started(page)) == 1


@pytest.mark.parametrize("way", ["send", "reload"])
def test_what_was_not_final_yet_is_not_lost(page: Page, app: Served, way: str) -> None:
    can(page, **HERE)
    begin(page, app)
    dictate(page).click()
    say(page, "Yeast turns sugar into gas", final=False)
    if way == "send":
        page.get_by_role("button", name="Answer", exact=True).click()
        expect(page.locator("#feedback")).to_be_visible()
        assert app.attempts("bread") == ["Yeast turns sugar into gas"]
    else:
        page.reload()
        expect(field(page)).to_have_value("Yeast turns sugar into gas")


def test_a_pause_for_thought_does_not_end_it(page: Page, app: Served) -> None:
    can(page, **HERE)
    begin(page, app)
    dictate(page).click()
    say(page, "Yeast")
    page.clock.install()
    page.clock.fast_forward(20_000)
    page.evaluate("speech.listening.finish()")
    say(page, "turns sugar")
    expect(field(page)).to_have_value("Yeast turns sugar")
    assert [one["processLocally"] for one in started(page)] == [True, True]


def test_a_language_pack_is_fetched_only_when_asked_for(page: Page, app: Served) -> None:
    can(page, **PACK)
    begin(page, app)
    dictate(page).click()
    pack = page.get_by_role("group", name="Language pack")
    expect(pack).to_be_focused()
    expect(pack).to_contain_text("your voice is not part of it")
    pack.get_by_role("button", name="Not now").click()
    expect(pack).to_be_hidden()
    expect(dictate(page)).to_be_focused()
    assert page.evaluate("speech.fetched") == 0
    dictate(page).click()
    pack.get_by_role("button", name="Fetch the language pack").click()
    expect(told(page)).to_have_text("The language pack is here. You can dictate now.")
    assert (page.evaluate("speech.fetched"), started(page)) == (1, [])
    dictate(page).click()
    say(page, "Yeast")
    expect(field(page)).to_have_value("Yeast")
    assert [one["processLocally"] for one in started(page)] == [True]


def test_a_pack_that_cannot_be_fetched_is_told(page: Page, app: Served) -> None:
    can(page, **PACK, canBeFetched=False)
    begin(page, app)
    dictate(page).click()
    page.get_by_role("button", name="Fetch the language pack").click()
    expect(told(page)).to_contain_text("could not be fetched")
    assert started(page) == []


def test_a_pack_that_is_on_its_way_is_waited_for(page: Page, app: Served) -> None:
    can(page, **FETCHING)
    begin(page, app)
    dictate(page).click()
    expect(told(page)).to_have_text("The language pack is here. You can dictate now.")
    dictate(page).click()
    expect(dictate(page, "Stop dictating")).to_be_visible()


@pytest.mark.parametrize("browser_kind", [NETWORK, OLD], ids=["network", "old"])
def test_over_the_network_nothing_starts_before_it_is_allowed_and_that_can_be_taken_back(
    page: Page, app: Served, browser_kind: dict[str, Any]
) -> None:
    can(page, **browser_kind)
    begin(page, app)
    over_network = dictate(page, "Dictate over the network")
    over_network.click()
    consent = page.get_by_role("group", name="Dictation over the network")
    expect(consent).to_be_focused()
    expect(consent).to_contain_text("Your voice would leave this machine.")
    consent.get_by_role("button", name="Not now").click()
    expect(over_network).to_be_focused()
    assert started(page) == []
    assert page.evaluate("Object.keys(localStorage)") == []

    over_network.click()
    consent.get_by_role("button", name="Allow it in this browser").click()
    expect(told(page)).to_have_text("Listening. Your voice leaves this machine. Escape stops it.")
    assert len(started(page)) == 1
    page.keyboard.press("Escape")
    page.reload()
    ready(page)
    over_network.click()
    expect(dictate(page, "Stop dictating")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(told(page)).to_have_text("Nothing is sent over the network any more.")
    assert page.evaluate("speech.listening") is None
    assert len(started(page)) == 1
    over_network.click()
    expect(consent).to_be_visible()
    assert len(started(page)) == 1


def test_where_the_machine_can_the_network_is_never_asked(page: Page, app: Served) -> None:
    can(page, **HERE)
    page.add_init_script("localStorage.setItem('viva:voice:network', 'yes')")
    begin(page, app)
    dictate(page).click()
    page.evaluate("speech.fail('network')")
    expect(told(page)).to_contain_text("could not be reached")
    assert [one["processLocally"] for one in started(page)] == [True]
    assert [one["processLocally"] for one in page.evaluate("speech.asked")] == [True]


@pytest.mark.parametrize("browser_kind", [NONE, LACKING], ids=["unavailable", "lacking"])
def test_where_there_is_no_recognition_there_is_no_button(
    page: Page, app: Served, browser_kind: dict[str, Any]
) -> None:
    can(page, **browser_kind)
    begin(page, app)
    expect(page.get_by_role("button", name="Dictate")).to_have_count(0)


@pytest.mark.parametrize("page", [False], indirect=True, ids=["scripts off"])
def test_without_scripts_there_is_only_text(page: Page, app: Served) -> None:
    page.goto(app.url)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(field(page)).to_be_visible()
    expect(page.get_by_role("button", name="Dictate")).to_have_count(0)
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="aloud")).to_have_count(0)


FAILURES = {
    "audio-capture": "No microphone was found. Typing works in any case.",
    "no-speech": "Nothing was heard, so dictation has ended.",
    "service-not-allowed": "The browser could not recognise speech here. Typing works in any case.",
    "something new": "The browser could not recognise speech here. Typing works in any case.",
}


@pytest.mark.parametrize("error", FAILURES)
def test_why_it_does_not_work_is_told(page: Page, app: Served, error: str) -> None:
    can(page, **HERE)
    begin(page, app)
    dictate(page).click()
    expect(dictate(page, "Stop dictating")).to_be_visible()
    page.evaluate("error => speech.fail(error)", error)
    expect(told(page)).to_have_text(FAILURES[error])
    expect(dictate(page)).to_be_visible()
    assert len(started(page)) == 1


def test_a_blocked_microphone_is_told_plainly(page: Page, app: Served) -> None:
    can(page, **HERE, microphone="denied")
    begin(page, app)
    dictate(page).click()
    expect(told(page)).to_contain_text("The microphone is blocked for this page.")
    expect(page.locator(".listening")).to_be_hidden()
    assert len(started(page)) == 1


def test_a_follow_up_can_be_dictated_and_read_too(page: Page, app: Served) -> None:
    can(page, **HERE, voices=VOICES)
    begin(page, app, "Coach")
    dictate(page).click()
    say(page, "I would have to look that up")
    page.get_by_role("button", name="Answer", exact=True).click()
    follow_up = page.get_by_role("region", name="Follow-up")
    ready(page)
    follow_up.get_by_role("button", name="Read aloud").click()
    assert page.evaluate("speech.read.at(-1).text") == follow_up.locator("#follow-up").inner_text()
    dictate(page).click()
    assert page.evaluate("speech.utterance") is None, "it would hear itself"
    say(page, "Gluten holds bubbles inside dough")
    expect(field(page)).to_have_value("Gluten holds bubbles inside dough")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#feedback")).to_contain_text("1 of 2 key points")


def test_the_question_is_read_by_a_voice_of_this_machine_when_asked(page: Page, app: Served) -> None:
    can(page, voices=VOICES)
    begin(page, app)
    assert page.evaluate("speech.read") == []
    page.get_by_role("button", name="Read aloud").click()
    page.get_by_role("button", name="Stop reading").click()
    page.get_by_role("button", name="Read again").click()
    page.evaluate("speech.finish()")
    expect(page.get_by_role("button", name="Read again")).to_be_visible()
    assert page.evaluate("speech.read") == [{"text": "Why does bread rise?", "voice": "Near"}] * 2


@pytest.mark.parametrize("voices", [[], VOICES[:2]], ids=["none", "none that is English and local"])
def test_without_a_voice_of_this_machine_nothing_offers_to_read(
    page: Page, app: Served, voices: list[dict[str, Any]]
) -> None:
    can(page, voices=voices)
    begin(page, app)
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="aloud")).to_have_count(0)


def test_voices_that_come_later_are_noticed(page: Page, app: Served) -> None:
    can(page)
    begin(page, app)
    page.evaluate(
        "voices => { speech.voices = voices; speechSynthesis.dispatchEvent(new Event('voiceschanged')) }",
        VOICES,
    )
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(1)


def test_who_wants_it_hears_each_new_question_and_follow_up_by_itself(page: Page, app: Served) -> None:
    can(page, voices=VOICES)
    begin(page, app, "Coach")
    page.get_by_role("checkbox", name="Read each question aloud when it comes").check()
    page.reload()
    ready(page)
    assert [one["text"] for one in page.evaluate("speech.read")] == ["Why does bread rise?"]
    field(page).fill("I would have to look that up.")
    page.get_by_role("button", name="Answer", exact=True).click()
    ready(page)
    expect(page.get_by_role("button", name="Stop reading")).to_be_visible()
    asked = page.locator("#follow-up").inner_text()
    assert [one["text"] for one in page.evaluate("speech.read")] == [asked]
    page.get_by_role("button", name="Show me now").click()
    expect(page.locator("#feedback")).to_be_visible()
    assert page.evaluate("speech.read") == []
    page.get_by_role("checkbox", name="Read each question aloud when it comes").uncheck()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_browser_that_waits_for_a_click_is_explained(page: Page, app: Served) -> None:
    can(page, voices=VOICES, mayReadUnasked=False)
    page.add_init_script("localStorage.setItem('viva:voice:read', 'yes')")
    begin(page, app)
    page.goto(page.url)
    ready(page)
    expect(page.locator("#voice-told")).to_contain_text("only after a click or a key")
    expect(page.get_by_role("button", name="Read again")).to_be_visible()


STATES = {"listening": HERE, "language pack": PACK, "consent": NETWORK}


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_kept_out(page: Page, app: Served, state: str) -> None:
    can(page, **STATES[state], voices=VOICES)
    begin(page, app)
    page.get_by_role("button", name="Dictate").click()
    if state == "listening":
        say(page, "Yeast turns sugar", final=False)
    found = []
    for scheme in ("light", "dark"):
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [(scheme, width, v["id"]) for v in Axe().run(page).response["violations"]]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
    sizes = page.locator(".dictate, .read-aloud, .offer button").evaluate_all(
        "all => all.filter((e) => e.offsetParent).map((e) => e.getBoundingClientRect().height)"
    )
    assert sizes and min(sizes) >= 44


def test_the_buttons_move_nothing_when_they_come(page: Page, app: Served) -> None:
    can(page, **HERE, voices=VOICES)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) "
        "window.moved += one.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    begin(page, app)
    expect(dictate(page)).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()
    assert page.evaluate("window.moved") <= 0.01

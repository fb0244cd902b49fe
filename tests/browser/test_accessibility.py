"""Every page in every state, for people who read with other means: axe, a narrow screen, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.driving import MoodyVerifier, Served, complaints_of, served, visiting
from helpers import FILES, PLAIN_CALIBRATION
from viva.encoder.protocols import Passage, Reading
from viva.grading import Grader
from viva.interview.plan import Mode, Wishes

pytestmark = pytest.mark.browser

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off unless asked for
}
START_PAGE = 60_000
"""Bytes that the start page may transfer, with all its parts."""
YEAST = "Yeast turns sugar into gas. Gluten holds something, I think."
LONG = "a" * 200
GONE = FILES["soap"].replace("How does soap clean?", f"What is {LONG}?")
FOLLOWED = FILES["tides"].replace(
    "    weight: 2\n", "    weight: 2\n    follow_up: What turns beneath what?\n"
)
BANK = FILES | {"tides": FOLLOWED, "gone": GONE, "torn": "question: Why?\nkey_points: []\ncolour: red\n"}


class Moods(MoodyVerifier):
    """Fails at answers that speak of stumbling, and holds those that speak of waiting."""

    def __init__(self, hold: Event) -> None:
        super().__init__()
        self.failing_on = "stumble"
        self._waits = hold

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        if "waiting" in passage.answer:
            self._waits.wait(600)
        return super().read(passage)


@dataclass(frozen=True)
class House:
    """An app with interviews in every state, and their ids."""

    app: Served
    ids: dict[str, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    hold = Event()
    with served(
        tmp_path_factory.mktemp("house"), lambda: Grader(Moods(hold), PLAIN_CALIBRATION), BANK
    ) as app:
        yield House(app, furnish(app))
        hold.set()


def furnish(app: Served) -> dict[str, str]:
    """Interviews in every state; their ids."""
    has = app.services.interviews

    def begun(wishes: Wishes = Wishes()) -> str:  # noqa: B008  # frozen
        return has.start(wishes).id

    def answer(id: str, position: int, *answers: str) -> None:
        for words in answers:
            assert app.services.worker.wait(has.answer(id, position, words), 20)

    whole, other, failed, deleted = begun(), begun(), begun(), begun(Wishes(topics=frozenset(["baking"])))
    answer(whole, 1, "Yeast turns sugar into gas.", YEAST)
    answer(whole, 2, f"It is {LONG}, a surface of grease.")
    has.skip(whole, 3)
    answer(whole, 4, "The moon does not pull water towards itself.")
    has.finish(whole)
    has.skip(other, 2)
    answer(failed, 1, "I stumble over <this>.")
    answer(failed, 4, "The moon pulls water towards itself.")
    has.delete(deleted)
    coached = begun(Wishes(mode=Mode.COACH))
    for position, words in ((1, "Yeast turns sugar into gas."), (2, f"{LONG} is never a surface of grease.")):
        answer(coached, position, words)
    answer(coached, 4, "The moon does not pull water towards itself.")
    for words in ("The moon pulls water towards itself.", f"It is {LONG}."):
        latest = has.get(coached).questions[3].latest
        assert latest is not None
        reply = app.services.coach.answer(coached, 4, words, attempt_id=latest.id)
        assert app.services.worker.wait(reply, 20)
    for position in (1, 3):
        for step in (1, 2, 3):
            app.services.coach.take_hint(coached, position, step)
    hinted = has.get(coached).question(4)
    assert hinted is not None and hinted.latest is not None and not hinted.latest.held_back
    (app.folder / "gone.yaml").unlink()
    app.services.bank.reload()
    has.answer(other, 4, "I am waiting.")  # last, because nothing is graded after it
    ids = {"whole": whole, "other": other, "failed": failed, "deleted": deleted}
    return ids | {"coached": coached}


def send_nothing(page: Page) -> None:
    page.get_by_role("button", name="Answer", exact=True).click()


def name_it_nothing(page: Page) -> None:
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Rename").click()


def start_nothing(page: Page) -> None:
    # What the form does not let through, somebody else's form may send.
    page.get_by_label("At most").evaluate("field => { field.type = 'text'; field.value = 'many' }")
    page.get_by_role("button", name="Start with these").click()


def open_all(page: Page) -> None:
    folded = page.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()


STATES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "start": ("/", None),
    "start refused": ("/", start_nothing),
    "questions": ("/questions", None),
    "rubric": ("/questions/bread", None),
    "history": ("/questions/bread/history", None),
    "history of a question that is gone": ("/questions/gone/history", None),
    "history without attempts": ("/questions/soap/history", None),
    "record": ("/record", None),
    "record filtered": ("/record?question=bread", None),
    "record filtered to nothing": ("/record?topic=nothing", None),
    "deleted": ("/record?deleted={deleted}", None),
    "open question": ("/interviews/{other}/questions/1", None),
    "empty answer refused": ("/interviews/{other}/questions/1", send_nothing),
    "skipped question": ("/interviews/{other}/questions/2", None),
    "reading": ("/interviews/{other}/questions/4", None),
    "feedback": ("/interviews/{whole}/questions/1", open_all),
    "feedback, contradicted": ("/interviews/{whole}/questions/4", None),
    "feedback, long words": ("/interviews/{whole}/questions/2", None),
    "finished and skipped": ("/interviews/{whole}/questions/3", None),
    "not graded": ("/interviews/{failed}/questions/1", open_all),
    "try again": ("/interviews/{failed}/questions/1?again=1", None),
    "try again, with a follow-up": ("/interviews/{failed}/questions/4?again=1", None),
    "follow-up, with hints": ("/interviews/{coached}/questions/1", None),
    "follow-up, long words": ("/interviews/{coached}/questions/2", None),
    "follow-up, empty answer refused": ("/interviews/{coached}/questions/2", send_nothing),
    "open question with all hints": ("/interviews/{coached}/questions/3", None),
    "feedback after follow-ups": ("/interviews/{coached}/questions/4", open_all),
    "summary with a follow-up open": ("/interviews/{coached}/summary", None),
    "history with follow-ups": ("/questions/tides/history", None),
    "summary": ("/interviews/{whole}/summary", None),
    "title refused": ("/interviews/{whole}/summary", name_it_nothing),
    "summary so far": ("/interviews/{other}/summary", None),
    "not here": ("/interviews/nothing", None),
    "API reference": ("/api/v1/docs", None),
}


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_kept_out(
    state: str, browser: Browser, house: House, request: pytest.FixtureRequest
) -> None:
    path, act = STATES[state]
    with visiting(browser, request.node, reduced_motion="reduce") as page:
        complaints = complaints_of(page)
        page.goto(house.app.url + path.format(**house.ids))
        if act is not None:
            act(page)
        if "refused" in state:
            expect(page.get_by_role("alert")).to_be_visible()
        assert page.locator("h1").count() == 1
        assert page.title().endswith(" · Viva")
        assert [told for width in (1280, 390) for told in violations(page, width)] == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, wider_than(page, 320)
        assert complaints == []


def violations(page: Page, width: int) -> list[str]:
    """What axe finds at a width, in light and in dark."""
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"]]
            found.append(f"{width} {scheme}: {violation['id']} ({violation['help']}) {places}")
    return found


def wider_than(page: Page, width: int) -> str:
    """The elements that reach past a width."""
    return str(
        page.evaluate(
            """width => [...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > width + 1).map((e) => e.outerHTML.slice(0, 120))""",
            width,
        )
    )


def test_an_empty_record_keeps_nobody_out(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/record")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    assert violations(page, 390) == []


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


def test_the_start_page_is_light(page: Page, app_url: str) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]})
    )
    page.goto(app_url, wait_until="networkidle")
    assert len(sizes) > 5
    assert all(address.startswith((app_url, "data:")) for address in sizes)
    assert sum(sizes.values()) < START_PAGE, sizes
    assert sizes[f"{app_url}/"] == len(httpx.get(app_url).content)

"""An app with interviews in every state, and the pages of each state: for checks that must leave no page out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

from playwright.sync_api import Page

from browser.driving import MoodyVerifier, Served, served
from helpers import FILES, PLAIN_CALIBRATION
from interview.tales import QUARREL, WHOLE, PartVerifier
from viva.encoder.protocols import Passage, Reading
from viva.grading import Grader
from viva.interview.aims import Aim
from viva.interview.plan import Mode, Wishes

YEAST = "Yeast turns sugar into gas. Gluten holds something, I think."
NOTHING = "I would have to look that up."
LONG = "a" * 200
GONE = FILES["soap"].replace("How does soap clean?", f"What is {LONG}?")
FOLLOWED = FILES["tides"].replace(
    "    weight: 2\n", "    weight: 2\n    follow_up: What turns beneath what?\n"
)
BANK = FILES | {
    "tides": FOLLOWED,
    "gone": GONE,
    "quarrel": QUARREL,
    "torn": "question: Why?\nkey_points: []\ncolour: red\n",
}


class Moods(PartVerifier, MoodyVerifier):
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
    """An app with interviews in every state, and their ids by name."""

    app: Served
    ids: dict[str, str]


@contextmanager
def furnished(folder: Path) -> Iterator[House]:
    """The house, while it is served."""
    hold = Event()
    with served(folder, lambda: Grader(Moods(hold), PLAIN_CALIBRATION), BANK) as app:
        try:
            yield House(app, Furnisher(app).furnish())
        finally:
            hold.set()


class Furnisher:
    """Brings an app into every state."""

    def __init__(self, app: Served) -> None:
        self._app = app
        self._has = app.services

    def furnish(self) -> dict[str, str]:
        """Interviews in every state; their ids."""
        ids = self._held_with_feedback() | self._held_otherwise() | {"coached": self._coached()}
        ids |= self._disputed() | {"told": self._about_oneself()} | self._drilled()
        self._missed_three_days_ago()
        self._rubric_is_gone()
        # Last, because nothing is graded after these:
        self._has.interviews.answer(ids["other"], 4, "I am waiting.")
        for mock in (ids["mock_waits"], ids["mock_read"]):
            self._has.interviews.answer(mock, 1, "I am waiting, too.")
        self._has.interviews.finish(ids["mock_read"])
        return ids

    def _begun(self, *questions: str, mode: Mode = Mode.FEEDBACK, seconds_each: int | None = None) -> str:
        asked = frozenset(questions or ("bread", "gone", "soap", "tides"))
        return self._has.interviews.start(Wishes(question_ids=asked, mode=mode, seconds_each=seconds_each)).id

    def _answer(self, id: str, position: int, *answers: str) -> None:
        for words in answers:
            assert self._has.worker.wait(self._has.interviews.answer(id, position, words), 20)

    def _reply(self, id: str, position: int, words: str) -> None:
        latest = self._has.interviews.get(id).questions[position - 1].latest
        assert latest is not None
        made = self._has.coach.answer(id, position, words, attempt_id=latest.id)
        assert self._has.worker.wait(made, 20)

    def _held_with_feedback(self) -> dict[str, str]:
        whole, other, failed, deleted = self._begun(), self._begun(), self._begun(), self._begun("bread")
        self._answer(whole, 1, "Yeast turns sugar into gas.", YEAST)
        self._answer(whole, 2, f"It is {LONG}, a surface of grease.")
        self._has.interviews.skip(whole, 3)
        self._has.drafts.keep(whole, 3, 1, f"Never sent, {LONG}")
        self._answer(whole, 4, "The moon does not pull water towards itself.")
        self._has.interviews.finish(whole)
        self._has.interviews.skip(other, 2)
        for draft in ("A draft that was left", f"Another one, {LONG}"):
            self._has.drafts.keep(other, 3, 1, draft)
        self._answer(failed, 1, "I stumble over <this>.")
        self._answer(failed, 3, "El jabón limpia porque sus moléculas rodean la grasa y el agua se la lleva.")
        self._answer(failed, 4, "The moon pulls water towards itself.")
        self._has.interviews.delete(deleted)
        return {"whole": whole, "other": other, "failed": failed, "deleted": deleted}

    def _held_otherwise(self) -> dict[str, str]:
        mock = self._begun("bread", "soap", "tides", mode=Mode.MOCK, seconds_each=120)
        self._answer(mock, 1, "Yeast turns sugar into gas.")
        self._answer(mock, 3, NOTHING)
        over, waits, read = (self._begun("bread", mode=Mode.MOCK) for _ in range(3))
        self._answer(over, 1, "Yeast turns sugar into gas.")
        self._has.interviews.finish(over)
        said = self._begun("soap", mode=Mode.MOCK)
        self._answer(said, 1, "Soap molecules surround grease.")
        return {"mock": mock, "mock_over": over, "mock_waits": waits, "mock_read": read, "mock_said": said}

    def _coached(self) -> str:
        id = self._begun(mode=Mode.COACH)
        self._answer(id, 1, "Yeast turns sugar into gas.")
        self._answer(id, 2, f"{LONG} is never a surface of grease.")
        self._answer(id, 4, "The moon does not pull water towards itself.")
        for words in ("The moon pulls water towards itself.", f"It is {LONG}."):
            self._reply(id, 4, words)
        for position in (1, 3):
            for step in (1, 2, 3):
                self._has.coach.take_hint(id, position, step)
        latest = self._has.interviews.get(id).questions[3].latest
        assert latest is not None and not latest.held_back
        return id

    def _disputed(self) -> dict[str, str]:
        id = self._begun("tides")
        self._answer(id, 1, "Something up there heaps up the sea. The moon pulls water towards itself.")
        latest = self._has.interviews.get(id).questions[0].latest
        assert latest is not None
        self._has.disputes.dispute(id, 1, latest.id, "bulges", True, (1, 0, 35))
        self._has.disputes.dispute(id, 1, latest.id, "moon", False)
        return {"disputed": id, "disputed_attempt": latest.id}

    def _about_oneself(self) -> str:
        id = self._begun("quarrel")
        self._answer(id, 1, WHOLE.replace("TASK", "Task").replace("RESULT", "end"))
        return id

    def _drilled(self) -> dict[str, str]:
        aims = [Aim("tides", "moon"), Aim("tides", "bulges"), Aim("bread", "gluten")]
        drilled = self._has.interviews.drill(aims).interview.id
        self._answer(drilled, 1, "The moon pulls water towards itself.")
        over = self._has.interviews.drill(aims[:1]).interview.id
        self._answer(over, 1, NOTHING)
        self._has.interviews.finish(over)
        return {"drilled": drilled, "drill_over": over}

    def _missed_three_days_ago(self) -> None:
        id = self._begun("soap")
        self._answer(id, 1, NOTHING)
        self._has.interviews.finish(id)
        with self._has.store.unit_of_work(write=True) as work:
            kept = work.interviews.get(id)
            assert kept is not None
            for attempt in kept.questions[0].attempts:
                attempt.submitted_at -= timedelta(days=3)

    def _rubric_is_gone(self) -> None:
        (self._app.folder / "gone.yaml").unlink()
        self._has.bank.reload()


def send_nothing(page: Page) -> None:
    page.get_by_role("button", name="Answer", exact=True).click()


def name_it_nothing(page: Page) -> None:
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Rename").click()


def start_nothing(page: Page) -> None:
    # What the form does not let through, somebody else's form may send.
    page.get_by_label("At most").evaluate("field => { field.type = 'text'; field.value = 'many' }")
    page.get_by_role("button", name="Start with these").click()


def hold_nothing(page: Page) -> None:
    open_all(page)
    page.get_by_role("button", name="Count it as said").first.click()


def bring_nothing(page: Page) -> None:
    page.locator("form[action='/record/import']").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Bring it in").click()


def open_all(page: Page) -> None:
    folded = page.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def write_too_much(page: Page) -> None:
    page.get_by_role("textbox").first.evaluate("field => { field.value = 'word '.repeat(5000) }")
    page.get_by_role("textbox").first.press("End")


Act = Callable[[Page], None]
STATES: dict[str, tuple[str, Act | None]] = {
    "start": ("/", None),
    "start refused": ("/", start_nothing),
    "questions": ("/questions", None),
    "rubric": ("/questions/bread", None),
    "rubric about oneself": ("/questions/quarrel", open_all),
    "history": ("/questions/bread/history", None),
    "history of a question that is gone": ("/questions/gone/history", None),
    "history without attempts": ("/questions/soap/history", None),
    "card": ("/questions/tides/card", None),
    "card without answers": ("/questions/quarrel/card", None),
    "disputes": ("/questions/tides/disputes", None),
    "disputes, one as it is read now": (
        "/questions/tides/disputes?attempt={disputed_attempt}&key_point=bulges",
        None,
    ),
    "no disputes": ("/questions/soap/disputes", None),
    "record": ("/record", None),
    "record filtered": ("/record?question=bread", None),
    "record filtered to nothing": ("/record?topic=nothing", None),
    "deleted": ("/record?deleted={deleted}", None),
    "progress": ("/progress", open_all),
    "progress of a question": ("/progress?question=bread", open_all),
    "progress of nothing": ("/progress?topic=nothing", None),
    "open question": ("/interviews/{other}/questions/1", None),
    "open question with a draft": ("/interviews/{other}/questions/3", open_all),
    "a very long answer": ("/interviews/{other}/questions/3", write_too_much),
    "empty answer refused": ("/interviews/{other}/questions/1", send_nothing),
    "skipped question": ("/interviews/{other}/questions/2", None),
    "reading": ("/interviews/{other}/questions/4", None),
    "feedback": ("/interviews/{whole}/questions/1", open_all),
    "feedback, contradicted": ("/interviews/{whole}/questions/4", None),
    "feedback, long words": ("/interviews/{whole}/questions/2", None),
    "feedback with verdicts of one's own": ("/interviews/{disputed}/questions/1", open_all),
    "feedback, a verdict of one's own refused": ("/interviews/{whole}/questions/4", hold_nothing),
    "feedback with a story": ("/interviews/{told}/questions/1", open_all),
    "finished and skipped": ("/interviews/{whole}/questions/3", None),
    "not graded": ("/interviews/{failed}/questions/1", open_all),
    "not in English": ("/interviews/{failed}/questions/3", open_all),
    "try again": ("/interviews/{failed}/questions/1?again=1", None),
    "try again, with a follow-up": ("/interviews/{failed}/questions/4?again=1", None),
    "follow-up, with hints": ("/interviews/{coached}/questions/1", None),
    "follow-up, long words": ("/interviews/{coached}/questions/2", None),
    "follow-up, empty answer refused": ("/interviews/{coached}/questions/2", send_nothing),
    "open question with all hints": ("/interviews/{coached}/questions/3", None),
    "feedback after follow-ups": ("/interviews/{coached}/questions/4", open_all),
    "summary with a follow-up open": ("/interviews/{coached}/summary", None),
    "history with follow-ups": ("/questions/tides/history", None),
    "mock, open question with a clock": ("/interviews/{mock}/questions/2", None),
    "mock, empty answer refused": ("/interviews/{mock}/questions/2", send_nothing),
    "mock, follow-up": ("/interviews/{mock}/questions/1", None),
    "mock, follow-up that held nothing": ("/interviews/{mock}/questions/3", None),
    "mock, being read": ("/interviews/{mock_waits}/questions/1", None),
    "mock, kept": ("/interviews/{mock_said}/questions/1", None),
    "mock, so far": ("/interviews/{mock}/summary", None),
    "mock, debrief": ("/interviews/{mock_over}/summary", None),
    "mock, feedback after the debrief": ("/interviews/{mock_over}/questions/1", open_all),
    "mock, debrief while it is read": ("/interviews/{mock_read}/summary", None),
    "drill, feedback": ("/interviews/{drilled}/questions/1", open_all),
    "drill, open": ("/interviews/{drilled}/questions/2", None),
    "drill, points left out": ("/interviews/{drilled}/questions/2?left_out=3", None),
    "drill, empty answer refused": ("/interviews/{drilled}/questions/2", send_nothing),
    "drill, over": ("/interviews/{drill_over}/summary", None),
    "summary": ("/interviews/{whole}/summary", None),
    "title refused": ("/interviews/{whole}/summary", name_it_nothing),
    "summary so far": ("/interviews/{other}/summary", None),
    "to print": ("/interviews/{whole}/print", None),
    "to print, with follow-ups and a verdict of one's own": ("/interviews/{disputed}/print", None),
    "import refused": ("/record", bring_nothing),
    "brought in": ("/record?added=1&known=1&differing=1&differs={whole}", None),
    "not here": ("/interviews/nothing", None),
    "no such page": ("/nowhere", None),
    "an address that does not fit": ("/interviews/{whole}/questions/first", None),
    "offline": ("/offline", None),
    "device": ("/device", None),
    "API reference": ("/api/v1/docs", None),
}
"""Each page in each state: its address, and what is done there to bring the state about."""

NO_PAGES = {
    "/interviews/{id}": "leads on to where the interview was left",
    "/interviews/{id}/questions/{position}/conversation": "a part of the question's page, seen there",
    "/interviews/{id}/export.html": "a file to keep, looked at as a file",
    "/interviews/{id}/export.md": "a file to keep",
    "/interviews/{id}/export.json": "a file to keep",
    "/record/export.zip": "a file to keep",
    "/record/weak.apkg": "a file to keep",
    "/record/weak.csv": "a file to keep",
    "/service-worker.js": "a script",
    "/healthz": "for programs",
    "/readyz": "for programs",
}
"""Addresses that are asked for with GET and show no page of their own, and why."""

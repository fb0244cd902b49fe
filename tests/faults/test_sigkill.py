"""What was answered is kept and gets its grade, although the program is killed while it reads it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.driving import PATIENCE
from faults.program import Program, until

ANSWERS = [
    "The routes do CPU-bound work on the event loop, so one request blocks all the others.",
    "A dependency is declared in the signature, and FastAPI calls it and hands over what it returns.",
    # Long, so that reading it takes a while.
    " ".join(
        f"In step {n} the browser parses the HTML into the DOM and waits for the style sheet."
        for n in range(60)
    ),
]
QUESTIONS = ["fastapi-async-slower", "fastapi-dependency-injection", "html-css-to-paint"]


def ready(program: Program) -> None:
    """Wait until its models are loaded."""

    def told() -> dict[str, Any] | None:
        response = httpx.get(f"{program.address}/readyz")
        assert response.status_code in (200, 503)
        return response.json() if response.status_code == 200 else None

    until(told, "the models")


def graded(program: Program, id: str) -> dict[str, Any]:
    """The interview, once none of its answers waits for a grade."""

    def told() -> dict[str, Any] | None:
        interview: dict[str, Any] = httpx.get(f"{program.address}/api/v1/interviews/{id}", timeout=60).json()
        waits = any(a["awaiting_grade"] for q in interview["questions"] for a in q["attempts"])
        return None if waits else interview

    return until(told, "the grades")


def is_whole(program: Program, id: str) -> None:
    """Each answer is there once, as it was sent, with one grade; and the finished interview is in the record."""
    attempts = [attempt for question in graded(program, id)["questions"] for attempt in question["attempts"]]
    assert [attempt["answer"] for attempt in attempts] == ANSWERS
    assert [attempt["grade"]["status"] for attempt in attempts] == ["graded"] * 3
    assert program.grades() == 3
    record = httpx.get(f"{program.address}/api/v1/interviews").json()
    assert [interview["id"] for interview in record] == [id]
    assert record[0]["finished_at"] and record[0]["coverage"] is not None


def test_killed_before_it_reads_and_while_it_reads_it_grades_what_is_left_at_the_next_start(
    program: Program,
) -> None:
    program.start()
    asked = {"question_ids": QUESTIONS}
    id = httpx.post(f"{program.address}/api/v1/interviews", json=asked).json()["id"]
    for position, words in enumerate(ANSWERS, 1):
        sent = {"position": position, "answer": words}
        stored = httpx.post(f"{program.address}/api/v1/interviews/{id}/answers?wait=0", json=sent)
        assert stored.status_code == 201, stored.text
    program.kill()
    assert [words for words, _ in program.stored()] == ANSWERS

    program.start()
    until(lambda: not program.stored()[1][1], "the second grade")
    program.kill()
    assert program.stored() == [(ANSWERS[0], False), (ANSWERS[1], False), (ANSWERS[2], True)]

    program.start()
    assert httpx.post(f"{program.address}/interviews/{id}/finish").status_code == 303
    is_whole(program, id)


def write(page: Page, words: str) -> None:
    page.get_by_label("Your answer").fill(words)
    expect(page.locator("#count")).to_be_visible()  # the script that knows the keys is there
    page.keyboard.press("Control+Enter")  # a click would wait for the page that follows, and so for the grade


@pytest.mark.browser
def test_in_the_browser_an_interview_goes_on_after_a_kill_in_the_middle_of_grading(
    page: Page, program: Program
) -> None:
    program.start()
    ready(program)
    page.goto(program.address)
    page.get_by_role("button", name="Start", exact=True).click()
    for words in ANSWERS[:2]:
        write(page, words)
        expect(page.locator("#feedback strong")).to_contain_text("of", timeout=PATIENCE)
        page.get_by_role("link", name="Next question").click()
    write(page, ANSWERS[2])
    until(lambda: len(program.stored()) == 3, "the third answer")
    program.kill()
    assert program.stored()[2] == (ANSWERS[2], True)

    program.start()
    page.goto(program.address)
    page.get_by_role("region", name="Go on where you left off").get_by_role("link").click()
    expect(page.get_by_text("Question 4 of ")).to_be_visible()
    for number, words in enumerate(ANSWERS, 1):
        page.get_by_role("link", name=f"Question {number}, answered").click()
        expect(page.locator("#feedback strong")).to_contain_text("of", timeout=2 * PATIENCE)
        said(page, words)
    page.get_by_role("button", name="Finish").click()
    is_whole(program, page.url.split("/")[-2])
    page.get_by_role("link", name="Record", exact=True).click()
    line = page.locator(".interviews li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("3 of ")
    line.get_by_role("link").first.click()
    for position, words in enumerate(ANSWERS, 1):
        page.get_by_role("region", name="The questions").get_by_role("link").nth(2 * (position - 1)).click()
        said(page, words)
        page.get_by_role("link", name="See the summary").click()


def said(page: Page, words: str) -> None:
    """The page shows the answer word for word; the numbers beside marked words are not part of it."""
    shown = page.locator(".left .you .words").evaluate(
        "e => { e = e.cloneNode(true); e.querySelectorAll('sup').forEach((s) => s.remove()); return e.textContent }"
    )
    assert shown == words

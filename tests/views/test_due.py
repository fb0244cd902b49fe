"""What is due, on the page where an interview begins: what, why, how long, and one button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, deleted, services_of, serving, words_of
from helpers import FILES, Clock
from viva.interview.drills import LONGEST_DRILL

NOTHING = "I would have to look that up, I am afraid."
OTHER = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
MANY = {f"q{n}": FILES["bread"].replace("Why does bread rise?", f"Why does loaf {n} rise?") for n in range(6)}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    with serving(tmp_path, clock=clock) as client:
        yield client


def missed(client: TestClient, clock: Clock, days: int = 3, positions: int = 1) -> None:
    """Answers that cover nothing, given so many days ago."""
    for position in range(1, positions + 1):
        answered(client, NOTHING, position)
    clock.now += timedelta(days=days)


def test_a_newcomer_sees_nothing_of_it(client: TestClient) -> None:
    page = client.get("/")
    assert "Due now" not in page.text and "Nothing is due" not in page.text and "/drills" not in page.text


def test_what_is_due_is_told_by_its_question_with_the_reason_and_without_the_answer(
    client: TestClient, clock: Clock
) -> None:
    missed(client, clock)
    told = words_of(client.get("/"))
    assert "Due now 2 key points. A drill takes about 2 min." in told
    assert "Why does bread rise? 2 points · missed 3 days ago" in told
    section = told.split("Due now")[1].split("Practise what is due")[0]
    assert not any(word in section for word in ("Yeast", "sugar", "gas", "Gluten", "bubbles", "dough"))


def test_points_of_one_question_that_are_due_for_different_reasons_name_the_longest_due(
    client: TestClient, clock: Clock
) -> None:
    answered(client, YEAST)
    clock.now += timedelta(days=12)
    assert "2 points · longest due: missed 12 days ago" in words_of(client.get("/"))


def test_a_single_point_is_told_in_good_english(client: TestClient, clock: Clock) -> None:
    answered(client, YEAST)
    clock.now += timedelta(days=1)
    told = words_of(client.get("/"))
    assert "Due now 1 key point. A drill takes about 1 min." in told
    assert "Why does bread rise? 1 point · missed yesterday" in told


def test_only_the_first_questions_are_named_and_a_drill_takes_the_first_points(
    tmp_path: Path, clock: Clock
) -> None:
    with serving(tmp_path, files=MANY, clock=clock) as client:
        missed(client, clock, positions=6)
        told = words_of(client.get("/"))
        assert f"12 key points; a drill asks about {LONGEST_DRILL} of them and takes about 8 min." in told
        assert "Why does loaf 2 rise?" in told.split("Practise what is due")[0]
        assert "Why does loaf 3 rise?" not in told.split("Practise what is due")[0]
        assert "And points of 3 other questions." in told
        path = client.post("/drills").headers["location"]
        interview = services_of(client).interviews.get(path.split("/")[2])
        assert len(interview.questions) == LONGEST_DRILL
        assert [(q.question_id, q.aimed_at) for q in interview.questions[:3]] == [
            ("q0", "yeast"),
            ("q0", "gluten"),
            ("q1", "yeast"),
        ]


def test_one_click_begins_the_drill_and_practising_clears_the_list(client: TestClient, clock: Clock) -> None:
    missed(client, clock)
    assert (
        '<form method="post" action="/drills"><button class="primary">Practise what is due'
        in client.get("/").text
    )
    path = client.post("/drills").headers["location"]
    assert path.endswith("/questions/1")
    id = path.split("/")[2]
    for position, words in ((1, YEAST), (2, "Gluten holds bubbles inside dough.")):
        sent = {"position": position, "answer": words}
        client.post(f"/api/v1/interviews/{id}/answers?wait=20", json=sent)
    told = words_of(client.get("/"))
    assert "Due now" not in told and "Nothing is due today. The next points are due on" in told


def test_when_nothing_is_due_the_next_day_is_told_quietly(client: TestClient) -> None:
    answered(client, f"{YEAST} Gluten holds bubbles inside dough.")
    told = words_of(client.get("/"))
    assert re.search(r"Nothing is due today\. The next points are due on \d+ Mar 2026\.", told)
    assert "Practise what is due" not in told


def test_deleting_the_interview_makes_a_newcomer_again(client: TestClient, clock: Clock) -> None:
    answered_id = answered(client, NOTHING)
    clock.now += timedelta(days=3)
    assert "Due now" in client.get("/").text
    services_of(client).interviews.delete(answered_id)
    deleted(client)
    assert "due" not in words_of(client.get("/")).split("Ready when you are.")[1].split("How do you")[0]


def test_the_section_stands_on_the_page_that_tells_of_a_mistake(client: TestClient, clock: Clock) -> None:
    missed(client, clock)
    page = client.post("/interviews", data={"topic": "law"})
    assert page.status_code == 422 and "Due now" in page.text


def test_what_is_asked_shows_as_text(tmp_path: Path, clock: Clock) -> None:
    files = {"bread": FILES["bread"].replace("Why does bread rise?", "Why does <b>bread</b> rise?")}
    with serving(tmp_path, files=files, clock=clock) as client:
        missed(client, clock)
        assert "Why does &lt;b&gt;bread&lt;/b&gt; rise?" in client.get("/").text.split("Due now")[1]


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_section_speaks_other_languages(client: TestClient, clock: Clock, language: str) -> None:
    missed(client, clock)
    told = words_of(client.get("/", headers={"Accept-Language": language}))
    assert "Due now" not in told and "missed 3 days ago" not in told and "Why does bread rise?" in told


def test_the_button_works_from_this_site_alone(client: TestClient, clock: Clock) -> None:
    missed(client, clock)
    assert client.post("/drills", headers=OTHER).status_code == 403
    assert client.get("/drills").status_code == 405

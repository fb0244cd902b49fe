"""The pages of a mock interview: no word on how it goes until the end, then everything."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, begun, services_of, serving, words_of
from helpers import word_grader
from viva.interview.record import InterviewRecord, QuestionRecord

GLUTEN = "Gluten holds bubbles inside dough."
BOTH = f"{YEAST} {GLUTEN}"
NOTHING = "I would have to look that up."
TOLD = ["% ", "key point", "coverage", "Model answer", "luten", "open", "not said", "half said"]
"""What no page of a running mock interview may say, where the answer was `YEAST`."""


def interview(client: TestClient, path: str) -> InterviewRecord:
    return services_of(client).interviews.get(path.split("/")[2])


def question(client: TestClient, path: str, position: int = 1) -> QuestionRecord:
    return interview(client, path).question_at(position)


def answer(client: TestClient, path: str, words: str = YEAST, position: int = 1) -> str:
    """Sends an answer, and waits for its grade; where the form leads."""
    response = client.post(f"{path}/questions/{position}/answers", data={"answer": words})
    assert response.status_code == 303, response.text
    for id in interview(client, path).being_read:
        assert services_of(client).worker.wait(id, 20)
    return str(response.headers["location"])


def reply(client: TestClient, path: str, words: str, position: int = 1) -> str:
    latest = question(client, path, position).latest
    assert latest is not None
    number = str(question(client, path, position).next_number)
    fields = {"attempt": latest.id, "after": str(len(latest.follow_ups)), "answer": words, "number": number}
    response = client.post(f"{path}/questions/{position}/follow-ups", data=fields)
    assert response.status_code == 303, response.text
    for id in interview(client, path).being_read:
        assert services_of(client).worker.wait(id, 20)
    return str(response.headers["location"])


def mock(client: TestClient, **wishes: str) -> str:
    return begun(client, mode="mock", **wishes)


def clock(page: str) -> tuple[int, int] | None:
    """The seconds left and the limit that a page shows."""
    found = re.search(r'data-left="(\d+)" data-limit="(\d+)"', page)
    return (int(found[1]), int(found[2])) if found else None


@pytest.mark.parametrize(("sent", "kept"), [("60", 60), ("180", 180), ("", None), (" 45 ", 45)])
def test_a_mock_interview_keeps_its_clock(client: TestClient, sent: str, kept: int | None) -> None:
    assert interview(client, mock(client, seconds_each=sent)).seconds_each == kept


@pytest.mark.parametrize("sent", ["9", "3601", "soon", "-60", "1.5", "²"])
def test_a_clock_that_is_none_is_refused_on_the_same_page(client: TestClient, sent: str) -> None:
    response = client.post("/interviews", data={"mode": "mock", "seconds_each": sent})
    assert response.status_code == 422
    assert "whole number of seconds from 10 to 3600" in words_of(response)
    assert 'name="mode" value="mock" checked' in response.text
    assert services_of(client).history.interviews() == ()


def test_the_start_page_offers_the_clocks_and_remembers_the_last(client: TestClient) -> None:
    def chosen() -> tuple[list[str], list[str]]:
        page = client.get("/").text
        modes = re.findall(r'name="mode" value="(\w+)" checked', page)
        return modes, re.findall(r'<option value="(\d*)" selected', page)

    assert chosen() == (["feedback"], ["180"])
    mock(client, seconds_each="60")
    assert chosen() == (["mock"], ["60"])
    mock(client, seconds_each="")
    assert chosen() == (["mock"], [""])
    begun(client, mode="coach")
    assert chosen() == (["coach"], ["180"])


def test_the_question_page_shows_the_question_the_clock_and_the_form(client: TestClient) -> None:
    path = mock(client, seconds_each="120")
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    assert "Let us begin." in told
    assert "Why does bread rise?" in told
    assert "mock interview" in told
    assert "You have 2 min 0 s for this answer." in told or "You have 2 minutes for this answer." in told
    assert "A hint" not in told
    assert clock(page.text) == (120, 120)
    assert f"{path}/questions/2" not in page.text


def test_a_reload_gives_no_new_time(client: TestClient) -> None:
    path = mock(client, seconds_each="60")
    client.get(f"{path}/questions/1")
    asked_at = question(client, path).asked_at
    assert asked_at is not None
    client.get(f"{path}/questions/1")
    assert question(client, path).asked_at == asked_at


def test_without_a_limit_there_is_no_clock_on_the_page_and_the_time_is_kept(client: TestClient) -> None:
    path = mock(client)
    page = client.get(f"{path}/questions/1")
    assert clock(page.text) is None
    assert "clock.js" not in page.text
    assert "There is no clock." in words_of(page)
    answer(client, path)
    latest = question(client, path).latest
    assert latest is not None
    assert latest.seconds is not None


def test_the_time_of_the_form_does_not_count(client: TestClient) -> None:
    path = mock(client, seconds_each="60")
    client.get(f"{path}/questions/1")
    client.post(f"{path}/questions/1/answers", data={"answer": BOTH, "asked": "2020-01-01T00:00:00Z"})
    latest = question(client, path).latest
    assert latest is not None
    assert latest.seconds is not None
    assert latest.seconds < 60


def test_after_an_answer_comes_the_follow_up_and_no_word_on_how_it_went(client: TestClient) -> None:
    path = mock(client, seconds_each="120")
    client.get(f"{path}/questions/1")
    assert answer(client, path) == f"{path}/questions/1"
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    latest = question(client, path).latest
    assert latest is not None
    assert latest.follow_up is not None
    assert latest.follow_up.question in told
    assert "The interviewer" in told
    assert YEAST in told
    assert "Go on" in told
    assert clock(page.text) == (60, 60)
    for path_of_it in (f"{path}/questions/1", f"{path}/questions/1/conversation"):
        shown = client.get(path_of_it)
        assert [word for word in TOLD if word in words_of(shown)] == []
        assert "<mark" not in shown.text
        assert "luten" not in shown.text


def test_when_nothing_is_to_follow_the_next_question_comes_of_itself(client: TestClient) -> None:
    path = mock(client)
    assert answer(client, path, BOTH) == f"{path}/questions/2"
    assert "Thank you" in words_of(client.get(f"{path}/questions/2"))


def test_after_the_follow_ups_the_next_question_comes(client: TestClient) -> None:
    path = mock(client)
    answer(client, path, NOTHING)
    assert reply(client, path, NOTHING) == f"{path}/questions/1"
    assert reply(client, path, NOTHING) == f"{path}/questions/2"


def test_one_can_go_on_without_the_follow_up(client: TestClient) -> None:
    path = mock(client)
    answer(client, path)
    response = client.post(f"{path}/questions/1/show")
    assert (response.status_code, response.headers["location"]) == (303, f"{path}/questions/2")
    assert client.get(path).headers["location"] == f"{path}/questions/2"
    shown = client.get(f"{path}/questions/1")
    assert [word for word in TOLD if word in words_of(shown)] == []
    assert "<mark" not in shown.text
    assert "How it was read is told at the end" in words_of(shown)


def test_what_is_said_between_the_questions_depends_on_nothing_that_was_read(client: TestClient) -> None:
    def heard(words: str) -> list[str]:
        path = mock(client)
        said = []
        for position in (1, 2, 3):
            said += re.findall(r'class="ack">([^<]+)', client.get(f"{path}/questions/{position}").text)
            answer(client, path, words, position)
            client.post(f"{path}/questions/{position}/show")
        return said

    assert len(heard(NOTHING)) == 3
    assert heard(NOTHING) == heard(
        f"{BOTH} Soap molecules surround grease. The moon pulls water. Earth turns."
    )


def test_after_a_skipped_question_the_interviewer_says_so(client: TestClient) -> None:
    path = mock(client)
    assert client.post(f"{path}/questions/1/skip").headers["location"] == f"{path}/questions/2"
    assert "we leave that one" in words_of(client.get(f"{path}/questions/2"))


@pytest.mark.parametrize("words", ["", " \r\n"])
def test_an_empty_answer_is_the_same_page_with_the_reason_and_the_clock_runs_on(
    client: TestClient, words: str
) -> None:
    path = mock(client, seconds_each="60")
    client.get(f"{path}/questions/1")
    response = client.post(f"{path}/questions/1/answers", data={"answer": words})
    assert response.status_code == 422
    assert "or skip the question" in words_of(response)
    assert clock(response.text) is not None
    answer(client, path)
    latest = question(client, path).latest
    assert latest is not None
    response = client.post(f"{path}/questions/1/follow-ups", data={"attempt": latest.id, "answer": words})
    assert response.status_code == 422
    assert "or go on without it" in words_of(response)


def test_there_is_no_second_attempt_and_no_hint_before_the_end(client: TestClient) -> None:
    path = mock(client)
    answer(client, path, BOTH)
    shown = client.get(f"{path}/questions/1?again=1")
    assert "<textarea" not in shown.text
    assert client.post(f"{path}/questions/2/hints", data={"step": "1", "answer": "Hm"}).status_code == 200
    assert "Hint" not in words_of(client.get(f"{path}/questions/2"))


def test_nothing_is_told_anywhere_before_the_end(client: TestClient) -> None:
    path = mock(client)
    answer(client, path)
    for place in (f"{path}/summary", "/record", "/questions/bread/history", "/"):
        told = words_of(client.get(place)).replace("still open", "")
        assert "50%" not in told
        assert "not said" not in told.replace("said half said not said", "")
        assert "To look at first" not in told
    assert "debrief at the end" in words_of(client.get("/record"))
    assert "debrief at the end" in words_of(client.get("/questions/bread/history"))


def test_a_question_that_was_not_graded_is_not_told_before_the_end(tmp_path: Path) -> None:
    with serving(tmp_path, lambda: word_grader(fail_on="Yeast")) as client:
        path = mock(client)
        assert answer(client, path) == f"{path}/questions/2"
        places = (f"{path}/questions/1", f"{path}/summary", "/record", "/questions/bread/history")
        for place in places:
            assert "not graded" not in words_of(client.get(place)).lower()
            assert "stumbled" not in client.get(place).text
        client.post(f"{path}/finish")
        assert "1 not graded" in words_of(client.get(f"{path}/summary"))


def test_the_overview_shows_no_question_that_is_still_to_come(client: TestClient) -> None:
    path = mock(client)
    client.get(f"{path}/questions/1")
    told = words_of(client.get(f"{path}/summary"))
    assert "Why does bread rise?" in told
    assert "How does soap clean?" not in told
    assert "2 more questions to come." in told
    assert "The interview is not over yet." in told
    assert "Finish and see the debrief" in told


def test_going_on_leads_back_to_what_waits(client: TestClient) -> None:
    path = mock(client)
    answer(client, path)
    assert client.get(path).headers["location"] == f"{path}/questions/1"
    assert f'href="{path}"' in client.get("/").text
    client.post(f"{path}/questions/1/show")
    assert client.get(path).headers["location"] == f"{path}/questions/2"


def held_to_the_end(client: TestClient) -> str:
    """The path of a mock interview in which nothing is left to ask."""
    path = mock(client, seconds_each="60")
    for position, words in enumerate((BOTH, NOTHING), 1):
        client.get(f"{path}/questions/{position}")
        answer(client, path, words, position)
        client.post(f"{path}/questions/{position}/show")
    client.post(f"{path}/questions/3/skip")
    return path


def test_after_the_last_question_only_the_debrief_is_left(client: TestClient) -> None:
    path = held_to_the_end(client)
    assert client.get(path).headers["location"] == f"{path}/summary"
    told = words_of(client.get(f"{path}/summary"))
    assert "That was the last question. Thank you." in told
    assert f'href="{path}"' in client.get("/").text


def test_the_debrief_shows_everything_with_time_and_pace(client: TestClient) -> None:
    path = held_to_the_end(client)
    response = client.post(f"{path}/finish")
    assert (response.status_code, response.headers["location"]) == (303, f"{path}/summary")
    page = client.get(f"{path}/summary")
    told = words_of(page)
    assert "Debrief" in told
    assert "To look at first" in told
    assert "mock interview" in told
    assert re.search(r"0 seconds · 10 words|1 second · 10 words|\d seconds · 10 words", told)
    feedback = words_of(client.get(f"{path}/questions/1"))
    assert "2 of 2 key points · 100% coverage" in feedback
    assert "Model answer" in feedback
    assert 'name="mode" value="feedback"' in client.get(f"{path}/questions/1").text


def test_the_pace_is_told_where_it_says_something(client: TestClient) -> None:
    path = mock(client)
    id = path.split("/")[2]
    # Ten words in half a minute are twenty a minute.
    sent = services_of(client).interviews.answer(id, 1, BOTH, seconds=30)
    assert services_of(client).worker.wait(sent, 20)
    assert "30 seconds" not in words_of(client.get(f"{path}/summary"))
    client.post(f"{path}/finish")
    assert "30 seconds · 10 words · 20 a minute" in words_of(client.get(f"{path}/summary"))


def test_the_debrief_waits_a_little_for_what_is_being_read_and_says_what_still_is(tmp_path: Path) -> None:
    hold = Event()
    with serving(tmp_path, lambda: word_grader(hold)) as client:
        path = mock(client)
        client.post(f"{path}/questions/1/answers", data={"answer": BOTH})
        assert client.get(path).headers["location"] == f"{path}/questions/1"
        page = client.get(f"{path}/questions/1")
        assert "One moment, please" in words_of(page)
        assert f"url={path}" in page.text
        client.post(f"{path}/finish")
        shown = client.get(f"{path}/summary")
        assert "1 answer is still being read" in words_of(shown)
        assert 'data-waiting="' in shown.text
        hold.set()
        for id in interview(client, path).being_read:
            assert services_of(client).worker.wait(id, 20)
        shown = client.get(f"{path}/summary")
        assert "being read" not in words_of(shown)
        assert "100%" in words_of(shown)


def test_once_it_is_read_the_conversation_says_where_to_go_on(client: TestClient) -> None:
    path = mock(client)
    answer(client, path, BOTH)
    assert f'data-onward="{path}"' in client.get(f"{path}/questions/1/conversation").text


def test_a_late_answer_is_taken(client: TestClient) -> None:
    path = mock(client, seconds_each="10")
    client.get(f"{path}/questions/1")
    services = services_of(client)
    with services.store.unit_of_work(write=True) as work:
        row = work.interviews.get(path.split("/")[2])
        assert row is not None
        assert row.questions[0].asked_at is not None
        row.questions[0].asked_at = row.questions[0].asked_at.replace(year=2020)
    page = client.get(f"{path}/questions/1")
    assert clock(page.text) == (0, 10)
    assert "Time is up." in words_of(page)
    assert answer(client, path, BOTH) == f"{path}/questions/2"
    latest = question(client, path).latest
    assert latest is not None
    # Years are no time that an answer takes.
    assert latest.seconds is None

"""The pages of an interview with a coach, and of hints."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, begun, services_of, serving, words_of
from helpers import word_grader
from viva.interview.record import AttemptRecord, QuestionRecord

GLUTEN = "Gluten holds bubbles inside dough."
WAITS = "1 of 2 key points is still open"


def question(client: TestClient, path: str) -> QuestionRecord:
    found = services_of(client).interviews.get(path.split("/")[2]).question(1)
    assert found is not None
    return found


def latest(client: TestClient, path: str) -> AttemptRecord:
    attempt = question(client, path).latest
    assert attempt is not None
    return attempt


def coached(client: TestClient, answer: str = YEAST) -> str:
    """The path of an interview with a coach in which the first question is answered."""
    path = begun(client, mode="coach")
    assert client.post(f"{path}/questions/1/answers", data={"answer": answer}).status_code == 303
    assert services_of(client).worker.wait(latest(client, path).id, 20)
    return path


def reply(client: TestClient, path: str, words: str = GLUTEN, **more: str) -> int:
    """Sends the answer to the follow-up that waits, and waits for its grade; the status."""
    fields = {"attempt": latest(client, path).id, "answer": words} | more
    status = client.post(f"{path}/questions/1/follow-ups", data=fields).status_code
    for turn in latest(client, path).follow_ups:
        assert services_of(client).worker.wait(turn.id, 20)
    return status


def typed(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_start_offers_both_ways_and_remembers_the_last(client: TestClient) -> None:
    def chosen() -> list[str]:
        return re.findall(r'name="mode" value="(\w+)" checked', client.get("/").text)

    assert chosen() == ["feedback"]
    begun(client, mode="coach")
    assert chosen() == ["coach"]
    refused = client.post("/interviews", data={"count": "0", "mode": "feedback"})
    assert re.findall(r'name="mode" value="(\w+)" checked', refused.text) == ["feedback"]


def test_a_way_that_there_is_not_is_refused(client: TestClient) -> None:
    assert client.post("/interviews", data={"mode": "exam"}).status_code == 422
    assert client.get("/api/v1/interviews").json() == []


def test_after_an_answer_comes_a_follow_up_and_no_verdict(client: TestClient) -> None:
    path = coached(client)
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    assert WAITS in told and "The interviewer" in told and YEAST in told and "Show me now" in told
    assert "<mark" not in page.text and "Model answer" not in told and "%" not in told
    assert "Gluten holds" not in told and "gluten" not in page.text
    for path_of_it in (f"{path}/summary", "/record", "/questions/bread/history"):
        told = words_of(client.get(path_of_it))
        assert "50%" not in told and "not said" not in told.replace("said half said not said", "")
    assert "follow-up open" in words_of(client.get(f"{path}/summary"))
    assert "Go on with the follow-up to question 1" in words_of(client.get(f"{path}/summary"))


def test_the_answer_to_a_follow_up_leads_to_the_whole_feedback(client: TestClient) -> None:
    path = coached(client)
    assert reply(client, path) == 303
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    assert "2 of 2 key points · 100% coverage, 50% without the follow-ups" in told
    assert "You, first answer" in told and "You, second answer" in told and "Model answer" in told
    assert 'href="#w1-2-2"' in page.text and 'id="w1-2-2"' in page.text and 'id="w1-1"' in page.text
    assert "1 follow-up ·" in words_of(client.get(f"{path}/summary"))
    assert "100% coverage 1 follow-up" in words_of(client.get("/questions/bread/history"))


def test_one_can_have_it_shown_at_once(client: TestClient) -> None:
    path = coached(client)
    shown = client.post(f"{path}/questions/1/show")
    assert (shown.status_code, shown.headers["location"]) == (303, f"{path}/questions/1")
    assert "1 of 2 key points · 50% coverage" in words_of(client.get(f"{path}/questions/1"))


def test_going_on_leads_back_to_the_follow_up_that_waits(client: TestClient) -> None:
    path = coached(client)
    assert client.get(path).headers["location"] == f"{path}/questions/1"
    client.post(f"{path}/questions/1/show")
    assert client.get(path).headers["location"] == f"{path}/questions/2"


@pytest.mark.parametrize("words", ["", " \r\n"])
def test_an_empty_answer_to_a_follow_up_is_the_same_page_with_the_reason(
    client: TestClient, words: str
) -> None:
    path = coached(client)
    response = client.post(
        f"{path}/questions/1/follow-ups", data={"attempt": latest(client, path).id, "answer": words}
    )
    assert response.status_code == 422
    assert "have the feedback shown" in words_of(response) and WAITS in words_of(response)
    assert latest(client, path).follow_ups == ()


def test_an_answer_that_comes_too_late_is_told_so_and_not_lost(client: TestClient) -> None:
    path = coached(client)
    client.post(f"{path}/questions/1/show")
    response = client.post(
        f"{path}/questions/1/follow-ups", data={"attempt": latest(client, path).id, "answer": GLUTEN}
    )
    assert response.status_code == 422 and "No follow-up waits" in words_of(response)
    assert typed(response.text) == GLUTEN and latest(client, path).follow_ups == ()


def test_a_form_sent_twice_is_one_answer(client: TestClient) -> None:
    path = coached(client)
    for _ in range(3):
        assert reply(client, path, number="2", after="0") == 303
    assert len(latest(client, path).follow_ups) == 1


def test_an_attempt_that_is_not_there_is_404(client: TestClient) -> None:
    path = coached(client)
    for attempt in ("", "0" * 32):
        sent = {"attempt": attempt, "answer": GLUTEN}
        assert client.post(f"{path}/questions/1/follow-ups", data=sent).status_code == 404


@pytest.mark.parametrize("change", [{"after": "-1"}, {"after": "x"}, {"number": "0"}, {"attempt": "a" * 101}])
def test_a_form_that_was_tampered_with_is_refused(client: TestClient, change: dict[str, str]) -> None:
    path = coached(client)
    assert reply(client, path, **change) == 422
    assert latest(client, path).follow_ups == ()


def test_a_page_waits_for_the_grade_of_a_follow_up_without_a_verdict(tmp_path: Path) -> None:
    hold = Event()
    hold.set()
    with serving(tmp_path, lambda: word_grader(hold)) as client:
        path = coached(client)
        hold.clear()
        attempt = latest(client, path).id
        client.post(f"{path}/questions/1/follow-ups", data={"attempt": attempt, "answer": GLUTEN})
        page = client.get(f"{path}/questions/1")
        assert (
            "Reading your answer" in words_of(page) and GLUTEN in words_of(page) and "%" not in words_of(page)
        )
        hold.set()
        assert services_of(client).worker.wait(latest(client, path).follow_ups[0].id, 20)
        part = client.get(f"{path}/questions/1/conversation")
        assert "2 of 2 key points" in words_of(part) and "<html" not in part.text


def test_a_follow_up_that_is_not_graded_says_why_and_can_be_graded_again(client: TestClient) -> None:
    path = coached(client)
    reply(client, path, "12 34")
    told = words_of(client.get(f"{path}/questions/1"))
    assert "50% coverage" in told and "The answer has no words in it." in told and "Grade again" in told
    assert client.post(f"{path}/questions/1/grade").status_code == 303
    for turn in latest(client, path).follow_ups:
        assert services_of(client).worker.wait(turn.id, 20)
    assert "50% coverage" in words_of(client.get(f"{path}/questions/1"))


def hint(client: TestClient, path: str, step: int, **more: str) -> str:
    response = client.post(f"{path}/questions/1/hints", data={"step": str(step)} | more)
    assert response.status_code == 200
    return response.text


def test_hints_come_one_by_one_and_keep_what_was_typed(client: TestClient) -> None:
    path = begun(client)
    draft = "Because\r\n<yeast> & co"
    first = hint(client, path, 1, answer=draft, asked="2026-01-01T10:00:00.000Z")
    assert "A full answer has 2 key points." in first and "Another hint" in first
    assert typed(first) == "Because\n&lt;yeast&gt; &amp; co" and "2026-01-01T10:00:00.000Z" in first
    assert "Think of" in hint(client, path, 2)
    last = hint(client, path, 3, answer=draft)
    assert "left out" in last and "____" in last and "hint</button>" not in last
    assert "yeast turns sugar" not in last.lower()
    assert hint(client, path, 3).count("Hint ") == 3 == client.get(f"{path}/questions/1").text.count("Hint ")
    assert question(client, path).attempts == ()


def test_the_record_says_with_how_many_hints(client: TestClient) -> None:
    path = begun(client)
    hint(client, path, 1)
    hint(client, path, 2)
    client.post(f"{path}/questions/1/answers", data={"answer": YEAST})
    assert services_of(client).worker.wait(latest(client, path).id, 20)
    assert "You, with 2 hints" in words_of(client.get(f"{path}/questions/1"))
    assert "with 2 hints" in words_of(client.get(f"{path}/summary"))
    assert "with 2 hints" in words_of(client.get("/questions/bread/history"))


def test_a_hint_to_a_follow_up_shows_the_follow_up_again(client: TestClient) -> None:
    path = coached(client)
    page = hint(client, path, 2, answer="It holds")
    assert typed(page) == "It holds" and "Think of" in page and "still open" in page
    assert "A full answer" not in page


def test_a_hint_asked_for_where_all_is_over_still_gives_the_draft_back(client: TestClient) -> None:
    path = coached(client)
    client.post(f"{path}/questions/1/show")
    assert typed(hint(client, path, 2, answer="It holds")) == "It holds"


def test_a_hint_while_trying_again_stays_with_the_form(client: TestClient) -> None:
    path = begun(client)
    client.post(f"{path}/questions/1/answers", data={"answer": YEAST})
    assert services_of(client).worker.wait(latest(client, path).id, 20)
    again = client.get(f"{path}/questions/1?again=1").text
    assert 'name="again" value="true"' in again
    page = hint(client, path, 1, again="true", answer="Once more")
    assert "1 of 2 key points is still open." in page and typed(page) == "Once more"


@pytest.mark.parametrize("step", ["0", "11", "x"])
def test_a_step_that_is_none_is_refused(client: TestClient, step: str) -> None:
    path = begun(client)
    assert client.post(f"{path}/questions/1/hints", data={"step": step}).status_code == 422
    assert question(client, path).hints == frozenset()

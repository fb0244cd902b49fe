from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, begun, deleted, services_of, serving, words_of
from helpers import word_grader
from viva.interview.record import AttemptRecord, QuestionRecord

POSTS = ("answers", "follow-ups", "show", "hints", "skip", "grade")


def question(client: TestClient, path: str, position: int = 1) -> QuestionRecord:
    found = services_of(client).interviews.get(path.split("/")[2]).question(position)
    assert found is not None
    return found


def latest(client: TestClient, path: str) -> AttemptRecord:
    attempt = question(client, path).latest
    assert attempt is not None
    return attempt


def answer(client: TestClient, path: str, text: str = YEAST, position: int = 1, **more: str) -> str:
    """Sends an answer and waits for its grade; where the form leads on to."""
    response = client.post(f"{path}/questions/{position}/answers", data={"answer": text, **more})
    assert response.status_code == 303, response.text
    attempt = question(client, path, position).attempts[-1]
    assert services_of(client).worker.wait(attempt.id, 20)
    return str(response.headers["location"])


def test_the_start_offers_the_topics_and_what_was_left_unfinished(client: TestClient) -> None:
    told = words_of(client.get("/"))
    assert all(topic in told for topic in ("baking", "chemistry", "physics")) and "left off" not in told
    begun(client)
    assert "Go on where you left off Baking, chemistry, physics 0 of 3 answered" in words_of(client.get("/"))


@pytest.mark.parametrize(
    ("wishes", "asked"),
    [
        ({}, ["bread", "soap", "tides"]),
        ({"topic": ["physics", "baking"]}, ["bread", "tides"]),
        ({"question": "soap", "count": " 1 "}, ["soap"]),
        ({"count": "2"}, ["bread", "soap"]),
        ({"shuffled": "true", "topic": "physics"}, ["tides"]),
    ],
)
def test_a_form_starts_an_interview(client: TestClient, wishes: dict[str, object], asked: list[str]) -> None:
    path = begun(client, **wishes)
    interview = services_of(client).interviews.get(path.split("/")[2])
    assert [q.question_id for q in interview.questions] == asked
    assert interview.questions[0].question in words_of(client.get(f"{path}/questions/1"))


NUMBER = "whole number from 1 to 1000"


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [({"count": n}, NUMBER) for n in ("0", "1001", "-1", "1.5", "²")]
    + [({"topic": "law"}, "No question fits")],
)
def test_wishes_that_do_not_fit_are_told_on_the_page(
    client: TestClient, wishes: dict[str, str], reason: str
) -> None:
    response = client.post("/interviews", data=wishes)
    assert response.status_code == 422 and reason in words_of(response) and "baking" in words_of(response)
    assert client.get("/api/v1/interviews").json() == []


def test_an_answer_leads_to_its_feedback_with_the_persons_own_words(client: TestClient) -> None:
    path = begun(client)
    assert answer(client, path) == f"{path}/questions/1"
    told = words_of(client.get(f"{path}/questions/1"))
    assert "1 of 2 key points · 50% coverage" in told
    assert "Yeast turns sugar into gas" in told and "not said" in told
    assert "Next question" in told and "Model answer" in told


def test_line_ends_are_kept_as_they_were_typed_so_that_evidence_fits(client: TestClient) -> None:
    path = begun(client)
    answer(client, path, "First line,\r\n\r\nthen: yeast turns sugar into gas.")
    attempt = latest(client, path)
    assert attempt.answer == "First line,\n\nthen: yeast turns sugar into gas."
    assert attempt.grade is not None
    pieces = [e for v in attempt.grade.verdicts for e in v.evidence]
    assert pieces and all(attempt.answer[e.start : e.end] == e.text for e in pieces)


@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_an_empty_answer_is_the_same_page_with_the_reason_and_is_not_kept(
    client: TestClient, text: str
) -> None:
    path = begun(client)
    response = client.post(f"{path}/questions/1/answers", data={"answer": text})
    assert response.status_code == 422
    assert "nothing in the answer yet" in words_of(response) and "Why does bread rise?" in words_of(response)
    assert question(client, path).attempts == ()


def test_an_answer_too_long_to_keep_comes_back_whole_with_the_reason(client: TestClient) -> None:
    path = begun(client)
    text = "word & <b> " * 18_182  # 200,002 characters, two more than are kept
    response = client.post(f"{path}/questions/1/answers", data={"answer": text})
    assert response.status_code == 422
    assert "at most 200,000 can be kept" in words_of(response)
    assert response.text.count("word &amp; &lt;b&gt;") == 18_182 and question(client, path).attempts == ()


def test_an_answer_of_the_longest_kind_passes_as_a_form_sends_it(client: TestClient) -> None:
    path = begun(client)
    text = "😀" * 200_000  # each takes 12 bytes in a form
    answer(client, path, text)
    assert latest(client, path).answer == text
    assert "Not graded" in words_of(client.get(f"{path}/questions/1"))


def test_what_is_written_is_text_and_never_markup(client: TestClient) -> None:
    path = begun(client)
    answer(client, path, "<script>alert(1)</script> yeast turns sugar into gas & <b>dough</b>")
    page = client.get(f"{path}/questions/1")
    assert "<script>alert" not in page.text and "<b>dough" not in page.text


def test_a_form_sent_twice_is_one_attempt(client: TestClient) -> None:
    path = begun(client)
    assert {answer(client, path, number="1") for _ in range(3)} == {f"{path}/questions/1"}
    assert len(question(client, path).attempts) == 1


def test_trying_again_shows_the_form_and_adds_an_attempt(client: TestClient) -> None:
    path = begun(client)
    answer(client, path)
    assert "Your answer, attempt 2" in words_of(client.get(f"{path}/questions/1?again=1"))
    answer(client, path, "Gluten holds bubbles inside dough.", number="2")
    assert [a.number for a in question(client, path).attempts] == [1, 2]
    assert "Earlier attempts" in words_of(client.get(f"{path}/questions/1"))


def ago(**time: int) -> str:
    return (datetime.now(UTC) - timedelta(**time)).isoformat()


@pytest.mark.parametrize("asked", [ago(days=2), ago(hours=-1), "", "yesterday", "2026-01-01T10:00:00"])
def test_a_form_that_does_not_say_when_it_was_shown_is_taken(client: TestClient, asked: str) -> None:
    path = begun(client)
    answer(client, path, asked=asked)
    assert latest(client, path).seconds is None


def test_the_time_taken_is_counted_from_when_the_form_was_shown(client: TestClient) -> None:
    path = begun(client)
    answer(client, path, asked=ago(seconds=90))
    assert (latest(client, path).seconds or 0) >= 90


def test_a_page_waits_for_a_grade_and_its_inner_part_can_be_asked_for(tmp_path: Path) -> None:
    hold = Event()
    with serving(tmp_path, lambda: word_grader(hold)) as client:
        path = begun(client)
        client.post(f"{path}/questions/1/answers", data={"answer": YEAST})
        assert "Reading your answer" in words_of(client.get(f"{path}/questions/1"))
        hold.set()
        assert services_of(client).worker.wait(latest(client, path).id, 20)
        part = client.get(f"{path}/questions/1/conversation")
        assert "1 of 2 key points" in words_of(part) and "<html" not in part.text


def test_an_answer_that_could_not_be_graded_says_why_and_can_be_graded_again(tmp_path: Path) -> None:
    with serving(tmp_path, lambda: word_grader(fail_on="stumble")) as client:
        path = begun(client)
        answer(client, path, "Words to stumble over.")
        told = words_of(client.get(f"{path}/questions/1"))
        assert "Not graded" in told and "the reader stumbled" in told and "Grade again" in told
    with serving(tmp_path) as client:
        again = client.post(f"{path}/questions/1/grade")
        assert (again.status_code, again.headers["location"]) == (303, f"{path}/questions/1")
        assert services_of(client).worker.wait(latest(client, path).id, 20)
        assert "0 of 2 key points" in words_of(client.get(f"{path}/questions/1"))


def test_grading_again_what_was_not_answered_changes_nothing(client: TestClient) -> None:
    path = begun(client)
    assert client.post(f"{path}/questions/1/grade").headers["location"] == f"{path}/questions/1"
    assert question(client, path).attempts == ()


def test_skipping_leads_on_and_at_the_end_to_the_summary(client: TestClient) -> None:
    path = begun(client)
    onward = [client.post(f"{path}/questions/{n}/skip").headers["location"] for n in (1, 3, 2)]
    assert onward == [f"{path}/questions/2", f"{path}/questions/2", f"{path}/summary"]
    assert "You skipped this question" in words_of(client.get(f"{path}/questions/1"))


def test_going_on_leads_to_what_is_open_and_after_the_end_to_the_summary(client: TestClient) -> None:
    path = begun(client)
    answer(client, path)
    assert client.get(path).headers["location"] == f"{path}/questions/2"
    assert client.post(f"{path}/finish").headers["location"] == f"{path}/summary"
    assert client.get(path).headers["location"] == f"{path}/summary"
    assert "finished" in words_of(client.get(f"{path}/questions/2"))


@pytest.mark.parametrize(
    "make", [lambda _: "0" * 32, lambda _: "%00", deleted], ids=["unknown", "nul", "deleted"]
)
def test_an_interview_that_is_not_there_is_404(client: TestClient, make: Callable[[TestClient], str]) -> None:
    path = f"/interviews/{make(client)}"
    gets = [path, f"{path}/questions/1", f"{path}/questions/1/conversation"]
    found = [client.get(p) for p in gets] + [client.post(f"{path}/finish")]
    found += [client.post(f"{path}/questions/1/{name}", data={"answer": YEAST}) for name in POSTS]
    assert {response.status_code for response in found} == {404}
    assert "no such interview" in words_of(found[0])


@pytest.mark.parametrize(
    ("position", "status"), [("4", 404), ("0", 404), ("-1", 404), ("one", 422), ("9" * 5000, 422)]
)
def test_a_position_that_is_not_there_is_refused(client: TestClient, position: str, status: int) -> None:
    path = f"{begun(client)}/questions/{position}"
    found = [client.get(path), client.get(f"{path}/conversation")]
    found += [client.post(f"{path}/{name}", data={"answer": YEAST}) for name in POSTS]
    assert {response.status_code for response in found} == {status}


@pytest.mark.parametrize("number", ["0", "x", "100001"])
def test_a_form_that_was_tampered_with_is_refused(client: TestClient, number: str) -> None:
    path = begun(client)
    sent = {"answer": YEAST, "number": number}
    assert client.post(f"{path}/questions/1/answers", data=sent).status_code == 422
    assert question(client, path).attempts == ()


def test_wrong_methods_and_other_sites_are_refused(client: TestClient) -> None:
    path = begun(client)
    for last in (*(f"/questions/1/{name}" for name in POSTS), "/finish"):
        wrong = client.get(path + last)
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
        foreign = client.post(path + last, data={"answer": YEAST}, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403 and "another site" in words_of(foreign)
    assert question(client, path).state == "open"

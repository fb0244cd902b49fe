from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, deleted, problem_of, services_of, serving, started
from helpers import word_grader

PATH = "/api/v1/interviews"


def listed(client: TestClient, **wanted: str) -> list[str]:
    response = client.get(PATH, params=wanted)
    assert response.status_code == 200, response.text
    return [interview["id"] for interview in response.json()]


def test_an_interview_starts_with_every_question_open(client: TestClient) -> None:
    response = client.post(PATH, json={})
    told = response.json()
    assert response.status_code == 201
    assert [(q["position"], q["question_id"], q["state"], q["attempts"]) for q in told["questions"]] == [
        (1, "bread", "open", []),
        (2, "soap", "open", []),
        (3, "tides", "open", []),
    ]
    assert told["coverage"] is None and told["finished_at"] is None
    assert client.get(f"{PATH}/{told['id']}").json() == told


@pytest.mark.parametrize(
    ("wishes", "asked"),
    [
        ({"topics": ["physics", "baking"]}, ["bread", "tides"]),
        ({"question_ids": ["soap"]}, ["soap"]),
        ({"topics": ["physics"], "question_ids": ["soap"]}, ["soap", "tides"]),
        ({"count": 2}, ["bread", "soap"]),
    ],
)
def test_an_interview_asks_what_was_wished_for(
    client: TestClient, wishes: dict[str, object], asked: list[str]
) -> None:
    told = client.post(PATH, json=wishes).json()
    assert [q["question_id"] for q in told["questions"]] == asked


def test_wishes_that_leave_nothing_to_ask_are_refused(client: TestClient) -> None:
    assert "No question fits" in problem_of(client.post(PATH, json={"topics": ["law"]}), 422)["detail"]
    assert listed(client) == []


@pytest.mark.parametrize(
    "body",
    [{"count": 0}, {"count": 1001}, {"count": "2"}, {"shuffled": 0}, {"topics": "physics"}, {"topic": []}],
)
def test_wishes_that_do_not_fit_are_refused(client: TestClient, body: dict[str, object]) -> None:
    problem_of(client.post(PATH, json=body), 422)


def test_the_list_is_newest_first(client: TestClient) -> None:
    ids = [started(client) for _ in range(3)]
    assert listed(client) == ids[::-1]


def test_the_list_keeps_those_of_a_topic_or_a_question(client: TestClient) -> None:
    physics = started(client, topics=["physics"])
    baking = started(client, topics=["baking"])
    assert listed(client, topic="physics") == [physics]
    assert listed(client, question_id="bread") == [baking]
    assert listed(client, topic="physics", question_id="bread") == []


def test_pages_of_the_list_join_without_gap_or_repetition(client: TestClient) -> None:
    ids = [started(client) for _ in range(5)]
    first = listed(client, limit="2")
    second = listed(client, limit="2", before=first[-1])
    third = listed(client, limit="2", before=second[-1])
    assert first + second + third == ids[::-1]
    assert listed(client, before=third[-1]) == [] == listed(client, before="unknown")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "before=" + "a" * 201, "topic=" + "a" * 201]
)
def test_a_query_that_does_not_fit_is_refused(client: TestClient, query: str) -> None:
    problem_of(client.get(f"{PATH}?{query}"), 422)


@pytest.mark.parametrize("make_id", [lambda _: "0" * 32, lambda _: "%00", lambda _: "é", deleted])
def test_an_interview_that_is_not_there_is_404(
    client: TestClient, make_id: Callable[[TestClient], str]
) -> None:
    id = make_id(client)
    problem_of(client.get(f"{PATH}/{id}"), 404)
    problem_of(client.post(f"{PATH}/{id}/answers", json={"position": 1, "answer": YEAST}), 404)


def test_a_deleted_interview_is_not_listed(client: TestClient) -> None:
    deleted(client)
    kept = started(client)
    assert listed(client) == [kept]


def test_an_answer_comes_back_with_its_grade(client: TestClient) -> None:
    id = started(client)
    response = client.post(
        f"{PATH}/{id}/answers?wait=20", json={"position": 1, "answer": YEAST, "seconds": 41}
    )
    told = response.json()
    assert response.status_code == 201
    assert (told["number"], told["answer"], told["seconds"], told["awaiting_grade"]) == (1, YEAST, 41, False)
    assert told["grade"]["id"] == told["id"] and told["grade"]["coverage"] == 0.5  # one of two equal points
    whole = client.get(f"{PATH}/{id}").json()
    assert whole["questions"][0]["attempts"] == [told] and whole["coverage"] == 0.5
    assert [q["state"] for q in whole["questions"]] == ["answered", "open", "open"]


def test_a_stored_grade_is_the_grade_that_grading_alone_gives(client: TestClient) -> None:
    whole = client.get(f"{PATH}/{answered(client)}").json()
    stored = whole["questions"][0]["attempts"][0]["grade"]
    alone = client.post(
        "/api/v1/grade", json={"question_id": "bread", "answer": YEAST, "id": stored["id"]}
    ).json()
    assert stored == alone


def test_an_answer_whose_grade_takes_longer_is_kept_and_has_none_yet(tmp_path: Path) -> None:
    hold = Event()
    with serving(tmp_path, lambda: word_grader(hold)) as client:
        id = started(client)
        told = client.post(f"{PATH}/{id}/answers?wait=0", json={"position": 1, "answer": YEAST}).json()
        assert told["awaiting_grade"] and told["grade"] is None
        hold.set()
        assert services_of(client).worker.wait(told["id"], 20)
        attempt = client.get(f"{PATH}/{id}").json()["questions"][0]["attempts"][0]
    assert not attempt["awaiting_grade"] and attempt["grade"]["status"] == "graded"


def test_the_same_words_sent_again_for_one_attempt_are_one_attempt(client: TestClient) -> None:
    id = started(client)
    sent = {"position": 1, "answer": YEAST, "number": 1}
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(lambda _: client.post(f"{PATH}/{id}/answers?wait=20", json=sent).json(), range(8))
        )
    assert len({attempt["id"] for attempt in made}) == 1
    assert len(client.get(f"{PATH}/{id}").json()["questions"][0]["attempts"]) == 1


def test_without_a_number_each_answer_is_a_new_attempt(client: TestClient) -> None:
    id = answered(client)
    again = client.post(f"{PATH}/{id}/answers", json={"position": 1, "answer": YEAST}).json()
    assert again["number"] == 2


@pytest.mark.parametrize("position", [4, 100_000])
def test_a_position_that_is_not_there_says_how_many_there_are(client: TestClient, position: int) -> None:
    response = client.post(f"{PATH}/{started(client)}/answers", json={"position": position, "answer": YEAST})
    assert "has 3 questions" in problem_of(response, 404)["detail"]


@pytest.mark.parametrize(
    "change",
    [
        {"position": 0},
        {"position": 100_001},
        {"position": "first"},
        {"position": "1"},
        {"position": True},
        {"position": 1.5},
        {"answer": None},
        {"answer": "x" * 200_001},
        {"number": 0},
        {"seconds": -1},
        {"mood": "good"},
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_not_kept(
    client: TestClient, change: dict[str, object]
) -> None:
    id = started(client)
    problem_of(client.post(f"{PATH}/{id}/answers", json={"position": 1, "answer": YEAST, **change}), 422)
    assert client.get(f"{PATH}/{id}").json()["questions"][0]["attempts"] == []


@pytest.mark.parametrize("wait", ["-1", "31", "nan", "inf", "soon"])
def test_a_time_to_wait_that_does_not_fit_is_refused(client: TestClient, wait: str) -> None:
    id = started(client)
    problem_of(client.post(f"{PATH}/{id}/answers?wait={wait}", json={"position": 1, "answer": YEAST}), 422)


@pytest.mark.parametrize(
    "answer", ["\x00\x1a 😀 \r\n", "x" * 200_000, "😀" * 200_000], ids=["odd", "long", "wide"]
)
def test_an_answer_is_kept_as_it_was_sent(client: TestClient, answer: str) -> None:
    id = started(client)
    sent = {"position": 1, "answer": answer}
    assert client.post(f"{PATH}/{id}/answers?wait=20", json=sent).json()["answer"] == answer
    assert client.get(f"{PATH}/{id}").json()["questions"][0]["attempts"][0]["answer"] == answer


@pytest.mark.parametrize("path", [PATH, f"{PATH}/x/answers"])
def test_another_site_is_refused(client: TestClient, path: str) -> None:
    problem_of(client.post(path, json={}, headers={"Sec-Fetch-Site": "same-site"}), 403)
    assert listed(client) == []


def test_an_interview_is_held_without_a_coach_unless_one_is_asked_for(client: TestClient) -> None:
    assert client.post(PATH, json={}).json()["mode"] == "feedback"
    assert client.post(PATH, json={"mode": "coach"}).json()["mode"] == "coach"
    problem_of(client.post(PATH, json={"mode": "exam"}), 422)


def test_a_follow_up_is_answered_and_counts_together_with_the_answer(client: TestClient) -> None:
    id = started(client, mode="coach")
    sent = {"position": 1, "answer": YEAST}
    first = client.post(f"{PATH}/{id}/answers?wait=20", json=sent).json()
    assert first["follow_up"] and first["coverage"] == 0.5 and first["follow_ups"] == []
    gluten = {"position": 1, "answer": "Gluten holds bubbles inside dough.", "follows": first["id"]}
    told = client.post(f"{PATH}/{id}/answers?wait=20", json=gluten).json()
    assert (told["id"], told["coverage"], told["follow_up"]) == (first["id"], 1, None)
    assert told["grade"] == first["grade"]  # that of the first answer alone, as it was
    (turn,) = told["follow_ups"]
    assert (turn["question"], turn["key_point"]) == (first["follow_up"], "gluten")
    evidence = [e for point in turn["grade"]["key_points"] for e in point["evidence"]]
    assert evidence and all(turn["answer"][e["start"] : e["end"]] == e["text"] for e in evidence)
    whole = client.get(f"{PATH}/{id}").json()
    assert whole["coverage"] == 1 and whole["questions"][0]["attempts"] == [told]
    problem_of(client.post(f"{PATH}/{id}/answers", json=gluten | {"answer": "More."}), 422)
    problem_of(client.post(f"{PATH}/{id}/answers", json=gluten | {"follows": "0" * 32}), 404)


def test_hints_are_counted(client: TestClient) -> None:
    id = started(client)
    services_of(client).coach.take_hint(id, 1, 1)
    told = client.post(f"{PATH}/{id}/answers?wait=20", json={"position": 1, "answer": YEAST}).json()
    assert told["hints"] == 1 and told["coverage"] == 0.5

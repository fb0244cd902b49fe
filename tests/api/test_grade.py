from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, problem_of, services_of, serving
from helpers import FILES, word_grader
from viva.grading import Grader

PATH = "/api/v1/grade"


def ask(client: TestClient, **body: object) -> dict[str, Any]:
    response = client.post(PATH, json={"question_id": "bread", "answer": YEAST, **body})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_an_answer_is_graded_with_its_own_words_as_evidence(client: TestClient) -> None:
    grade = ask(client)
    assert grade["status"] == "graded" and grade["reason"] is None
    assert grade["coverage"] == 0.5  # one of two points of equal weight
    yeast, gluten = grade["key_points"]
    assert (yeast["id"], yeast["verdict"]) == ("yeast", "covered")
    assert (gluten["id"], gluten["verdict"], gluten["evidence"]) == ("gluten", "missing", [])
    for piece in yeast["evidence"]:
        assert YEAST[piece["start"] : piece["end"]] == piece["text"]
    assert [piece["text"] for piece in yeast["evidence"]] == ["Yeast turns sugar into gas"]


def test_the_api_gives_exactly_the_grade_of_the_kernel(client: TestClient) -> None:
    rubric = services_of(client).bank.get("bread")
    assert ask(client, id="a1") == word_grader().grade(rubric, YEAST).to_dict("a1")


def test_the_same_answer_gives_the_same_bytes(client: TestClient) -> None:
    sent = {"question_id": "bread", "answer": YEAST}
    assert client.post(PATH, json=sent).content == client.post(PATH, json=sent).content


def test_offsets_count_characters_of_the_answer_as_it_was_sent(client: TestClient) -> None:
    answer = "😀\r\n\té: " + YEAST
    grade = ask(client, answer=answer)
    pieces = [piece for point in grade["key_points"] for piece in point["evidence"]]
    assert pieces and all(answer[p["start"] : p["end"]] == p["text"] for p in pieces)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("x" * 20_001, "too long"),
        ("12 34", "no words"),
        ("Дрожжи дают газ", "English"),
    ],
)
def test_what_cannot_be_graded_is_not_graded_with_the_reason(
    client: TestClient, answer: str, reason: str
) -> None:
    grade = ask(client, answer=answer)
    assert (grade["status"], grade["coverage"], grade["key_points"]) == ("not_graded", None, [])
    assert reason in str(grade["reason"])


@pytest.mark.parametrize("id", ["a1", "", "é 😀", None])
def test_the_id_comes_back(client: TestClient, id: str | None) -> None:
    assert ask(client, id=id)["id"] == id


def test_nothing_is_stored(client: TestClient) -> None:
    ask(client)
    assert client.get("/api/v1/interviews").json() == []


def test_an_unknown_question_names_the_closest_one(client: TestClient) -> None:
    response = client.post(PATH, json={"question_id": "braed", "answer": YEAST})
    assert "Did you mean 'bread'?" in problem_of(response, 404)["detail"]


def test_a_question_whose_file_is_broken_says_what_to_put_right(tmp_path: Path) -> None:
    with serving(tmp_path, files={**FILES, "torn": "question: Why?\n"}) as client:
        response = client.post(PATH, json={"question_id": "torn", "answer": YEAST})
    assert "torn.yaml" in problem_of(response, 404)["detail"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"answer": YEAST}, "body.question_id"),
        ({"question_id": "bread"}, "body.answer"),
        ({"question_id": "bread", "answer": None}, "body.answer"),
        ({"question_id": "bread", "answer": YEAST, "anwser": 1}, "body.anwser"),
        ({"question_id": "b" * 201, "answer": YEAST}, "body.question_id"),
        ({"question_id": "bread", "answer": YEAST, "id": "i" * 201}, "body.id"),
    ],
)
def test_a_body_that_does_not_fit_names_the_place(
    client: TestClient, body: dict[str, object], place: str
) -> None:
    told = problem_of(client.post(PATH, json=body), 422)
    assert [error.split(":")[0] for error in told["errors"]] == [place]


def test_an_answer_longer_than_can_be_kept_is_refused(client: TestClient) -> None:
    response = client.post(PATH, json={"question_id": "bread", "answer": "x" * 200_001})
    assert "200000" in problem_of(response, 422)["errors"][0]


@pytest.mark.parametrize("field", ["answer", "question_id", "id", "\\ud83d"])
def test_half_a_surrogate_pair_is_refused_wherever_it_stands(client: TestClient, field: str) -> None:
    sent = f'{{"question_id": "bread", "answer": "Yeast", "{field}": "half \\ud83d"}}'
    response = client.post(PATH, content=sent, headers={"Content-Type": "application/json"})
    assert len(problem_of(response, 422)["errors"]) == 1


def test_a_half_pair_in_an_answer_is_called_that(client: TestClient) -> None:
    sent = '{"question_id": "bread", "answer": "half \\ud83d"}'
    response = client.post(PATH, content=sent, headers={"Content-Type": "application/json"})
    assert "half of a surrogate pair" in problem_of(response, 422)["errors"][0]


def test_models_that_do_not_load_are_a_503_with_the_reason(tmp_path: Path) -> None:
    def load() -> Grader:
        raise FileNotFoundError("verifier.safetensors")

    with serving(tmp_path, load) as client:
        response = client.post(PATH, json={"question_id": "bread", "answer": YEAST})
    assert "not ready: verifier.safetensors" in problem_of(response, 503)["detail"]


def test_a_request_waits_for_models_that_are_still_loading(tmp_path: Path) -> None:
    hold = Event()

    def load() -> Grader:
        hold.wait(20)
        return word_grader()

    with serving(tmp_path, load, wait=False) as client:
        assert client.get("/readyz").status_code == 503
        hold.set()
        assert ask(client)["status"] == "graded"


def test_reading_is_not_how_to_ask(client: TestClient) -> None:
    response = client.get(PATH)
    problem_of(response, 405)
    assert response.headers["allow"] == "POST"


def test_another_site_is_refused(client: TestClient) -> None:
    sent = {"question_id": "bread", "answer": YEAST}
    problem_of(client.post(PATH, json=sent, headers={"Sec-Fetch-Site": "cross-site"}), 403)

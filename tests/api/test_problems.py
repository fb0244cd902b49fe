from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, problem_of, services_of, serving, started
from helpers import word_grader
from viva.views.security import LARGEST_BODY

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/", "/api/v1/rubric", "/api/v2/rubrics", "/api/v1/rubrics/a/b"]
)
def test_an_unknown_path_is_a_404_problem(client: TestClient, path: str) -> None:
    problem_of(client.get(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/api/v1/grade", "POST"),
        ("DELETE", "/api/v1/rubrics", "GET"),
        ("POST", "/api/v1/rubrics/bread", "GET, PUT"),
        ("PUT", "/api/v1/interviews", "GET, POST"),
        ("POST", "/api/v1/interviews/x", "GET"),
        ("GET", "/api/v1/interviews/x/answers", "POST"),
        ("POST", "/api/v1/docs", "GET"),
    ],
)
def test_a_wrong_method_is_a_405_problem_that_names_all_right_ones(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    response = client.request(method, path)
    problem_of(response, 405)
    assert response.headers["allow"] == allow


def test_a_body_that_does_not_fit_is_a_422_problem_with_each_fault(client: TestClient) -> None:
    told = problem_of(client.post("/api/v1/grade", json={"answer": 3, "more": 1}), 422)
    assert [error.split(":")[0] for error in told["errors"]] == [
        "body.question_id",
        "body.answer",
        "body.more",
    ]


@pytest.mark.parametrize(
    "sent", [b"{", b"{'answer': 1}", b'{"answer": "\x01"}', b"\xff\xfe\x00", b"[" * 100_000]
)
def test_a_body_that_is_no_json_is_a_400_problem(client: TestClient, sent: bytes) -> None:
    problem_of(client.post("/api/v1/grade", content=sent, headers=JSON), 400)


@pytest.mark.parametrize("sent", [b"", b"null", b"3", b"[]", b'"text"', b"NaN"])
def test_json_that_is_no_object_is_a_422_problem(client: TestClient, sent: bytes) -> None:
    problem_of(client.post("/api/v1/grade", content=sent, headers=JSON), 422)


def test_a_form_is_no_json(client: TestClient) -> None:
    problem_of(client.post("/api/v1/grade", data={"question_id": "bread", "answer": YEAST}), 422)


def test_a_body_too_large_is_a_413_problem(client: TestClient) -> None:
    response = client.post("/api/v1/grade", content=b" " * (LARGEST_BODY + 1), headers=JSON)
    assert "2,500,000" in problem_of(response, 413)["detail"]


def test_a_body_too_large_is_a_413_problem_when_it_comes_in_chunks(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 100_000 + 1):
            yield b" " * 100_000

    problem_of(client.post("/api/v1/grade", content=chunks(), headers=JSON), 413)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_change_from_another_site_is_a_403_problem(client: TestClient, method: str) -> None:
    response = client.request(method, "/api/v1/rubrics/bread", headers={"Sec-Fetch-Site": "cross-site"})
    assert "another site" in problem_of(response, 403)["detail"]


def test_a_failure_of_ours_is_a_500_problem_without_a_word_of_the_inside(tmp_path: Path) -> None:
    load = lambda: word_grader(fail_on="stumble")  # noqa: E731
    with serving(tmp_path, load, raise_server_exceptions=False) as client:
        response = client.post(
            "/api/v1/grade", json={"question_id": "bread", "answer": "Words to stumble over."}
        )
        problem_of(response, 500)
        assert "Traceback" not in response.text and "stumbled" not in response.text
        assert answered(client)  # and the next request is served


def test_a_database_that_fails_is_a_500_problem(tmp_path: Path) -> None:
    with serving(tmp_path, raise_server_exceptions=False) as client:
        id = started(client)
        with services_of(client).store.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE interviews RENAME TO elsewhere")
        response = client.get(f"/api/v1/interviews/{id}")
    problem_of(response, 500)
    assert "sqlite" not in response.text.lower()

"""GET /api/v1/schedule: what is due, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, problem_of, serving
from helpers import Clock

PATH = "/api/v1/schedule"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    with serving(tmp_path, clock=clock) as client:
        yield client


def test_a_newcomer_has_nothing_due(client: TestClient) -> None:
    assert client.get(PATH).json() == {"due": [], "reviewed": 0, "next_due": None}


def test_what_is_due_comes_with_its_state_and_its_reason(client: TestClient, clock: Clock) -> None:
    answered(client, YEAST)
    told = client.get(PATH).json()
    assert told["due"] == [] and told["reviewed"] == 2 and told["next_due"] is not None
    clock.now += timedelta(days=1)
    told = client.get(PATH).json()
    (gluten,) = told["due"]
    assert told["next_due"] > gluten["due"]
    assert gluten.pop("due") and gluten.pop("last_reviewed_at").startswith("2026-03-01T09:00")
    assert gluten == {
        "question_id": "bread",
        "key_point_id": "gluten",
        "question": "Why does bread rise?",
        "topic": "baking",
        "reason": "missed yesterday",
        # A first Again: S 0.212, D 6.4133, and (1 + 0.98035 / 0.212)^-0.1542 = 0.7661 after a day
        "retrievability": pytest.approx(0.7661, abs=1e-4),
        "stability": pytest.approx(0.212),
        "difficulty": pytest.approx(6.4133),
        "reviews": 1,
        "lapses": 0,
        "last_verdict": "missing",
        "last_rating": "again",
    }


def test_so_many_at_most(client: TestClient, clock: Clock) -> None:
    answered(client, "I do not know.")
    clock.now += timedelta(days=2)
    assert [len(client.get(PATH, params={"limit": n}).json()["due"]) for n in (1, 2, 3)] == [1, 2, 2]


@pytest.mark.parametrize("limit", ["0", "-1", "10001", "many", ""])
def test_a_limit_that_is_none_is_refused(client: TestClient, limit: str) -> None:
    assert problem_of(client.get(PATH, params={"limit": limit}), 422)


def test_it_is_only_read(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE"):
        problem_of(client.request(method, PATH), 405)


def test_what_is_due_can_be_drilled_with_the_ids_as_they_come(client: TestClient, clock: Clock) -> None:
    answered(client, "I do not know.")
    clock.now += timedelta(days=2)
    due = client.get(PATH).json()["due"]
    aims = [{key: found[key] for key in ("question_id", "key_point_id")} for found in due]
    drill = client.post("/api/v1/interviews", json={"mode": "drill", "aims": aims})
    assert drill.status_code == 201 and len(drill.json()["questions"]) == 2

"""A person's own stand through the API."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, problem_of, services_of

BOTH = f"{YEAST} Something else holds the rest."


def attempt(client: TestClient, id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/interviews/{id}").json()["questions"][0]["attempts"][-1]
    return found


def address(client: TestClient, id: str, key_point: str = "gluten") -> str:
    return f"/api/v1/interviews/{id}/attempts/{attempt(client, id)['id']}/disputes/{key_point}"


def said(start: int = 28, end: int = 58, turn: int = 1) -> dict[str, Any]:
    return {"said": True, "words": {"turn": turn, "start": start, "end": end}}


def test_a_stand_is_kept_beside_the_grade_and_rules_the_coverage(client: TestClient) -> None:
    id = answered(client, BOTH)
    before = attempt(client, id)
    assert before["disputes"] == [] and before["coverage"] == 0.5
    after = client.put(address(client, id), json=said()).json()
    assert after["coverage"] == 1.0 and after["grade"] == before["grade"]
    (dispute,) = after["disputes"]
    made_at = dispute["made_at"]
    words = {"turn": 1, "start": 28, "end": 58, "text": "Something else holds the rest."}
    assert dispute == {"key_point": "gluten", "said": True, "words": words, "made_at": made_at}
    assert attempt(client, id) == after and client.get(f"/api/v1/interviews/{id}").json()["coverage"] == 1.0


def test_a_stand_is_replaced_and_taken_back(client: TestClient) -> None:
    id = answered(client, BOTH)
    client.put(address(client, id), json=said())
    again = client.put(address(client, id), json=said(28, 42)).json()
    assert [d["words"]["text"] for d in again["disputes"]] == ["Something else"]
    denied = client.put(address(client, id, "yeast"), json={"said": False}).json()
    assert denied["coverage"] == 0.5 and {d["key_point"]: d["words"] is None for d in denied["disputes"]} == {
        "gluten": False,
        "yeast": True,
    }
    for _ in range(2):
        left = client.delete(address(client, id, "yeast"))
        assert left.status_code == 200 and [d["key_point"] for d in left.json()["disputes"]] == ["gluten"]


@pytest.mark.parametrize("method", ["put", "delete"])
def test_what_is_not_there_is_404(client: TestClient, method: str) -> None:
    id, other = answered(client, BOTH), answered(client, BOTH)
    mine, theirs = attempt(client, id)["id"], attempt(client, other)["id"]
    for path in (f"nothing/attempts/{mine}", f"{id}/attempts/nothing", f"{id}/attempts/{theirs}"):
        dispute = f"/api/v1/interviews/{path}/disputes/yeast"
        sent = client.put(dispute, json={"said": False}) if method == "put" else client.delete(dispute)
        problem_of(sent, 404)
    if method == "put":
        problem_of(client.put(address(client, id, "sun"), json={"said": False}), 404)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"said": "yes"},
        {"said": 1},
        {"said": True},
        {"said": True, "words": None},
        {"said": False, "words": {"turn": 1, "start": 0, "end": 3}},
        {"said": True, "words": {"turn": 1, "start": 0}},
        {"said": True, "words": {"turn": 1, "start": 0, "end": 3, "text": "x"}},
        {"said": True, "words": {"turn": 0, "start": 0, "end": 3}},
        {"said": True, "words": {"turn": 1, "start": -1, "end": 3}},
        {"said": True, "words": {"turn": "1", "start": 0, "end": 3}},
        {"said": True, "words": {"turn": 1, "start": 0, "end": 900}},
        {"said": True, "words": {"turn": 2, "start": 0, "end": 3}},
        {"said": True, "words": {"turn": 1, "start": 3, "end": 3}},
        {"said": False, "why": "it is so"},
    ],
)
def test_what_does_not_fit_is_refused(client: TestClient, sent: dict[str, Any]) -> None:
    id = answered(client, BOTH)
    told = problem_of(client.put(address(client, id), json=sent), 422)
    assert told["detail"] and attempt(client, id)["disputes"] == []


def test_what_the_grader_reads_that_way_itself_is_refused(client: TestClient) -> None:
    id = answered(client, BOTH)
    told = problem_of(client.put(address(client, id, "yeast"), json=said(0, 5)), 422)
    assert told["detail"] == "The grader reads this point as said already."


def test_other_sites_and_methods_are_refused(client: TestClient) -> None:
    id = answered(client, BOTH)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    problem_of(client.put(address(client, id), json=said(), headers=foreign), 403)
    problem_of(client.get(address(client, id)), 405)
    assert services_of(client).disputes.all() == ()

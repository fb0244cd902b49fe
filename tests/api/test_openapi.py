"""The API against its own description: schemathesis asks what the OpenAPI document allows, and much that it
forbids, and compares each answer with what the document says. Its engine is used as it stands: it adds the
limits of each value to random ones, which its pytest decorator does not. What it leaves to chance however it is
told (sequences of requests, values taken from earlier answers) is left to the tests written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.serving import answered, serving
from helpers import FILES

DOCUMENT = "/api/v1/openapi.json"
INTERVIEWS = "/api/v1/interviews"
_FOR_ITS_MEANING = ["2xx", "404", "422"]
"""What fits the schema may still name no question, or hold a text that is no rubric."""
_NOT_ALONE = ["412", "428"]
"""Nothing in a schema says that a PUT needs one of two headers, and the right version in it."""


def config(*ids: str) -> SchemathesisConfig:
    """Half of all ids are `ids`, so that something is found; the same requests each time."""
    no_chance = {"extra-data-sources": {"responses": False}}
    known = {"dictionary": "known", "probability": 0.5}
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "generation": {"max-examples": 20, "deterministic": True, "database": "none"},
            "phases": {"coverage": no_chance, "fuzzing": no_chance, "stateful": {"enabled": False}},
            "dictionaries": {"known": {"values": [*FILES, *ids]}},
            "parameters": {"path.id": known, "query.question_id": known, "body.question_id": known},
            "operations": [
                {
                    "include-name": "POST /api/v1/interviews",
                    "checks": {"positive_data_acceptance": {"expected-statuses": _FOR_ITS_MEANING}},
                },
                {
                    "include-name": "PUT /api/v1/rubrics/{id}",
                    "checks": {
                        "positive_data_acceptance": {"expected-statuses": [*_FOR_ITS_MEANING, *_NOT_ALONE]},
                        # A text longer than allowed, of characters that JSON escapes, is too large a body first.
                        "negative_data_rejection": {"expected-statuses": ["400", "404", "413", "422", "428"]},
                    },
                },
            ],
        }
    )


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """The running app, which has graded an answer already, so that the record is not empty."""
    with serving(tmp_path, raise_server_exceptions=False) as client:
        answered(client)
        yield client


def operations(client: TestClient) -> dict[str, Any]:
    document = client.get(DOCUMENT).json()
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_the_api_does_what_its_description_says(client: TestClient) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # schemathesis would start the app a second time; it runs already.
        if scope["type"] == "lifespan":
            raise RuntimeError("the app runs already")
        await client.app(scope, receive, send)

    schema = schemathesis.openapi.from_asgi(
        DOCUMENT, app, config=config(client.get(INTERVIEWS).json()[0]["id"])
    )
    asked: set[str] = set()
    faults: set[str] = set()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            faults.add(repr(event))
        if isinstance(event, events.ScenarioFinished):
            faults |= set(_faults(event))
            if event.recorder.cases:
                asked.add(f"{event.phase.value}: {event.recorder.label}")
    assert not faults, "\n\n".join(sorted(faults))
    # Nothing was passed over, neither an operation nor a manner of asking.
    assert asked >= {f"{phase}: {name}" for name in operations(client) for phase in ("coverage", "fuzzing")}


def _faults(event: events.ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.status is Status.FAILURE and check.failure_info is not None:
                told = check.failure_info
                yield f"{check.name}: {told.failure.title}\n{told.failure.message}\n{told.code_sample[:1000]}"


def test_every_status_that_the_tests_of_the_api_meet_is_described(client: TestClient) -> None:
    described = {name: set(operation["responses"]) for name, operation in operations(client).items()}
    everywhere = {"400", "403", "413", "422"}
    assert described == {
        "POST /api/v1/grade": everywhere | {"200", "404", "503"},
        "GET /api/v1/rubrics": everywhere | {"200"},
        "GET /api/v1/rubrics/{id}": everywhere | {"200", "404"},
        "PUT /api/v1/rubrics/{id}": everywhere | {"200", "404", "412", "428"},
        "POST /api/v1/interviews": everywhere | {"201"},
        "GET /api/v1/interviews": everywhere | {"200"},
        "GET /api/v1/interviews/{id}": everywhere | {"200", "404"},
        "POST /api/v1/interviews/{id}/answers": everywhere | {"201", "404"},
    }


def test_each_operation_says_what_it_does_and_each_error_is_a_problem(client: TestClient) -> None:
    for name, operation in operations(client).items():
        assert operation["description"], name
        for status, response in operation["responses"].items():
            kind = "application/json" if status < "400" else "application/problem+json"
            assert list(response["content"]) == [kind], (name, status)


def test_the_description_is_the_same_each_time(client: TestClient) -> None:
    assert client.get(DOCUMENT).content == client.get(DOCUMENT).content

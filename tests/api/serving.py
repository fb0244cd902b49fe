"""The real app over a real database and a folder of rubrics, served to a test."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from helpers import FILES, word_grader
from viva.app import create_app
from viva.grading import Grader
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store

YEAST = "Yeast turns sugar into gas."
BROKEN = "question: Why?\ntopic: physics\nmodel_answer: Because.\nkey_points: []\ncolour: red\n"
"""No key point (line 4), and a key that nobody knows (line 5)."""


@contextmanager
def serving(
    folder: Path,
    load: Callable[[], Grader] = word_grader,
    *,
    files: Mapping[str, str] = FILES,
    wait: bool = True,
    allowed_hosts: tuple[str, ...] = ("*",),
    raise_server_exceptions: bool = True,
) -> Iterator[TestClient]:
    """A client of the app over `folder`. Redirects are not followed, so that a test sees them."""
    rubrics = folder / "rubrics"
    rubrics.mkdir(exist_ok=True)
    for id, text in files.items():
        (rubrics / f"{id}.yaml").write_bytes(text.encode())
    store = Store(f"sqlite:///{folder / 'viva.db'}")
    migrate(store.engine)
    app = create_app(Services.over(store, RubricBank(rubrics), load), allowed_hosts)
    with TestClient(app, raise_server_exceptions=raise_server_exceptions, follow_redirects=False) as client:
        if wait:
            services_of(client).worker.grader(20)
        yield client


def services_of(client: TestClient) -> Services:
    """What the app of `client` was put together with."""
    services: Services = client.app.state.services  # type: ignore[attr-defined]  # typed as any ASGI app
    return services


def started(client: TestClient, **wishes: Any) -> str:
    """The id of a new interview."""
    response = client.post("/api/v1/interviews", json=wishes)
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


def answered(client: TestClient, answer: str = YEAST, position: int = 1) -> str:
    """The id of a new interview with one graded answer."""
    id = started(client)
    sent = {"position": position, "answer": answer}
    response = client.post(f"/api/v1/interviews/{id}/answers?wait=20", json=sent)
    assert response.json()["grade"] is not None, response.text
    return id


def deleted(client: TestClient) -> str:
    """The id of an interview that has been deleted."""
    id = started(client)
    services_of(client).interviews.delete(id)
    return id


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem that a response tells, which must be whole and of that status."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["type"] == "about:blank" and told["status"] == status
    assert told["title"] and told["detail"] and isinstance(told["errors"], list)
    return told


def words_of(page: Any) -> str:
    """What a page says, without its markup."""
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def begun(client: TestClient, **wishes: Any) -> str:
    """The path of an interview that was started with the form."""
    response = client.post("/interviews", data=wishes)
    assert response.status_code == 303, response.text
    return str(response.headers["location"]).removesuffix("/questions/1")

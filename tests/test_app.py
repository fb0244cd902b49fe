from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from api.serving import BROKEN, YEAST, problem_of, services_of, serving, started
from helpers import BREAD, word_grader
from viva.grading import Grader
from viva.views.security import HEADERS, LARGEST_BODY


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(tmp_path) as client:
        yield client


def test_it_lives_before_the_models_are_loaded_and_is_ready_after(tmp_path: Path) -> None:
    hold = Event()

    def load() -> Grader:
        hold.wait(20)
        return word_grader()

    with serving(tmp_path, load, wait=False) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json() == {"status": "not ready", "reason": "the models are loading"}
        hold.set()
        services_of(client).worker.grader(20)
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


def test_models_that_cannot_be_loaded_are_the_reason(tmp_path: Path) -> None:
    def load() -> Grader:
        raise FileNotFoundError("verifier.safetensors")

    with serving(tmp_path, load) as client:
        response = client.get("/readyz")
        assert (response.status_code, response.json()["reason"]) == (503, "verifier.safetensors")
        assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_the_reason(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        services_of(client).store.close()
        (tmp_path / "viva.db").rename(tmp_path / "away.db")
        (tmp_path / "viva.db").mkdir()
        response = client.get("/readyz")
    assert response.status_code == 503
    assert "viva.db does not answer" in response.json()["reason"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_read_only(client: TestClient, path: str) -> None:
    assert client.post(path).status_code == 405


PATHS = {
    "page": ("GET", "/", 200),
    "page 404": ("GET", "/interviews/x", 404),
    "API": ("GET", "/api/v1/rubrics", 200),
    "API reference": ("GET", "/api/v1/docs", 200),
    "OpenAPI": ("GET", "/api/v1/openapi.json", 200),
    "static": ("GET", "/static/icon.svg", 200),
    "static 404": ("GET", "/static/nothing.css", 404),
    "404": ("GET", "/nothing", 404),
    "API 404": ("GET", "/api/v1/nothing", 404),
    "405": ("DELETE", "/record", 405),
    "API 422": ("POST", "/api/v1/grade", 422),
    "health": ("GET", "/healthz", 200),
}


@pytest.mark.parametrize("kind", PATHS)
def test_every_kind_of_response_carries_the_security_headers(client: TestClient, kind: str) -> None:
    method, path, status = PATHS[kind]
    response = client.request(method, path)
    assert response.status_code == status, response.text
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_redirects_carry_them(client: TestClient) -> None:
    response = client.post("/interviews", data={})
    assert response.status_code == 303
    assert HEADERS.items() <= {name: response.headers.get(name) for name in HEADERS}.items()


@pytest.mark.parametrize("path", ["/interviews", "/api/v1/interviews"])
def test_refusals_carry_them(client: TestClient, path: str) -> None:
    foreign = client.post(path, headers={"Sec-Fetch-Site": "cross-site"})
    large = client.post(path, content=b" " * (LARGEST_BODY + 1))
    assert (foreign.status_code, large.status_code) == (403, 413)
    for response in (foreign, large):
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/record", "/api/v1/interviews"])
def test_failures_of_ours_carry_them(tmp_path: Path, path: str) -> None:
    with serving(tmp_path, raise_server_exceptions=False) as client:
        with services_of(client).store.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE interviews RENAME TO elsewhere")
        response = client.get(path)
    assert response.status_code == 500 and "Traceback" not in response.text
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_no_script_or_style_runs_that_is_not_a_file_of_ours() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert policy.startswith("default-src 'none'")


def test_what_is_private_is_not_kept_by_the_browser_and_static_files_may_be(client: TestClient) -> None:
    for path in ("/", "/record", "/api/v1/interviews", "/nothing"):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert "no-store" not in client.get("/static/icon.svg").headers.get("cache-control", "")


HERE = "http://testserver"
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
    {"Origin": "http://evil.example"},
    {"Origin": "http://testserver:81"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": ""},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/interviews", "/api/v1/interviews"])
def test_a_post_from_another_site_is_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    assert client.post(path, headers=headers).status_code == 403
    assert client.get("/api/v1/interviews").json() == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": HERE}, {}],
    ids=str,
)
def test_a_post_from_here_or_from_a_program_passes(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/interviews", data={}, headers=headers).status_code == 303


def test_a_link_from_another_site_may_lead_here(client: TestClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost@evil.example", 400),
        ("[", 400),
        ("", 400),
    ],
)
def test_only_known_names_lead_here(tmp_path: Path, host: str, status: int) -> None:
    with serving(tmp_path, allowed_hosts=("127.0.0.1", "localhost", "[::1]")) as client:
        response = client.get("/healthz", headers={"Host": host})
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/interviews", "/interviews/x/questions/1/answers"])
def test_a_form_without_end_is_refused_also_when_it_comes_in_chunks(client: TestClient, path: str) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"answer="
        for _ in range(LARGEST_BODY // 100_000 + 1):
            yield b"a" * 100_000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=chunks(), headers=form).status_code == 413
    assert client.post(path, content=b"a" * (LARGEST_BODY + 1), headers=form).status_code == 413


@pytest.mark.parametrize("length", ["9" * 20, "9" * 5000])
def test_a_length_that_no_body_can_have_is_refused(client: TestClient, length: str) -> None:
    response = client.post("/api/v1/grade", content=b"{}", headers={"Content-Length": length})
    problem_of(response, 413)


def test_a_rubric_that_is_edited_on_disk_is_asked_as_it_is_now(client: TestClient) -> None:
    bank = services_of(client).bank
    (bank.folder / "bread.yaml").write_text(BREAD.replace("Why does bread rise?", "What lifts a loaf?"))
    (bank.folder / "torn.yaml").write_text(BROKEN)
    wait_until(lambda: bank.get("bread").question == "What lifts a loaf?" and bank.broken != ())
    told = client.get("/api/v1/rubrics").json()
    assert told["rubrics"][0]["question"] == "What lifts a loaf?"
    assert [broken["id"] for broken in told["broken"]] == ["torn"]


def wait_until(condition: object, seconds: float = 30) -> None:
    """Waits for another thread's doing; how long it takes is not what is tested."""
    assert callable(condition)
    pause = Event()
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        pause.wait(0.05)
    pytest.fail("it never came to pass")


def test_the_page_after_a_form_reads_what_the_form_has_just_committed(client: TestClient) -> None:
    for _ in range(10):
        onwards = client.post("/interviews", data={}).headers["location"]
        assert client.get(onwards).status_code == 200
        id = onwards.split("/")[2]
        client.post(f"/interviews/{id}/rename", data={"title": f"Named {id}"})
        assert client.get(f"/api/v1/interviews/{id}").json()["title"] == f"Named {id}"


def test_at_its_end_the_app_has_graded_what_it_began(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        id = started(client)
        client.post(f"/api/v1/interviews/{id}/answers?wait=0", json={"position": 1, "answer": YEAST})
    with serving(tmp_path) as client:
        attempt = client.get(f"/api/v1/interviews/{id}").json()["questions"][0]["attempts"][0]
        assert services_of(client).worker.wait(attempt["id"], 20)
        attempt = client.get(f"/api/v1/interviews/{id}").json()["questions"][0]["attempts"][0]
    assert attempt["answer"] == YEAST and attempt["grade"]["status"] == "graded"

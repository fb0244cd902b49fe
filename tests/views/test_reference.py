from __future__ import annotations

from starlette.testclient import TestClient

from api.serving import words_of
from viva.views.reference import reference_page

PATH = "/api/v1/docs"


def test_the_page_names_every_call_and_every_status_of_the_description(client: TestClient) -> None:
    told = words_of(client.get(PATH))
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            assert f"{method.upper()} {path}" in told
            assert " ".join(operation["description"].split()) in told


def test_the_page_names_every_schema_and_field(client: TestClient) -> None:
    told = words_of(client.get(PATH))
    for name, schema in client.get("/api/v1/openapi.json").json()["components"]["schemas"].items():
        assert name in told
        assert all(field in told for field in schema.get("properties", {}))


def test_kinds_are_told_in_a_few_words(client: TestClient) -> None:
    page = reference_page(client.get("/api/v1/openapi.json").json())
    kinds = {(name, field.name): field.kind for name, _, fields in page.schemas for field in fields}
    assert kinds["GradeOut", "key_points"] == "list of PointOut"
    assert kinds["GradeOut", "coverage"] == "number or null"
    assert kinds["GradeOut", "status"] == "graded | not_graded"
    required = {(name, field.name): field.required for name, _, fields in page.schemas for field in fields}
    assert required["GradeRequest", "answer"] and not required["GradeRequest", "id"]


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    text = client.get(PATH).text
    assert "//cdn" not in text and "https://" not in text.replace("https://www.w3.org", "")


def test_the_page_is_read_only(client: TestClient) -> None:
    response = client.post(PATH)
    assert response.status_code == 405 and response.headers["allow"] == "GET"


def test_the_usual_viewers_are_not_served(client: TestClient) -> None:
    assert {client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")} == {404}

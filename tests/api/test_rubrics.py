from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.serving import BROKEN, problem_of, services_of, serving
from helpers import BREAD, FILES

PATH = "/api/v1/rubrics"
ODD = (
    "# why: kept\r\n"
    + BREAD.replace("\n", "\r\n").replace("topic: baking", "topic:   'baking'  # é 😀")
    + "\r\n\r\n"
)
"""Comments, uneven spaces, CR LF and blank lines at the end."""


def put(client: TestClient, id: str, text: str, **headers: str) -> Any:
    return client.put(
        f"{PATH}/{id}", json={"text": text}, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def etag(client: TestClient, id: str) -> str:
    return str(client.get(f"{PATH}/{id}").headers["etag"])


def on_disk(client: TestClient, id: str) -> bytes:
    return (services_of(client).bank.folder / f"{id}.yaml").read_bytes()


def test_the_list_tells_each_question_and_its_version(client: TestClient) -> None:
    told = client.get(PATH).json()
    assert [(r["id"], r["topic"], r["key_points"]) for r in told["rubrics"]] == [
        ("bread", "baking", 2),
        ("soap", "chemistry", 1),
        ("tides", "physics", 2),
    ]
    assert told["rubrics"][0]["question"] == "Why does bread rise?"
    assert f'"{told["rubrics"][0]["version"]}"' == etag(client, "bread")
    assert told["broken"] == []


def test_a_broken_file_stands_beside_the_others_with_its_lines(tmp_path: Path) -> None:
    with serving(tmp_path, files={**FILES, "torn": BROKEN}) as client:
        told = client.get(PATH).json()
    assert len(told["rubrics"]) == 3
    (torn,) = told["broken"]
    assert torn["id"] == "torn"
    assert "torn.yaml:4" in torn["problems"][0] and "torn.yaml:5" in torn["problems"][1]


def test_a_rubric_is_given_with_its_text_its_content_and_its_version(client: TestClient) -> None:
    response = client.get(f"{PATH}/bread")
    told = response.json()
    assert told["text"] == BREAD
    assert [point["id"] for point in told["rubric"]["key_points"]] == ["yeast", "gluten"]
    assert response.headers["etag"] == f'"{told["version"]}"'
    assert told["version"].startswith("sha256:")


def test_an_unknown_rubric_names_the_closest_one(client: TestClient) -> None:
    assert "Did you mean 'soap'?" in problem_of(client.get(f"{PATH}/sope"), 404)["detail"]


def test_an_id_without_end_is_refused(client: TestClient) -> None:
    problem_of(client.get(f"{PATH}/{'a' * 201}"), 422)


def test_a_rubric_is_written_byte_for_byte(client: TestClient) -> None:
    response = put(client, "bread", ODD, If_Match=etag(client, "bread"))
    assert response.status_code == 200
    assert on_disk(client, "bread") == ODD.encode()
    told = client.get(f"{PATH}/bread")
    assert told.json() == response.json() and told.json()["text"] == ODD
    assert told.headers["etag"] == response.headers["etag"]


def test_what_was_written_is_what_the_next_answer_is_graded_under(client: TestClient) -> None:
    put(client, "bread", BREAD.replace("sugar into gas", "flour into dust"), If_Match=etag(client, "bread"))
    sent = {"question_id": "bread", "answer": "Yeast turns flour into dust"}
    grade = client.post("/api/v1/grade", json=sent).json()
    assert grade["key_points"][0]["verdict"] == "covered"
    assert f'"{grade["rubric_version"]}"' == etag(client, "bread")


@pytest.mark.parametrize("form", ['W/"{}"', "{}", ' "{}" '])
def test_the_version_may_be_given_in_the_forms_that_programs_send(client: TestClient, form: str) -> None:
    version = etag(client, "bread").strip('"')
    assert put(client, "bread", ODD, If_Match=form.format(version)).status_code == 200


def test_a_version_that_is_no_longer_the_files_is_refused(client: TestClient) -> None:
    opened = etag(client, "bread")
    put(client, "bread", ODD, If_Match=opened)
    told = problem_of(put(client, "bread", BREAD, If_Match=opened), 412)
    assert "changed on disk since you opened it" in told["detail"]
    assert on_disk(client, "bread") == ODD.encode()


def test_a_change_made_in_an_editor_is_not_overwritten(client: TestClient) -> None:
    opened = etag(client, "bread")
    (services_of(client).bank.folder / "bread.yaml").write_bytes(ODD.encode())
    problem_of(put(client, "bread", BREAD, If_Match=opened), 412)
    assert on_disk(client, "bread") == ODD.encode()


def test_a_file_that_was_deleted_meanwhile_is_not_brought_back(client: TestClient) -> None:
    opened = etag(client, "bread")
    (services_of(client).bank.folder / "bread.yaml").unlink()
    assert "deleted" in problem_of(put(client, "bread", BREAD, If_Match=opened), 412)["detail"]


def test_writing_without_a_version_is_refused(client: TestClient) -> None:
    assert "If-Match" in problem_of(put(client, "bread", ODD), 428)["detail"]
    problem_of(put(client, "bread", ODD, If_None_Match='"sha256:0"'), 428)
    assert on_disk(client, "bread") == BREAD.encode()


def test_a_new_rubric_is_written_and_can_be_asked(client: TestClient) -> None:
    response = put(client, "butter", ODD, If_None_Match="*")
    assert response.status_code in (200, 201)
    assert on_disk(client, "butter") == ODD.encode()
    assert "butter" in [r["id"] for r in client.get(PATH).json()["rubrics"]]


def test_a_new_rubric_takes_no_place_that_is_taken(client: TestClient) -> None:
    assert "exists already" in problem_of(put(client, "bread", ODD, If_None_Match="*"), 412)["detail"]
    assert on_disk(client, "bread") == BREAD.encode()


def test_a_text_that_is_no_rubric_is_refused_with_every_problem_and_its_line(client: TestClient) -> None:
    told = problem_of(put(client, "bread", BROKEN, If_Match=etag(client, "bread")), 422)
    assert len(told["errors"]) == 2
    assert "bread.yaml:4: key_points:" in told["errors"][0]
    assert "bread.yaml:5: colour:" in told["errors"][1]
    assert on_disk(client, "bread") == BREAD.encode()


def test_a_broken_file_is_put_right_under_its_own_version(tmp_path: Path) -> None:
    with serving(tmp_path, files={"torn": BROKEN}) as client:
        problem_of(put(client, "torn", BREAD, If_None_Match="*"), 412)
        (services_of(client).bank.folder / "torn.yaml").unlink()
        assert put(client, "torn", BREAD, If_None_Match="*").status_code in (200, 201)
        assert client.get(PATH).json()["broken"] == []


@pytest.mark.parametrize("id", ["Bread", "b read", "-bread", "bread.yaml", "..", "brot-ä", "%00"])
def test_an_id_that_is_no_slug_is_refused_and_nothing_is_written(client: TestClient, id: str) -> None:
    before = sorted(services_of(client).bank.folder.parent.rglob("*.yaml"))
    response = put(client, id.replace("..", "%2e%2e"), BREAD, If_None_Match="*")
    assert response.status_code in (404, 405, 422)
    assert sorted(services_of(client).bank.folder.parent.rglob("*.yaml")) == before


def test_a_slash_in_an_id_leads_nowhere_else(client: TestClient) -> None:
    response = put(client, "..%2f..%2fescaped", BREAD, If_None_Match="*")
    assert response.status_code in (404, 422)
    assert not list(services_of(client).bank.folder.parent.rglob("*escaped*"))


@pytest.mark.parametrize(
    "body", [{}, {"text": 3}, {"text": BREAD, "id": "bread"}, {"text": "x" * 1_000_001}, []]
)
def test_a_body_that_does_not_fit_is_refused(client: TestClient, body: object) -> None:
    response = client.put(f"{PATH}/bread", json=body, headers={"If-Match": etag(client, "bread")})
    problem_of(response, 422)


def test_half_a_surrogate_pair_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "If-Match": etag(client, "bread")}
    response = client.put(f"{PATH}/bread", content='{"text": "\\udc00"}', headers=headers)
    assert "half of a surrogate pair" in problem_of(response, 422)["errors"][0]


@pytest.mark.parametrize(
    ("method", "path", "allow"), [("POST", PATH, "GET"), ("DELETE", f"{PATH}/bread", "GET, PUT")]
)
def test_other_methods_are_refused_and_told_which_ones_go(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    response = client.request(method, path)
    problem_of(response, 405)
    assert response.headers["allow"] == allow


def test_another_site_is_refused(client: TestClient) -> None:
    response = put(client, "bread", ODD, If_Match=etag(client, "bread"), Sec_Fetch_Site="cross-site")
    problem_of(response, 403)
    assert on_disk(client, "bread") == BREAD.encode()

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from api.serving import answered, deleted, services_of, words_of
from viva.exporting.faults import LIMITS
from viva.views.security import LARGEST_BODY

FORMS = ("export.md", "export.html", "export.json", "print")
FILES = ("/record/export.zip", "/record/weak.apkg", "/record/weak.csv")


def test_an_interview_is_taken_away_in_each_form(client: TestClient) -> None:
    id = answered(client)
    for form, kind in (
        ("export.md", "text/markdown; charset=utf-8"),
        ("export.html", "text/html; charset=utf-8"),
        ("export.json", "application/json"),
    ):
        response = client.get(f"/interviews/{id}/{form}")
        assert (response.status_code, response.headers["content-type"]) == (200, kind)
        disposition = response.headers["content-disposition"]
        assert disposition.startswith('attachment; filename="viva-') and disposition.endswith(f'.{form[7:]}"')
        assert "Yeast turns sugar into gas" in response.text
    page = words_of(client.get(f"/interviews/{id}/print"))
    assert "Yeast turns sugar into gas said" in page and "Model answer" in page


def test_the_file_needs_nothing_beside_it(client: TestClient) -> None:
    text = client.get(f"/interviews/{answered(client)}/export.html").text
    assert "<script" not in text and "<link" not in text and "src=" not in text and "url(http" not in text
    assert "--covered:" in text and "@media print" in text


def test_odd_words_are_only_words(client: TestClient) -> None:
    id = answered(client, "<script>alert(1)</script> Yeast turns sugar into gas.")
    for form in ("export.html", "print"):
        text = client.get(f"/interviews/{id}/{form}").text
        assert "alert(1)" in text and "<script>alert" not in text


@pytest.mark.parametrize(
    "make", [lambda _: "0" * 32, lambda _: "%00", deleted], ids=["unknown", "nul", "deleted"]
)
@pytest.mark.parametrize("form", FORMS)
def test_an_interview_that_is_not_there_is_404(
    client: TestClient, make: Callable[[TestClient], str], form: str
) -> None:
    assert client.get(f"/interviews/{make(client)}/{form}").status_code == 404


def test_the_archive_and_the_weak_points_are_files(client: TestClient) -> None:
    answered(client)
    for path in FILES:
        response = client.get(path)
        assert response.status_code == 200 and "attachment" in response.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(client.get(FILES[0]).content)) as archive:
        assert len(json.loads(archive.read("record.json"))["interviews"]) == 1
    assert b"Gluten holds bubbles inside dough" in client.get(FILES[2]).content


def test_an_empty_record_offers_only_to_bring_one_in(client: TestClient) -> None:
    page = client.get("/record")
    assert "/record/export.zip" not in page.text and "Bring an archive in" in words_of(page)


def test_an_archive_is_brought_in_and_the_page_says_what_became_of_it(client: TestClient) -> None:
    id = answered(client)
    archive = client.get("/record/export.zip").content
    services_of(client).interviews.rename(id, "Renamed <b>since")
    response = client.post("/record/import", files={"archive": ("a.zip", archive)})
    assert response.status_code == 303
    page = client.get(response.headers["location"])
    told = words_of(page)
    assert "0 interviews were brought in." in told and "It stayed as it is here" in told
    assert "Renamed &lt;b&gt;since" in page.text


@pytest.mark.parametrize(
    ("files", "what"),
    [
        (None, "Choose a file first."),
        ({"archive": ("", b"")}, "Choose a file first."),
        ({"archive": ("a.zip", b"nothing")}, "a.zip: is neither an archive"),
        ({"archive": ("<b>.zip", b"PK")}, "<b>.zip: is damaged"),
    ],
)
def test_what_cannot_be_brought_in_is_the_same_page_with_the_reason(
    client: TestClient, files: dict[str, tuple[str, bytes]] | None, what: str
) -> None:
    id = answered(client)
    response = client.post("/record/import", files=files)
    assert response.status_code == 422 and what in words_of(response)
    assert f"/interviews/{id}/summary" in response.text


def test_only_this_route_takes_more_than_an_answer(client: TestClient) -> None:
    large = b"x" * (LARGEST_BODY + 1)
    assert client.post("/record/import", files={"archive": ("a.zip", large)}).status_code == 422
    assert client.post("/interviews", content=large).status_code == 413
    length = {"Content-Length": str(LIMITS.bytes + 2_000_000)}
    assert client.post("/record/import", content=b"", headers=length).status_code == 413


def test_wrong_methods_and_other_sites_are_refused(client: TestClient) -> None:
    id = answered(client)
    for path in (*FILES, *(f"/interviews/{id}/{form}" for form in FORMS)):
        wrong = client.post(path)
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
    assert client.get("/record/import").status_code == 405
    foreign = client.post(
        "/record/import", files={"archive": ("a.zip", b"x")}, headers={"Origin": "http://evil.example"}
    )
    assert foreign.status_code == 403


def test_a_result_that_does_not_fit_is_422(client: TestClient) -> None:
    assert client.get("/record?added=-1").status_code == 422
    assert client.get("/record?added=1&differing=1&differs=nobody").status_code == 200

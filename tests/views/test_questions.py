from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.serving import BROKEN, answered, services_of, serving, words_of
from helpers import BREAD, FILES


def test_the_bank_is_listed_by_topic(client: TestClient) -> None:
    told = words_of(client.get("/questions"))
    for said in ("baking Why does bread rise? 2 key points", "chemistry How does soap clean? 1 key point"):
        assert said in told
    assert told.index("baking") < told.index("chemistry") < told.index("physics")


def test_a_broken_file_is_named_with_its_lines_and_the_others_stay(tmp_path: Path) -> None:
    with serving(tmp_path, files={**FILES, "torn": BROKEN}) as client:
        for path in ("/questions", "/"):
            told = words_of(client.get(path))
            assert "1 file needs a look" in told and "torn.yaml:4" in told and "torn.yaml:5" in told
            assert "Why does bread rise?" in told
        assert "torn.yaml" in words_of(client.get("/questions/torn"))


def test_an_empty_bank_says_so(tmp_path: Path) -> None:
    with serving(tmp_path, files={}) as client:
        assert "no usable file" in words_of(client.get("/questions"))
        assert "no question to ask yet" in words_of(client.get("/"))
        refused = client.post("/interviews", data={})
        assert refused.status_code == 422 and "No question fits" in words_of(refused)


def test_a_rubric_is_shown_as_its_file_says_it(client: TestClient) -> None:
    told = words_of(client.get("/questions/tides"))
    for said in (
        "What makes the tides?",
        "physics",
        "Earth turns beneath two bulges daily",
        "weight 2",
        "tides.yaml",
    ):
        assert said in told


def test_what_a_rubric_says_is_text_and_never_markup(tmp_path: Path) -> None:
    nasty = BREAD.replace("Why does bread rise?", "'<script>alert(1)</script> & \"co\"?'")
    with serving(tmp_path, files={"nasty": nasty}) as client:
        for path in ("/", "/questions", "/questions/nasty", "/questions/nasty/history"):
            page = client.get(path)
            assert "<script>alert" not in page.text
            assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page.text


def test_an_unknown_question_is_404_and_names_the_closest(client: TestClient) -> None:
    for path in ("/questions/braed", "/questions/braed/history"):
        response = client.get(path)
        assert response.status_code == 404
        assert "Did you mean 'bread'?" in words_of(response)


@pytest.mark.parametrize("id", ["%00", "é", "a" * 5000, "%2e%2e"])
def test_an_odd_id_is_404(client: TestClient, id: str) -> None:
    assert client.get(f"/questions/{id}").status_code == 404


@pytest.mark.parametrize("path", ["/questions", "/questions/bread", "/questions/bread/history"])
def test_the_pages_are_read_only(client: TestClient, path: str) -> None:
    response = client.post(path)
    assert response.status_code == 405 and response.headers["allow"] == "GET"


def test_a_rubric_that_is_gone_keeps_its_history(client: TestClient, tmp_path: Path) -> None:
    answered(client)
    (tmp_path / "rubrics" / "bread.yaml").unlink()
    services_of(client).bank.reload()
    assert client.get("/questions/bread").status_code == 404
    told = words_of(client.get("/questions/bread/history"))
    assert "Why does bread rise?" in told and "no longer in the bank" in told

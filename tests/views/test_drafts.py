from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, begun, deleted, services_of, words_of
from viva.interview.draft_versions import Draft
from viva.interview.interviews import LONGEST_ANSWER
from viva.interview.record import QuestionRecord


def question(client: TestClient, path: str) -> QuestionRecord:
    found = services_of(client).interviews.get(path.split("/")[2]).question(1)
    assert found is not None
    return found


def keep(client: TestClient, path: str, text: str, **more: object) -> object:
    response = client.put(f"{path}/questions/1/draft", data={"number": 1, "text": text, **more})
    assert response.status_code in (200, 204), response.text
    return response.json() if response.status_code == 200 else response.headers.get("etag")


def field(client: TestClient, address: str) -> str:
    """What stands in the form's field."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", client.get(address).text, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_what_was_typed_is_in_the_field_line_by_line(client: TestClient) -> None:
    path = begun(client)
    assert keep(client, path, "\n Yeast <b> & \r\nsugar") == '"1"'
    assert field(client, f"{path}/questions/1") == "\n Yeast <b> & \nsugar"
    assert keep(client, path, "Yeast", base=1) == '"2"'
    assert field(client, f"{path}/questions/1") == "Yeast"


def test_two_versions_are_told_and_both_are_on_the_page(client: TestClient) -> None:
    path = begun(client)
    keep(client, path, "Yeast")
    assert keep(client, path, "Gluten") == {"revision": 2, "others": ["Yeast"]}
    assert keep(client, path, "Water", ago=3600) == {"revision": None, "others": ["Yeast", "Gluten"]}
    assert field(client, f"{path}/questions/1") == "Gluten"
    page = words_of(client.get(f"{path}/questions/1"))
    assert "Another version of your draft is kept: show it Water" in page and "Yeast Write on" in page


def test_what_was_sent_comes_back_before_what_was_kept(client: TestClient) -> None:
    path = begun(client)
    keep(client, path, "Yeast")
    hinted = client.post(f"{path}/questions/1/hints", data={"answer": "Gluten", "step": "1"})
    assert "Gluten</textarea>" in hinted.text
    assert "data-returned" in hinted.text


def test_once_it_is_answered_no_draft_of_it_is_kept_or_shown(client: TestClient) -> None:
    path = begun(client)
    keep(client, path, "Yeast turns")
    client.post(f"{path}/questions/1/answers", data={"answer": YEAST})
    assert keep(client, path, YEAST) is None
    assert field(client, f"{path}/questions/1?again=1") == ""
    assert keep(client, path, "Gluten", number=2) == '"1"'
    assert field(client, f"{path}/questions/1?again=1") == "Gluten"


def test_in_a_finished_interview_what_was_never_sent_can_be_read(client: TestClient) -> None:
    path = begun(client)
    keep(client, path, "Yeast <turns>")
    client.post(f"{path}/finish")
    page = client.get(f"{path}/questions/1")
    assert "did not send it Yeast &lt;turns&gt;".replace("&lt;", "<").replace("&gt;", ">") in words_of(page)
    assert "<textarea" not in page.text


@pytest.mark.parametrize("id", ["0" * 32, "%00", "x"])
def test_an_interview_that_is_not_there_is_404(client: TestClient, id: str) -> None:
    assert client.put(f"/interviews/{id}/questions/1/draft", data={"number": 1}).status_code == 404


def test_a_deleted_interview_and_a_missing_question_are_404(client: TestClient) -> None:
    assert (
        client.put(f"/interviews/{deleted(client)}/questions/1/draft", data={"number": 1}).status_code == 404
    )
    for position in ("0", "9", "-1"):
        assert (
            client.put(f"{begun(client)}/questions/{position}/draft", data={"number": 1}).status_code == 404
        )


BAD = [
    {},
    {"number": "0"},
    {"number": "x"},
    {"number": "1", "base": "-1"},
    {"number": "1", "base": "9" * 30},
    {"number": "1", "ago": "-1"},
    {"number": "1", "ago": "nan"},
    {"number": "1", "ago": "inf"},
    {"number": "1", "to_follow_up": "perhaps"},
    {"number": "1", "text": "a" * (LONGEST_ANSWER + 1)},
]


@pytest.mark.parametrize("form", BAD, ids=lambda form: str(form)[:40])
def test_a_form_that_does_not_fit_is_422_and_changes_nothing(
    client: TestClient, form: dict[str, str]
) -> None:
    path = begun(client)
    assert client.put(f"{path}/questions/1/draft", data=form).status_code == 422
    assert question(client, path).draft == Draft()


def test_a_position_that_is_no_number_is_422(client: TestClient) -> None:
    assert client.put(f"{begun(client)}/questions/one/draft", data={"number": 1}).status_code == 422


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    response = client.request(method, f"{begun(client)}/questions/1/draft")
    assert (response.status_code, response.headers["allow"]) == (405, "PUT")


def test_another_site_changes_no_draft(client: TestClient) -> None:
    path = begun(client)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    response = client.put(f"{path}/questions/1/draft", data={"number": 1, "text": "Buy!"}, headers=foreign)
    assert response.status_code == 403
    assert question(client, path).draft == Draft()

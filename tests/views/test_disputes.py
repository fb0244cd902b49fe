"""The page on which a rubric's owner sees what is held against its verdicts, and makes something of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, services_of, words_of
from helpers import BREAD
from viva.interview.record import AttemptRecord
from viva.rubric import Rubric

OTHERWISE = "Something else holds the rest, doesn't it?"
PAGE = "/questions/bread/disputes"


def attempt_of(client: TestClient, id: str) -> AttemptRecord:
    latest = services_of(client).interviews.get(id).questions[0].latest
    assert latest is not None
    return latest


def disputed(client: TestClient, key_point: str = "gluten", said: bool = True) -> AttemptRecord:
    """An attempt at the question on bread of which a verdict is disputed."""
    answer = f"{YEAST} {OTHERWISE}"
    id = answered(client, answer)
    attempt = attempt_of(client, id)
    start = answer.index("holds the rest")
    words = (1, start, start + len("holds the rest")) if said else None
    services_of(client).disputes.dispute(id, 1, attempt.id, key_point, said, words)
    return attempt_of(client, id)


def bread(client: TestClient) -> Rubric:
    return services_of(client).bank.get("bread")


def add(client: TestClient, disputed: AttemptRecord, what: str = "accept", **change: str) -> Any:
    fields = {"attempt": disputed.id, "key_point": "gluten", "version": bread(client).version, "add": what}
    return client.post(PAGE, data=fields | change)


def test_a_dispute_shows_the_point_both_stands_the_words_and_the_answer(client: TestClient) -> None:
    attempt = disputed(client)
    page = client.get(PAGE)
    told = words_of(page)
    assert "Gluten holds bubbles inside dough “I did say that.” The grader read: not said, 99% sure." in told
    assert '<q lang="en">holds the rest</q>' in page.text
    (link,) = re.findall(r'href="([^"]+)">The answer it is about', page.text)
    address, anchor = link.split("#")
    assert f'id="{anchor}"' in client.get(address).text and f'id="d-{attempt.id}-gluten"' in page.text
    assert all(label in told for label in ("Count this wording", "This contradicts it", "Add as an example"))


def test_the_newest_comes_first(client: TestClient) -> None:
    disputed(client)
    disputed(client, "yeast", said=False)
    told = words_of(client.get(PAGE))
    assert told.index("I did not say that") < told.index("I did say that")
    assert "Yeast turns sugar into gas 3" not in told


def test_the_pages_of_the_bank_lead_there_where_something_is_disputed(client: TestClient) -> None:
    for address in ("/questions", "/questions/bread"):
        assert PAGE not in client.get(address).text
    disputed(client)
    disputed(client, "yeast", said=False)
    for address in ("/questions", "/questions/bread"):
        page = client.get(address)
        assert page.text.count(f'href="{PAGE}"') == 1 and "2 disputed verdicts" in words_of(page)


@pytest.mark.parametrize(
    ("what", "line", "done"),
    [
        ("accept", "    accept:\n      - holds the rest\n", "This wording counts"),
        ("reject", "    reject:\n      - holds the rest\n", "This wording contradicts the key point"),
        (
            "example",
            f"examples:\n  - answer: >-\n      {YEAST} {OTHERWISE}\n    covered: [yeast, gluten]\n",
            "The answer is one of the rubric’s examples.",
        ),
    ],
)
def test_one_click_writes_it_into_the_file(client: TestClient, what: str, line: str, done: str) -> None:
    attempt = disputed(client)
    response = add(client, attempt, what)
    assert response.status_code == 303
    file = services_of(client).bank.folder / "bread.yaml"
    assert file.read_text() == BREAD + line
    page = client.get(response.headers["location"])
    assert done in words_of(page) and f'value="{what}"' not in page.text
    assert "By the rubric as it is now, the grader reads this answer: not said, 99% sure." in words_of(page)
    assert "That is not as it is held yet" in words_of(page)
    assert "By the rubric as it is now" not in words_of(client.get(PAGE))


def test_a_rubric_that_is_mended_reads_the_answer_as_it_is_held(client: TestClient) -> None:
    attempt = disputed(client)
    text = BREAD.replace("Gluten holds bubbles inside dough", "Something else holds the rest")
    services_of(client).bank.save("bread", text, bread(client).version)
    told = words_of(client.get(f"{PAGE}?attempt={attempt.id}&key_point=gluten"))
    assert "reads this answer: said, 99% sure. That is as it is held." in told


def test_the_same_again_is_refused_kindly(client: TestClient) -> None:
    attempt = disputed(client)
    opened = bread(client).version
    add(client, attempt)
    before = bread(client).text
    for version in (opened, bread(client).version):
        response = add(client, attempt, version=version)
        assert response.status_code == 422 and "These words count already" in words_of(response)
        assert response.text.count('role="alert"') == 1 and "Not added: Why does bread rise?" in words_of(
            response
        )
    assert "Take them out of there first" in words_of(add(client, attempt, "reject"))
    assert bread(client).text == before


def test_a_file_that_changed_meanwhile_is_told_and_shown_as_it_is_now(client: TestClient) -> None:
    attempt = disputed(client)
    opened = bread(client).version
    (services_of(client).bank.folder / "bread.yaml").write_text(BREAD + "# a remark\n")
    response = add(client, attempt, version=opened)
    assert response.status_code == 409 and "changed on disk since you opened it" in words_of(response)
    version = re.findall(r'name="version" value="([^"]+)"', response.text)[0]
    assert add(client, attempt, version=version).status_code == 303
    assert bread(client).text == BREAD + "    accept:\n      - holds the rest\n# a remark\n"


def test_a_file_that_is_broken_or_gone_still_shows_what_is_disputed(client: TestClient) -> None:
    attempt = disputed(client)
    version = bread(client).version
    bank = services_of(client).bank
    file = bank.folder / "bread.yaml"
    for broken in (True, False):
        file.write_text(BREAD + "colour: red\n") if broken else file.unlink()
        bank.reload()
        page = client.get(PAGE)
        told = words_of(page)
        assert page.status_code == 200 and "I did say that" in told and "Count this wording" not in told
        assert ("colour" if broken else "There is no question 'bread'") in told
        fields = {"attempt": attempt.id, "key_point": "gluten", "version": version, "add": "accept"}
        assert client.post(PAGE, data=fields).status_code == 404


def test_a_key_point_that_the_rubric_has_no_more_offers_nothing(client: TestClient) -> None:
    attempt = disputed(client)
    services_of(client).bank.save("bread", BREAD.replace("id: gluten", "id: dough"), bread(client).version)
    told = words_of(client.get(PAGE))
    assert "The rubric no longer has this key point." in told and "Count this wording" not in told
    assert add(client, attempt).status_code == 422


def test_a_question_without_disputes_says_so(client: TestClient) -> None:
    assert "No verdict on answers to this question is disputed." in words_of(client.get(PAGE))


def test_the_words_of_a_follow_ups_answer_say_where_they_are_from(client: TestClient) -> None:
    has = services_of(client)
    id = str(
        client.post("/api/v1/interviews", json={"question_ids": ["bread"], "mode": "coach"}).json()["id"]
    )
    assert has.worker.wait(has.interviews.answer(id, 1, YEAST), 20)
    attempt = attempt_of(client, id)
    assert has.worker.wait(has.coach.answer(id, 1, OTHERWISE, attempt_id=attempt.id), 20)
    has.coach.show(id, 1)
    has.disputes.dispute(id, 1, attempt.id, "gluten", True, (2, 0, 9))
    assert "second answer" in words_of(client.get(PAGE))


# The menu of every route.


def test_what_is_not_there_is_404(client: TestClient) -> None:
    attempt = disputed(client)
    assert client.get("/questions/nothing/disputes").status_code == 404
    assert add(client, attempt, attempt="nothing").status_code == 404
    assert add(client, attempt, key_point="sun").status_code == 404
    fields = {"attempt": attempt.id, "key_point": "gluten", "version": "x", "add": "accept"}
    assert client.post("/questions/nothing/disputes", data=fields).status_code == 404
    assert client.post("/questions/tides/disputes", data=fields).status_code == 404


def test_wrong_methods_and_other_sites_are_refused(client: TestClient) -> None:
    attempt = disputed(client)
    assert client.put(PAGE).status_code == 405
    fields = {"attempt": attempt.id, "key_point": "gluten", "version": bread(client).version, "add": "accept"}
    assert client.post(PAGE, data=fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert bread(client).text == BREAD


@pytest.mark.parametrize(
    "change", [{"add": ""}, {"add": "delete"}, {"version": "v" * 201}, {"attempt": "a" * 201}]
)
def test_a_form_that_was_tampered_with_is_refused(client: TestClient, change: dict[str, str]) -> None:
    assert add(client, disputed(client), **change).status_code == 422
    assert bread(client).text == BREAD


def test_an_address_that_names_no_dispute_is_the_page_itself(client: TestClient) -> None:
    disputed(client)
    assert "By the rubric as it is now" not in words_of(client.get(f"{PAGE}?attempt=nothing&key_point=sun"))
    assert client.get(f"{PAGE}?attempt={'a' * 201}").status_code == 422

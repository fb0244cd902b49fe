from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.serving import answered, begun, services_of, serving, words_of
from helpers import FILES, PLAIN_CALIBRATION
from interview.tales import QUARREL, WHOLE, PartVerifier, part_grader
from viva.grading import Grader

HEADING = "How you tell it"
BANK = {"bread": FILES["bread"], "quarrel": QUARREL}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(tmp_path, part_grader, files=BANK) as client:
        yield client


def said(client: TestClient, words: str, **wishes: str) -> str:
    """The path of the page of an answer to the question about a quarrel."""
    path = begun(client, question="quarrel", **wishes) + "/questions/1"
    assert client.post(f"{path}/answers", data={"answer": words, "number": "1"}).status_code == 303
    services_of(client).worker.wait(services_of(client).history.question("quarrel")[0].attempt.id, 20)
    return path


def test_an_answer_about_oneself_shows_the_four_parts_with_their_words(client: TestClient) -> None:
    page = client.get(said(client, WHOLE))
    told = words_of(page)
    assert HEADING in told and "counts for nothing" in told
    assert re.findall(r"(Situation|Task|Action|Result) (told|perhaps told|not found)", told) == [
        ("Situation", "told"),
        ("Task", "told"),
        ("Action", "told"),
        ("Result", "told"),
    ]
    for part in ("situation", "task", "action", "result"):
        assert page.text.count(f'id="told-{part}"') == 1 and f'href="#told-{part}"' in page.text


def test_what_is_not_found_or_unsure_says_so_and_only_what_is_found_leads_anywhere(
    client: TestClient,
) -> None:
    page = client.get(said(client, "It was a Situation with drums. I did the ACTION."))
    told = words_of(page)
    assert "Situation perhaps told" in told and "Task not found" in told and "Action told" in told
    assert 'href="#told-situation"' in page.text and 'href="#told-task"' not in page.text


def test_long_words_are_cut_and_the_whole_answer_stays_as_it_was(client: TestClient) -> None:
    answer = "The RESULT <was> one two three four five six seven eight nine ten & a carpet."
    page = client.get(said(client, answer))
    assert "The RESULT <was> one two three four five six …" in words_of(page)
    shown = re.search(r'<div class="words"[^>]*>(.*?)</div>', page.text, re.DOTALL)
    assert shown is not None
    assert (
        re.sub(r"<sup>.*?</sup>|<[^>]*>", "", shown[1])
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        == answer
    )


def test_a_question_about_a_subject_has_none(client: TestClient) -> None:
    page = client.get(f"/interviews/{answered(client)}/questions/1")
    assert "1 of 2" in words_of(page) and HEADING not in words_of(page)


@pytest.mark.parametrize("mode", ["coach", "mock"])
def test_it_is_not_told_before_the_reveal(client: TestClient, mode: str) -> None:
    path = said(client, "The RESULT was a carpet.", mode=mode)
    assert HEADING not in words_of(client.get(path))
    if mode == "coach":
        client.post(f"{path}/show")
    else:
        client.post(f"{path.rsplit('/questions', 1)[0]}/finish")
    assert "Result told" in words_of(client.get(path))


def test_where_it_cannot_be_read_the_strip_is_absent_and_the_feedback_is_there(tmp_path: Path) -> None:
    verifier = PartVerifier()
    verifier.failing_on_stories = True
    with serving(tmp_path, lambda: Grader(verifier, PLAIN_CALIBRATION), files=BANK) as client:
        page = client.get(said(client, WHOLE))
    assert "1 of 1 key point" in words_of(page) and HEADING not in words_of(page)


def test_it_counts_for_nothing_and_is_not_part_of_a_grade(client: TestClient) -> None:
    page = client.get(said(client, "The speaker talked to the neighbour."))
    assert "100% coverage" in words_of(page) and "Result not found" in words_of(page)
    answer = {"question_id": "quarrel", "answer": WHOLE}
    assert "situation" not in client.post("/api/v1/grade", json=answer).text

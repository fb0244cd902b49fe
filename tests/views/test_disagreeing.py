"""The forms at a key point, with no scripts at all: "I did say that", "I did not say that", "Take it back"."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, begun, services_of, serving, words_of
from helpers import word_grader
from viva.interview.plan import Mode, Wishes
from viva.interview.record import AttemptRecord, QuestionRecord

OTHERWISE = "Something else holds the rest, doesn't it? Yes."
BOTH = f"{YEAST} {OTHERWISE}"


def question(client: TestClient, path: str) -> QuestionRecord:
    found = services_of(client).interviews.get(path.split("/")[2]).question(1)
    assert found is not None
    return found


def latest(client: TestClient, path: str) -> AttemptRecord:
    attempt = question(client, path).latest
    assert attempt is not None
    return attempt


def answered(client: TestClient, *answers: str, mode: str = "feedback") -> str:
    """The path of an interview whose first question, on bread, has these answers."""
    path = begun(client, mode=mode)
    for words in answers or (BOTH,):
        assert client.post(f"{path}/questions/1/answers", data={"answer": words}).status_code == 303
        assert services_of(client).worker.wait(latest(client, path).id, 20)
    return path


def hold(client: TestClient, path: str, key_point: str = "gluten", **fields: str) -> Any:
    """Sends the form of the latest attempt."""
    address = f"{path}/questions/1/attempts/{latest(client, path).id}/disputes"
    return client.post(address, data={"key_point": key_point} | fields)


def choices(page: str) -> dict[str, str]:
    """The sentences to choose from in a page, by their values."""
    found = re.findall(r'name="choice" value="([^"]+)"[^>]*> <span lang="en">([^<]+)</span>', page)
    return {text.replace("&#39;", "'"): value for value, text in found}


def test_each_point_offers_what_can_be_held_against_its_verdict(client: TestClient) -> None:
    page = client.get(f"{answered(client)}/questions/1").text
    said, missing = (page.split(f'id="p1-{n}"')[1].split("</li>")[0] for n in (1, 2))
    assert "I did not say that" in said and "I did say that" not in said
    assert "I did say that" in missing and "I did not say that" not in missing


@pytest.mark.parametrize(
    ("answer", "word"),
    [("Gluten holds nothing.", "half said"), ("Gluten never holds bubbles inside.", "opposite")],
)
def test_half_said_and_said_the_wrong_way_round_can_be_either(
    client: TestClient, answer: str, word: str
) -> None:
    page = client.get(f"{answered(client, answer)}/questions/1").text
    point = page.split('id="p1-2"')[1].split("</li>")[0]
    assert word in point and "I did say that" in point and "I did not say that" in point


def test_a_sentence_can_be_chosen(client: TestClient) -> None:
    path = answered(client)
    value = choices(client.get(f"{path}/questions/1").text)["Something else holds the rest, doesn't it?"]
    response = hold(client, path, said="true", choice=value)
    assert (response.status_code, response.headers["location"]) == (303, f"{path}/questions/1")
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    assert "2 of 2 key points · 100% coverage" in told
    assert "With 1 verdict of yours. As the grader read it, the coverage is 50%." in told
    assert (
        "Your verdict: you did say it. The grader read: not said, 99% sure." in told
        and "Take it back" in told
    )
    assert '<q lang="en">Something else holds the rest, doesn&#39;t it?</q>' in page.text
    assert re.search(r'<mark class="covered"[^>]*id="w1-2">Something else holds the rest', page.text)
    assert "I did say that" not in told  # nothing is left to say it of


def test_words_can_be_copied(client: TestClient) -> None:
    path = answered(client)
    assert hold(client, path, said="true", words=" holds\r\nthe REST, ").status_code == 303
    (stand,) = latest(client, path).stands
    assert stand.words is not None and stand.words.text == "holds the rest,"


def test_words_go_before_a_sentence_and_the_place_they_were_selected_in_counts(client: TestClient) -> None:
    path = answered(client, "It is gas. I say it is gas.")
    assert hold(client, path, said="true", words="it is gas", near="1:17", choice="1:0:10").status_code == 303
    (stand,) = latest(client, path).stands
    assert stand.words is not None and stand.words.start == 17


def test_what_was_not_said_needs_no_words(client: TestClient) -> None:
    path = answered(client)
    assert hold(client, path, "yeast").status_code == 303
    page = client.get(f"{path}/questions/1")
    assert (
        "Your verdict: you did not say it. The grader read: said, 99% sure. Yeast turns sugar into gas"
        in words_of(page)
    )
    assert "0 of 2 key points" in words_of(page) and "<mark" not in page.text.split("Model answer")[0]


def test_it_can_be_taken_back(client: TestClient) -> None:
    path = answered(client)
    before = client.get(f"{path}/questions/1").text
    hold(client, path, "yeast")
    address = f"{path}/questions/1/attempts/{latest(client, path).id}/disputes/withdraw"
    for _ in range(2):
        response = client.post(address, data={"key_point": "yeast"})
        assert (response.status_code, response.headers["location"]) == (303, f"{path}/questions/1")
    assert client.get(f"{path}/questions/1").text == before


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose the words of your answer that say it."),
        ({"words": "nowhere <at> all"}, "These words are not in your answer as they stand here."),
        ({"choice": "1:0:9999"}, "These words are not in your answer."),
        ({"choice": "x:y:z"}, "Choose the words of your answer that say it."),
        ({"choice": "1:5"}, "Choose the words of your answer that say it."),
        ({"choice": "²:0:1"}, "Choose the words of your answer that say it."),
        (
            {"words": "elsewhere", "near": "1:0", "choice": "1:0:27"},
            "These words are not in your answer as they",
        ),
    ],
)
def test_words_that_will_not_do_are_the_same_page_and_nothing_is_lost(
    client: TestClient, fields: dict[str, str], told: str
) -> None:
    path = answered(client)
    response = hold(client, path, said="true", **fields)
    assert response.status_code == 422
    assert told in words_of(response) and "Not kept yet: Why does bread rise?" in words_of(response)
    form = response.text.split('id="p1-2"')[1].split("</li>")[0]
    assert form.count("<details open>") == 1 == response.text.count('role="alert"')
    assert (
        'aria-invalid="true"' in form
        and f'value="{fields.get("words", "").replace("<", "&lt;").replace(">", "&gt;")}"' in form
    )
    assert f'name="near" value="{fields.get("near", "")}"' in form
    assert ('value="1:0:27" checked' in form) == (fields.get("choice") == "1:0:27")
    assert latest(client, path).stands == ()


def test_what_the_grader_reads_that_way_itself_is_told_on_a_page(client: TestClient) -> None:
    path = answered(client)
    response = hold(client, path, "yeast", said="true", words="sugar")
    assert response.status_code == 422 and "The grader reads this point as said already." in words_of(
        response
    )


def test_a_follow_up_that_waits_keeps_the_verdicts_and_the_forms_back(client: TestClient) -> None:
    path = answered(client, mode="coach")
    assert "I did" not in client.get(f"{path}/questions/1").text
    response = hold(client, path, "yeast")
    assert response.status_code == 422 and "still to come" in words_of(response)


def test_words_of_each_turn_can_be_chosen(client: TestClient) -> None:
    path = answered(client, YEAST, mode="coach")
    sent = {"attempt": latest(client, path).id, "answer": OTHERWISE}
    client.post(f"{path}/questions/1/follow-ups", data=sent)
    assert services_of(client).worker.wait(latest(client, path).follow_ups[0].id, 20)
    client.post(f"{path}/questions/1/show")
    page = client.get(f"{path}/questions/1")
    form = page.text.split('id="p1-2"')[1].split("</li>")[0]
    assert form.index("first answer") < form.index('name="choice"') < form.index("second answer")
    assert (
        hold(
            client, path, said="true", choice=choices(form)["Something else holds the rest, doesn't it?"]
        ).status_code
        == 303
    )
    page = client.get(f"{path}/questions/1")
    assert 'id="w1-2-2"' in page.text and "100% coverage, 50% without the follow-ups" in words_of(page)


def test_earlier_attempts_can_be_disputed_and_say_so_when_folded(client: TestClient) -> None:
    path = answered(client, BOTH, YEAST)
    first = question(client, path).attempts[0]
    address = f"{path}/questions/1/attempts/{first.id}/disputes"
    refused = client.post(address, data={"key_point": "gluten", "said": "true"})
    assert refused.status_code == 422 and refused.text.count('role="alert"') == 1
    assert (
        client.post(
            address, data={"key_point": "gluten", "said": "true", "words": "holds the rest"}
        ).status_code
        == 303
    )
    told = words_of(client.get(f"{path}/questions/1"))
    assert "Attempt 1 2 of 2 key points · 100%, with 1 verdict of yours" in told
    assert "1 of 2 key points · 50% coverage" in told  # the latest stands as it was


def test_beside_an_answer_that_is_being_written_nothing_can_be_sent_that_would_lose_it(
    client: TestClient,
) -> None:
    path = answered(client)
    hold(client, path, "yeast")
    page = client.get(f"{path}/questions/1?again=1")
    assert "Your verdict: you did not say it." in words_of(page)
    assert "take-back" not in page.text and "I did say" not in page.text


def test_in_a_drill_the_point_can_be_disputed(client: TestClient) -> None:
    started = client.post("/drills", data={"aim": "bread/gluten"})
    path = str(started.headers["location"]).split("/questions/")[0]
    client.post(f"{path}/questions/1/answers", data={"answer": OTHERWISE})
    assert services_of(client).worker.wait(latest(client, path).id, 20)
    client.post(f"{path}/questions/1/show")
    assert hold(client, path, said="true", words="holds the rest").status_code == 303
    page = client.get(f"{path}/questions/1")
    assert "Your verdict: you did say it." in words_of(page) and 'id="p1-1"' in page.text
    assert latest(client, path).coverage == 1.0


def test_of_a_very_long_answer_the_words_are_copied(client: TestClient) -> None:
    path = answered(client, "It rises, I think. " * 60 + OTHERWISE)
    page = client.get(f"{path}/questions/1").text
    assert not choices(page) and "Copy the words of yours that say it here" in page
    assert hold(client, path, said="true", words="holds the rest").status_code == 303


def test_wherever_a_coverage_shows_it_says_whose_verdicts_it_goes_by(client: TestClient) -> None:
    path = answered(client)
    hold(client, path, said="true", words="holds the rest")
    summary = words_of(client.get(f"{path}/summary"))
    assert "100% coverage, the mean of what is graded With 1 verdict of yours." in summary
    assert "with 1 verdict of yours · Over time" in summary
    assert "1 of 3 answered · with 1 verdict of yours" in words_of(client.get("/record"))
    history = words_of(client.get("/questions/bread/history"))
    assert "100% coverage with 1 verdict of yours" in history and "in place of the grader’s" in history


def test_a_weak_point_says_that_it_is_one_by_the_persons_verdict(client: TestClient) -> None:
    path = answered(client)
    hold(client, path, "yeast")
    told = words_of(client.get(f"{path}/summary"))
    assert "Yeast turns sugar into gas not said your verdict" in told


# The menu of every route.


@pytest.mark.parametrize("end", ["", "/withdraw"])
def test_what_is_not_there_is_404(client: TestClient, end: str) -> None:
    path, other = answered(client), answered(client)
    attempt, elsewhere = latest(client, path).id, latest(client, other).id
    for address in (
        f"/interviews/nothing/questions/1/attempts/{attempt}/disputes",
        f"{path}/questions/9/attempts/{attempt}/disputes",
        f"{path}/questions/2/attempts/{attempt}/disputes",
        f"{path}/questions/1/attempts/nothing/disputes",
        f"{path}/questions/1/attempts/{elsewhere}/disputes",
    ):
        assert client.post(address + end, data={"key_point": "yeast"}).status_code == 404


def test_a_key_point_that_is_not_there_is_404(client: TestClient) -> None:
    path = answered(client)
    assert hold(client, path, "sun").status_code == 404
    assert hold(client, path, "", said="true", words="sugar").status_code == 404


@pytest.mark.parametrize("end", ["", "/withdraw"])
def test_wrong_methods_and_other_sites_are_refused(client: TestClient, end: str) -> None:
    path = answered(client)
    address = f"{path}/questions/1/attempts/{latest(client, path).id}/disputes{end}"
    assert client.get(address).status_code == 405
    refused = client.post(address, data={"key_point": "yeast"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403 and latest(client, path).stands == ()


@pytest.mark.parametrize(
    "change", [{"said": "perhaps"}, {"choice": "1" * 201}, {"near": "1" * 201}, {"key_point": "k" * 201}]
)
def test_a_form_that_was_tampered_with_is_refused(client: TestClient, change: dict[str, str]) -> None:
    path = answered(client)
    assert hold(client, path, **({"key_point": "yeast"} | change)).status_code == 422
    assert latest(client, path).stands == ()


def test_a_position_that_is_no_number_is_refused(client: TestClient) -> None:
    path = answered(client)
    address = f"{path}/questions/x/attempts/{latest(client, path).id}/disputes"
    assert client.post(address, data={"key_point": "yeast"}).status_code == 422


def test_while_an_answer_is_read_again_it_says_so(tmp_path: Path) -> None:
    gate = Event()
    gate.set()
    with serving(tmp_path, lambda: word_grader(gate)) as client:
        path = answered(client)
        gate.clear()
        services_of(client).interviews.grade_again(latest(client, path).id)
        response = hold(client, path, "yeast")
        assert response.status_code == 422 and "is being read" in words_of(response)
        gate.set()


def test_a_mock_interview_keeps_the_verdicts_back_until_its_end(client: TestClient) -> None:
    has = services_of(client)
    id = has.interviews.start(Wishes(question_ids=frozenset({"bread"}), mode=Mode.MOCK)).id
    assert has.worker.wait(has.interviews.answer(id, 1, BOTH), 20)
    path = f"/interviews/{id}"
    assert hold(client, path, "yeast").status_code == 422
    has.interviews.finish(id)
    assert hold(client, path, "yeast").status_code == 303
    assert 'class="take-back"' in client.get(f"{path}/questions/1").text

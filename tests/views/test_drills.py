"""The pages of a drill: a short question, the one point it asks about, the next one."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, begun, services_of, words_of
from viva.interview.record import InterviewRecord

GLUTEN = "Gluten holds bubbles inside dough."


def drilled(client: TestClient, *aims: str) -> str:
    """The path of a new drill."""
    response = client.post("/drills", data={"aim": list(aims)})
    assert response.status_code == 303, response.text
    return str(response.headers["location"]).removesuffix("/questions/1")


def interview(client: TestClient, path: str) -> InterviewRecord:
    return services_of(client).interviews.get(path.split("/")[2])


def answer(client: TestClient, path: str, words: str, position: int = 1) -> None:
    response = client.post(f"{path}/questions/{position}/answers", data={"answer": words})
    assert response.status_code == 303, response.text
    for id in interview(client, path).being_read:
        assert services_of(client).worker.wait(id, 20)


def test_the_short_question_comes_with_the_one_that_it_belongs_to(client: TestClient) -> None:
    path = drilled(client, "bread/gluten", "bread/yeast")
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    (short,) = re.findall(r'<h1 id="question" lang="en">([^<]+)</h1>', page.text)
    assert short == interview(client, path).questions[0].question
    assert "Why does bread rise?" in told
    assert "Question 1 of 2 · drill" in told
    assert "This asks about one point alone" in told
    assert "Gluten holds" not in told


def test_the_feedback_is_about_that_point_alone(client: TestClient) -> None:
    path = drilled(client, "bread/gluten", "bread/yeast")
    answer(client, path, YEAST)
    page = client.get(f"{path}/questions/1")
    told = words_of(page)
    assert "not said the point that was asked about" in told
    assert "Gluten holds bubbles inside dough not said" in told
    assert page.text.count('<li class="point ') == 1
    assert "Model answer" in told
    assert re.search(r"<mark[^>]*>Gluten holds bubbles inside dough", page.text)
    assert "Next question" in told
    assert "follow-up" not in told


def test_the_words_of_the_point_are_marked_and_lead_to_it(client: TestClient) -> None:
    path = drilled(client, "bread/gluten")
    answer(client, path, f"{YEAST} {GLUTEN}")
    page = client.get(f"{path}/questions/1").text
    assert set(re.findall(r'href="#(w[\d-]+|p[\d-]+)"', page)) == {"w1-1", "p1-1"}
    assert 'id="w1-1"' in page
    assert 'id="p1-1"' in page


def test_hints_speak_of_that_point_and_count_for_it(client: TestClient) -> None:
    path = drilled(client, "bread/gluten")
    page = client.post(f"{path}/questions/1/hints", data={"step": "2", "answer": "Hm"})
    assert "Think of" in words_of(page)
    assert "key points" not in words_of(page)
    page = client.post(f"{path}/questions/1/hints", data={"step": "3", "answer": "Hm"})
    assert "A good answer, with the words to find left out" in words_of(page)
    answer(client, path, GLUTEN)
    assert "with 2 hints" in words_of(client.get(f"{path}/questions/1"))


def test_after_a_miss_one_can_try_again_with_the_same_question(client: TestClient) -> None:
    path = drilled(client, "bread/gluten")
    answer(client, path, YEAST)
    page = client.get(f"{path}/questions/1?again=1")
    assert "The interviewer" not in words_of(page).replace("What you said before", "")
    answer(client, path, GLUTEN)
    latest = interview(client, path).questions[0].latest
    assert latest is not None
    assert (latest.number, latest.coverage) == (2, 1.0)


def test_summary_and_record_say_that_it_is_a_drill(client: TestClient) -> None:
    path = drilled(client, "bread/gluten", "bread/yeast")
    answer(client, path, GLUTEN)
    answer(client, path, "I do not know.", 2)
    client.post(f"{path}/finish")
    told = words_of(client.get(f"{path}/summary"))
    assert "Drill: baking" in told
    assert "· drill" in told
    assert "50% coverage" in told
    assert "Why does bread rise?" in told
    assert "Yeast turns sugar into gas not said" in told
    assert "· drill" in words_of(client.get("/record"))
    anew = client.get(f"{path}/questions/2")
    assert "Drill this point anew" in words_of(anew)
    assert 'name="aim" value="bread/yeast"' in anew.text


def test_the_history_of_the_question_tells_a_drill_from_an_attempt_at_the_whole(client: TestClient) -> None:
    path = begun(client, question="bread")
    answer(client, path, YEAST)
    drill = drilled(client, "bread/gluten")
    answer(client, drill, GLUTEN)
    page = client.get("/questions/bread/history")
    told = words_of(page)
    assert interview(client, drill).questions[0].question in told
    assert "drill" in told
    assert "50% coverage" in told
    assert "100% coverage" not in told
    assert "not asked about then" in page.text


def test_a_summary_offers_to_drill_its_weak_points(client: TestClient) -> None:
    path = begun(client, question="bread")
    answer(client, path, YEAST)
    page = client.get(f"{path}/summary")
    assert "Drill this point" in words_of(page)
    aims = re.findall(r'name="aim" value="([^"]+)"', page.text)
    assert aims == ["bread/gluten"]
    drill = interview(client, drilled(client, *aims))
    assert [(q.question_id, q.aimed_at) for q in drill.questions] == [("bread", "gluten")]


def test_where_nothing_is_weak_there_is_nothing_to_drill(client: TestClient) -> None:
    path = begun(client, question="bread")
    answer(client, path, f"{YEAST} {GLUTEN}")
    assert "/drills" not in client.get(f"{path}/summary").text


def test_points_that_are_gone_are_left_out_with_a_note(client: TestClient) -> None:
    response = client.post(
        "/drills", data={"aim": ["bread/salt", "ghost/moon", "bread/yeast", "bread/yeast"]}
    )
    assert response.status_code == 303
    location = str(response.headers["location"])
    assert location.endswith("/questions/1?left_out=2")
    assert "2 key points are no longer in the bank, and were left out." in words_of(client.get(location))
    assert len(interview(client, location).questions) == 1


@pytest.mark.parametrize("left_out", ["-1", "x", "10001"])
def test_a_note_that_nobody_wrote_is_refused(client: TestClient, left_out: str) -> None:
    path = drilled(client, "bread/yeast")
    assert client.get(f"{path}/questions/1?left_out={left_out}").status_code == 422


@pytest.mark.parametrize(
    ("aims", "told"),
    [
        (["bread/salt"], "the bank has none of these key points"),
        (["bread"], "“bread” names no key point"),
        (["/yeast"], "names no key point"),
        (["bread/"], "names no key point"),
        (["bread/yeast", ""], "names no key point"),
        (["bread/yeast/more"], "the bank has none of these key points"),
        (["<b>/&"], "the bank has none of these key points"),
    ],
)
def test_a_drill_of_nothing_is_told_so_on_the_start_page(
    client: TestClient, aims: list[str], told: str
) -> None:
    response = client.post("/drills", data={"aim": aims})
    assert response.status_code == 422
    assert told in words_of(response)
    assert "Ready when you are." in words_of(response)
    assert services_of(client).history.interviews() == ()


def test_where_nothing_is_due_the_start_page_says_so(client: TestClient) -> None:
    response = client.post("/drills")
    assert response.status_code == 422
    assert "Nothing is due" in words_of(response)


def test_a_drill_without_points_cannot_be_started_as_an_interview(client: TestClient) -> None:
    response = client.post("/interviews", data={"mode": "drill"})
    assert response.status_code == 422
    assert "A drill needs key points" in words_of(response)


def test_the_start_page_does_not_offer_a_drill_as_the_last_way(client: TestClient) -> None:
    begun(client, mode="coach")
    drilled(client, "bread/yeast")
    assert re.findall(r'name="mode" value="(\w+)" checked', client.get("/").text) == ["coach"]


def test_a_drill_has_no_other_methods_and_no_other_sites(client: TestClient) -> None:
    assert client.get("/drills").status_code == 405
    assert client.put("/drills").status_code == 405
    refused = client.post("/drills", data={"aim": "bread/yeast"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert services_of(client).history.interviews() == ()

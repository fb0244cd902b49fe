from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from api.serving import YEAST, answered, deleted, services_of, started, words_of
from helpers import BREAD
from viva.interview.plan import Wishes
from viva.views.record import PAGE

POSTS = ("rename", "delete", "restore")


def named(client: TestClient, title: str, **wishes: list[str]) -> str:
    id = started(client, **wishes)
    services_of(client).interviews.rename(id, title)
    return id


def title(client: TestClient, id: str) -> str:
    return services_of(client).interviews.get(id).title


def test_an_empty_record_says_so(client: TestClient) -> None:
    assert "Nothing here yet" in words_of(client.get("/record"))


def test_the_record_is_newest_first_with_its_coverage(client: TestClient) -> None:
    answered(client)
    named(client, "Second")
    told = words_of(client.get("/record"))
    assert told.index("Second") < told.index("Baking, chemistry, physics")
    assert "50%" in told and "1 of 3 answered" in told and "nothing graded" in told


def test_the_record_shows_only_what_is_asked_for(client: TestClient) -> None:
    named(client, "On the sea", topics=["physics"])
    named(client, "On dough", topics=["baking"])
    for query, shown in (
        ("topic=physics", "On the sea"),
        ("question=bread", "On dough"),
        ("topic=&question=", "On"),
    ):
        assert shown in words_of(client.get(f"/record?{query}"))
    assert "On dough" not in words_of(client.get("/record?topic=physics"))
    assert "No interview in your record asked this" in words_of(client.get("/record?topic=law"))


def test_older_interviews_are_on_the_next_page(client: TestClient) -> None:
    interviews = services_of(client).interviews
    ids = [interviews.start(Wishes(count=1)).id for _ in range(PAGE + 2)]
    for number, id in enumerate(ids):
        interviews.rename(id, f"No. {number:03}")
    first = client.get("/record")
    assert "No. 002" in words_of(first) and "No. 001" not in words_of(first)
    assert f"/record?before={ids[2]}" in first.text
    older = words_of(client.get(f"/record?before={ids[2]}"))
    assert "No. 001" in older and "No. 000" in older and "No. 002" not in older and "Older" not in older


def test_a_summary_shows_the_weakest_points_and_every_question(client: TestClient) -> None:
    id = answered(client)
    told = words_of(client.get(f"/interviews/{id}/summary"))
    assert "So far Baking, chemistry, physics" in told and "50% coverage" in told
    assert "To look at first Gluten holds bubbles inside dough not said" in told
    assert "Go on with question 2" in told and "open" in told
    services_of(client).interviews.finish(id)
    assert "Go on with" not in words_of(client.get(f"/interviews/{id}/summary"))


def test_what_is_not_graded_counts_neither_way(client: TestClient) -> None:
    id = answered(client, "12 34")
    told = words_of(client.get(f"/interviews/{id}/summary"))
    assert "1 not graded, which counts for nothing either way" in told and "0%" not in told


def test_an_interview_gets_another_title(client: TestClient) -> None:
    id = started(client)
    response = client.post(f"/interviews/{id}/rename", data={"title": "  Monday <b>& evening "})
    assert (response.status_code, response.headers["location"]) == (303, f"/interviews/{id}/summary")
    page = client.get(response.headers["location"])
    assert title(client, id) == "Monday <b>& evening" and "Monday &lt;b&gt;&amp; evening" in page.text


@pytest.mark.parametrize("new", ["", " ", "x" * 121])
def test_a_title_that_does_not_fit_is_the_same_page_with_the_reason(client: TestClient, new: str) -> None:
    id = named(client, "Monday")
    response = client.post(f"/interviews/{id}/rename", data={"title": new})
    assert response.status_code == 422
    assert "1 to 120 characters" in words_of(response) and "Monday" in words_of(response)
    assert title(client, id) == "Monday"


def test_a_deleted_interview_can_be_brought_back_from_the_page_that_follows(client: TestClient) -> None:
    id = answered(client)
    services_of(client).interviews.rename(id, "Monday")
    response = client.post(f"/interviews/{id}/delete")
    assert (response.status_code, response.headers["location"]) == (303, f"/record?deleted={id}")
    told = words_of(client.get(response.headers["location"]))
    assert "“Monday” is deleted. Undo" in told and "answered" not in told
    assert client.get(f"/interviews/{id}/summary").status_code == 404
    back = client.post(f"/interviews/{id}/restore")
    assert (back.status_code, back.headers["location"]) == (303, f"/interviews/{id}/summary")
    assert "50% coverage" in words_of(client.get(back.headers["location"]))
    assert "is deleted" not in words_of(client.get(f"/record?deleted={id}"))


def test_deleting_twice_is_404_the_second_time(client: TestClient) -> None:
    id = deleted(client)
    assert client.post(f"/interviews/{id}/delete").status_code == 404


@pytest.mark.parametrize(
    "make", [lambda _: "0" * 32, lambda _: "%00", deleted], ids=["unknown", "nul", "deleted"]
)
def test_an_interview_that_is_not_there_is_404(client: TestClient, make: Callable[[TestClient], str]) -> None:
    id = make(client)
    found = [client.get(f"/interviews/{id}/summary")]
    found += [client.post(f"/interviews/{id}/rename", data={"title": t}) for t in ("New", "")]
    assert {response.status_code for response in found} == {404}
    assert "no such interview" in words_of(found[0])


def test_what_never_was_cannot_be_brought_back(client: TestClient) -> None:
    assert client.post(f"/interviews/{'0' * 32}/restore").status_code == 404
    assert client.get(f"/record?deleted={'0' * 32}").status_code == 404


def test_a_question_is_shown_over_time(client: TestClient) -> None:
    answered(client, "Bread is baked.")
    answered(client, YEAST)
    answered(client, "12 34")
    told = words_of(client.get("/questions/bread/history"))
    assert "Why does bread rise?" in told and "50%" in told
    assert "Yeast turns sugar into gas" in told and "The answer has no words in it." in told


def test_a_question_that_was_not_answered_yet_says_so(client: TestClient) -> None:
    assert "not answered this question yet" in words_of(client.get("/questions/bread/history"))


def test_a_point_that_came_later_is_told_apart_from_one_that_was_missed(client: TestClient) -> None:
    bank = services_of(client).bank
    answered(client)
    bank.save(
        "bread", BREAD + "  - id: warmth\n    point: Warmth speeds everything\n", bank.get("bread").version
    )
    answered(client)
    page = client.get("/questions/bread/history")
    assert "Warmth speeds everything" in words_of(page) and "not in the rubric then" in page.text


def test_wrong_methods_and_other_sites_are_refused(client: TestClient) -> None:
    id = named(client, "Monday")
    for name in POSTS:
        wrong = client.get(f"/interviews/{id}/{name}")
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
        foreign = client.post(f"/interviews/{id}/{name}", headers={"Origin": "http://evil.example"})
        assert foreign.status_code == 403
    assert title(client, id) == "Monday"
    for path in ("/record", f"/interviews/{id}/summary"):
        assert client.post(path).status_code == 405

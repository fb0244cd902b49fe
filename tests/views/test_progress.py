from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.requests import Request
from starlette.testclient import TestClient

from api.serving import YEAST, services_of, serving, words_of
from helpers import FILES, rubric
from interview.reviewed_points import NOW, point
from viva.interview.plan import Mode, Wishes
from viva.interview.progress import Missed, Span, report
from viva.interview.schedule import PointState
from viva.paths import shipped
from viva.views import contexts
from viva.views.templates import Pages

NOTHING = "Nothing of the kind here."
BOTH = f"{YEAST} Gluten holds bubbles inside dough."


class Days:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self.now = NOW - timedelta(days=120)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def client(tmp_path: Path, days: Days) -> Iterator[TestClient]:
    with serving(tmp_path, clock=days) as client:
        yield client


def say(client: TestClient, answer: str, question: str = "bread", mode: Mode = Mode.FEEDBACK) -> str:
    """The id of an interview with one question, and that answer to it."""
    has = services_of(client)
    id = has.interviews.start(Wishes(question_ids=frozenset({question}), mode=mode)).id
    assert has.worker.wait(has.interviews.answer(id, 1, answer), 20)
    return id


@pytest.fixture
def record(client: TestClient, days: Days) -> list[str]:
    """Bread answered on three days, the tides on the last of them; the ids of the interviews."""
    made = []
    for ago, question, answer in (
        (12, "bread", "Yeast will not turn sugar into gas. It is an oven."),
        (5, "bread", YEAST),
        (0, "bread", BOTH),
        (0, "tides", NOTHING),
    ):
        days.now = NOW - timedelta(days=ago)
        made.append(say(client, answer, question))
    return made


def test_an_empty_record_says_what_is_to_come(client: TestClient) -> None:
    page = client.get("/progress")
    assert "Nothing here yet." in words_of(page) and 'href="/"' in page.text
    assert "<select" not in page.text and "of the last" not in page.text


def test_one_answer_is_a_beginning(client: TestClient) -> None:
    say(client, YEAST)
    told = words_of(client.get("/progress"))
    assert "you said 1 of 2 key points" in told and "50% coverage" in told
    assert "Once you have practised on a second day" in told
    assert "1 day of practice so far" in told and "of the last 28 days" not in told
    assert "Answer a question a second time" in told


def test_coverage_and_retention_over_time_come_with_their_numbers(
    client: TestClient, record: list[str]
) -> None:
    page = client.get("/progress")
    told = words_of(page)
    # bread: 0/2, then 1/2, then 2/2; tides (weights 1 and 2) 0/3. Today: (1 + 0) / 2 = 50%; all of it said today.
    assert "Coverage went from 0% on 19 Mar 2026 to 50%. About 50% is likely still there today." in told
    assert (
        "The numbers Coverage and retention at the end of each day Day Coverage Retention 19 Mar 2026 0% 0%"
        in told
    )
    (svg,) = html.fromstring(page.text).xpath("//svg[@class='chart']")
    named = svg.get("aria-labelledby")
    assert named and f'id="{named}"' in page.text


def test_the_weakest_points_come_with_their_words_and_a_drill(client: TestClient, record: list[str]) -> None:
    page = client.get("/progress")
    told = words_of(page)
    assert "Earth turns beneath two bulges daily not said" in told and "Missed on 31 Mar 2026." in told
    aims = [field.get("value") for field in html.fromstring(page.text).xpath("//input[@name='aim']")]
    assert aims == ["tides/bulges", "tides/moon"] * 2
    assert f"/interviews/{record[3]}/questions/1" in page.text
    assert "Drill these 2 points" in told
    started = client.post("/drills", data={"aim": aims})
    assert started.status_code == 303
    assert "Earth turns" not in client.get(started.headers["location"]).text


def test_what_was_said_the_wrong_way_round_is_quoted(client: TestClient) -> None:
    say(client, "Yeast will not turn sugar into gas.")
    told = words_of(client.get("/progress"))
    assert "Yeast turns sugar into gas said the opposite" in told
    assert "sugar into gas" in told.split("said the opposite")[1].split("Missed on")[0]


def test_with_nothing_open_there_is_no_drill_of_it(client: TestClient) -> None:
    say(client, BOTH)
    page = client.get("/progress")
    assert "Nothing is open" in words_of(page) and "/drills" not in page.text


def test_what_is_due_can_be_practised_at_once(client: TestClient, record: list[str], days: Days) -> None:
    days.now = NOW + timedelta(days=60)
    page = client.get("/progress?span=all")
    told = words_of(page)
    assert "Practise what is due (4)" in told and "Welcome back." in told
    assert "2 due" in words_of(client.get("/progress?topic=baking")).replace("due of it (2)", "2 due")


def test_one_topic_shows_its_points_over_time(client: TestClient, record: list[str]) -> None:
    page = client.get("/progress?topic=baking&span=30")
    told = words_of(page)
    assert "Point by point" in told and "Why does bread rise?" in told and "tides" not in told
    named = html.fromstring(page.text).xpath("//span[@class='reviews']//svg/@aria-label")
    assert named[:3] == ["said the opposite, 19 Mar 2026", "said, 26 Mar 2026", "said, 31 Mar 2026"]
    assert "100% retained" in told
    assert words_of(client.get("/progress?topic=physics")).count("open") >= 2


def test_reviews_outside_of_the_time_are_left_out(client: TestClient, days: Days) -> None:
    days.now = NOW - timedelta(days=50)
    say(client, YEAST)
    days.now = NOW
    assert "not in this time" in words_of(client.get("/progress?topic=baking&span=30"))
    assert "not in this time" not in words_of(client.get("/progress?topic=baking&span=90"))


@pytest.mark.parametrize(
    ("topic", "offered"), [("chemistry", True), ("law", False), ("<b>&", False), ("%00", False)]
)
def test_a_topic_that_did_not_come_up_yet_says_so(client: TestClient, topic: str, offered: bool) -> None:
    say(client, YEAST)
    page = client.get("/progress", params={"topic": topic})
    assert page.status_code == 200 and "Nothing of this topic has come up yet." in words_of(page)
    assert ("Practise this topic" in page.text) is offered


@pytest.mark.parametrize("span", ["30", "90", "all"])
def test_every_span_is_kept_in_the_form(client: TestClient, record: list[str], span: str) -> None:
    page = html.fromstring(client.get(f"/progress?span={span}").text)
    assert page.xpath("//select[@name='span']/option[@selected]/@value") == [span]
    assert set(page.xpath("//form[contains(@action, '#compare')]/input[@name='span']/@value")) == {span}


@pytest.mark.parametrize("span", ["7", "", "ALL", "-1"])
def test_a_span_that_there_is_not_is_422(client: TestClient, span: str) -> None:
    assert client.get(f"/progress?span={span}").status_code == 422


def test_before_and_after_shows_the_question_with_most_gained(
    client: TestClient, record: list[str], days: Days
) -> None:
    days.now += timedelta(minutes=5)
    say(client, NOTHING, "tides")
    page = client.get("/progress")
    told = words_of(page)
    assert "0% → then 100% 2 points gained" in told
    assert "It is an oven." in told and "Gluten holds bubbles inside dough" in told
    ids = re.findall(r'id="(p\d-\d)"', page.text)
    assert sorted(ids) == ["p1-1", "p1-2", "p2-1", "p2-2"]
    assert set(re.findall(r'href="#(p\d-\d)"', page.text)) <= set(ids)


def test_two_attempts_can_be_chosen(client: TestClient, record: list[str], days: Days) -> None:
    first, second, third = (p.attempt.id for p in services_of(client).history.question("bread"))
    told = words_of(client.get("/progress", params={"question": "bread", "before": second, "after": third}))
    assert "50% → then 100% 1 point gained" in told and "oven" not in told
    turned = words_of(client.get("/progress", params={"question": "bread", "before": third, "after": first}))
    assert "0% → then 100%" in turned
    days.now += timedelta(minutes=5)
    say(client, NOTHING)
    lost = services_of(client).history.question("bread")[-1].attempt.id
    told = words_of(client.get("/progress", params={"question": "bread", "before": third, "after": lost}))
    assert "100% → then 0% 2 points lost" in told


def test_ids_of_another_question_and_of_none_are_no_hindrance(client: TestClient, record: list[str]) -> None:
    for id in ("0" * 32, "", "\0", "<b>"):
        page = client.get("/progress", params={"question": "bread", "before": id, "after": id})
        assert page.status_code == 200 and "0% → then 100%" in words_of(page)


def test_a_question_without_two_answers_says_so(client: TestClient, record: list[str]) -> None:
    assert "no two graded answers to compare yet" in words_of(client.get("/progress?question=tides"))


def test_a_question_that_there_is_not_is_404(client: TestClient) -> None:
    say(client, YEAST)
    page = client.get("/progress?question=braed")
    assert page.status_code == 404 and "bread" in words_of(page)


def test_what_is_held_back_shows_nowhere(client: TestClient) -> None:
    say(client, YEAST, mode=Mode.COACH)
    say(client, YEAST, mode=Mode.MOCK)
    told = words_of(client.get("/progress"))
    assert "Nothing is graded yet." in told and "1 day of practice so far" in told
    assert "Gluten" not in told and "%" not in told


def test_what_is_not_graded_is_a_day_of_practice_and_no_zero(client: TestClient) -> None:
    say(client, "12 34")
    told = words_of(client.get("/progress"))
    assert "Nothing is graded yet." in told and "0%" not in told and "1 day of practice" in told


def test_a_deleted_interview_is_gone_from_progress(client: TestClient) -> None:
    services_of(client).interviews.delete(say(client, YEAST))
    assert "Nothing here yet." in words_of(client.get("/progress"))


def test_a_study_card_has_the_best_words_and_what_is_open(client: TestClient, record: list[str]) -> None:
    page = client.get("/questions/bread/card")
    told = words_of(page)
    assert "You have said 2 of its 2 key points at least once." in told
    assert "1 Yeast turns sugar into gas said" in told and "31 Mar 2026" in told
    assert "Gluten holds bubbles inside dough." in told.split("Model answer")[1]
    assert f"/interviews/{record[2]}/questions/1" in page.text
    tides = words_of(client.get("/questions/tides/card"))
    assert "You have said 0 of its 2 key points" in tides
    assert "1 The moon pulls water towards itself open" in tides


def test_a_card_before_the_first_answer_is_a_list_of_what_there_is_to_say(client: TestClient) -> None:
    told = words_of(client.get("/questions/bread/card"))
    assert "You have not answered this question yet." in told
    assert told.count(" open") == 2 and "Yeast turns sugar into gas. Gluten" in told


def test_a_card_of_a_question_that_is_gone_is_kept(client: TestClient, record: list[str]) -> None:
    bank = services_of(client).bank
    (bank.folder / "bread.yaml").unlink()
    bank.reload()
    page = client.get("/questions/bread/card")
    assert "no longer in the bank" in words_of(page) and "Practise this question" not in page.text
    assert 'href="/questions/bread"' not in page.text


@pytest.mark.parametrize("id", ["braed", "%00", "..%2Fsecret", "b" * 5000])
def test_a_card_of_a_question_that_there_is_not_is_404(client: TestClient, id: str) -> None:
    assert client.get(f"/questions/{id}/card").status_code == 404


def test_wrong_methods_are_refused(client: TestClient) -> None:
    for path in ("/progress", "/questions/bread/card"):
        for method in (client.post, client.put, client.delete):
            response = method(path)
            assert (response.status_code, response.headers["allow"]) == (405, "GET")
        foreign = client.post(path, headers={"Origin": "http://evil.example"})
        assert foreign.status_code == 403


def test_card_and_progress_are_linked_from_where_one_looks_for_them(
    client: TestClient, record: list[str]
) -> None:
    for path in ("/questions/bread", "/questions/bread/history", f"/interviews/{record[2]}/questions/1"):
        assert "/questions/bread/card" in client.get(path).text, path
    assert "/progress?question=bread#compare" in client.get("/questions/bread/history").text
    assert 'href="/progress"' in client.get("/").text


def test_a_question_over_time_has_the_same_chart(client: TestClient, record: list[str]) -> None:
    told = words_of(client.get("/questions/bread/history"))
    assert "Coverage went from 0% to 100% over 3 attempts." in told
    assert "The numbers Coverage of each graded attempt, oldest first Attempt Coverage" in told
    assert 'class="chart"' not in client.get("/questions/tides/history").text


# Any record: from states made up at random, through report, context and template, to a page that holds together.

_PAGES = Pages(shipped("web"))
_LETTERS = st.text("cpmx", min_size=1, max_size=5)
_POINTS = st.lists(
    st.tuples(
        _LETTERS,
        st.integers(min_value=0, max_value=300),
        st.sampled_from(["bread", "rolls", "tides"]),
        st.floats(min_value=0.1, max_value=5),
        st.booleans(),
        st.text(max_size=30),
    ),
    max_size=12,
)


def _state(number: int, letters: str, ago: int, question: str, weight: float, due: bool) -> PointState:
    reviews = " ".join(f"{letter}{ago + 3 * (len(letters) - at)}" for at, letter in enumerate(letters))
    return point(
        reviews,
        id=f"{question}/p{number}",
        topic="physics" if question == "tides" else "baking",
        weight=weight,
        due=NOW - timedelta(days=1) if due else None,
    )


@settings(deadline=None, max_examples=60)  # the first page takes the templates in
@given(
    _POINTS,
    st.lists(st.integers(min_value=0, max_value=400), max_size=20),
    st.sampled_from([None, "physics", "baking", "law", "<i>"]),
    st.sampled_from(list(Span)),
)
def test_the_page_holds_together_for_any_record(
    found: list[tuple[str, int, str, float, bool, str]],
    answered: list[int],
    topic: str | None,
    span: Span,
) -> None:
    states = sorted(
        (_state(number, *values[:5]) for number, values in enumerate(found)), key=lambda s: s.question_id
    )
    moments = [NOW - timedelta(days=ago) for ago in answered]
    told = report(states, moments, {"physics": 1, "baking": 2}, NOW, topic=topic, span=span, zone=UTC)
    words = tuple(values[5] for values in found)
    page = contexts.progress_page(
        told,
        [Missed(open_point, words, None) for open_point in told.weakest],
        [rubric(FILES["bread"], "bread")],
        None,
        topics=("baking", "physics"),
        topic=topic,
        span=span,
        question=None,
    )
    request = Request(
        {"type": "http", "method": "GET", "path": "/progress", "query_string": b"", "headers": []}
    )
    text = bytes(_PAGES.render(request, "progress.html", page).body).decode()
    document = html.fromstring(text)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby", "for"):
        assert {part for value in document.xpath(f"//@{name}") for part in value.split()} <= set(ids)
    assert not re.search(r"(?<!\w)None(?!\w)", re.sub(r"<q .*?</q>", "", text)), (
        "something is shown that is not there"
    )
    assert " style=" not in text
    assert all(-0.01 <= float(y) <= 100.01 for y in re.findall(r'points="[^"]*?,([\d.]+)', text))

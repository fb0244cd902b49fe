from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from helpers import Clock
from viva.errors import VivaError
from viva.grading import Verdict
from viva.interview.interviews import LONGEST_ANSWER, AnswerRefused, NoSuchInterview
from viva.interview.plan import Wishes
from viva.interview.services import Services

YEAST = "Yeast turns sugar into gas."


def started(services: Services) -> str:
    return services.interviews.start(Wishes()).id


def test_a_new_interview_has_its_questions_open_and_a_title_from_its_topics(services: Services) -> None:
    interview = services.interviews.start(Wishes())
    assert [(q.position, q.question_id, q.state) for q in interview.questions] == [
        (1, "bread", "open"),
        (2, "soap", "open"),
        (3, "tides", "open"),
    ]
    assert interview.title == "Baking, chemistry, physics"
    assert services.interviews.get(interview.id) == interview


def test_an_answer_is_graded_with_the_persons_own_words(services: Services) -> None:
    id = started(services)
    attempt = services.interviews.answer(id, 1, YEAST, seconds=41)
    assert services.worker.wait(attempt, 20)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None and latest.grade is not None and latest.seconds == 41
    assert [v.verdict for v in latest.grade.verdicts] == [Verdict.COVERED, Verdict.MISSING]
    assert latest.grade.verdicts[0].evidence[0].text == "Yeast turns sugar into gas"
    assert latest.coverage == 0.5


def test_the_same_words_for_the_same_attempt_are_one_attempt(services: Services) -> None:
    id = started(services)
    first = services.interviews.answer(id, 1, YEAST, number=1)
    assert services.interviews.answer(id, 1, YEAST, number=1) == first
    assert len(services.interviews.get(id).questions[0].attempts) == 1


def test_other_words_for_the_same_attempt_are_kept_as_one_more(services: Services) -> None:
    id = started(services)
    services.interviews.answer(id, 1, YEAST, number=1)
    services.interviews.answer(id, 1, "From a second tab.", number=1)
    attempts = services.interviews.get(id).questions[0].attempts
    assert [(a.number, a.answer) for a in attempts] == [(1, YEAST), (2, "From a second tab.")]


def test_the_same_words_as_a_second_attempt_are_a_second_attempt(services: Services) -> None:
    id = started(services)
    services.interviews.answer(id, 1, YEAST, number=1)
    services.interviews.answer(id, 1, YEAST, number=2)
    assert len(services.interviews.get(id).questions[0].attempts) == 2


def test_a_storm_of_the_same_submission_is_one_attempt(services: Services) -> None:
    id = started(services)
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: services.interviews.answer(id, 1, YEAST, number=1), range(16)))
    assert len(ids) == 1
    assert len(services.interviews.get(id).questions[0].attempts) == 1


def test_an_answer_too_long_to_keep_is_refused_whole(services: Services) -> None:
    id = started(services)
    with pytest.raises(AnswerRefused, match="at most 200,000"):
        services.interviews.answer(id, 1, "a" * (LONGEST_ANSWER + 1))
    assert services.interviews.get(id).questions[0].state == "open"


def test_skipping_is_taken_back_by_answering(services: Services) -> None:
    id = started(services)
    services.interviews.skip(id, 1)
    assert services.interviews.get(id).questions[0].state == "skipped"
    services.interviews.answer(id, 1, YEAST)
    assert services.interviews.get(id).questions[0].state == "answered"


def test_the_next_open_question_passes_over_answered_and_skipped_ones(services: Services) -> None:
    id = started(services)
    services.interviews.answer(id, 1, YEAST)
    services.interviews.skip(id, 2)
    found = services.interviews.get(id).next_open
    assert found is not None and found.position == 3


def test_finishing_twice_keeps_the_first_moment(services: Services) -> None:
    id = started(services)
    services.interviews.finish(id)
    first = services.interviews.get(id).finished_at
    services.interviews.finish(id)
    assert first is not None and services.interviews.get(id).finished_at == first


def test_a_deleted_interview_is_gone_until_it_is_restored(services: Services) -> None:
    id = started(services)
    services.interviews.delete(id)
    with pytest.raises(NoSuchInterview):
        services.interviews.get(id)
    services.interviews.restore(id)
    assert services.interviews.get(id).id == id


@pytest.mark.parametrize("title", ["", "   ", "x" * 121])
def test_a_blank_or_endless_title_is_refused(services: Services, title: str) -> None:
    id = started(services)
    with pytest.raises(VivaError, match="1 to 120"):
        services.interviews.rename(id, title)


def test_a_title_loses_its_surplus_spaces(services: Services) -> None:
    id = started(services)
    services.interviews.rename(id, "  Monday \n evening ")
    assert services.interviews.get(id).title == "Monday evening"


@pytest.mark.parametrize("position", [0, 4])
def test_a_position_that_is_not_there_says_how_many_there_are(services: Services, position: int) -> None:
    id = started(services)
    with pytest.raises(NoSuchInterview, match="has 3 questions"):
        services.interviews.answer(id, position, YEAST)


def test_not_graded_never_enters_the_mean(services: Services) -> None:
    id = started(services)
    good = services.interviews.answer(id, 1, YEAST)  # one of two points of equal weight: .5
    empty = services.interviews.answer(id, 2, "Это ответ на русском языке, и его нельзя оценить.")
    assert services.worker.wait(good, 20) and services.worker.wait(empty, 20)
    interview = services.interviews.get(id)
    second = interview.questions[1].latest
    assert second is not None and second.grade is not None
    assert second.grade.status == "not_graded" and second.coverage is None
    assert interview.coverage == 0.5


def test_the_bin_keeps_a_deleted_interview_for_thirty_days(make_services: Callable[..., Services]) -> None:
    services = make_services()
    id = started(services)
    services.interviews.delete(id)
    services.interviews.empty_bin()
    assert services.interviews.get(id, include_deleted=True).deleted_at is not None
    make_services(clock=Clock(datetime(2026, 4, 2, tzinfo=UTC))).interviews.empty_bin()
    with pytest.raises(NoSuchInterview):
        services.interviews.get(id, include_deleted=True)

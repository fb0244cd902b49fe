from __future__ import annotations

from viva.grading import Verdict
from viva.interview.history import weak_points
from viva.interview.plan import Wishes
from viva.interview.services import Services


def answered(services: Services, wishes: Wishes, *answers: str) -> str:
    id = services.interviews.start(wishes).id
    for position, answer in enumerate(answers, 1):
        assert services.worker.wait(services.interviews.answer(id, position, answer), 20)
    return id


def test_interviews_come_newest_first_and_page_by_page(services: Services) -> None:
    made = [services.interviews.start(Wishes()).id for _ in range(5)]
    first = services.history.interviews(limit=3)
    rest = services.history.interviews(limit=3, before=first[-1].id)
    assert [i.id for i in (*first, *rest)] == made[::-1]


def test_interviews_are_found_by_topic_and_by_question(services: Services) -> None:
    bread = services.interviews.start(Wishes(topics=frozenset({"baking"}))).id
    tides = services.interviews.start(Wishes(question_ids=frozenset({"tides"}))).id
    assert [i.id for i in services.history.interviews(topic="baking")] == [bread]
    assert [i.id for i in services.history.interviews(question_id="tides")] == [tides]


def test_a_finished_interview_is_not_unfinished(services: Services) -> None:
    open_one = services.interviews.start(Wishes()).id
    services.interviews.finish(services.interviews.start(Wishes()).id)
    assert [i.id for i in services.history.unfinished()] == [open_one]


def test_a_questions_attempts_come_oldest_first_from_all_interviews(services: Services) -> None:
    wishes = Wishes(question_ids=frozenset({"bread"}))
    first = answered(services, wishes, "Nothing of the kind here.")
    second = answered(services, wishes, "Yeast turns sugar into gas.")
    found = services.history.question("bread")
    assert [(a.interview_id, a.position, a.attempt.coverage) for a in found] == [
        (first, 1, 0.0),
        (second, 1, 0.5),
    ]


def test_the_weakest_points_come_first_and_heavier_before_lighter(services: Services) -> None:
    id = answered(
        services,
        Wishes(question_ids=frozenset({"bread", "tides"})),
        "Gluten holds bubbles inside dough, and yeast will not turn sugar into gas.",
        "Something else altogether, about boats.",
    )
    weak = weak_points(services.interviews.get(id))
    assert [(w.position, w.key_point.id, w.verdict) for w in weak] == [
        (1, "yeast", Verdict.CONTRADICTED),
        (1, "gluten", Verdict.CONTRADICTED),
        (2, "bulges", Verdict.MISSING),
        (2, "moon", Verdict.MISSING),
    ]

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from helpers import BREAD, word_grader
from viva.grading import Grader
from viva.interview.plan import Wishes
from viva.interview.services import Services
from viva.rubric import RubricBank

YEAST = "Yeast turns sugar into gas."
Make = Callable[..., Services]


def test_what_waits_in_the_database_is_graded_at_the_next_start(make_services: Make) -> None:
    before = make_services(start=False)
    id = before.interviews.start(Wishes()).id
    attempt = before.interviews.answer(id, 1, YEAST)
    assert not before.worker.wait(attempt, 0.05)

    after = make_services()
    assert after.worker.wait(attempt, 20)
    latest = after.interviews.get(id).questions[0].latest
    assert latest is not None and latest.coverage == 0.5


def test_a_grader_that_fails_leaves_the_answer_and_says_so(make_services: Make) -> None:
    services = make_services(lambda: word_grader(fail_on="stumble"))
    id = services.interviews.start(Wishes()).id
    attempt = services.interviews.answer(id, 1, "Words to stumble over.")
    assert services.worker.wait(attempt, 20)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None and latest.answer == "Words to stumble over."
    assert latest.grade is not None and latest.grade.coverage is None
    assert "the reader stumbled" in str(latest.grade.reason)


def test_after_a_failure_the_next_answer_is_graded(make_services: Make) -> None:
    services = make_services(lambda: word_grader(fail_on="stumble"))
    id = services.interviews.start(Wishes()).id
    services.interviews.answer(id, 1, "Words to stumble over.")
    attempt = services.interviews.answer(id, 1, YEAST)
    assert services.worker.wait(attempt, 20)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None and latest.coverage == 0.5


def test_grading_again_keeps_the_earlier_grade_and_adds_one(make_services: Make) -> None:
    services = make_services()
    id = services.interviews.start(Wishes()).id
    attempt = services.interviews.answer(id, 1, YEAST)
    assert services.worker.wait(attempt, 20)
    services.interviews.grade_again(attempt)
    assert services.worker.wait(attempt, 20)
    with services.store.unit_of_work() as work:
        row = work.attempts.get(attempt)
        assert row is not None and len(row.grades) == 2


def test_models_that_do_not_load_give_not_graded_with_the_reason(make_services: Make) -> None:
    def load() -> Grader:
        raise FileNotFoundError("verifier.safetensors")

    services = make_services(load)
    id = services.interviews.start(Wishes()).id
    attempt = services.interviews.answer(id, 1, YEAST)
    assert services.worker.wait(attempt, 20)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None and latest.grade is not None
    assert "could not be loaded: verifier.safetensors" in str(latest.grade.reason)
    assert not services.worker.ready and services.worker.grader(0) is None


def test_an_answer_is_stored_before_it_is_graded(make_services: Make) -> None:
    hold = Event()
    services = make_services(lambda: word_grader(hold))
    id = services.interviews.start(Wishes()).id
    attempt = services.interviews.answer(id, 1, YEAST)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None and latest.answer == YEAST and latest.awaiting_grade and latest.grade is None
    hold.set()
    assert services.worker.wait(attempt, 20)


def test_a_grade_keeps_the_version_it_was_made_under(make_services: Make, bank: RubricBank) -> None:
    services = make_services()
    id = services.interviews.start(Wishes()).id
    old = bank.get("bread").version
    first = services.interviews.answer(id, 1, YEAST)
    assert services.worker.wait(first, 20)
    bank.save("bread", BREAD.replace("sugar into gas", "flour into air"), old)
    second = services.interviews.answer(id, 1, YEAST, number=2)
    assert services.worker.wait(second, 20)
    attempts = services.interviews.get(id).questions[0].attempts
    assert [a.rubric.key_points[0].point for a in attempts if a.rubric] == [
        "Yeast turns sugar into gas",
        "Yeast turns flour into air",
    ]
    assert [a.rubric.version for a in attempts if a.rubric] == [old, bank.get("bread").version]


def test_a_rubric_that_is_gone_is_read_from_the_record(make_services: Make, bank: RubricBank) -> None:
    services = make_services()
    id = services.interviews.start(Wishes()).id
    (bank.folder / "bread.yaml").unlink()
    bank.reload()
    attempt = services.interviews.answer(id, 1, YEAST)
    assert services.worker.wait(attempt, 20)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None and latest.coverage == 0.5

from __future__ import annotations

from helpers import BREAD
from interview.test_comparing import GLUTEN, NOTHING, YEAST, answered
from viva.grading import Verdict
from viva.interview.plan import Mode
from viva.interview.services import Services
from viva.interview.study_card import Best, StudyCard, study_card
from viva.store.tables import DisputeRow


def card(services: Services) -> StudyCard:
    return study_card(services.bank.get("bread"), services.history.question("bread"))


def best(services: Services, key_point: str) -> Best | None:
    return next(p.best for p in card(services).points if p.key_point.id == key_point)


def test_without_an_answer_every_point_is_open(services: Services) -> None:
    found = card(services)
    assert [(p.key_point.id, p.best) for p in found.points] == [("yeast", None), ("gluten", None)]
    assert found.said == 0


def test_the_best_words_of_each_point_may_come_from_different_answers(services: Services) -> None:
    first = answered(services, f"Well. {YEAST}")
    second = answered(services, GLUTEN)
    yeast, gluten = best(services, "yeast"), best(services, "gluten")
    assert yeast is not None and gluten is not None
    assert (yeast.interview_id, yeast.position) == (first, 1) and gluten.interview_id == second
    assert "sugar into gas" in " ".join(yeast.words) and "bubbles inside dough" in " ".join(gluten.words)
    assert card(services).said == 2


def test_covered_comes_before_half_said_though_that_was_later(services: Services) -> None:
    answered(services, YEAST, "Sugar and gas?", NOTHING, "Yeast will never turn sugar into gas.")
    found = best(services, "yeast")
    assert found is not None and found.verdict is Verdict.COVERED
    assert " ".join(found.words) in YEAST


def test_half_said_is_shown_as_half_said_and_the_opposite_not_at_all(services: Services) -> None:
    # Two of the five longer words of “Yeast turns sugar into gas” are enough for a half.
    answered(services, "Sugar and gas?", f"Never: {GLUTEN}")
    found = best(services, "yeast")
    assert found is not None and found.verdict is Verdict.PARTIAL
    assert best(services, "gluten") is None and card(services).said == 0


def test_of_equals_the_latest_is_shown(services: Services) -> None:
    answered(services, f"Once: {YEAST}")
    latest = answered(services, f"Again: {YEAST}")
    found = best(services, "yeast")
    assert found is not None and found.interview_id == latest


def test_what_is_held_back_does_not_show(services: Services) -> None:
    answered(services, YEAST, mode=Mode.COACH)  # a follow-up about gluten waits
    assert best(services, "yeast") is None


def test_words_of_the_answer_to_a_follow_up_count(services: Services) -> None:
    id = answered(services, YEAST, mode=Mode.COACH)
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None
    reply = services.coach.answer(id, 1, GLUTEN, attempt_id=latest.id)
    assert services.worker.wait(reply, 20)
    found = best(services, "gluten")
    assert found is not None and " ".join(found.words) in GLUTEN


def test_the_card_is_by_the_rubric_as_it_is_now(services: Services) -> None:
    answered(services, f"{YEAST} {GLUTEN}")
    shorter = BREAD.replace("  - id: gluten\n    point: Gluten holds bubbles inside dough\n", "")
    services.bank.save("bread", shorter, services.bank.get("bread").version)
    assert [p.key_point.id for p in card(services).points] == ["yeast"]


def stand(services: Services, id: str, *, said: bool, words: tuple[int, int] | None = None) -> None:
    """The person's own stand on yeast in the first answer of an interview."""
    latest = services.interviews.get(id).questions[0].latest
    assert latest is not None
    with services.store.unit_of_work(write=True) as work:
        row = work.attempts.get(latest.id)
        assert row is not None
        turn, start, end = (1, *words) if words else (None, None, None)
        made_at = latest.submitted_at
        row.disputes.append(
            DisputeRow(key_point_id="yeast", said=said, turn=turn, start=start, end=end, made_at=made_at)
        )


def test_the_words_that_a_person_names_themselves_are_their_best(services: Services) -> None:
    answered(services, YEAST)
    stand(services, answered(services, "The fungus makes it bubble."), said=True, words=(4, 10))
    found = best(services, "yeast")
    assert found is not None and (found.verdict, found.words) == (Verdict.COVERED, ("fungus",))


def test_a_stand_without_words_counts_unless_there_are_words_elsewhere(services: Services) -> None:
    stand(services, answered(services, NOTHING), said=True)
    found = best(services, "yeast")
    assert found is not None and (found.verdict, found.words) == (Verdict.COVERED, ())
    answered(services, YEAST)
    found = best(services, "yeast")
    assert found is not None and " ".join(found.words) in YEAST


def test_what_a_person_holds_they_did_not_say_is_open(services: Services) -> None:
    stand(services, answered(services, YEAST), said=False)
    assert best(services, "yeast") is None

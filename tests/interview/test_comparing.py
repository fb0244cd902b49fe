from __future__ import annotations

from dataclasses import replace

import pytest

from helpers import BREAD
from viva.grading import Verdict
from viva.interview.aims import Aim
from viva.interview.comparing import Became, Change, Comparison, compared
from viva.interview.plan import Mode, Wishes
from viva.interview.services import Services

NOTHING = "Nothing of the kind here."
YEAST = "Yeast turns sugar into gas."
GLUTEN = "Gluten holds bubbles inside dough."


def answered(services: Services, *answers: str, question: str = "bread", mode: Mode = Mode.FEEDBACK) -> str:
    """The id of an interview with one question, answered so many times."""
    id = services.interviews.start(Wishes(question_ids=frozenset({question}), mode=mode)).id
    for answer in answers:
        assert services.worker.wait(services.interviews.answer(id, 1, answer), 20)
    return id


def found(services: Services, before: str | None = None, after: str | None = None) -> Comparison:
    comparison = compared(services.history.question("bread"), before, after)
    assert comparison is not None
    return comparison


def sides(comparison: Comparison) -> tuple[str, str]:
    return comparison.before.attempt.answer, comparison.after.attempt.answer


@pytest.mark.parametrize(
    ("before", "after", "became"),
    [
        (Verdict.MISSING, Verdict.COVERED, Became.GAINED),
        (Verdict.CONTRADICTED, Verdict.PARTIAL, Became.GAINED),
        (Verdict.PARTIAL, Verdict.COVERED, Became.GAINED),
        (Verdict.COVERED, Verdict.PARTIAL, Became.LOST),
        (Verdict.PARTIAL, Verdict.CONTRADICTED, Became.LOST),
        (Verdict.COVERED, Verdict.COVERED, Became.KEPT),
        (Verdict.PARTIAL, Verdict.PARTIAL, Became.KEPT),
        (Verdict.MISSING, Verdict.CONTRADICTED, Became.OPEN),
        (Verdict.CONTRADICTED, Verdict.MISSING, Became.OPEN),
        (None, Verdict.COVERED, Became.NEW),
        (Verdict.COVERED, None, Became.NEW),
    ],
)
def test_what_a_point_became_is_told_by_what_it_is_worth(
    before: Verdict | None, after: Verdict | None, became: Became
) -> None:
    assert Change("id", "statement", before, after).became is became


def test_the_first_is_compared_with_the_latest(services: Services) -> None:
    answered(services, NOTHING, YEAST)
    answered(services, f"{YEAST} {GLUTEN}")
    comparison = found(services)
    assert sides(comparison) == (NOTHING, f"{YEAST} {GLUTEN}")
    # Two points of equal weight: 0/2 before, 2/2 after.
    assert (comparison.before.attempt.coverage, comparison.after.attempt.coverage) == (0, 1)
    assert [(c.key_point_id, c.became) for c in comparison.changes] == [
        ("yeast", Became.GAINED),
        ("gluten", Became.GAINED),
    ]


def test_any_two_can_be_chosen_and_the_older_is_always_before(services: Services) -> None:
    answered(services, YEAST, GLUTEN, NOTHING)
    first, second, third = (p.attempt.id for p in found(services).attempts)
    assert sides(found(services, second, third)) == (GLUTEN, NOTHING)
    assert sides(found(services, third, second)) == (GLUTEN, NOTHING)
    assert sides(found(services, before=second)) == (GLUTEN, NOTHING)
    assert sides(found(services, after=second)) == (YEAST, GLUTEN)
    assert [c.became for c in found(services, first, second).changes] == [Became.LOST, Became.GAINED]


def test_an_attempt_is_never_compared_with_itself(services: Services) -> None:
    answered(services, YEAST, GLUTEN, NOTHING)
    first, second, third = (p.attempt.id for p in found(services).attempts)
    assert sides(found(services, first, first)) == (YEAST, NOTHING)
    assert sides(found(services, second, second)) == (GLUTEN, NOTHING)
    assert sides(found(services, third, third)) == (YEAST, NOTHING)


def test_an_id_that_is_none_of_them_counts_as_none(services: Services) -> None:
    answered(services, YEAST, NOTHING)
    assert sides(found(services, "0" * 32, "\0")) == (YEAST, NOTHING)


def test_there_is_nothing_to_compare_with_one_answer(services: Services) -> None:
    assert compared(()) is None
    answered(services, YEAST)
    assert compared(services.history.question("bread")) is None


def test_what_is_not_graded_held_back_or_a_drill_is_not_compared(services: Services) -> None:
    answered(services, YEAST, "12 34")
    answered(services, NOTHING, mode=Mode.COACH)  # a follow-up waits
    drill = services.interviews.drill([Aim("bread", "gluten")]).interview
    assert services.worker.wait(services.interviews.answer(drill.id, 1, GLUTEN), 20)
    placed = services.history.question("bread")
    assert len(placed) == 4 and compared(placed) is None
    waiting = [replace(p, attempt=replace(p.attempt, awaiting_grade=True)) for p in placed]
    assert compared(waiting) is None


def test_a_point_that_came_to_the_rubric_later_is_neither_gained_nor_lost(services: Services) -> None:
    answered(services, YEAST)
    longer = BREAD + "  - id: warmth\n    point: Warmth speeds everything\n"
    services.bank.save("bread", longer, services.bank.get("bread").version)
    answered(services, f"{YEAST} Warmth speeds everything.")
    changes = {c.key_point_id: c for c in found(services).changes}
    assert changes["warmth"].became is Became.NEW and changes["warmth"].before is None
    assert changes["warmth"].statement == "Warmth speeds everything"
    assert changes["yeast"].became is Became.KEPT

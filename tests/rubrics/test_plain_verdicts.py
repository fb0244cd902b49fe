"""What the grader that ships must read rightly, because everybody would: plain statements, and one hard sentence."""

from __future__ import annotations

import pytest

from viva.grading import Grade, Grader, Verdict
from viva.local import Grader as ShippedGrader
from viva.paths import shipped
from viva.rubric import Rubric, load_rubric, parse_rubric

REBUILT = "hydration throws the server's HTML away and renders everything again, then attaches the handlers"

BREAD = """\
question: Why does bread rise?
topic: baking
model_answer: Yeast turns sugar into gas. Gluten holds bubbles inside dough.
key_points:
  - id: yeast
    point: Yeast turns sugar into gas
  - id: gluten
    point: Gluten holds bubbles inside dough
"""
TIDES = """\
question: What makes the tides?
topic: physics
model_answer: The moon pulls water towards itself.
key_points:
  - id: moon
    point: The moon pulls water towards itself
"""


@pytest.fixture(scope="module")
def grader() -> Grader:
    return ShippedGrader.default()


@pytest.fixture(scope="module")
def hydration() -> Rubric:
    return load_rubric(shipped("rubrics") / "hydration.yaml")


def verdicts(grade: Grade) -> dict[str, Verdict]:
    return {v.key_point: v.verdict for v in grade.verdicts}


def test_an_answer_may_contradict_one_point_and_cover_another(grader: Grader, hydration: Rubric) -> None:
    found = verdicts(grader.grade(hydration, f"{REBUILT.capitalize()}."))
    assert found["reuse-dom"] is Verdict.CONTRADICTED
    assert found["attach-listeners"] is Verdict.COVERED


def test_what_others_think_and_is_then_put_right_is_not_held_against_one(
    grader: Grader, hydration: Rubric
) -> None:
    said = f"People often think that {REBUILT}, but in fact it keeps the nodes."
    found = verdicts(grader.grade(hydration, said))
    assert found["reuse-dom"] is Verdict.COVERED
    assert found["attach-listeners"] is Verdict.COVERED


@pytest.mark.parametrize(
    ("text", "answer", "credited"),
    [
        (BREAD, "Gluten holds the bubbles in the dough", {"gluten"}),
        (BREAD, "Yeast turns sugar into gas.", {"yeast"}),
        (BREAD, "Yeast turns sugar into gas. Gluten holds bubbles inside dough.", {"yeast", "gluten"}),
        (BREAD, "Bread rises in a hot oven.", set()),
        (TIDES, "The moon pulls the water towards it", {"moon"}),
        (TIDES, "It is the wind that moves the sea.", set()),
    ],
)
def test_plain_statements_are_read_rightly_under_small_rubrics_of_ones_own(
    grader: Grader, text: str, answer: str, credited: set[str]
) -> None:
    found = verdicts(grader.grade(parse_rubric(text, id="own"), answer))
    assert {id for id, verdict in found.items() if verdict.credited} == credited


def test_a_plain_opposite_is_not_credited(grader: Grader) -> None:
    found = verdicts(grader.grade(parse_rubric(TIDES, id="own"), "The moon pushes water away from itself."))
    assert found == {"moon": Verdict.CONTRADICTED}

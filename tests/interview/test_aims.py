from __future__ import annotations

import pytest

from helpers import rubric, word_grader
from viva.interview.aims import Aim, aimed_grade, aimed_rubric

RUBRIC = rubric()
"""The tides: "moon" weighs 1, "bulges" 2."""


def test_an_aim_is_written_as_question_and_point() -> None:
    assert str(Aim("tides", "moon")) == "tides/moon"


def test_a_rubric_is_narrowed_to_the_point_and_stays_the_same_version() -> None:
    narrowed = aimed_rubric(RUBRIC, "bulges")
    assert [point.id for point in narrowed.key_points] == ["bulges"]
    assert (narrowed.version, narrowed.text, narrowed.question) == (
        RUBRIC.version,
        RUBRIC.text,
        RUBRIC.question,
    )


@pytest.mark.parametrize("point", [None, "gone"])
def test_without_an_aim_that_it_has_a_rubric_stays_whole(point: str | None) -> None:
    assert aimed_rubric(RUBRIC, point) == RUBRIC


@pytest.mark.parametrize(("point", "coverage"), [("moon", 1.0), ("bulges", 0.0)])
def test_the_point_makes_all_of_a_narrowed_grade(point: str, coverage: float) -> None:
    grade = word_grader().grade(RUBRIC, "The moon pulls water towards itself.")
    narrowed = aimed_grade(grade, point)
    assert [verdict.key_point for verdict in narrowed.verdicts] == [point]
    assert narrowed.coverage == coverage


def test_what_is_not_graded_stays_so() -> None:
    grade = word_grader().grade(RUBRIC, "")
    assert grade.reason is not None
    assert aimed_grade(grade, "moon") == grade

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import PLAIN_CALIBRATION, rubric
from viva.encoder.protocols import Passage, Reading, Span
from viva.grading import Grader, Verdict
from viva.grading.teaching import FARTHEST, TaughtReader, learn, lessons
from viva.rubric import Example, Rubric

_WORD = re.compile(r"\w+")
_VOCABULARY = ("moon", "water", "pulls", "pushes", "earth", "turns", "bulges", "stands", "sun", "wind")


class Undecided:
    """Cannot tell what is said, yet notices the words: even logits, features by vocabulary."""

    version = "undecided-1"

    def __init__(self, sure: float = 0.0, has_features: bool = True) -> None:
        self._sure = sure
        self._has_features = has_features

    def read(self, passage: Passage) -> tuple[Reading, ...]:
        said = {word.lower() for word in _WORD.findall(passage.answer)}
        counts = [float(word in said) for word in _VOCABULARY] + [0.1]
        length = math.sqrt(sum(c * c for c in counts))
        features = tuple(c / length for c in counts) if self._has_features else None
        spans = tuple(Span(m.start(), m.end(), 0.9) for m in _WORD.finditer(passage.answer))
        return tuple(Reading(0, -1, self._sure, 0, spans, features) for _ in passage.points)


def taught(**change: object) -> Rubric:
    moon, bulges = rubric().key_points
    moon = moon.model_copy(
        update={"accept": ("The moon pulls the water",), "reject": ("The moon pushes the water",)}
    )
    return rubric().model_copy(
        update={"key_points": (moon, bulges), "version": "sha256:" + "1" * 64, **change}
    )


def verdicts(of: Rubric, answer: str, reader: Undecided | None = None) -> list[Verdict]:
    return [v.verdict for v in Grader(reader or Undecided(), PLAIN_CALIBRATION).grade(of, answer).verdicts]


def test_lessons_are_the_rubrics_wordings_and_examples_in_order() -> None:
    example = Example(answer="The earth turns", missing=("moon",), partial=("bulges",))
    found = list(lessons(taught(examples=(example,))))
    assert [lesson.text for lesson in found] == [
        "The moon pulls the water",
        "The moon pushes the water",
        "The earth turns",
    ]
    assert found[0].labels[0][:2] == (0, Verdict.COVERED)
    assert found[1].labels[0][:2] == (0, Verdict.CONTRADICTED)
    assert found[2].labels == ((1, Verdict.PARTIAL, 1.0), (0, Verdict.MISSING, 1.0))


def test_a_rubric_that_teaches_nothing_leaves_the_readings_as_they_are() -> None:
    reader = Undecided()
    passage_read = TaughtReader(reader).read(rubric(), "The moon pulls")
    assert learn(rubric(), reader) is None
    assert passage_read == reader.read(Passage("", ("a", "b"), "The moon pulls", ()))


def test_a_verifier_without_features_cannot_be_taught_and_still_grades() -> None:
    assert learn(taught(), Undecided(has_features=False)) is None
    assert len(verdicts(taught(), "The moon pulls the water", Undecided(has_features=False))) == 2


def test_accepted_and_rejected_wordings_decide_what_the_verifier_could_not() -> None:
    assert verdicts(taught(), "I think that the moon pulls water")[0] is Verdict.COVERED
    assert verdicts(taught(), "I think that the moon pushes water")[0] is Verdict.CONTRADICTED


def test_an_example_gets_the_verdicts_that_it_states() -> None:
    example = Example(answer="The sun and the wind", covered=("bulges",), missing=("moon",))
    assert verdicts(taught(examples=(example,)), example.answer) == [Verdict.MISSING, Verdict.COVERED]


def test_no_lesson_moves_a_logit_farther_than_the_limit_so_plain_evidence_still_decides() -> None:
    example = Example(answer="The sun and the wind", covered=("bulges",))
    stubborn = Undecided(sure=FARTHEST * 3)
    assert verdicts(taught(examples=(example,)), example.answer, stubborn)[1] is Verdict.MISSING


def test_learning_is_the_same_every_time() -> None:
    first, second = (learn(taught(), Undecided()) for _ in range(2))
    assert first is not None and second is not None
    assert first.broad.tobytes() == second.broad.tobytes()
    assert first.narrow.tobytes() == second.narrow.tobytes()


def test_an_edited_rubric_is_learnt_anew() -> None:
    grader = Grader(Undecided(), PLAIN_CALIBRATION)
    answer = "I think that the moon pulls water"
    before = grader.grade(rubric(), answer).verdicts[0].verdict
    assert grader.grade(taught(), answer).verdicts[0].verdict is Verdict.COVERED
    assert grader.grade(rubric(), answer).verdicts[0].verdict is before


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=6), st.sampled_from(list(Verdict)))
def test_any_example_leaves_finite_logits(words: list[str], verdict: Verdict) -> None:
    example = Example(answer=" ".join(words), **{verdict.value: ("moon",)})
    for reading in TaughtReader(Undecided()).read(taught(examples=(example,)), "The moon pulls"):
        logits = (reading.covered, reading.partial, reading.missing, reading.contradicted)
        assert all(math.isfinite(x) for x in logits)


@pytest.mark.parametrize("count", [0, 1])
def test_an_example_may_name_few_of_the_key_points(count: int) -> None:
    example = Example(answer="The wind", covered=("moon", "bulges")[:count])
    assert len(verdicts(taught(examples=(example,)), "The wind")) == 2

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from helpers import PLAIN_CALIBRATION, PLAIN_SCALE, rubric
from viva.encoder.protocols import Reading
from viva.grading import Calibration, Verdict
from viva.grading.calibration import Scale, decide, fingerprint, probabilities

COVERED, PARTIAL, MISSING, CONTRADICTED = Verdict
logit = st.floats(-1e6, 1e6)
patient = settings(deadline=None, max_examples=50)


def scale(temperature: float = 1.0, bias: dict[Verdict, float] | None = None) -> Scale:
    return Scale(temperature=temperature, bias=bias or {}, credit_above=0.5, unsure_below=0.6)


def likely(covered: float, partial: float, missing: float, contradicted: float) -> dict[Verdict, float]:
    return dict(zip(Verdict, (covered, partial, missing, contradicted), strict=True))


def test_probabilities_are_the_softmax_of_the_logits() -> None:
    # e^0 = 1, e^-1 = 0.3679, e^-2 = 0.1353, e^-3 = 0.0498; their sum is 1.5530.
    found = probabilities(Reading(2, 1, 0, -1, ()), scale())
    assert found == pytest.approx(likely(0.6439, 0.2369, 0.0871, 0.0321), abs=1e-4)


def test_a_higher_temperature_is_less_certain_and_keeps_the_order() -> None:
    # At temperature 2 the logits are 1, 0.5, 0, -0.5: 1, 0.6065, 0.3679, 0.2231; their sum is 2.1975.
    found = probabilities(Reading(2, 1, 0, -1, ()), scale(2))
    assert found == pytest.approx(likely(0.4551, 0.2760, 0.1674, 0.1015), abs=1e-4)


def test_a_bias_of_the_logarithm_of_three_trebles_the_odds() -> None:
    # Equal logits, one of them three times as likely: 3 / 6 and 1 / 6.
    found = probabilities(Reading(0, 0, 0, 0, ()), scale(bias={CONTRADICTED: math.log(3)}))
    assert found == pytest.approx(likely(1 / 6, 1 / 6, 1 / 6, 1 / 2))


@patient
@given(logit, logit, logit, logit, st.floats(0.01, 100), st.floats(-10, 10))
def test_probabilities_sum_to_one(
    a: float, b: float, c: float, d: float, temperature: float, bias: float
) -> None:
    found = probabilities(Reading(a, b, c, d, ()), scale(temperature, {PARTIAL: bias}))
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in found.values())


def test_credit_is_decided_before_the_verdict() -> None:
    # Missing is the likeliest of the four, but credit has 0.3 + 0.25 = 0.55.
    assert decide(likely(0.30, 0.25, 0.45, 0.0), credit_above=0.5) is COVERED
    assert decide(likely(0.25, 0.30, 0.45, 0.0), credit_above=0.5) is PARTIAL
    # Covered is the likeliest of the four, but credit has only 0.4.
    assert decide(likely(0.40, 0.0, 0.35, 0.25), credit_above=0.5) is MISSING
    assert decide(likely(0.40, 0.0, 0.25, 0.35), credit_above=0.5) is CONTRADICTED


def test_credit_must_be_above_the_bar_not_at_it() -> None:
    assert decide(likely(0.5, 0.0, 0.5, 0.0), credit_above=0.5) is MISSING
    assert decide(likely(0.5, 0.0, 0.5, 0.0), credit_above=0.49) is COVERED


def test_of_equals_the_plainer_verdict_is_given() -> None:
    assert decide(likely(0.4, 0.4, 0.1, 0.1), credit_above=0.5) is COVERED
    assert decide(likely(0.1, 0.1, 0.4, 0.4), credit_above=0.5) is MISSING


@patient
@given(st.lists(st.floats(0.001, 1), min_size=4, max_size=4), st.floats(0, 1))
def test_a_higher_bar_never_adds_credit(raw: list[float], bar: float) -> None:
    found = likely(*(x / sum(raw) for x in raw))
    if not decide(found, bar).credited:
        assert not decide(found, min(1.0, bar + 0.1)).credited


def test_a_fingerprint_is_short_and_changes_with_question_and_statement() -> None:
    own = fingerprint("What makes the tides?", "The moon pulls water")
    assert re.fullmatch("[0-9a-f]{16}", own)
    assert own == fingerprint("What makes the tides?", "The moon pulls water")
    assert own != fingerprint("What makes the tides?", "The moon pulls the water")
    assert own != fingerprint("What makes tides?", "The moon pulls water")


def test_a_point_is_learnt_only_while_it_says_what_was_learnt() -> None:
    learnt = scale(temperature=2)
    tides = rubric()
    moon, bulges = tides.key_points
    known = frozenset({fingerprint(tides.question, moon.point)})
    calibration = PLAIN_CALIBRATION.model_copy(update={"learnt": learnt, "learnt_points": known})
    asked_otherwise = tides.model_copy(update={"question": "Why are there tides?"})
    assert calibration.case(tides, moon) == "learnt"
    assert calibration.case(tides, bulges) == calibration.case(asked_otherwise, moon) == "unseen"
    assert calibration.scale("learnt") == learnt
    assert calibration.scale("unseen") == PLAIN_SCALE


def test_a_calibration_file_is_read_as_it_was_written() -> None:
    assert Calibration.model_validate_json(PLAIN_CALIBRATION.model_dump_json()) == PLAIN_CALIBRATION


@pytest.mark.parametrize(
    "wrong",
    [
        {"temperature": 0.0, "bias": {}, "credit_above": 0.5, "unsure_below": 0.5},
        {"temperature": 1.0, "bias": {"right": 1.0}, "credit_above": 0.5, "unsure_below": 0.5},
        {"temperature": 1.0, "bias": {}, "credit_above": 1.5, "unsure_below": 0.5},
        {"temperature": 1.0, "bias": {}, "credit_above": 0.5, "unsure_below": 0.5, "heat": 1},
    ],
    ids=["no temperature", "no such verdict", "no probability", "no such key"],
)
def test_a_scale_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Scale.model_validate(wrong)


def test_there_is_no_credit_where_the_opposite_is_more_probable() -> None:
    # .40 for credit is above a threshold of .3, but .45 says the opposite.
    probability = {
        Verdict.COVERED: 0.30,
        Verdict.PARTIAL: 0.10,
        Verdict.MISSING: 0.15,
        Verdict.CONTRADICTED: 0.45,
    }
    assert decide(probability, 0.3) is Verdict.CONTRADICTED

"""Each figure against a value worked out by hand above it, and in the cases that have nothing, or no variety."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from viva.evaluation import agreement
from viva.evaluation.agreement import FIGURES, Judged, Scored
from viva.grading import Verdict

C, P, M, X = Verdict
verdicts = st.sampled_from(Verdict)
pairs_of_verdicts = st.lists(st.tuples(verdicts, verdicts), min_size=1, max_size=40)
patient = settings(deadline=None, max_examples=50)


def one(
    label: Verdict, verdict: Verdict, confidence: float = 1.0, *, unsure: bool = False, category: str = "good"
) -> Judged:
    return Judged(label, verdict, confidence, unsure, category, None)


def judged(labels: str, given: str) -> list[Judged]:
    """From the initials of the labels and of the verdicts; x is contradicted."""
    initial = dict(zip("cpmx", Verdict, strict=True))
    return [one(initial[label], initial[verdict]) for label, verdict in zip(labels, given, strict=True)]


# Labels   c c c p m m x x
# Verdicts c p m m m c x p
MIXED = judged("cccpmmxx", "cpmmmcxp")


def test_f1_is_of_credit_against_none() -> None:
    # Credit by label: c c c p, 4. By verdict: c p c p, 4. By both: the first two. 2 x 2 / (4 + 4) = 0.5.
    assert agreement.f1(MIXED) == 0.5


def test_macro_f1_is_the_mean_over_the_verdicts() -> None:
    # covered: both 1, labels 3, verdicts 2: 2 / 5 = 0.4. partial: both 0: 0. missing: both 1, 2 and 3: 2 / 5 = 0.4.
    # contradicted: both 1, 2 and 1: 2 / 3. Mean: (0.4 + 0 + 0.4 + 0.6667) / 4 = 0.36667.
    assert agreement.macro_f1(MIXED) == pytest.approx(0.36667, abs=1e-5)


def test_a_verdict_that_nobody_gives_is_left_out_of_the_mean() -> None:
    # covered: 2 x 1 / (2 + 1) = 0.6667; missing: 2 x 1 / (1 + 2) = 0.6667; the others do not occur.
    assert agreement.macro_f1(judged("ccm", "cmm")) == pytest.approx(2 / 3)


def test_kappa_takes_away_what_chance_would_agree_on() -> None:
    # Observed: 3 of 8 = 0.375. Chance: covered 3 x 2, partial 1 x 2, missing 2 x 3, contradicted 2 x 1: 16 / 64 = 0.25.
    # (0.375 - 0.25) / (1 - 0.25) = 0.16667.
    assert agreement.kappa(MIXED) == pytest.approx(1 / 6)


def test_kappa_below_chance_is_negative() -> None:
    # Observed 0. Chance: covered 1 x 1, missing 1 x 1: 2 / 4 = 0.5. (0 - 0.5) / 0.5 = -1.
    assert agreement.kappa(judged("cm", "mc")) == -1


def test_false_credit_is_of_the_points_labelled_contradicted() -> None:
    # Two are; one of them was called partial.
    assert agreement.false_credit(MIXED) == 0.5


def test_gaming_is_of_points_without_credit_in_answers_that_only_try_for_it() -> None:
    # Counted: the three of stuffing and waffle whose label gives none; one of them was credited.
    points = [
        one(M, C, category="stuffing"),
        one(M, M, category="stuffing"),
        one(X, X, category="waffle"),
        one(C, C, category="parrot"),
        one(M, C, category="good"),
    ]
    assert agreement.gaming(points) == pytest.approx(1 / 3)


def test_evidence_hit_is_of_the_points_where_it_can_be_told() -> None:
    hits = (True, False, None, True)
    points = [Judged(C, C, 1.0, False, "good", hit) for hit in hits]
    assert agreement.evidence_hit(points) == pytest.approx(2 / 3)


def test_calibration_error_weighs_each_bins_gap() -> None:
    # Bin 0.9 to 1: confidences 0.95, 0.95, 1.0, one of three right: |2.9 - 1| = 1.9.
    # Bin 0.5 to 0.6: 0.55 and 0.5, both right: |1.05 - 2| = 0.95. Over 5 points: 2.85 / 5 = 0.57.
    points = [one(C, C, 0.95), one(C, M, 0.95), one(M, C, 1.0), one(M, M, 0.55), one(P, P, 0.5)]
    assert agreement.calibration_error(points) == pytest.approx(0.57)


def test_certainty_that_is_always_right_has_no_calibration_error() -> None:
    assert agreement.calibration_error(judged("cpmx", "cpmx")) == 0


def test_unsure_verdicts_are_counted_and_left_out_of_the_sure_ones() -> None:
    # One of four is unsure. The sure ones: credit by both 1, by label 2, by verdict 1: 2 / 3.
    points = [one(C, C), one(C, M), one(M, M), one(M, C, unsure=True)]
    assert FIGURES["unsure"](points) == 0.25
    assert FIGURES["f1_of_sure"](points) == pytest.approx(2 / 3)


def test_perfect_agreement() -> None:
    points = judged("cpmxcm", "cpmxcm")
    found = {
        name: FIGURES[name](points) for name in ("f1", "macro_f1", "kappa", "false_credit_on_contradicted")
    }
    assert found == {"f1": 1, "macro_f1": 1, "kappa": 1, "false_credit_on_contradicted": 0}


@pytest.mark.parametrize("name", FIGURES)
def test_of_nothing_there_is_no_figure(name: str) -> None:
    assert FIGURES[name]([]) is None


def test_where_there_is_nothing_to_divide_by_there_is_no_figure() -> None:
    constant = judged("mmm", "mmm")
    assert agreement.f1(constant) is None
    assert agreement.kappa(constant) is None  # chance alone would agree always
    assert agreement.false_credit(constant) is None
    assert agreement.gaming(constant) is None
    assert agreement.evidence_hit(constant) is None
    assert agreement.macro_f1(constant) == 1


def test_constant_verdicts_against_varied_labels_are_worth_chance() -> None:
    # Observed 1 / 2; chance: covered 1 x 2, missing 1 x 0: 2 / 4. Kappa 0. F1: 2 x 1 / (1 + 2).
    points = judged("cm", "cc")
    assert agreement.kappa(points) == 0
    assert agreement.f1(points) == pytest.approx(2 / 3)


def names(pairs: Sequence[tuple[Verdict, Verdict]]) -> tuple[list[str], list[str]]:
    return [label.value for label, _ in pairs], [verdict.value for _, verdict in pairs]


@patient
@given(pairs_of_verdicts)
def test_f1_agrees_with_scikit_learn(pairs: list[tuple[Verdict, Verdict]]) -> None:
    found = agreement.f1([one(*pair) for pair in pairs])
    labels, given_ = [a.credited for a, _ in pairs], [b.credited for _, b in pairs]
    if found is None:
        assert not any(labels) and not any(given_)
    else:
        assert found == pytest.approx(f1_score(labels, given_, zero_division=0))


@patient
@given(pairs_of_verdicts)
def test_macro_f1_agrees_with_scikit_learn(pairs: list[tuple[Verdict, Verdict]]) -> None:
    expected = f1_score(*names(pairs), average="macro", zero_division=0)
    assert agreement.macro_f1([one(*pair) for pair in pairs]) == pytest.approx(expected)


@patient
@given(pairs_of_verdicts)
def test_kappa_agrees_with_scikit_learn(pairs: list[tuple[Verdict, Verdict]]) -> None:
    found = agreement.kappa([one(*pair) for pair in pairs])
    if found is None:
        assert len({*pairs}) == 1
    else:
        assert found == pytest.approx(cohen_kappa_score(*names(pairs)))


def test_score_error_is_the_mean_absolute_difference() -> None:
    # |0.5 - 0.75| = 0.25, |1 - 0.5| = 0.5, |0 - 0| = 0: 0.75 / 3.
    assert agreement.score_error([Scored(0.5, 0.75), Scored(1, 0.5), Scored(0, 0)]) == 0.25
    assert agreement.score_error([]) is None


def test_score_correlation_is_pearsons() -> None:
    # Means 0.5 and 0.5. Deviations -0.5 0 0.5 and -0.25 -0.25 0.5: products 0.125 + 0 + 0.25 = 0.375.
    # Spread: sqrt(0.5 x 0.375) = 0.43301. 0.375 / 0.43301 = 0.86603.
    scores = [Scored(0, 0.25), Scored(0.5, 0.25), Scored(1, 1)]
    assert agreement.score_correlation(scores) == pytest.approx(0.86603, abs=1e-5)
    assert agreement.score_correlation([Scored(0, 0), Scored(1, 1)]) == pytest.approx(1)
    assert agreement.score_correlation([Scored(0, 1), Scored(1, 0)]) == pytest.approx(-1)


def test_without_variety_scores_do_not_correlate() -> None:
    assert agreement.score_correlation([]) is None
    assert agreement.score_correlation([Scored(0.5, 0.5)]) is None
    assert agreement.score_correlation([Scored(0.5, 0.1), Scored(0.5, 0.9)]) is None
    assert agreement.score_correlation([Scored(0.1, 0.5), Scored(0.9, 0.5)]) is None

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import rubric
from viva.evaluation.fairness import (
    BANDS,
    STYLES,
    Band,
    Style,
    Styles,
    as_markdown,
    band,
    bootstrap,
    middle,
    styles,
)
from viva.evaluation.labelled import Label, LabelledAnswer
from viva.evaluation.report import Pair
from viva.grading import Grade, PointVerdict, Verdict, coverage
from viva.rubric import Rubric

POINTS = "abcd"


def four_points(id: str) -> Rubric:
    points = "".join(f"  - id: {letter}\n    point: Point {letter}\n" for letter in POINTS)
    return rubric(f"question: {id}?\ntopic: t\nmodel_answer: All.\nkey_points:\n{points}", id)


RUBRICS = {id: four_points(id) for id in ("easy", "hard")}
INITIAL = dict(zip("cpmx", Verdict, strict=True))


def pair(category: str, labels: str, given_: str | None, question: str = "easy") -> Pair:
    """Labels and verdicts of four points of equal weight by their initials; None where it was not graded."""
    answer = LabelledAnswer(
        id="a",
        question_id=question,
        category=category,
        answer="…",
        labels={id: Label(label=INITIAL[i]) for id, i in zip(POINTS, labels, strict=True)},
    )
    version = RUBRICS[question].version
    if given_ is None:
        return answer, Grade(question, None, (), version, "g", "The answer is empty.")
    verdicts = tuple(
        PointVerdict(id, INITIAL[i], 0.9, False, ()) for id, i in zip(POINTS, given_, strict=True)
    )
    return answer, Grade(question, coverage((1, v.verdict) for v in verdicts), verdicts, version, "g")


def test_a_style_is_told_by_its_bias_and_agreement() -> None:
    # Given less labelled: 0.5 - 0.75 = -0.25 and 0.25 - 0.5 = -0.25: mean -0.25, the same in every resample.
    # F1: credit by both 3, by label 5, by verdict 3: 6 / 8. Score error: (0.25 + 0.25) / 2.
    found = styles([pair("speech", "cccm", "ccmm"), pair("speech", "ccmm", "cmmm")], RUBRICS).groups["speech"]
    assert found == Style(2, 0, -0.25, (-0.25, -0.25), 0.75, 0.25, None)


def test_native_styles_are_one_group() -> None:
    pairs = [pair(category, "cmmm", "cmmm") for category in ("strong", "half", "plain-words", "wrong")]
    found = styles(pairs, RUBRICS).groups
    assert {name: group.answers for name, group in found.items()} == dict.fromkeys(STYLES, 0) | {"native": 3}
    assert found["native"].gap is None


def test_the_gap_is_to_native_answers_to_the_same_question() -> None:
    # Native bias: easy 0 and -0.25, mean -0.125; hard -0.5. Terse: easy -0.25, hard -0.5.
    # Gap: (-0.25 + 0.125 + -0.5 + 0.5) / 2 = -0.0625, though the mean bias is -0.375 against native -0.25.
    pairs = [
        pair("strong", "cccc", "cccc"),
        pair("half", "ccmm", "cmmm"),
        pair("strong", "cccc", "ccmm", "hard"),
        pair("terse", "cccm", "ccmm"),
        pair("terse", "cccc", "ccmm", "hard"),
    ]
    found = styles(pairs, RUBRICS)
    assert found.groups["native"].bias == pytest.approx(-0.25)
    assert found.groups["terse"].bias == pytest.approx(-0.375)
    assert found.groups["terse"].gap == pytest.approx(-0.0625)
    assert found.largest == ("terse", found.groups["terse"].gap)


def test_a_question_without_native_answers_has_no_gap() -> None:
    found = styles([pair("wordy", "cccc", "cmmm"), pair("strong", "cmmm", "cmmm", "hard")], RUBRICS)
    assert found.groups["wordy"].bias == -0.75
    assert found.groups["wordy"].gap is None
    assert found.largest is None


def test_the_largest_gap_may_lie_either_way() -> None:
    # Against native 0: terse +0.25, speech -0.5.
    pairs = [pair("strong", "cmmm", "cmmm"), pair("terse", "cmmm", "ccmm"), pair("speech", "ccmm", "mmmm")]
    assert styles(pairs, RUBRICS).largest == ("speech", -0.5)


def test_what_was_not_graded_is_counted_and_enters_no_figure() -> None:
    pairs = [pair("non-native", "cmmm", "cmmm"), pair("non-native", "cccc", None), pair("half", "cccc", None)]
    found = styles(pairs, RUBRICS).groups
    assert found["non-native"] == Style(2, 1, 0, None, 1, 0, None)
    assert found["native"] == Style(1, 1, None, None, None, None, None)
    assert sum(b.answers for b in middle(pairs, RUBRICS)) == 1


def test_an_interval_needs_two_answers() -> None:
    assert bootstrap([]) is None
    assert bootstrap([0.5]) is None


def test_the_interval_holds_the_middle_of_the_resamples() -> None:
    # Of 100 values, half 0 and half 1, a resample's mean is 0.5 with a standard error of 0.05: about 0.4 to 0.6.
    assert bootstrap([0.0, 1.0] * 50) == pytest.approx((0.4, 0.6), abs=0.02)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(-1, 1), min_size=2, max_size=20))
def test_the_interval_lies_within_the_values_and_is_the_same_again(values: list[float]) -> None:
    found = bootstrap(values)
    assert found is not None and found == bootstrap(values)
    assert min(values) - 1e-9 <= found[0] <= found[1] <= max(values) + 1e-9


@pytest.mark.parametrize(
    ("coverage_", "name"),
    [
        (0, "0"),
        (0.0001, "0–.25"),
        (0.25, "0–.25"),
        (0.3, ".25–.5"),
        (0.5, ".25–.5"),
        (0.75, ".5–.75"),
        (0.9999, ".75–1"),
        (1, "1"),
    ],
)
def test_bands_hold_their_upper_edge(coverage_: float, name: str) -> None:
    assert band(coverage_) == name


def test_agreement_is_told_band_by_band() -> None:
    # Labelled 0: given 0 and 0.25, error 0.125, and no r where the labels never vary.
    # Labelled 0.375 and 0.5: given 0.25 and 0.75, errors 0.125 and 0.25, mean 0.1875; two points on a rising line.
    pairs = [
        pair("half", "mmmm", "mmmm"),
        pair("waffle", "mmmx", "cmmm"),
        pair("half", "cpmm", "cmmm"),
        pair("half", "ccmm", "cccm"),
    ]
    found = {b.name: b for b in middle(pairs, RUBRICS)}
    assert tuple(found) == BANDS
    assert found["0"] == Band("0", 2, 0.125, None)
    assert (found[".25–.5"].answers, found[".25–.5"].score_error) == (2, 0.1875)
    assert found[".25–.5"].r == pytest.approx(1)
    assert found["1"] == Band("1", 0, None, None)


def test_the_tables() -> None:
    pairs = [pair("strong", "cmmm", "cmmm"), pair("strong", "cccc", "cccc"), pair("speech", "ccmm", "cmmm")]
    table = as_markdown(styles(pairs, RUBRICS))
    assert "| native | 2 | 0 | +0.000 | +0.000 to +0.000 | – | 1.000 | 0.000 |" in table
    assert "| speech | 1 | 0 | -0.250 | – | -0.250 | 0.667 | 0.250 |" in table
    assert "| wordy | 0 | 0 | – | – | – | – | – |" in table
    assert table.endswith("speech, -0.250.")
    assert "| 1 | 1 | 0.000 | – |" in as_markdown(middle(pairs, RUBRICS))
    assert "Largest" not in as_markdown(Styles({}))

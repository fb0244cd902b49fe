from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from helpers import rubric
from viva.encoder.protocols import Embedder
from viva.evaluation.baselines import Cosine, best_f1, keyword_scores

TIDES = rubric()


def test_keyword_overlap_is_the_share_of_a_points_content_words() -> None:
    # "The moon pulls water towards itself" without "the": moon, pulls, water, towar, itsel; the answer has two of them.
    # "Earth turns beneath two bulges daily": six, and the answer has "turns" alone.
    assert keyword_scores(TIDES, "Water! The MOON turns.") == pytest.approx([2 / 5, 1 / 6])


def test_keywords_are_compared_by_their_first_five_letters() -> None:
    assert keyword_scores(TIDES, "waters, bulged")[:1] == [1 / 5]
    assert keyword_scores(TIDES, "") == [0, 0]


def test_a_point_of_common_words_alone_scores_nothing() -> None:
    common = TIDES.model_copy(
        update={"key_points": (TIDES.key_points[0].model_copy(update={"point": "It is as it was"}),)}
    )
    assert keyword_scores(common, "It is as it was") == [0]


def test_cosine_is_with_the_likest_segment(embedder: Embedder) -> None:
    # Word counts of unit length: "The moon" has 2 of the 6 words of the first point, 2 / sqrt(2 x 6) = 0.57735;
    # the other segment is the second point itself.
    scores = Cosine(embedder).scores(TIDES, "The moon. Earth turns beneath two bulges daily.")
    assert scores == pytest.approx([0.57735, 1.0], abs=1e-5)


def test_cosine_of_an_answer_that_says_nothing_is_the_least_there_is(embedder: Embedder) -> None:
    assert Cosine(embedder).scores(TIDES, "...") == [-1, -1]


def test_the_best_threshold_is_worked_out_by_hand() -> None:
    # At 0.9: hits 1 of 1 given, 2 x 1 / (1 + 2) = 0.667. At 0.5: 1 of 2, 2 / 4 = 0.5. At 0.4: 2 of 3, 4 / 5 = 0.8.
    assert best_f1([0.9, 0.5, 0.4, 0.1], [True, False, True, False]) == (0.8, 0.4)


def test_equal_scores_are_credited_together() -> None:
    # 0.5 cannot be parted: 1 hit of 3 given, 2 / (3 + 1).
    assert best_f1([0.5, 0.5, 0.5], [True, False, False]) == (0.5, 0.5)


def test_perfect_and_hopeless_scores() -> None:
    assert best_f1([0.9, 0.8, 0.1], [True, True, False]) == (1, 0.8)
    assert best_f1([0.9, 0.1], [False, False])[0] == 0


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.sampled_from([-1.0, 0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), st.booleans()),
        min_size=1,
        max_size=25,
    )
)
def test_no_threshold_beats_the_best_one(pairs: list[tuple[float, bool]]) -> None:
    scores, credited = [s for s, _ in pairs], [c for _, c in pairs]

    def at(threshold: float) -> float:
        return float(f1_score(credited, [score >= threshold for score in scores], zero_division=0))

    best, threshold = best_f1(scores, credited)
    assert threshold in scores
    assert best == pytest.approx(at(threshold))
    assert best == pytest.approx(max(at(score) for score in scores))

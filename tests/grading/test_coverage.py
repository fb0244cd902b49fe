from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viva.grading import Verdict, coverage

COVERED, PARTIAL, MISSING, CONTRADICTED = Verdict
weighted = st.tuples(st.floats(0.01, 1000), st.sampled_from(Verdict))


def test_partial_counts_half_and_contradicted_nothing() -> None:
    # Weights 1 each: (1 + 0.5 + 0 + 0) / 4 = 0.375.
    assert coverage([(1, COVERED), (1, PARTIAL), (1, MISSING), (1, CONTRADICTED)]) == 0.375


def test_weights_count() -> None:
    # (3 x 1 + 2 x 0.5 + 1 x 0) / 6 = 4 / 6 = 0.66666…, to four places 0.6667.
    assert coverage([(3, COVERED), (2, PARTIAL), (1, MISSING)]) == 0.6667


def test_only_the_proportion_of_weights_counts() -> None:
    # 0.2 / 0.8 = 2 / 8 = 0.25.
    assert coverage([(0.2, COVERED), (0.6, MISSING)]) == coverage([(2, COVERED), (6, MISSING)]) == 0.25


def test_one_point_alone_is_worth_its_verdict() -> None:
    assert [coverage([(7, verdict)]) for verdict in Verdict] == [1.0, 0.5, 0.0, 0.0]


def test_no_key_points_have_no_coverage() -> None:
    with pytest.raises(ValueError, match="at least one key point"):
        coverage([])


@settings(deadline=None, max_examples=50)
@given(st.lists(weighted, min_size=1, max_size=12))
def test_it_is_a_share_and_better_verdicts_never_lower_it(points: list[tuple[float, Verdict]]) -> None:
    share = coverage(iter(points))
    assert 0 <= share <= 1
    better = [(weight, COVERED if verdict is PARTIAL else verdict) for weight, verdict in points]
    assert coverage(better) >= share


def test_credit_is_for_covered_and_partial() -> None:
    assert [verdict for verdict in Verdict if verdict.credited] == [COVERED, PARTIAL]

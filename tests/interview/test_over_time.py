from __future__ import annotations

from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.reviewed_points import NOW, point
from viva.interview.over_time import MOST_DAYS, Moment, days_read, shares
from viva.interview.schedule import PointState

TODAY = NOW.date()


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def moments(states: list[PointState], *ago: int) -> list[tuple[float | None, float | None]]:
    """Coverage and retention of all of them so many days ago."""
    read = shares(states, [day(a) for a in ago], UTC).moments({state.question_id: None for state in states})
    return [(moment.coverage, moment.retention) for moment in read]


def test_days_are_read_one_by_one_while_they_are_few() -> None:
    assert days_read(day(0), TODAY) == (TODAY,)
    assert days_read(day(3), TODAY) == (day(3), day(2), day(1), TODAY)
    assert len(days_read(day(13), TODAY)) == MOST_DAYS


def test_a_longer_time_is_read_at_even_distances_from_its_first_day_to_today() -> None:
    # 91 days in 13 steps are 7 days each; 30 days in 13 steps are 2.3 each, so 2 or 3.
    weeks, days = days_read(day(91), TODAY), days_read(day(30), TODAY)
    assert (weeks[0], weeks[-1], days[0], days[-1]) == (day(91), TODAY, day(30), TODAY)
    assert {(after - before).days for before, after in pairwise(weeks)} == {7}
    assert {(after - before).days for before, after in pairwise(days)} == {2, 3}


@given(st.integers(min_value=0, max_value=20_000))
def test_never_more_days_than_a_chart_holds(ago: int) -> None:
    days = days_read(day(ago), TODAY)
    assert 1 <= len(days) <= MOST_DAYS and days[-1] == TODAY and days[0] == day(ago)


def test_coverage_is_what_was_said_last_by_the_weights_of_a_question() -> None:
    # moon (weight 1): missed 9 days ago, covered 4 days ago; bulges (weight 2): half said 9 days ago.
    # 9 days ago (1·0 + 2·½) / 3 = 1/3, 4 days ago and since (1·1 + 2·½) / 3 = 2/3; 10 days ago there was nothing.
    states = [point("m9 c4"), point("p9", id="tides/bulges", weight=2)]
    found = [coverage for coverage, _ in moments(states, 10, 9, 5, 4, 0)]
    assert found == pytest.approx([None, 1 / 3, 1 / 3, 2 / 3, 2 / 3])


def test_a_point_counts_from_its_first_review_on() -> None:
    # 5 days ago only moon had come up: 1/1. Today bulges (weight 2) was missed as well: (1·1 + 2·0) / 3.
    states = [point("c5"), point("m0", id="tides/bulges", weight=2)]
    assert [coverage for coverage, _ in moments(states, 5, 0)] == pytest.approx([1, 1 / 3])


def test_questions_count_alike_however_many_points_they_have() -> None:
    # tides: (1 + 0 + 0) / 3 = 1/3. bread: 1/1. Their mean is 2/3.
    states = [
        point("c1"),
        point("m1", id="tides/bulges"),
        point("m1", id="tides/sun"),
        point("c1", id="bread/yeast"),
    ]
    assert moments(states, 0)[0][0] == pytest.approx(2 / 3)


def test_retention_fades_by_the_forgetting_curve_until_it_is_said_again() -> None:
    # FSRS-6: after a first review rated Good the stability is 2.3065 days, and after t days the chance is
    # (1 + f·t / 2.3065) ** -.1542 with f = .9 ** (-1 / .1542) - 1 = .9803. On the day itself it is 1; after 2 days
    # 1.8501 ** -.1542 = .9095. Covered counts once, half said counts half.
    (at_first, _), (said, there) = moments([point("c2")], 2, 0)
    assert (at_first, said) == (1, 1) and there == pytest.approx(0.9095, abs=1e-4)
    # After a first review rated Hard it is 1.2931 days: (1 + .9803·2 / 1.2931) ** -.1542 = 2.5162 ** -.1542 = .8674.
    ((said, there),) = moments([point("p2")], 0)
    assert said == 0.5 and there == pytest.approx(0.8674 / 2, abs=1e-4)


def test_what_was_missed_last_is_not_retained_though_its_answer_was_seen() -> None:
    assert moments([point("c9 m2")], 2, 0) == [(0, 0), (0, 0)]


def test_no_points_no_shares() -> None:
    assert shares([], [TODAY], UTC).moments([]) == (Moment(TODAY, None, None),)


_REVIEWS = st.lists(
    st.tuples(st.sampled_from("cpmx"), st.integers(min_value=0, max_value=400)), min_size=1, max_size=6
).map(lambda found: " ".join(f"{letter}{ago}" for letter, ago in sorted(found, key=lambda x: -x[1])))


@given(st.lists(st.tuples(_REVIEWS, st.floats(min_value=0.1, max_value=10)), min_size=1, max_size=6))
def test_retention_never_exceeds_coverage_and_both_are_shares(found: list[tuple[str, float]]) -> None:
    states = [
        point(reviews, id=f"q{number % 3}/p{number}", weight=weight)
        for number, (reviews, weight) in enumerate(found)
    ]
    for coverage, retention in moments(states, 400, 100, 10, 0):
        if coverage is None:
            assert retention is None
        else:
            assert retention is not None and 0 <= retention <= coverage + 1e-9 <= 1 + 2e-9

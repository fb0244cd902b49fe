from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viva.interview.timing import (
    CLOCKS,
    FASTEST,
    LONGEST_CLOCK,
    LONGEST_SITTING,
    SHORTEST_CLOCK,
    USUAL_CLOCK,
    Pace,
    limit_of,
    pace,
    seconds_between,
    time_left,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("gone", "left"), [(0, 120), (0.9, 120), (1, 119), (119.5, 1), (120, 0), (5000, 0), (-3, 120)]
)
def test_a_clock_runs_down_and_stays_at_nothing(gone: float, left: int) -> None:
    assert time_left(120, NOON, after(gone)).left == left


def test_a_follow_up_has_half_of_the_time() -> None:
    assert limit_of(180, follow_up=False) == 180
    assert limit_of(180, follow_up=True) == 90


def test_the_clocks_that_are_offered_are_among_those_allowed() -> None:
    assert all(SHORTEST_CLOCK <= seconds <= LONGEST_CLOCK for seconds in CLOCKS)
    assert USUAL_CLOCK in CLOCKS


@pytest.mark.parametrize(
    ("gone", "seconds"),
    [(41.9, 41), (0, 0), (-1, None), (LONGEST_SITTING, None), (LONGEST_SITTING - 1, 86399)],
)
def test_a_time_that_tells_nothing_is_none(gone: float, seconds: int | None) -> None:
    assert seconds_between(NOON, after(gone)) == seconds


def test_the_pace_counts_the_words_and_the_seconds_of_all_turns() -> None:
    # 4 + 2 words in 20 + 10 seconds: 6 words in half a minute.
    assert pace([("the moon pulls water", 20), ("two bulges", 10)]) == Pace(6, 30, 12)


def test_a_few_seconds_or_words_that_were_pasted_have_no_pace() -> None:
    assert pace([("one two three", 9)]) == Pace(3, 9, None)
    assert pace([("word " * 51, 10)]) == Pace(51, 10, None)  # 306 a minute
    assert pace([("word " * 50, 10)]) == Pace(50, 10, FASTEST)


def test_without_a_time_for_each_turn_there_is_no_pace() -> None:
    assert pace([("the moon", None)]) is None
    assert pace([("the moon", 20), ("two bulges", None)]) is None
    assert pace([]) is None


@given(st.text(), st.integers(0, 90_000))
def test_any_text_has_a_pace_that_is_none_or_sensible(text: str, seconds: int) -> None:
    found = pace([(text, seconds)])
    assert found is not None
    assert (found.words, found.seconds) == (len(text.split()), seconds)
    assert found.a_minute is None or 0 <= found.a_minute <= FASTEST

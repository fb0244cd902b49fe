"""What FSRS-6 with its default parameters makes of fixed sequences: values worked out beside the code."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from math import exp
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viva.interview.memory import Memory, day_of, reviewed, start_of
from viva.interview.ratings import Rating

DAY = date(2026, 3, 1)
AGAIN, HARD, GOOD, EASY = Rating.Again, Rating.Hard, Rating.Good, Rating.Easy
RATINGS = st.sampled_from(list(Rating))
PAST = st.lists(st.tuples(RATINGS, st.integers(0, 400)), max_size=12)


def after(*reviews: tuple[Rating, int]) -> Memory:
    """The memory after reviews on days counted from the first."""
    memory = None
    for rating, day in reviews:
        memory = reviewed(memory, rating, DAY + timedelta(days=day))
    assert memory is not None
    return memory


def due_in(memory: Memory) -> int:
    return (memory.due - memory.last).days


# The parameters w0 to w20 of FSRS-6 are 0.212 1.2931 2.3065 8.2956 6.4133 0.8334 3.0194 0.001 1.8722 0.1666 0.796
# 1.4835 0.0614 0.2629 1.6483 0.6014 1.8729 0.5425 0.0912 0.0658 0.1542.
#
# A first review starts with S = w0, w1, w2 or w3, and D = w4 - e^(w5 (G - 1)) + 1, within 1 and 10:
#   Again  S 0.212   D = 6.4133 - 1      + 1 = 6.4133
#   Hard   S 1.2931  D = 6.4133 - 2.3011 + 1 = 5.1122
#   Good   S 2.3065  D = 6.4133 - 5.2952 + 1 = 2.1181
#   Easy   S 8.2956  D = 6.4133 - 12.185 + 1 = -4.77, so 1
# At a desired retention of 90% the interval is S, rounded, and at least a day.
@pytest.mark.parametrize(
    ("rating", "stability", "difficulty", "days"),
    [
        (AGAIN, 0.212, 6.4133, 1),
        (HARD, 1.2931, 5.1122, 1),
        (GOOD, 2.3065, 2.1181, 2),
        (EASY, 8.2956, 1.0, 8),
    ],
)
def test_a_first_review(rating: Rating, stability: float, difficulty: float, days: int) -> None:
    memory = after((rating, 0))
    assert memory.stability == pytest.approx(stability)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-4)
    assert due_in(memory) == days and memory.last == DAY


# Good, and Good again when it is due, two days later.
# FACTOR = 0.9^(-1 / w20) - 1 = e^(0.105361 / 0.1542) - 1 = 0.98035
#   R  = (1 + FACTOR t / S)^-w20 = (1 + 0.98035 x 2 / 2.3065)^-0.1542 = 1.85007^-0.1542 = 0.90949
#   S' = S (1 + e^w8 (11 - D) S^-w9 (e^(w10 (1 - R)) - 1))
#      = 2.3065 (1 + 6.50259 x 8.88190 x 0.87003 x 0.07470) = 2.3065 x 4.7536 = 10.964, so due in eleven days
#   D' = w7 x (w4 - e^(3 w5) + 1) + (1 - w7) D = 0.001 x -4.77 + 0.999 x 2.1181 = 2.1112
def test_a_second_good_review_by_hand() -> None:
    assert after((GOOD, 0)).retrievability(DAY + timedelta(days=2)) == pytest.approx(0.90949, abs=1e-5)
    memory = after((GOOD, 0), (GOOD, 2))
    assert memory.stability == pytest.approx(10.964, abs=1e-3)
    assert memory.difficulty == pytest.approx(2.1112, abs=1e-4)
    assert memory.due == DAY + timedelta(days=2 + 11)


# Then forgotten, eleven days on. R = (1 + 0.98035 x 11 / 10.9643)^-0.1542 = 1.98354^-0.1542 = 0.89978
#   S' = the lesser of w11 D^-w12 ((S + 1)^w13 - 1) e^(w14 (1 - R)) = 1.4835 x 0.95516 x 0.92033 x 1.17963 = 1.5383
#        and S / e^(w17 w18) = 10.9643 / 1.05072 = 10.435, so due in two days
#   D' = 0.001 x -4.77 + 0.999 (D + (10 - D) x 2 w6 / 9) = -0.0048 + 0.999 (2.1112 + 7.8888 x 0.67098) = 7.3922
def test_a_lapse_by_hand() -> None:
    memory = after((GOOD, 0), (GOOD, 2), (AGAIN, 13))
    assert memory.stability == pytest.approx(1.5383, abs=1e-3)
    assert memory.difficulty == pytest.approx(7.3922, abs=1e-3)
    assert memory.due == DAY + timedelta(days=13 + 2)


# Missed, and said an hour later: S' = S e^(w17 (G - 3 + w18)) S^-w19, and for Hard, Good and Easy at least S.
#   Hard   0.212 x e^(0.5425 x -0.9088) x 0.212^-0.0658 = 0.212 x 0.61077 x 1.10745, so 0.212
#   Good   0.212 x e^(0.5425 x 0.0912)  x 0.212^-0.0658 = 0.212 x 1.05072 x 1.10745 = 0.24669
@pytest.mark.parametrize(("rating", "stability"), [(HARD, 0.212), (GOOD, 0.24669)])
def test_a_second_review_on_one_day_changes_little(rating: Rating, stability: float) -> None:
    memory = after((AGAIN, 0), (rating, 0))
    assert memory.stability == pytest.approx(stability, abs=1e-5) and due_in(memory) == 1


# The formulas of FSRS-6 as its authors publish them, without the library.
FIGURES = """0.212 1.2931 2.3065 8.2956 6.4133 0.8334 3.0194 0.001 1.8722 0.1666 0.796
1.4835 0.0614 0.2629 1.6483 0.6014 1.8729 0.5425 0.0912 0.0658 0.1542"""
W = [float(figure) for figure in FIGURES.split()]


def by_the_formulas(reviews: list[tuple[Rating, int]]) -> tuple[float, float]:
    """Stability and difficulty after reviews on days counted from the first."""

    def start(g: int) -> float:
        return W[4] - exp(W[5] * (g - 1)) + 1

    s = d = last = 0.0
    for n, (g, day) in enumerate(reviews):
        if n == 0:
            s, d, last = W[g - 1], min(max(start(g), 1), 10), day
            continue
        r = (1 + (0.9 ** (-1 / W[20]) - 1) * (day - last) / s) ** -W[20]
        if day == last:
            grown = exp(W[17] * (g - 3 + W[18])) * s ** -W[19]
            s *= max(grown, 1) if g > 1 else grown
        elif g == 1:
            forgotten = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * exp(W[14] * (1 - r))
            s = min(forgotten, s / exp(W[17] * W[18]))
        else:
            bonus = {2: W[15], 3: 1.0, 4: W[16]}[g]
            s *= 1 + exp(W[8]) * (11 - d) * s ** -W[9] * (exp(W[10] * (1 - r)) - 1) * bonus
        s = max(s, 0.001)
        d = min(max(W[7] * start(4) + (1 - W[7]) * (d - W[6] * (g - 3) * (10 - d) / 9), 1), 10)
        last = day
    return s, d


@settings(deadline=None)  # others share the machine
@given(PAST, RATINGS)
def test_any_sequence_goes_by_the_formulas(past: list[tuple[Rating, int]], last: Rating) -> None:
    at, days = 0, []
    for rating, apart in [*past, (last, 1)]:
        days.append((rating, at := at + apart))
    memory = after(*days)
    assert (memory.stability, memory.difficulty) == pytest.approx(by_the_formulas(days))
    assert due_in(memory) == pytest.approx(min(max(memory.stability, 1), 36_500), abs=0.5001)


# The days on which each is due, rounded from the stabilities that the formulas give.
@pytest.mark.parametrize(
    ("reviews", "due"),
    [
        ([(GOOD, 0), (GOOD, 2), (GOOD, 13), (GOOD, 59)], [2, 13, 59, 222]),
        ([(AGAIN, 0), (AGAIN, 1), (HARD, 2), (GOOD, 4)], [1, 2, 3, 6]),
        ([(HARD, 0), (HARD, 1), (GOOD, 5), (AGAIN, 30)], [1, 4, 15, 32]),
        ([(GOOD, 0), (GOOD, 2), (GOOD, 13), (EASY, 59)], [2, 13, 59, 324]),
    ],
)
def test_golden_sequences(reviews: list[tuple[Rating, int]], due: list[int]) -> None:
    days = [(after(*reviews[:n]).due - DAY).days for n in range(1, len(reviews) + 1)]
    assert days == due
    assert days == [
        reviews[n][1] + max(round(by_the_formulas(reviews[: n + 1])[0]), 1) for n in range(len(reviews))
    ]


def test_what_is_remembered_falls_to_nine_in_ten_at_the_stability_and_never_rises_by_itself() -> None:
    memory = Memory(10.0, 5.0, DAY, DAY + timedelta(days=10))
    likely = [memory.retrievability(DAY + timedelta(days=n)) for n in range(60)]
    assert likely[0] == 1 and likely[10] == pytest.approx(0.9)
    assert all(before > later for before, later in pairwise(likely))
    assert memory.retrievability(DAY - timedelta(days=3)) == 1


@settings(deadline=None)  # others share the machine
@given(PAST, RATINGS, RATINGS, st.integers(0, 400))
def test_a_better_rating_never_comes_back_earlier(
    past: list[tuple[Rating, int]], one: Rating, other: Rating, gap: int
) -> None:
    days, at = [], 0
    for rating, apart in past:
        days.append((rating, at := at + apart))
    worse, better = sorted((one, other))
    left, right = after(*days, (worse, at + gap)), after(*days, (better, at + gap))
    assert left.due <= right.due and left.stability <= right.stability and left.difficulty >= right.difficulty


@settings(deadline=None)  # others share the machine
@given(PAST, RATINGS)
def test_the_same_reviews_give_the_same_memory_and_the_next_is_never_today(
    past: list[tuple[Rating, int]], last: Rating
) -> None:
    at, days = 0, []
    for rating, apart in [*past, (last, 0)]:
        days.append((rating, at := at + apart))
    memory = after(*days)
    assert memory == after(*days)
    assert memory.due > memory.last and memory.stability > 0 and 1 <= memory.difficulty <= 10


def test_a_day_begins_at_four_where_the_person_is() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert day_of(datetime(2026, 7, 2, 1, 59, tzinfo=UTC), berlin) == date(2026, 7, 1)  # 3:59 there
    assert day_of(datetime(2026, 7, 2, 2, 0, tzinfo=UTC), berlin) == date(2026, 7, 2)
    assert day_of(datetime(2026, 7, 2, 5, tzinfo=timezone(timedelta(hours=9))), UTC) == date(2026, 7, 1)
    assert start_of(date(2026, 7, 2), berlin) == datetime(2026, 7, 2, 2, tzinfo=UTC)
    assert start_of(date(2026, 12, 2), berlin) == datetime(2026, 12, 2, 3, tzinfo=UTC)


@settings(deadline=None)  # others share the machine
@given(st.datetimes(timezones=st.just(UTC)), st.integers(-12, 14))
def test_a_moment_lies_within_its_day(when: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    if 1 < when.year < 9999:
        day = day_of(when, zone)
        assert start_of(day, zone) <= when < start_of(day + timedelta(days=1), zone)


def test_without_a_zone_the_days_are_the_machines() -> None:
    when = datetime(2026, 7, 2, 12, tzinfo=UTC)
    assert start_of(day_of(when)) <= when < start_of(day_of(when) + timedelta(days=1))

"""The course of a key point through attempts: runs, lapses, days; and what must not matter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from viva.grading import Verdict
from viva.interview.course import Course, courses
from viva.interview.ratings import Rating
from viva.interview.spoken import Spoken

DAY = date(2026, 3, 1)
NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
COVERED, PARTIAL, MISSING, CONTRADICTED = (
    Verdict.COVERED,
    Verdict.PARTIAL,
    Verdict.MISSING,
    Verdict.CONTRADICTED,
)
WORST_FIRST = [CONTRADICTED, MISSING, PARTIAL, COVERED]
SAID = st.tuples(st.sampled_from(Verdict), st.booleans(), st.booleans())
PAST = st.lists(st.tuples(SAID, st.integers(0, 40)), max_size=10)


def spoken(verdict: Verdict, hours: int = 0, point: str = "moon", **more: object) -> Spoken:
    told = {"unsure": False, "helped": False, "interview_id": "i", "position": 1} | more
    when = NINE + timedelta(hours=hours)
    return Spoken("tides", point, when, verdict, attempt_id=f"{hours}", **told)  # type: ignore[arg-type]


def ratings(*said: Spoken) -> list[str]:
    course = courses(said, UTC)["tides", "moon"]
    return [review.rating.name for review in course.reviews]


def test_a_point_that_is_said_day_by_day_earns_easy_at_the_fourth_time() -> None:
    assert ratings(*(spoken(COVERED, 24 * day) for day in range(5))) == ["Good"] * 3 + ["Easy"] * 2


def test_a_worse_review_ends_the_run() -> None:
    said = [spoken(COVERED, 24 * day, unsure=day == 2) for day in range(6)]
    assert ratings(*said) == ["Good", "Good", "Hard", "Good", "Good", "Good"]


def test_trying_again_on_the_same_day_counts_for_what_was_missed_and_only_half() -> None:
    assert ratings(spoken(MISSING), spoken(COVERED, 1), spoken(COVERED, 24)) == ["Again", "Hard", "Good"]
    assert ratings(spoken(COVERED), spoken(MISSING, 1), spoken(MISSING, 24)) == ["Good", "Again"]
    assert ratings(spoken(COVERED), spoken(CONTRADICTED, 1), spoken(COVERED, 2)) == ["Good", "Again", "Hard"]


def test_a_night_between_makes_another_day() -> None:
    evening, night, morning = (spoken(v, h) for v, h in ((MISSING, 13), (COVERED, 18), (COVERED, 19)))
    assert ratings(evening, night) == ["Again", "Hard"]  # 22:00 and 3:00
    assert ratings(evening, morning) == ["Again", "Good"]  # 22:00 and 4:00


def test_a_lapse_is_what_was_said_before_and_is_forgotten() -> None:
    def lapses(*verdicts: Verdict) -> int:
        said = [spoken(verdict, 24 * day) for day, verdict in enumerate(verdicts)]
        return courses(said, UTC)["tides", "moon"].lapses

    assert lapses(MISSING, MISSING, COVERED) == 0
    assert lapses(MISSING, PARTIAL, MISSING, CONTRADICTED) == 2


def test_what_is_no_review_changes_nothing() -> None:
    course = Course()
    course.rate(COVERED, DAY)
    before = course.memory
    assert course.rate(MISSING, DAY) is None and course.memory is before


def test_a_review_keeps_where_it_came_from() -> None:
    one = spoken(PARTIAL, 1, unsure=True, interview_id="other", position=3)
    (review,) = courses([one], UTC)["tides", "moon"].reviews
    assert (review.when, review.verdict, review.unsure, review.helped) == (one.when, PARTIAL, True, False)
    assert (review.interview_id, review.position, review.attempt_id) == ("other", 3, "1")
    assert review.rating is Rating.Hard


def walked(past: list[tuple[tuple[Verdict, bool, bool], int]]) -> tuple[Course, date]:
    course, day = Course(), DAY
    for (verdict, unsure, helped), apart in past:
        day += timedelta(days=apart)
        course.rate(verdict, day, unsure=unsure, helped=helped)
    return course, day


@settings(deadline=None)  # others share the machine
@given(PAST, st.integers(0, 40), SAID, st.sampled_from(Verdict), st.booleans(), st.booleans())
def test_a_better_answer_never_brings_a_point_back_earlier(
    past: list[tuple[tuple[Verdict, bool, bool], int]],
    gap: int,
    said: tuple[Verdict, bool, bool],
    other: Verdict,
    surely: bool,
    alone: bool,
) -> None:
    verdict, unsure, helped = said
    better = max(verdict, other, key=WORST_FIRST.index)
    (one, day), (two, _) = walked(past), walked(past)
    day += timedelta(days=gap)
    one.rate(verdict, day, unsure=unsure, helped=helped)
    two.rate(better, day, unsure=unsure and not surely, helped=helped and not alone)
    assert one.memory is not None and two.memory is not None
    assert one.memory.due <= two.memory.due


@settings(deadline=None)  # others share the machine
@given(
    st.lists(st.tuples(st.sampled_from(Verdict), st.integers(0, 90), st.sampled_from("abc"))), st.integers()
)
def test_each_point_goes_its_own_way(said: list[tuple[Verdict, int, str]], seed: int) -> None:
    found = sorted((spoken(v, 7 * hours, point) for v, hours, point in said), key=lambda one: one.when)
    whole = courses(found, UTC)
    for point in "abc":
        alone = courses([one for one in found if one.key_point_id == point], UTC)
        assert alone.get(("tides", point)) == whole.get(("tides", point))
    # Within one moment, the order of the points does not matter.
    points = list(dict.fromkeys(one.key_point_id for one in found))
    Random(seed).shuffle(points)
    other = sorted(found, key=lambda one: (one.when, points.index(one.key_point_id)))
    assert courses(other, UTC) == whole

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from helpers import Clock
from interview.reviewed_points import NOW, ago, point
from viva.grading import Verdict
from viva.interview.plan import Wishes
from viva.interview.progress import STRIP, WEAKEST, Report, Span, practised_days, report, weakest
from viva.interview.schedule import PointState
from viva.interview.services import Services

TODAY = NOW.date()


def told(states: list[PointState], topic: str | None = None, span: Span = Span.ALL) -> Report:
    return report(
        states, [ago(2), ago(0)], {"physics": 3, "baking": 2}, NOW, topic=topic, span=span, zone=UTC
    )


def ids(found: tuple[object, ...]) -> list[str]:
    return [f"{p.state.question_id}/{p.state.key_point_id}" for p in found]  # type: ignore[attr-defined]


def test_an_empty_record_tells_of_nothing_and_of_no_day() -> None:
    found = report([], [], {"physics": 3}, NOW, zone=UTC)
    assert (found.said, found.points, found.due, found.topics, found.listed, found.weakest) == (
        0,
        0,
        0,
        (),
        (),
        (),
    )
    assert [(m.coverage, m.retention) for m in found.moments] == [(None, None)]
    assert (found.days.practised, found.days.ever, found.days.first) == (0, 0, None)


def test_points_are_counted_as_they_stand_now() -> None:
    states = [
        point("m9 c2"),
        point("c9 p2", id="tides/bulges", due=ago(0.5)),
        point("m2", id="bread/yeast", topic="baking", due=ago(0.1)),
    ]
    found = told(states)
    assert (found.said, found.points, found.due) == (1, 3, 2)
    baking, physics = found.topics
    assert (baking.topic, baking.said, baking.points, baking.due) == ("baking", 0, 1, 1)
    assert (baking.asked, baking.questions, baking.last) == (1, 2, ago(2))
    assert (physics.topic, physics.said, physics.points, physics.due) == ("physics", 1, 2, 1)
    assert (physics.asked, physics.questions) == (1, 3)


def test_the_mean_of_all_topics_is_that_of_their_questions() -> None:
    # physics: tides 1/2. baking: bread 0, rolls 1. All: (1/2 + 0 + 1) / 3 = 1/2; baking: (0 + 1) / 2 = 1/2.
    states = [
        point("c0"),
        point("m0", id="tides/bulges"),
        point("m0", id="bread/yeast", topic="baking"),
        point("c0", id="rolls/flour", topic="baking"),
    ]
    found = told(states)
    assert [m.coverage for m in found.moments] == [0.5]
    assert [topic.moments[-1].coverage for topic in found.topics] == [0.5, 0.5]


def test_one_topic_is_told_alone_with_its_points_listed() -> None:
    states = [point("c2"), point("m9 c2", id="bread/yeast", topic="baking", now_likely=0.8)]
    assert told(states).listed == ()
    found = told(states, topic="baking")
    assert found.points == 1 and [t.topic for t in found.topics] == ["baking"]
    (line,) = found.listed
    assert [r.verdict for r in line.reviews] == [Verdict.MISSING, Verdict.COVERED]
    assert line.retention == 0.8 and not line.due
    assert told(states, topic="law").points == 0


def test_what_was_missed_last_has_no_retention() -> None:
    (line,) = told([point("c9 m2", now_likely=0.99)], topic="physics").listed
    assert line.retention is None


@pytest.mark.parametrize(
    ("span", "first", "reviews"), [(Span.MONTH, 29, 1), (Span.QUARTER, 89, 2), (Span.ALL, 200, 3)]
)
def test_a_span_looks_so_far_back_and_no_further(span: Span, first: int, reviews: int) -> None:
    found = told([point("m200 m60 c3")], topic="physics", span=span)
    assert found.moments[-1].day == TODAY
    assert found.moments[0].day == TODAY - timedelta(days=first)
    assert len(found.listed[0].reviews) == reviews


def test_a_short_record_is_shown_from_its_first_day_on() -> None:
    found = told([point("m2 c1")], span=Span.QUARTER)
    assert [(m.day, m.coverage) for m in found.moments] == [
        (TODAY - timedelta(days=2), 0),
        (TODAY - timedelta(days=1), 1),
        (TODAY, 1),
    ]


def test_the_wrong_way_round_comes_first_then_what_is_missing_then_what_is_half_said() -> None:
    states = [
        point("p1", id="a/half"),
        point("m1", id="a/missing"),
        point("c9 x1", id="a/wrong"),
        point("c1", id="a/said"),
    ]
    assert ids(weakest(states, NOW)) == ["a/wrong", "a/missing", "a/half"]


def test_of_equals_the_one_missed_more_often_then_the_heavier_then_the_later() -> None:
    states = [
        point("m3", id="a/early"),
        point("m2", id="a/late"),
        point("m3", id="a/heavy", weight=2),
        point("m9 m3", id="a/often"),
        point("m9 c5 p3", id="a/half"),
    ]
    found = weakest(states, NOW)
    assert ids(found) == ["a/often", "a/heavy", "a/late", "a/early", "a/half"]
    assert [p.misses for p in found] == [2, 1, 1, 1, 2]


def test_what_was_missed_once_and_said_since_comes_last_and_only_when_due() -> None:
    states = [
        point("m9 c5", id="a/due", due=ago(0.5)),
        point("m9 c5", id="a/later"),
        point("c5", id="a/never-missed", due=ago(0.5)),
    ]
    (found,) = weakest(states, NOW)
    assert ids((found,)) == ["a/due"]
    assert (found.missed.when, found.misses) == (ago(9), 1)


def test_no_more_than_five_are_weakest() -> None:
    states = [point(f"m{n}", id=f"a/p{n}") for n in range(9)]
    assert len(weakest(states, NOW)) == WEAKEST
    assert ids(weakest(states, NOW)) == ["a/p0", "a/p1", "a/p2", "a/p3", "a/p4"]


def test_days_are_counted_once_however_many_answers_they_had() -> None:
    # Two answers today, one yesterday, one 27 days ago; the one 28 days ago is outside of the four weeks.
    found = practised_days([ago(28), ago(27), ago(1), ago(0.1), ago(0)], TODAY, UTC)
    assert len(found.strip) == STRIP and found.strip[-1] == (TODAY, 2) and found.strip[-2][1] == 1
    assert (found.practised, found.ever, found.first) == (3, 4, TODAY - timedelta(days=28))


def test_a_day_ends_in_the_night_where_the_person_is() -> None:
    # 01:30 UTC on 31 March is half past one at night, still the 30th; two hours further east it is that, too, half
    # past three; five hours further east it is half past six in the morning of the 31st.
    late = [datetime(2026, 3, 31, 1, 30, tzinfo=UTC)]
    days = [practised_days(late, TODAY, timezone(timedelta(hours=h))).first for h in (0, 2, 5)]
    assert days == [TODAY - timedelta(days=1), TODAY - timedelta(days=1), TODAY]


def answered(services: Services, question: str, answer: str) -> None:
    id = services.interviews.start(Wishes(question_ids=frozenset({question}))).id
    assert services.worker.wait(services.interviews.answer(id, 1, answer), 20)


def test_the_words_of_what_was_missed_come_from_the_attempt_that_missed_it(services: Services) -> None:
    answered(services, "bread", "Yeast will not turn sugar into gas. Then there is an oven.")
    answered(services, "tides", "The moon, I think, and Earth beneath.")
    found = services.progress.missed(services.progress.report().weakest)
    by_id = {f"{m.point.state.question_id}/{m.point.state.key_point_id}": m for m in found}
    assert by_id["bread/yeast"].point.missed.verdict is Verdict.CONTRADICTED
    assert any("sugar into gas" in words for words in by_id["bread/yeast"].words)
    gluten = by_id["bread/gluten"]
    assert gluten.point.missed.verdict is Verdict.MISSING and gluten.words == ()
    assert (
        gluten.nearest is None
        or gluten.nearest in "Yeast will not turn sugar into gas. Then there is an oven."
    )
    assert services.progress.missed(()) == ()


def test_progress_is_of_the_bank_as_it_is_now(services: Services) -> None:
    answered(services, "bread", "Yeast turns sugar into gas.")
    answered(services, "soap", "Nothing.")
    (services.bank.folder / "soap.yaml").unlink()
    services.bank.reload()
    found = services.progress.report()
    assert [topic.topic for topic in found.topics] == ["baking"]
    assert found.days.ever == 1  # the day stays one of practice


def test_questions_answered_again_come_with_the_latest_first(make_services: Callable[..., Services]) -> None:
    clock = Clock()
    services = make_services(clock=clock)
    for question in ("bread", "tides", "soap", "bread", "tides"):
        clock.now += timedelta(days=1)
        answered(services, question, "Nothing of the kind here.")
    again = services.progress.answered_again()
    assert [rubric.id for rubric in again] == ["tides", "bread"]


def test_the_question_with_the_most_gained_is_found(services: Services) -> None:
    for question, answers in (
        ("bread", ("Nothing here.", "Yeast turns sugar into gas. Gluten holds bubbles inside dough.")),
        ("tides", ("Nothing here.", "The moon pulls water towards itself.")),
    ):
        for answer in answers:
            answered(services, question, answer)
    again = services.progress.answered_again()
    assert [rubric.id for rubric in again] == ["tides", "bread"]
    best = services.progress.most_gained(again)
    assert best is not None and best.id == "bread"
    assert services.progress.most_gained(()) is None

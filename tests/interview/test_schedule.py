"""The schedule over a real record: it follows whatever happens to the record, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import URL

from databases import postgres, url
from helpers import TIDES, Clock
from interview.sitting import BACKWARDS, BULGES, HALF, MOON, NOTHING, RUSSIAN, Sitting
from viva import language
from viva.evaluation.bench_schedule import fill
from viva.grading import Verdict
from viva.interview.aims import Aim
from viva.interview.disputes import Disputes
from viva.interview.plan import Mode, Wishes
from viva.interview.schedule import PointState, Rating, Schedule
from viva.interview.services import Services
from viva.rubric import RubricBank
from viva.store.migrate import migrate
from viva.store.unit_of_work import Store

__all__ = ["postgres", "url"]
BOTH = f"{MOON} {BULGES}"


@pytest.fixture
def address(url: URL) -> URL:
    return url


class House:
    """Services whose days a test counts: the first is 1 March 2026, and it is nine in the morning, in UTC."""

    def __init__(self, make: Callable[..., Services]) -> None:
        self.clock = Clock()
        self.has = make(clock=self.clock)
        self.schedule = Schedule(self.has.store, self.has.bank, self.clock, UTC)

    def later(self, days: int) -> None:
        self.clock.now += timedelta(days=days)

    def say(self, *answers: str, mode: Mode = Mode.FEEDBACK) -> Sitting:
        sitting = Sitting(self.has, mode)
        for answer in answers:
            sitting.answer(answer)
        return sitting

    def point(self, id: str) -> PointState:
        return next(point for point in self.schedule.points() if point.key_point_id == id)

    @property
    def due(self) -> dict[str, str]:
        return {found.point.key_point_id: found.reason for found in self.schedule.due()}


@pytest.fixture
def house(make_services: Callable[..., Services]) -> House:
    return House(make_services)


def day(number: int) -> datetime:
    """The beginning of a day, the first of which is 1."""
    return datetime(2026, 3, 1, 4, tzinfo=UTC) + timedelta(days=number - 1)


def test_a_newcomer_has_no_schedule(house: House) -> None:
    house.has.interviews.start(Wishes())
    assert house.schedule.points() == () and house.schedule.due() == () and house.schedule.next_due() is None


def test_a_point_tells_its_question_its_state_and_its_past(house: House) -> None:
    sitting = house.say(MOON)
    moon, bulges = house.schedule.points()
    assert (moon.question_id, moon.key_point_id, moon.topic) == ("tides", "moon", "physics")
    assert (
        moon.question == "What makes the tides?" and moon.statement == "The moon pulls water towards itself"
    )
    assert (moon.weight, bulges.weight) == (1, 2)
    (review,) = moon.reviews
    assert (review.interview_id, review.position, review.attempt_id) == (sitting.id, 1, sitting.latest.id)
    assert review.when == sitting.latest.submitted_at and review.rating is Rating.Good
    assert (moon.stability, moon.retrievability, moon.lapses, moon.weak) == (2.3065, 1, 0, False)
    assert (moon.due, bulges.due) == (day(3), day(2))  # Good: two days; Again: one
    assert bulges.weak and bulges.last.verdict is Verdict.MISSING


def test_what_was_missed_is_due_tomorrow_whatever_the_hour(house: House) -> None:
    house.say(MOON)
    assert house.due == {} and house.schedule.next_due() == day(2)
    house.clock.now = day(2) - timedelta(seconds=2)
    assert house.due == {}
    house.clock.now = day(2)
    assert house.due == {"bulges": "missed yesterday"}
    assert house.schedule.next_due() == day(3)


def test_the_longest_due_comes_first_and_says_why(house: House) -> None:
    house.say(f"{BULGES} {HALF}")  # half of it: due tomorrow; said well: in two days
    house.later(12)
    assert house.due == {
        "moon": "half said 12 days ago",
        "bulges": "said well 12 days ago; by now about 76% likely to be remembered",
    }
    assert [found.point.key_point_id for found in house.schedule.due(1)] == ["moon"]
    assert house.schedule.next_due() is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (BACKWARDS, "said the wrong way round 3 days ago"),
        (NOTHING, "missed 3 days ago"),
        (HALF, "half said 3 days ago"),
        (MOON, "said well 3 days ago; by now about 88% likely to be remembered"),
    ],
)
def test_each_verdict_has_its_words(house: House, answer: str, reason: str) -> None:
    house.say(answer)
    house.later(3)
    assert house.due["moon"] == reason


def test_what_was_said_with_help_says_so(house: House) -> None:
    coached = house.say(MOON, mode=Mode.COACH)
    coached.reply(BULGES)
    house.later(3)
    assert house.due["bulges"] == "said with help 3 days ago; by now about 83% likely to be remembered"


def test_the_reason_speaks_the_language_in_use(house: House) -> None:
    house.say(NOTHING)
    house.later(3)
    with language.using("de"):
        assert house.due["moon"] == "vor 3 Tagen nicht gesagt"


def test_practising_what_is_due_takes_it_off_the_list(house: House) -> None:
    house.say(NOTHING)
    house.later(1)
    assert set(house.due) == {"moon", "bulges"}
    Sitting(house.has, aims=[Aim("tides", "moon")]).answer(BOTH)
    assert set(house.due) == {"bulges"}
    assert [len(point.reviews) for point in house.schedule.points()] == [2, 1]


def test_what_is_not_graded_or_held_back_changes_nothing(house: House) -> None:
    house.say(MOON)
    before = house.schedule.points()
    house.say(RUSSIAN)
    house.say(NOTHING, mode=Mode.COACH)
    mock = house.say(NOTHING, mode=Mode.MOCK)
    assert house.schedule.points() == before
    house.has.interviews.finish(mock.id)
    assert [len(point.reviews) for point in house.schedule.points()] == [1, 2]  # the moon was said that day


def test_skipping_the_follow_ups_makes_it_a_review(house: House) -> None:
    coached = house.say(NOTHING, mode=Mode.COACH)
    assert house.schedule.points() == ()
    house.has.coach.show(coached.id, 1)
    assert [point.last.rating for point in house.schedule.points()] == [Rating.Again] * 2


def test_deleting_an_interview_undoes_it_and_restoring_brings_it_back(house: House) -> None:
    house.say(MOON)
    first = house.schedule.points()
    house.later(2)
    second = house.say(BOTH)
    both = house.schedule.points()
    house.has.interviews.delete(second.id)
    assert [point.reviews for point in house.schedule.points()] == [point.reviews for point in first]
    house.has.interviews.restore(second.id)
    assert house.schedule.points() == both


def test_the_persons_own_stand_counts_and_can_be_taken_back(house: House) -> None:
    disputes, sitting = Disputes(house.has.store, house.clock), house.say(NOTHING)
    before = house.schedule.points()
    disputes.dispute(sitting.id, 1, sitting.latest.id, "moon", True, (1, 0, 7))
    assert house.point("moon").last.rating is Rating.Good and not house.point("moon").weak
    assert house.point("bulges") == before[1]
    disputes.withdraw(sitting.id, 1, sitting.latest.id, "moon")
    assert house.schedule.points() == before


def test_grading_again_counts_by_the_latest_grade(house: House) -> None:
    sitting = house.say("Something is pulled by gravity.")
    assert house.point("moon").weak
    taught = TIDES.replace("The moon pulls water towards itself\n", "Something is pulled\n", 1)
    house.has.bank.save("tides", taught, house.has.bank.get("tides").version)
    house.has.interviews.grade_again(sitting.latest.id)
    assert house.has.worker.wait(sitting.latest.id, 20)
    moon = house.point("moon")
    assert not moon.weak and len(moon.reviews) == 1 and moon.statement == "Something is pulled"


def test_a_reworded_point_keeps_its_past_and_one_that_is_gone_drops_out(
    house: House, bank: RubricBank
) -> None:
    house.say(MOON)
    changed = TIDES.replace("The moon pulls water", "Lunar gravity draws seas").replace(
        "id: bulges", "id: spin"
    )
    bank.save("tides", changed, bank.get("tides").version)
    (moon,) = house.schedule.points()
    assert moon.statement.startswith("Lunar gravity") and len(moon.reviews) == 1
    (bank.folder / "tides.yaml").unlink()
    bank.reload()
    assert house.schedule.points() == ()


def test_the_same_record_gives_the_same_schedule_to_whoever_asks(
    house: House, make_services: Callable[..., Services]
) -> None:
    for answer in (MOON, BULGES, HALF, BOTH):
        house.say(answer)
        house.later(2)
    points = house.schedule.points()
    other = make_services(start=False, clock=house.clock)
    assert Schedule(other.store, other.bank, house.clock, UTC).points() == points


def test_nothing_is_read_again_until_something_is_written_wherever_that_is(
    house: House, make_services: Callable[..., Services]
) -> None:
    house.say(MOON)
    points = house.schedule.points()
    assert house.schedule.points() is points
    elsewhere = make_services()  # as another program at the same record
    Sitting(elsewhere, Mode.FEEDBACK).answer(BACKWARDS)
    assert [len(point.reviews) for point in house.schedule.points()] == [2, 2]
    house.later(1)
    assert house.schedule.points()[0].retrievability < 1


def test_the_services_have_a_schedule_by_their_clock(make_services: Callable[..., Services]) -> None:
    clock = Clock()
    services = make_services(clock=clock)
    Sitting(services, Mode.FEEDBACK).answer(MOON)
    clock.now += timedelta(days=2)
    assert {found.point.key_point_id for found in services.schedule.due()} == {"moon", "bulges"}


def test_a_long_record_is_scheduled_whole(bank: RubricBank, address: URL) -> None:
    store = Store(address)
    migrate(store.engine)
    fill(store, bank, attempts=60, questions=3)
    clock = Clock(datetime(2027, 1, 1, tzinfo=UTC))
    points = Schedule(store, bank, clock, UTC).points()
    assert sum(len(point.reviews) for point in points) == pytest.approx(20 * 5, abs=15)
    assert {point.question_id for point in points} == {"bread", "soap", "tides"}
    store.close()

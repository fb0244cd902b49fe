"""A mock interview, on each database: what is asked, timed and kept back until the end."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from sqlalchemy import URL

from databases import postgres, url
from helpers import Clock, word_grader
from viva.interview.finding import NoSuchInterview
from viva.interview.history import weak_points
from viva.interview.plan import Mode, Wishes
from viva.interview.record import AttemptRecord, InterviewRecord, QuestionRecord
from viva.interview.services import Services
from viva.interview.timing import TimeLeft

__all__ = ["postgres", "url"]

NOTHING = "I would have to look that up, I am afraid."
MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."


@pytest.fixture
def address(url: URL) -> URL:
    return url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(make_services: Callable[..., Services], clock: Clock) -> Services:
    return make_services(clock=clock)


class Sitting:
    """A mock interview about the tides: "moon" weighs 1, "bulges" 2."""

    def __init__(self, services: Services, seconds_each: int | None = 120, mode: Mode = Mode.MOCK) -> None:
        self.has = services
        wishes = Wishes(question_ids=frozenset({"tides"}), mode=mode, seconds_each=seconds_each)
        self.id = services.interviews.start(wishes).id

    @property
    def interview(self) -> InterviewRecord:
        return self.has.interviews.get(self.id)

    @property
    def question(self) -> QuestionRecord:
        return self.interview.questions[0]

    @property
    def latest(self) -> AttemptRecord:
        assert self.question.latest is not None
        return self.question.latest

    def ask(self) -> TimeLeft | None:
        return self.has.interviews.ask(self.id, 1)

    def answer(self, words: str, **more: int) -> AttemptRecord:
        assert self.has.worker.wait(self.has.interviews.answer(self.id, 1, words, **more), 20)
        return self.latest

    def reply(self, words: str, **more: int) -> AttemptRecord:
        made = self.has.coach.answer(self.id, 1, words, attempt_id=self.latest.id, **more)
        assert self.has.worker.wait(made, 20)
        return self.latest


@pytest.fixture
def sitting(services: Services) -> Sitting:
    return Sitting(services)


def test_only_a_mock_interview_has_a_clock(services: Services) -> None:
    assert Sitting(services).interview.seconds_each == 120
    assert Sitting(services, mode=Mode.COACH).interview.seconds_each is None


def test_everything_is_held_back_until_the_end(sitting: Sitting) -> None:
    sitting.answer(MOON + " " + BULGES)
    assert sitting.latest.follow_up is None
    assert sitting.latest.held_back
    assert sitting.interview.until_the_end
    assert sitting.interview.coverage is None
    sitting.has.interviews.finish(sitting.id)
    assert not sitting.latest.held_back
    assert not sitting.interview.until_the_end
    assert sitting.interview.coverage == 1.0


def test_no_weak_point_is_told_before_the_end(sitting: Sitting) -> None:
    sitting.answer(NOTHING)
    sitting.has.coach.show(sitting.id, 1)
    assert sitting.latest.held_back
    assert weak_points(sitting.interview) == ()
    sitting.has.interviews.finish(sitting.id)
    assert [weak.key_point.id for weak in weak_points(sitting.interview)] == ["bulges", "moon"]


def test_follow_ups_come_as_the_coach_asks_them_and_count_together(sitting: Sitting) -> None:
    coached = Sitting(sitting.has, mode=Mode.COACH)
    assert sitting.answer(MOON).follow_up == coached.answer(MOON).follow_up is not None
    sitting.reply(BULGES)
    assert sitting.latest.follow_up is None
    sitting.has.interviews.finish(sitting.id)
    assert sitting.latest.coverage == 1.0
    assert sitting.latest.grade is not None
    assert sitting.latest.grade.coverage == pytest.approx(1 / 3, abs=1e-3)


def test_at_most_two_follow_ups_are_asked(sitting: Sitting) -> None:
    sitting.answer(NOTHING)
    sitting.reply(NOTHING)
    assert sitting.latest.follow_up is not None
    sitting.reply(NOTHING)
    assert sitting.latest.follow_up is None


def test_one_can_go_on_without_answering_a_follow_up(sitting: Sitting) -> None:
    sitting.answer(NOTHING)
    assert sitting.interview.next_follow_up is not None
    sitting.has.coach.show(sitting.id, 1)
    assert sitting.interview.next_follow_up is None


def test_there_are_no_hints(sitting: Sitting) -> None:
    sitting.has.coach.take_hint(sitting.id, 1, 1)
    help = sitting.has.coach.help(sitting.id, 1)
    assert (help.given, help.next_step, sitting.question.hints) == ((), None, frozenset())


def test_the_clock_runs_from_the_moment_that_the_question_was_first_asked(
    sitting: Sitting, clock: Clock
) -> None:
    assert sitting.question.asked_at is None
    assert sitting.ask() == TimeLeft(120, 120)
    assert sitting.question.asked_at == clock.now
    # Each look at the clock of these tests takes a second.
    assert sitting.ask() == TimeLeft(120, 119)
    assert [sitting.ask() for _ in range(120)][-1] == TimeLeft(120, 0)


def test_a_follow_up_has_its_own_clock_with_half_of_the_time(sitting: Sitting) -> None:
    for _ in range(30):
        sitting.ask()
    sitting.answer(NOTHING)
    assert sitting.ask() == TimeLeft(60, 60)
    assert sitting.ask() == TimeLeft(60, 59)
    sitting.reply(NOTHING)
    assert sitting.ask() == TimeLeft(60, 60)


def test_the_server_measures_the_time_that_an_answer_took(sitting: Sitting) -> None:
    for _ in range(10):
        sitting.ask()
    # Nine looks at the clock after the first, and the answer's own.
    assert sitting.answer(NOTHING, seconds=3).seconds == 10
    sitting.ask()
    sitting.reply(NOTHING, seconds=77)
    assert sitting.latest.follow_ups[0].seconds == 1


def test_an_answer_that_was_never_asked_for_on_a_page_keeps_the_time_it_brings(sitting: Sitting) -> None:
    assert sitting.answer(NOTHING, seconds=41).seconds == 41
    assert sitting.reply(NOTHING).follow_ups[0].seconds is None


def test_a_late_answer_is_taken(sitting: Sitting) -> None:
    for _ in range(300):
        sitting.ask()
    assert sitting.answer(MOON).seconds == 300


def test_without_a_limit_the_time_is_kept_all_the_same(services: Services) -> None:
    sitting = Sitting(services, None)
    assert sitting.ask() is None
    assert sitting.ask() is None
    assert sitting.answer(NOTHING).seconds == 2


def test_a_page_that_waits_for_no_answer_starts_no_clock(sitting: Sitting) -> None:
    sitting.answer(MOON + " " + BULGES)
    assert sitting.ask() is None
    assert sitting.question.asked_at is None
    finished = Sitting(sitting.has)
    finished.has.interviews.finish(finished.id)
    assert finished.ask() is None
    assert finished.question.asked_at is None


def test_other_modes_have_no_clock(services: Services) -> None:
    coached = Sitting(services, mode=Mode.COACH)
    assert coached.ask() is None
    assert coached.question.asked_at is None


def test_a_clock_of_nothing_is_refused(sitting: Sitting) -> None:
    with pytest.raises(NoSuchInterview):
        sitting.has.interviews.ask(sitting.id, 2)
    with pytest.raises(NoSuchInterview):
        sitting.has.interviews.ask("0" * 32, 1)


def test_an_answer_that_is_being_read_is_heard_out_before_the_next_question(
    make_services: Callable[..., Services],
) -> None:
    hold = Event()
    sitting = Sitting(make_services(lambda: word_grader(hold)))
    answer_id = sitting.has.interviews.answer(sitting.id, 1, NOTHING)
    try:
        heard = sitting.interview.heard_out
        assert heard is not None
        assert heard.position == 1
        assert sitting.interview.being_read == (answer_id,)
        sitting.has.coach.show(sitting.id, 1)
        assert sitting.interview.heard_out is None
    finally:
        hold.set()
    assert sitting.has.worker.wait(answer_id, 20)
    assert not sitting.interview.being_read

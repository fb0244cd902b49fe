"""What the schedule reads off the record is what the record tells: on each database, whatever was done."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import URL

from databases import postgres, url
from helpers import Clock
from interview.sitting import BACKWARDS, BULGES, HALF, MOON, NOTHING, RUSSIAN, Sitting
from viva.errors import VivaError
from viva.grading import Verdict
from viva.interview.aims import Aim
from viva.interview.disputes import Disputes
from viva.interview.plan import Mode
from viva.interview.schedule import spoken_in
from viva.interview.services import Services
from viva.interview.spoken import Spoken

__all__ = ["postgres", "url"]
ANSWERS = [MOON, BULGES, f"{MOON} {BULGES}", BACKWARDS, HALF, NOTHING, RUSSIAN]


@pytest.fixture
def address(url: URL) -> URL:
    return url


def read(services: Services) -> list[Spoken]:
    with services.store.unit_of_work() as work:
        return spoken_in(work, services.bank)


def told(services: Services) -> dict[tuple[str, str], tuple[Verdict, bool]]:
    """The same by the record: for each attempt and point, the verdict that stands, and whether it is unsure."""
    found = {}
    for interview in services.history.interviews():
        for question in interview.questions:
            for attempt in question.attempts:
                if attempt.held_back or attempt.standing is None:
                    continue
                for verdict in attempt.standing.grade.verdicts:
                    found[attempt.id, verdict.key_point] = verdict.verdict, verdict.unsure
    return found


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_the_schedule_reads_what_the_record_tells(
    make_services: Callable[..., Services], seed: int
) -> None:
    services, random = make_services(), Random(seed)
    sittings = [Sitting(services, mode) for mode in (Mode.FEEDBACK, Mode.COACH, Mode.MOCK)]
    sittings.append(Sitting(services, aims=[Aim("tides", "bulges")]))
    disputes = Disputes(services.store, Clock())

    def dispute(sitting: Sitting) -> None:
        attempt = random.choice(sitting.question.attempts)
        said, turn = random.random() < 0.5, random.randint(1, 1 + len(attempt.follow_ups))
        point = random.choice(["moon", "bulges"])
        disputes.dispute(sitting.id, 1, attempt.id, point, said, (turn, 0, 5) if said else None)

    steps: list[Callable[[Sitting], object]] = [
        *[lambda s: s.answer(random.choice(ANSWERS))] * 3,
        *[lambda s: s.reply(random.choice(ANSWERS))] * 3,
        lambda s: s.hint(random.randint(1, 3)),
        lambda s: services.coach.show(s.id, 1),
        lambda s: services.interviews.finish(s.id),
        lambda s: services.interviews.delete(s.id),
        lambda s: services.interviews.restore(s.id),
        dispute,
        dispute,
    ]
    for _ in range(45):
        sitting = random.choice(sittings)
        try:
            random.choice(steps)(sitting)
        except (VivaError, AssertionError, IndexError):
            continue  # it cannot be done as things stand
        found = read(services)
        assert {(one.attempt_id, one.key_point_id): (one.verdict, one.unsure) for one in found} == told(
            services
        )
        assert len(found) == len(told(services))
        assert found == sorted(found, key=lambda one: (one.when, one.attempt_id))


def helped(services: Services) -> dict[str, bool]:
    return {one.key_point_id: one.helped for one in read(services)}


def test_what_takes_a_follow_up_is_said_with_help(services: Services) -> None:
    coached = Sitting(services, Mode.COACH)
    coached.answer(MOON)
    assert read(services) == []  # a follow-up waits
    coached.reply(BULGES)
    assert helped(services) == {"moon": False, "bulges": True}


def test_a_follow_up_that_adds_nothing_leaves_what_was_said_at_once_as_it_was(services: Services) -> None:
    coached = Sitting(services, Mode.COACH)
    coached.answer(f"{BULGES} {HALF}")
    coached.reply(NOTHING)
    assert [(one.key_point_id, one.verdict.value, one.helped) for one in read(services)] == [
        ("moon", "partial", False),
        ("bulges", "covered", False),
    ]


@pytest.mark.parametrize(
    ("step", "touched"),
    [(1, set()), (2, {"bulges"}), (3, {"moon", "bulges"})],
    ids=["count", "theme", "gaps"],
)
def test_a_hint_helps_with_the_points_that_it_is_about(
    services: Services, step: int, touched: set[str]
) -> None:
    plain = Sitting(services, Mode.FEEDBACK)
    plain.hint(step)
    plain.answer(f"{MOON} {BULGES}")
    assert {point for point, by_hint in helped(services).items() if by_hint} == touched


def test_before_another_attempt_hints_are_about_what_was_open(services: Services) -> None:
    plain = Sitting(services, Mode.FEEDBACK)
    plain.answer(BULGES)
    plain.hint(3)
    plain.answer(f"{MOON} {BULGES}")
    first, again = read(services)[:2], read(services)[2:]
    assert not any(one.helped for one in first)
    assert [(one.key_point_id, one.helped) for one in again] == [("moon", True), ("bulges", False)]


def test_a_hint_to_a_follow_up_changes_nothing_that_was_said_before_it(services: Services) -> None:
    coached = Sitting(services, Mode.COACH)
    coached.answer(MOON)
    coached.hint(2)
    coached.reply(BULGES)
    assert helped(services) == {"moon": False, "bulges": True}


def test_in_a_drill_only_the_point_asked_about_counts(services: Services) -> None:
    drill = Sitting(services, aims=[Aim("tides", "moon")])
    drill.answer(f"{MOON} {BULGES}")
    assert helped(services) == {"moon": False}


def test_a_hint_in_a_drill_is_about_its_point(services: Services) -> None:
    drill = Sitting(services, aims=[Aim("tides", "moon")])
    drill.hint()
    drill.answer(MOON)
    assert helped(services) == {"moon": True}


def test_a_drill_at_a_point_that_is_gone_by_the_time_it_is_graded_says_nothing(services: Services) -> None:
    drill = Sitting(services, aims=[Aim("tides", "moon")])
    file = services.bank.folder / "tides.yaml"
    services.bank.save(
        "tides", file.read_text().replace("id: moon", "id: sun"), services.bank.get("tides").version
    )
    drill.answer(MOON)
    assert read(services) == []


def test_words_of_a_follow_up_that_the_person_stands_on_are_said_with_help(services: Services) -> None:
    disputes, coached = Disputes(services.store, Clock()), Sitting(services, Mode.COACH)
    coached.answer(NOTHING)
    coached.reply(NOTHING)
    coached.reply(NOTHING)
    for point, turn in (("moon", 1), ("bulges", 2)):
        disputes.dispute(coached.id, 1, coached.latest.id, point, True, (turn, 0, 9))
    assert [(one.verdict, one.unsure, one.helped) for one in read(services)] == [
        (Verdict.COVERED, False, False),
        (Verdict.COVERED, False, True),
    ]

"""A person's own stand on a verdict, on each database: kept beside it, counted, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL

from databases import postgres, url
from helpers import TIDES, rubric, word_grader
from interview.sitting import BACKWARDS, BULGES, MOON, OTHERWISE, Sitting
from viva.grading import Evidence, Verdict, coverage
from viva.interview.disputes import DisputeRefused
from viva.interview.finding import NoSuchInterview
from viva.interview.history import weak_points
from viva.interview.plan import Mode
from viva.interview.services import Services
from viva.interview.turns import Stand, disputed, merged
from viva.rubric import RubricBank

__all__ = ["postgres", "url"]


@pytest.fixture
def address(url: URL) -> URL:
    return url


@pytest.fixture
def sitting(services: Services) -> Sitting:
    return Sitting(services)


def verdicts(sitting: Sitting) -> dict[str, str]:
    standing = sitting.latest.standing
    assert standing is not None
    return {v.key_point: v.verdict.value for v in standing.grade.verdicts}


def read(sitting: Sitting) -> dict[str, str]:
    graded = sitting.latest.graded
    assert graded is not None
    return {v.key_point: v.verdict.value for v in graded.grade.verdicts}


def test_what_one_did_say_counts_with_its_words_as_evidence(sitting: Sitting) -> None:
    sitting.answer(f"{OTHERWISE} That is all.")
    assert (verdicts(sitting), sitting.latest.coverage) == ({"moon": "missing", "bulges": "missing"}, 0.0)
    sitting.say("bulges", "heaps up the sea")
    assert verdicts(sitting) == {"moon": "missing", "bulges": "covered"}
    assert sitting.latest.coverage == 0.6667 and sitting.latest.own_verdicts == 1  # 2 of 3
    assert sitting.latest.standing is not None
    held = sitting.latest.standing.grade.verdicts[1]
    assert held.evidence == (Evidence(19, 35, "heaps up the sea"),) and not held.unsure
    assert sitting.latest.standing.turns[1] == (1,)


def test_what_one_did_not_say_counts_for_nothing(sitting: Sitting) -> None:
    sitting.answer(MOON)
    sitting.deny("moon")
    assert (verdicts(sitting)["moon"], sitting.latest.coverage) == ("missing", 0.0)
    assert sitting.latest.standing is not None
    assert sitting.latest.standing.grade.verdicts[0].evidence == ()


@pytest.mark.parametrize("said", [True, False])
def test_a_contradiction_may_have_been_said_rightly_or_not_at_all(sitting: Sitting, said: bool) -> None:
    sitting.answer(BACKWARDS)
    assert read(sitting)["moon"] == "contradicted"
    if said:
        sitting.say("moon", "towards itself")
    else:
        sitting.deny("moon")
    assert verdicts(sitting)["moon"] == ("covered" if said else "missing")


def test_the_graders_verdict_is_never_overwritten(sitting: Sitting) -> None:
    before = sitting.answer(BACKWARDS)
    sitting.say("moon", "The moon")
    after = sitting.latest
    assert (
        after.grade == before.grade
        and after.graded == before.standing
        and read(sitting)["moon"] == "contradicted"
    )


def test_taking_it_back_brings_the_graders_verdict_back(sitting: Sitting) -> None:
    before = sitting.answer(MOON)
    sitting.deny("moon")
    sitting.take_back("moon")
    sitting.take_back("moon")  # as a form sent twice does
    assert sitting.latest == before and sitting.has.disputes.all() == ()


def test_saying_it_again_replaces_what_one_held_before(sitting: Sitting) -> None:
    sitting.answer(BACKWARDS)
    sitting.say("moon", "The moon")
    first = sitting.dispute.stand.made_at
    sitting.say("moon", "towards itself")
    (dispute,) = sitting.has.disputes.all()
    assert (
        dispute.words is not None and dispute.words.text == "towards itself" and dispute.stand.made_at > first
    )
    sitting.deny("moon")
    (dispute,) = sitting.has.disputes.all()
    assert not dispute.stand.said and dispute.stand.words is None and dispute.stand.turn is None


def test_spaces_around_the_words_are_no_part_of_them(sitting: Sitting) -> None:
    sitting.answer(f"{OTHERWISE}\n\nAnd so on.")
    sitting.say("moon", " heaps up the sea.\n\n")
    assert sitting.dispute.stand.words == Evidence(19, 36, "heaps up the sea.")


def test_it_stays_in_force_when_the_answer_is_graded_anew(sitting: Sitting) -> None:
    attempt = sitting.answer(MOON)
    sitting.deny("moon")
    sitting.has.interviews.grade_again(attempt.id)
    assert sitting.has.worker.wait(attempt.id, 20)
    assert (verdicts(sitting)["moon"], read(sitting)["moon"]) == ("missing", "covered")


def test_words_of_a_follow_ups_answer_prove_a_point_too(services: Services) -> None:
    sitting = Sitting(services, Mode.COACH)
    sitting.answer(MOON)
    sitting.reply(OTHERWISE)
    services.coach.show(sitting.id, 1)
    sitting.say("bulges", "heaps up the sea", turn=2)
    standing = sitting.latest.standing
    assert standing is not None and standing.turns == ((1,), (2,)) and sitting.latest.coverage == 1.0
    assert sitting.latest.at_first is not None and sitting.latest.at_first.grade.coverage == 0.3333
    assert sitting.dispute.turn == 2


def test_in_a_drill_the_one_point_that_was_asked_about_can_be_disputed(services: Services, url: URL) -> None:
    sitting = Sitting(services)
    sitting.answer(OTHERWISE)
    with services.store.unit_of_work(write=True) as work:
        row = work.interviews.get(sitting.id)
        assert row is not None
        row.questions[0].aimed_at = "bulges"
    sitting.say("bulges", "heaps up the sea")
    assert verdicts(sitting) == {"bulges": "covered"} and sitting.latest.coverage == 1.0
    with pytest.raises(NoSuchInterview, match="no such key point"):
        sitting.deny("moon")


def test_what_an_interview_shows_follows_the_persons_stand(sitting: Sitting) -> None:
    sitting.answer(MOON)
    sitting.say("bulges", "pulls water")
    interview = sitting.has.interviews.get(sitting.id)
    assert interview.coverage == 1.0 and weak_points(interview) == ()
    sitting.deny("moon")
    (weak,) = weak_points(sitting.has.interviews.get(sitting.id))
    assert (weak.key_point.id, weak.verdict) == ("moon", Verdict.MISSING)


def test_a_stand_on_a_key_point_that_the_rubric_has_no_more_waits_for_it(
    sitting: Sitting, bank: RubricBank
) -> None:
    attempt = sitting.answer(MOON)
    sitting.deny("moon")
    bank.save("tides", TIDES.replace("id: moon", "id: pull"), bank.get("tides").version)
    sitting.has.interviews.grade_again(attempt.id)
    assert sitting.has.worker.wait(attempt.id, 20)
    assert verdicts(sitting) == {"pull": "covered", "bulges": "missing"} and sitting.latest.own_verdicts == 0
    assert (
        sitting.dispute.key_point is None and sitting.dispute.read is None and sitting.dispute.words is None
    )


# What is refused.


def test_what_the_grader_reads_that_way_itself_is_no_dispute(sitting: Sitting) -> None:
    sitting.answer(MOON)
    with pytest.raises(DisputeRefused, match="as said already"):
        sitting.say("moon", "The moon")
    with pytest.raises(DisputeRefused, match="as not said already"):
        sitting.deny("bulges")


@pytest.mark.parametrize(
    "words",
    [
        (1, 0, 0),
        (1, 5, 4),
        (1, -3, 4),
        (1, 0, 1000),
        (2, 0, 3),
        (0, 0, 3),
        (-1, 0, 3),
        (1, 9, 10),
        (9**9, 0, 9**30),
    ],
)
def test_words_that_are_not_in_the_answer_are_refused(sitting: Sitting, words: tuple[int, int, int]) -> None:
    attempt = sitting.answer("Something else.")
    with pytest.raises(DisputeRefused, match="not in your answer"):
        sitting.has.disputes.dispute(sitting.id, 1, attempt.id, "moon", True, words)
    assert sitting.latest.stands == ()


def test_what_was_said_needs_words_and_what_was_not_has_none(sitting: Sitting) -> None:
    attempt = sitting.answer(MOON)
    with pytest.raises(DisputeRefused, match="Choose the words"):
        sitting.has.disputes.dispute(sitting.id, 1, attempt.id, "bulges", True)
    with pytest.raises(DisputeRefused, match="Leave them out"):
        sitting.has.disputes.dispute(sitting.id, 1, attempt.id, "moon", False, (1, 0, 3))


def test_verdicts_that_are_not_shown_yet_cannot_be_disputed(services: Services) -> None:
    for mode in (Mode.COACH, Mode.MOCK):
        sitting = Sitting(services, mode)
        sitting.answer(MOON)
        with pytest.raises(DisputeRefused, match="still to come"):
            sitting.deny("moon")
    services.interviews.finish(sitting.id)
    sitting.deny("moon")
    assert sitting.latest.coverage == 0.0


def test_an_answer_without_verdicts_cannot_be_disputed(make_services: Callable[..., Services]) -> None:
    hold = Event()
    hold.set()
    services = make_services(lambda: word_grader(hold))
    sitting = Sitting(services)
    sitting.answer("12 34")
    with pytest.raises(DisputeRefused, match="not graded"):
        sitting.deny("moon")
    attempt = sitting.answer(MOON)
    sitting.deny("moon")
    hold.clear()
    services.interviews.grade_again(attempt.id)
    with pytest.raises(DisputeRefused, match="being read"):
        sitting.deny("moon")
    sitting.take_back("moon")  # what one holds can be taken back at any time
    hold.set()


def test_what_is_not_there_is_told(sitting: Sitting, services: Services) -> None:
    attempt = sitting.answer(MOON)
    other = Sitting(services)
    follow_up = Sitting(services, Mode.COACH)
    follow_up.answer(MOON)
    turn = follow_up.reply(OTHERWISE).follow_ups[0].id
    services.coach.show(follow_up.id, 1)
    for interview_id, position, attempt_id in (
        ("nothing", 1, attempt.id),
        (sitting.id, 2, attempt.id),
        (sitting.id, 1, "nothing"),
        (other.id, 1, attempt.id),
        (follow_up.id, 1, turn),
    ):
        with pytest.raises(NoSuchInterview):
            services.disputes.dispute(interview_id, position, attempt_id, "moon", False)
        with pytest.raises(NoSuchInterview):
            services.disputes.withdraw(interview_id, position, attempt_id, "moon")
    with pytest.raises(NoSuchInterview, match="no such key point"):
        sitting.deny("sun")
    with pytest.raises(NoSuchInterview, match="no such dispute"):
        services.disputes.get("tides", attempt.id, "moon")


# What is disputed.


def test_all_that_is_disputed_is_told_newest_first(sitting: Sitting, services: Services) -> None:
    sitting.answer(MOON)
    sitting.deny("moon")
    sitting.say("bulges", "pulls water")
    bread = Sitting(services, question_id="bread")
    bread.answer("Yeast turns sugar into gas.")
    bread.deny("yeast")
    assert [d.stand.key_point for d in services.disputes.all()] == ["yeast", "bulges", "moon"]
    bulges, moon = services.disputes.of_question("tides")
    assert services.disputes.of_question("soap") == () and services.disputes.counts() == {
        "tides": 2,
        "bread": 1,
    }
    assert bulges.read is not None and bulges.read.verdict is Verdict.MISSING
    assert bulges.key_point is not None and bulges.key_point.point == "Earth turns beneath two bulges daily"
    assert (moon.words and moon.words.text, moon.turn) == ("The moon pulls water towards itself", 1)
    assert services.disputes.get("tides", sitting.latest.id, "moon") == moon
    assert (moon.interview_id, moon.position, moon.question) == (sitting.id, 1, "What makes the tides?")


def test_what_is_disputed_in_a_deleted_interview_is_left_out(sitting: Sitting, services: Services) -> None:
    sitting.answer(MOON)
    sitting.deny("moon")
    services.interviews.delete(sitting.id)
    assert services.disputes.all() == services.disputes.of_question("tides") == ()
    assert services.disputes.counts() == {}
    with pytest.raises(NoSuchInterview):
        sitting.take_back("moon")
    services.interviews.restore(sitting.id)
    assert len(services.disputes.all()) == 1


def test_the_words_of_a_denial_are_those_that_the_grader_went_by(services: Services) -> None:
    sitting = Sitting(services, Mode.COACH)
    sitting.answer(MOON)
    sitting.reply(BULGES)
    sitting.deny("bulges")
    dispute = sitting.dispute
    assert dispute.turn == 2 and dispute.words is not None and dispute.words.text in BULGES


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["moon", "bulges", "sun"]), st.booleans()), max_size=4))
def test_the_coverage_is_that_of_the_verdicts_as_they_are_held(held: list[tuple[str, bool]]) -> None:
    tides = rubric()
    standing = merged([word_grader().grade(tides, f"{MOON} {OTHERWISE}")], tides)
    assert standing is not None
    stands = [Stand(key, said, None, None, datetime(2026, 1, 1, tzinfo=UTC)) for key, said in held]
    after = disputed(standing, stands, tides)
    told = dict(held)
    for before, now in zip(standing.grade.verdicts, after.grade.verdicts, strict=True):
        if now.key_point in told:
            assert now.verdict is (Verdict.COVERED if told[now.key_point] else Verdict.MISSING)
        else:
            assert now is before
    weights = [point.weight for point in tides.key_points]
    assert after.grade.coverage == coverage(
        zip(weights, (v.verdict for v in after.grade.verdicts), strict=True)
    )

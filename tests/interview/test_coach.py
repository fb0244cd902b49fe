"""An interview with a coach, on each database: what is asked, kept, counted and shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import URL

from databases import postgres, url
from helpers import FILES, TIDES, word_grader
from viva.grading import Verdict
from viva.interview.finding import NoSuchInterview
from viva.interview.history import weak_points
from viva.interview.interviews import LONGEST_ANSWER, AnswerRefused
from viva.interview.plan import Mode, Wishes
from viva.interview.record import AttemptRecord, QuestionRecord
from viva.interview.services import Services
from viva.rubric import RubricBank

__all__ = ["postgres", "url"]

NOTHING = "I would have to look that up, I am afraid."
MOON = "The moon pulls water towards itself."
BULGES = "Earth turns beneath two bulges daily."
BACKWARDS = "The moon does not pull water towards itself."
RUSSIAN = "Это ответ на русском языке, и его нельзя оценить."


@pytest.fixture
def address(url: URL) -> URL:
    return url


class Sitting:
    """An interview with a coach about the tides: "moon" weighs 1, "bulges" 2."""

    def __init__(self, services: Services, mode: Mode = Mode.COACH) -> None:
        self.has = services
        wishes = Wishes(question_ids=frozenset({"tides"}), mode=mode)
        self.id = services.interviews.start(wishes).id

    @property
    def question(self) -> QuestionRecord:
        return self.has.interviews.get(self.id).questions[0]

    @property
    def latest(self) -> AttemptRecord:
        assert self.question.latest is not None
        return self.question.latest

    @property
    def asked(self) -> str | None:
        return self.latest.follow_up.key_point if self.latest.follow_up else None

    def answer(self, words: str) -> AttemptRecord:
        assert self.has.worker.wait(self.has.interviews.answer(self.id, 1, words), 20)
        return self.latest

    def reply(self, words: str, **more: int) -> AttemptRecord:
        made = self.has.coach.answer(self.id, 1, words, attempt_id=self.latest.id, **more)
        assert self.has.worker.wait(made, 20)
        return self.latest

    def hint(self, step: int = 9) -> list[str]:
        self.has.coach.take_hint(self.id, 1, step)
        return [hint.text for hint in self.has.coach.help(self.id, 1).given]


@pytest.fixture
def coached(services: Services) -> Sitting:
    return Sitting(services)


def test_an_interview_keeps_how_it_is_held(services: Services) -> None:
    plain, coached = services.interviews.start(Wishes()), Sitting(services)
    assert services.interviews.get(plain.id).mode is Mode.FEEDBACK
    assert services.interviews.get(coached.id).mode is Mode.COACH


def test_without_a_coach_nothing_is_asked(services: Services) -> None:
    attempt = Sitting(services, Mode.FEEDBACK).answer(NOTHING)
    assert attempt.follow_up is None and not attempt.held_back and attempt.coverage == 0


def test_the_heaviest_open_point_is_asked_about_and_the_verdicts_are_held_back(coached: Sitting) -> None:
    attempt = coached.answer(MOON)
    assert coached.asked == "bulges" and attempt.held_back
    interview = coached.has.interviews.get(coached.id)
    assert interview.coverage is None and weak_points(interview) == ()
    assert interview.next_follow_up is not None and interview.next_follow_up.position == 1


def test_what_is_said_in_two_turns_counts_together(coached: Sitting) -> None:
    assert coached.answer(MOON).coverage == 0.3333  # 1 of 3
    attempt = coached.reply(BULGES)
    assert attempt.coverage == 1 and attempt.follow_up is None and not attempt.held_back
    assert coached.has.interviews.get(coached.id).coverage == 1
    assert attempt.standing is not None and attempt.standing.turns[1] == (2,)


def test_each_turn_is_kept_as_it_was_with_its_own_grade(coached: Sitting) -> None:
    asked = coached.answer(MOON).follow_up
    attempt = coached.reply(BULGES, seconds=12)
    assert attempt.answer == MOON and attempt.grade is not None and attempt.grade.coverage == 0.3333
    (turn,) = attempt.follow_ups
    assert asked is not None
    assert (turn.question, turn.key_point, turn.answer) == (asked.question, "bulges", BULGES)
    assert turn.seconds == 12 and turn.grade is not None and turn.grade.coverage == 0.6667
    pieces = [piece for v in turn.grade.verdicts for piece in v.evidence]
    assert pieces and all(BULGES[piece.start : piece.end] == piece.text for piece in pieces)


def test_what_is_said_the_wrong_way_round_is_asked_back_and_can_be_put_right(coached: Sitting) -> None:
    attempt = coached.answer(f"{BACKWARDS} {BULGES}".replace("does not pull", "does not, never pulls"))
    assert attempt.follow_up is not None and attempt.follow_up.question.startswith("You said “")
    assert attempt.standing is not None
    wrong = [v.key_point for v in attempt.standing.grade.verdicts if v.verdict is Verdict.CONTRADICTED]
    assert coached.asked in wrong
    before = attempt.coverage
    after = coached.reply(f"{MOON} {BULGES}").coverage
    assert before is not None and after == 1 and before < 1


def test_at_most_two_follow_ups_and_none_about_the_same_point(coached: Sitting) -> None:
    coached.answer(NOTHING)
    first = coached.asked
    coached.reply(NOTHING)
    second = coached.asked
    attempt = coached.reply(NOTHING)
    assert (first, second, coached.asked) == ("bulges", "moon", None)
    assert attempt.coverage == 0 and not attempt.held_back
    with pytest.raises(AnswerRefused, match="No follow-up waits"):
        coached.reply(MOON)


def test_where_all_is_said_nothing_is_asked(coached: Sitting) -> None:
    attempt = coached.answer(f"{MOON} {BULGES}")
    assert attempt.follow_up is None and not attempt.held_back and attempt.coverage == 1


def test_what_is_not_graded_is_not_followed_up(coached: Sitting) -> None:
    attempt = coached.answer(RUSSIAN)
    assert attempt.follow_up is None and attempt.coverage is None and not attempt.held_back
    with pytest.raises(AnswerRefused):
        coached.reply(MOON)


def test_a_follow_up_that_is_not_graded_counts_neither_way_and_ends_the_asking(coached: Sitting) -> None:
    coached.answer(MOON)
    attempt = coached.reply(RUSSIAN)
    assert attempt.coverage == 0.3333 and attempt.follow_up is None and not attempt.held_back
    assert attempt.follow_ups[0].grade is not None and attempt.follow_ups[0].grade.reason


def test_showing_now_ends_the_follow_ups(coached: Sitting) -> None:
    coached.answer(MOON)
    coached.has.coach.show(coached.id, 1)
    coached.has.coach.show(coached.id, 1)
    assert coached.latest.follow_up is None and not coached.latest.held_back
    assert coached.has.interviews.get(coached.id).coverage == 0.3333
    with pytest.raises(AnswerRefused):
        coached.reply(BULGES)
    assert coached.latest.follow_ups == ()


def test_showing_what_was_not_answered_changes_nothing(coached: Sitting) -> None:
    coached.has.coach.show(coached.id, 1)
    assert coached.question.state == "open"


def test_finishing_and_answering_anew_end_the_follow_ups_too(coached: Sitting) -> None:
    coached.answer(MOON)
    coached.answer(NOTHING)
    first, second = coached.question.attempts
    assert (first.number, second.number) == (1, 2) and not first.held_back and second.held_back
    coached.has.interviews.finish(coached.id)
    assert not coached.latest.held_back and coached.latest.coverage == 0


def test_the_same_words_sent_twice_are_one_answer(coached: Sitting) -> None:
    coached.answer(NOTHING)
    attempt, has = coached.latest, coached.has
    with ThreadPoolExecutor(4) as pool:
        sent = [
            pool.submit(has.coach.answer, coached.id, 1, MOON, attempt_id=attempt.id, after=0, number=2)
            for _ in range(8)
        ]
    assert len({future.result() for future in sent}) == 1
    assert [turn.answer for turn in coached.latest.follow_ups] == [MOON]


def test_other_words_from_a_second_tab_are_kept_as_the_answer_to_what_that_tab_asked(
    coached: Sitting,
) -> None:
    coached.answer(NOTHING)
    coached.reply(NOTHING, after=0, number=2)
    coached.reply(BULGES, after=0, number=2)
    assert [(turn.key_point, turn.answer) for turn in coached.latest.follow_ups] == [
        ("bulges", NOTHING),
        ("bulges", BULGES),
    ]
    assert coached.latest.coverage == 0.6667


def test_the_words_of_a_follow_up_may_be_those_of_an_answer(coached: Sitting) -> None:
    coached.answer(NOTHING)
    coached.reply(NOTHING, number=2)
    coached.answer(NOTHING)
    assert len(coached.question.attempts) == 2 and len(coached.question.attempts[0].follow_ups) == 1


def test_an_answer_is_stored_before_it_is_graded(make_services: Callable[..., Services]) -> None:
    hold = Event()
    hold.set()
    coached = Sitting(make_services(lambda: word_grader(hold)))
    coached.answer(MOON)
    hold.clear()
    made = coached.has.coach.answer(coached.id, 1, BULGES, attempt_id=coached.latest.id)
    attempt = coached.latest
    assert attempt.awaiting_grade and attempt.held_back and attempt.follow_up is None
    assert attempt.follow_ups[0].answer == BULGES and attempt.follow_ups[0].grade is None
    assert coached.has.interviews.get(coached.id).coverage is None
    hold.set()
    assert coached.has.worker.wait(made, 20) and coached.latest.coverage == 1


def test_an_answer_to_a_follow_up_is_graded_by_the_rubric_of_the_first(
    coached: Sitting, bank: RubricBank
) -> None:
    coached.answer(MOON)
    bank.save("tides", TIDES.replace("Earth turns", "Something spins"), bank.get("tides").version)
    attempt = coached.reply(BULGES)
    assert attempt.coverage == 1 and attempt.rubric is not None
    assert attempt.follow_ups[0].grade is not None
    assert attempt.follow_ups[0].grade.rubric_version == attempt.rubric.version != bank.get("tides").version


def test_grading_again_reads_all_turns_by_the_rubric_of_now(coached: Sitting, bank: RubricBank) -> None:
    coached.answer(MOON)
    coached.reply(BULGES)
    bank.save("tides", TIDES.replace("    weight: 2\n", "    weight: 3\n"), bank.get("tides").version)
    coached.has.interviews.grade_again(coached.latest.id)
    assert coached.has.worker.wait(coached.latest.follow_ups[0].id, 20)
    attempt = coached.latest
    assert attempt.coverage == 1 and attempt.grade is not None and attempt.grade.coverage == 0.25
    assert not attempt.awaiting_grade


def test_an_attempt_that_is_not_there_cannot_be_followed_up(coached: Sitting) -> None:
    with pytest.raises(NoSuchInterview):
        coached.has.coach.answer(coached.id, 1, MOON, attempt_id="0" * 32)
    coached.answer(MOON)
    with pytest.raises(AnswerRefused, match="at most 200,000"):
        coached.reply("a" * (LONGEST_ANSWER + 1))
    assert coached.latest.follow_ups == ()


def test_the_history_has_attempts_with_their_turns_and_hints(coached: Sitting) -> None:
    coached.hint()
    coached.answer(MOON)
    coached.reply(BULGES)
    coached.answer(NOTHING)
    placed = coached.has.history.question("tides")
    assert [(p.attempt.number, p.attempt.coverage, p.attempt.hints) for p in placed] == [(1, 1, 1), (2, 0, 0)]
    assert placed[0].attempt == coached.question.attempts[0] and placed[1].attempt.held_back


def test_hints_come_one_by_one_and_each_is_kept_once(coached: Sitting) -> None:
    assert coached.hint(1) == ["A full answer has 2 key points."]
    assert len(coached.hint(1)) == 1  # a form sent twice
    assert len(coached.hint(3)) == 2  # no step is left out
    third = coached.hint(3)
    assert len(third) == 3 and coached.hint() == third
    assert coached.has.coach.help(coached.id, 1).next_step is None
    assert coached.question.state == "open"
    attempt = coached.answer(MOON)
    assert attempt.hints == 3 and attempt.coverage == 0.3333  # help changes no grade


def test_beside_a_follow_up_the_first_hint_is_its_theme(coached: Sitting) -> None:
    coached.answer(MOON)
    given = coached.has.coach.help(coached.id, 1)
    assert given.given == () and given.next_step == 2
    (text,) = coached.hint(2)
    assert text.startswith("Think of") and coached.has.coach.help(coached.id, 1).next_step == 3
    assert coached.reply(NOTHING).hints == 1
    assert coached.has.coach.help(coached.id, 1).given == ()


def test_a_hint_to_a_follow_up_that_is_never_answered_is_not_one_to_the_next_attempt(
    coached: Sitting,
) -> None:
    coached.answer(MOON)
    coached.hint(2)
    coached.has.coach.show(coached.id, 1)
    assert coached.latest.hints == 1
    assert coached.has.coach.help(coached.id, 1).given == ()
    assert coached.hint(1) == ["1 of 2 key points is still open."] and len(coached.hint(2)) == 2
    coached.answer(BULGES)
    assert [attempt.hints for attempt in coached.question.attempts] == [1, 2]


def test_for_another_attempt_the_first_hint_tells_how_many_are_open(services: Services) -> None:
    plain = Sitting(services, Mode.FEEDBACK)
    plain.answer(MOON)
    assert plain.hint(1) == ["1 of 2 key points is still open."]
    plain.answer(BULGES)
    assert [attempt.hints for attempt in plain.question.attempts] == [0, 1]


def test_where_all_is_said_there_is_no_help(services: Services) -> None:
    plain = Sitting(services, Mode.FEEDBACK)
    plain.answer(f"{MOON} {BULGES}")
    given = services.coach.help(plain.id, 1)
    assert given.given == () and given.next_step is None


def test_help_comes_from_the_record_where_the_rubric_is_gone(coached: Sitting, bank: RubricBank) -> None:
    (bank.folder / "tides.yaml").unlink()
    bank.reload()
    assert set(bank.rubrics) == set(FILES) - {"tides"}
    assert coached.hint(1) == ["A full answer has 2 key points."]


@pytest.mark.parametrize("position", [0, 2])
def test_a_question_that_is_not_there_is_told(coached: Sitting, position: int) -> None:
    coach = coached.has.coach
    for act in (
        lambda: coach.show(coached.id, position),
        lambda: coach.take_hint(coached.id, position, 1),
        lambda: coach.help(coached.id, position),
        lambda: coach.answer(coached.id, position, MOON, attempt_id="x"),
    ):
        with pytest.raises(NoSuchInterview, match="has 1 questions"):
            act()

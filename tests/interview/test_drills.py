"""Drills: one short question for each key point, read for that point alone, on each database."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import URL

from databases import postgres, url
from helpers import FILES, rubric
from viva.grading import Verdict
from viva.interview.aims import Aim
from viva.interview.drills import plan_drill
from viva.interview.follow_ups import made
from viva.interview.history import weak_points
from viva.interview.plan import Mode, NothingToAsk, Wishes
from viva.interview.record import AttemptRecord, QuestionRecord
from viva.interview.services import Services
from viva.interview.words import given_away
from viva.rubric import RubricBank

__all__ = ["postgres", "url"]

RUBRICS = {id: rubric(text, id) for id, text in FILES.items()}
MOON, BULGES, YEAST = Aim("tides", "moon"), Aim("tides", "bulges"), Aim("bread", "yeast")
SAID = {MOON: "The moon pulls water towards itself.", BULGES: "Earth turns beneath two bulges daily."}


@pytest.fixture
def address(url: URL) -> URL:
    return url


def question(services: Services, id: str, position: int) -> QuestionRecord:
    return services.interviews.get(id).question_at(position)


def answer(services: Services, id: str, position: int, words: str) -> AttemptRecord:
    assert services.worker.wait(services.interviews.answer(id, position, words), 20)
    latest = question(services, id, position).latest
    assert latest is not None
    return latest


def test_a_point_is_asked_about_with_the_rubrics_own_question() -> None:
    told = FILES["tides"].replace("    weight: 2\n", "    weight: 2\n    follow_up: What turns?\n")
    plan = plan_drill({"tides": rubric(told)}, [BULGES])
    assert [short.question for short in plan.questions] == ["What turns?"]


def test_else_with_one_that_gives_nothing_away() -> None:
    plan = plan_drill(RUBRICS, [BULGES, YEAST])
    for short in plan.questions:
        point = short.rubric.key_point(short.aim.key_point_id)
        assert short.question == made(short.rubric, point)
        assert not given_away(short.question, point.point, short.rubric.question)


def test_aims_keep_their_order_and_come_once() -> None:
    plan = plan_drill(RUBRICS, [BULGES, YEAST, MOON, YEAST])
    assert [short.aim for short in plan.questions] == [BULGES, YEAST, MOON]


def test_aims_that_the_bank_does_not_have_are_left_out_and_told() -> None:
    gone = [Aim("tides", "sun"), Aim("ghost", "moon")]
    plan = plan_drill(RUBRICS, [gone[0], MOON, gone[1]])
    assert [short.aim for short in plan.questions] == [MOON]
    assert plan.left_out == (*gone,)


def test_a_drill_keeps_the_short_question_its_aim_and_what_it_belongs_to(services: Services) -> None:
    drill = services.interviews.drill([BULGES, YEAST, MOON])
    assert drill.interview.mode is Mode.DRILL
    assert drill.interview.title == "Drill: physics, baking"
    assert services.interviews.get(drill.interview.id) == drill.interview
    asked = [(q.question_id, q.aimed_at, q.main_question) for q in drill.interview.questions]
    assert asked == [
        ("tides", "bulges", "What makes the tides?"),
        ("bread", "yeast", "Why does bread rise?"),
        ("tides", "moon", "What makes the tides?"),
    ]
    assert all(q.question != q.main_question for q in drill.interview.questions)


@pytest.mark.parametrize("aims", [[], [Aim("tides", "sun")], [Aim("ghost", "moon")]])
def test_a_drill_of_nothing_is_refused_and_leaves_no_trace(services: Services, aims: list[Aim]) -> None:
    with pytest.raises(NothingToAsk, match="nothing to drill"):
        services.interviews.drill(aims)
    assert services.history.interviews() == ()


def test_only_the_point_that_was_asked_about_is_read(services: Services) -> None:
    drill = services.interviews.drill([BULGES, MOON]).interview
    # Both answers say the moon alone: it counts where it was asked for, and is not held against the other.
    missed, said = (answer(services, drill.id, place, SAID[MOON]) for place in (1, 2))
    assert (missed.coverage, said.coverage) == (0.0, 1.0)
    for attempt, point in ((missed, "bulges"), (said, "moon")):
        assert attempt.rubric is not None
        assert attempt.standing is not None
        assert [k.id for k in attempt.rubric.key_points] == [point]
        assert [v.key_point for v in attempt.standing.grade.verdicts] == [point]
        assert attempt.follow_up is None
        assert not attempt.held_back
    assert services.interviews.get(drill.id).coverage == 0.5


def test_what_a_drill_finds_weak_is_told_by_its_question(services: Services) -> None:
    drill = services.interviews.drill([BULGES, MOON]).interview
    answer(services, drill.id, 1, "I would have to look that up.")
    answer(services, drill.id, 2, "The moon does not pull water towards itself.")
    weak = weak_points(services.interviews.get(drill.id))
    assert [(w.question_id, w.key_point.id, w.verdict, w.question) for w in weak] == [
        ("tides", "moon", Verdict.CONTRADICTED, "What makes the tides?"),
        ("tides", "bulges", Verdict.MISSING, "What makes the tides?"),
    ]


def test_hints_in_a_drill_begin_with_the_theme_and_speak_of_that_point(services: Services) -> None:
    drill = services.interviews.drill([MOON]).interview
    assert services.coach.help(drill.id, 1).next_step == 2
    services.coach.take_hint(drill.id, 1, 3)
    assert services.coach.help(drill.id, 1).next_step == 3
    services.coach.take_hint(drill.id, 1, 3)
    theme, cloze = services.coach.help(drill.id, 1).given
    assert "Think of" in theme.text
    text = "".join(piece if isinstance(piece, str) else "_" for piece in cloze.cloze)
    assert "Earth turns beneath two bulges daily" in text
    assert "moon" not in text
    assert services.coach.help(drill.id, 1).next_step is None


def test_a_point_that_left_its_rubric_meanwhile_is_read_as_the_whole_question(
    services: Services, bank: RubricBank
) -> None:
    drill = services.interviews.drill([MOON]).interview
    head, _, rest = FILES["tides"].partition("  - id: moon\n")
    (bank.folder / "tides.yaml").write_text(head + rest.partition("itself\n")[2])
    bank.reload()
    attempt = answer(services, drill.id, 1, SAID[BULGES])
    assert attempt.coverage == 1.0
    assert attempt.rubric is not None
    assert [k.id for k in attempt.rubric.key_points] == ["bulges"]


def test_the_history_of_a_question_tells_drills_apart(services: Services) -> None:
    whole = services.interviews.start(Wishes(question_ids=frozenset({"tides"})))
    answer(services, whole.id, 1, SAID[MOON])
    drill = services.interviews.drill([MOON]).interview
    answer(services, drill.id, 1, SAID[MOON])
    first, second = services.history.question("tides")
    assert (first.aimed_at, first.question) == (None, "What makes the tides?")
    assert (second.aimed_at, second.question) == ("moon", drill.questions[0].question)


def test_every_point_of_the_bank_makes_a_short_question() -> None:
    aims = [Aim(id, point.id) for id, rubric in RUBRICS.items() for point in rubric.key_points]
    plan = plan_drill(RUBRICS, aims)
    assert [short.aim for short in plan.questions] == aims
    neighbours = pairwise(plan.questions)
    assert all(a.question != b.question for a, b in neighbours if a.aim.question_id == b.aim.question_id)

"""The interviewer's next question: at whom it aims, and that it never says what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import rubric
from interview.texts import SENTENCES, WEIGHED, with_point
from viva.grading import Evidence, PointVerdict, Verdict
from viva.interview.follow_ups import LONGEST_QUOTE, FollowUp, made, next_follow_up, probing
from viva.interview.shapes import Shape, shape_of
from viva.interview.words import content, given_away
from viva.rubric import RubricBank

C, P, M, X = Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING, Verdict.CONTRADICTED
patient = settings(deadline=None, max_examples=80)
TOP = Path(__file__).parents[2]
BANKS = [folder for folder in (TOP / "rubrics", TOP / "models" / "corpus" / "rubrics") if folder.is_dir()]


def verdicts(*given: Verdict, words: str = "the moon pushes") -> list[PointVerdict]:
    evidence = (Evidence(0, len(words), words),)
    return [
        PointVerdict(id, verdict, 0.9, False, () if verdict is M else evidence)
        for id, verdict in zip(("moon", "bulges", "sun"), given, strict=True)
    ]


def asked(*given: Verdict, before: tuple[str, ...] = ()) -> FollowUp | None:
    return next_follow_up(rubric(WEIGHED), verdicts(*given), before)


@pytest.mark.parametrize(
    ("given", "before", "aim"),
    [
        ((M, M, M), (), "bulges"),  # the heaviest; of equal ones the first in the rubric
        ((M, C, M), (), "sun"),
        ((M, C, P), (), "sun"),  # half said is open, too
        ((M, C, C), (), "moon"),
        ((X, M, M), (), "moon"),  # what is said the wrong way round comes first, however light
        ((X, X, M), (), "bulges"),
        ((M, M, M), ("bulges",), "sun"),  # nobody is asked the same thing twice
        ((X, M, C), ("moon",), "bulges"),
    ],
)
def test_a_follow_up_aims_at_what_matters_most(
    given: tuple[Verdict, ...], before: tuple[str, ...], aim: str
) -> None:
    found = asked(*given, before=before)
    assert found is not None and found.key_point == aim


@pytest.mark.parametrize(("given", "before"), [((C, C, C), ()), ((C, P, C), ("bulges",))])
def test_where_nothing_is_open_nothing_is_asked(given: tuple[Verdict, ...], before: tuple[str, ...]) -> None:
    assert asked(*given, before=before) is None


def test_the_rubrics_own_question_is_asked_as_it_stands() -> None:
    assert asked(M, M, M) == FollowUp("bulges", "Why twice a day?")


def test_what_is_said_the_wrong_way_round_is_asked_back_in_the_persons_own_words() -> None:
    question = "You said “the moon pushes”. Are you sure about that? What is up there at night?"
    assert asked(X, M, M) == FollowUp("moon", question)
    assert probing("it  is\nflat") == "You said “it is flat”. Are you sure about that?"


def test_a_long_quote_ends_at_a_word() -> None:
    question = probing("word " * 100)
    quoted = question.removeprefix("You said “").partition("”")[0]
    assert len(quoted) <= LONGEST_QUOTE + 2 and quoted.endswith("word …")
    assert len(probing("x" * 1000)) < LONGEST_QUOTE + 50


@pytest.mark.parametrize(
    ("statement", "shape"),
    [
        ("Use a queue instead of a lock", Shape.CHOICE),
        ("Locks are taken in order so that no circle forms", Shape.REASON),
        ("Reads become faster", Shape.EFFECT),
        ("It cannot be taken away", Shape.DANGER),
        ("When the buffer is full", Shape.MOMENT),
        ("About 95 of a hundred", Shape.FIGURE),
        ("A page can ask again", Shape.CHANCE),
        ("The moon pulls water", Shape.IDEA),
    ],
)
def test_a_statement_is_told_by_its_form(statement: str, shape: Shape) -> None:
    assert shape_of(statement) is shape


def test_neighbours_get_different_questions() -> None:
    plain = rubric("""\
question: Why?
topic: t
model_answer: Because.
key_points:
  - {id: a, point: The moon pulls water}
  - {id: b, point: Earth turns beneath bulges}
  - {id: c, point: The sun joins in}
""")
    assert len({made(plain, key_point) for key_point in plain.key_points}) == 3


def test_about_oneself_one_is_asked_otherwise() -> None:
    behavioural = rubric("""\
question: What are you proud of?
topic: yourself
kind: behavioural
model_answer: A bridge.
key_points:
  - {id: a, point: Names a project}
""")
    assert made(behavioural, behavioural.key_points[0]) == "Can you tell me a little more about that?"


@given(SENTENCES, SENTENCES, st.sampled_from(["knowledge", "behavioural"]))
@patient
def test_a_made_follow_up_gives_nothing_away(question: str, point: str, kind: str) -> None:
    any_rubric, key_point = with_point(question, point, kind)
    said = made(any_rubric, key_point)
    assert said.endswith("?") and not given_away(said, point, question)
    assert made(any_rubric, key_point) == said


def test_the_last_resort_says_nothing_at_all() -> None:
    assert content("And what else?") == frozenset()


@pytest.mark.parametrize("folder", BANKS, ids=lambda folder: folder.parent.name)
def test_no_follow_up_of_a_bank_gives_its_point_away(folder: Path) -> None:
    """Whoever sees this fail: change the words of the follow-ups that are listed."""
    leaks = [
        f"{found.id}/{key_point.id} says {sorted(words)}: {said}"
        for found in RubricBank(folder).rubrics.values()
        for key_point in found.key_points
        for said in (key_point.follow_up or "", made(found, key_point))
        if (words := given_away(said, key_point.point, found.question))
    ]
    assert leaks == []
